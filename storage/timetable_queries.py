"""What is asked of the timetable as the school sees it."""

from sqlalchemy import and_, bindparam, exists, func, or_, select

from domain.roles import Role
from storage.rows import person_columns
from storage.schedule import IS_SHOWN, LESSON_COLUMNS, LESSON_TABLES
from storage.spans import holds
from storage.tables import (
    enrollment,
    lesson,
    lesson_change,
    person,
    role_assignment,
    school_class,
    section,
    section_student,
    slot_change,
    subject,
    teacher_absence,
    timetable_change,
)

_USUAL = person.alias("usual_person")
COLUMNS = [
    *LESSON_COLUMNS,
    section.c.school_id,
    section.c.school_class_id,
    section.c.title.label("section_title"),
    section.c.grade_level,
    section.c.subject_id,
    lesson.c.usual_date,
    lesson.c.usual_number,
    school_class.c.title.label("class_title"),
    school_class.c.week_days,
    *person_columns(_USUAL, "usual"),
]
TABLES = LESSON_TABLES.outerjoin(
    school_class, school_class.c.id == section.c.school_class_id
).outerjoin(_USUAL, _USUAL.c.id == section.c.teacher_id)
LESSONS = select(*COLUMNS).select_from(TABLES)
_ORDER = (lesson.c.date, lesson.c.number, section.c.title)

# A group of several classes is of none: its pupils say whose it is.
_SHARED = (
    exists()
    .where(
        section_student.c.section_id == section.c.id,
        holds(section_student, lesson.c.date),
        enrollment.c.student_id == section_student.c.student_id,
        enrollment.c.school_class_id == bindparam("class_id"),
        holds(enrollment, lesson.c.date),
    )
    .correlate(section, lesson)
)
OF_CLASS = LESSONS.where(
    lesson.c.date == bindparam("day"),
    IS_SHOWN,
    or_(
        section.c.school_class_id == bindparam("class_id"),
        and_(
            section.c.school_class_id.is_(None),
            section.c.school_id == bindparam("school_id"),
            _SHARED,
        ),
    ),
).order_by(*_ORDER)
OF_SCHOOL = LESSONS.where(
    lesson.c.date.between(bindparam("day"), bindparam("last")),
    section.c.school_id == bindparam("school_id"),
    IS_SHOWN,
).order_by(*_ORDER)
OF_CELL = LESSONS.where(
    lesson.c.section_id == bindparam("section_id"),
    func.coalesce(lesson.c.usual_number, lesson.c.number) == bindparam("number"),
    func.coalesce(lesson.c.usual_date, lesson.c.date) >= bindparam("since"),
    lesson.c.replaces_id.is_(None),
).order_by(lesson.c.date, lesson.c.id)
_PLACE = lesson.alias("place")
BESIDE = LESSONS.where(
    or_(
        and_(lesson.c.replaces_id == bindparam("lesson_id"), lesson.c.is_cancelled.is_(False)),
        exists().where(
            _PLACE.c.id == bindparam("lesson_id"),
            _PLACE.c.replaces_id == lesson.c.id,
            _PLACE.c.is_cancelled.is_(False),
        ),
    )
)
OF_TEACHER = LESSONS.where(
    lesson.c.date.between(bindparam("day"), bindparam("last")),
    lesson.c.teacher_id == bindparam("teacher_id"),
    IS_SHOWN,
).order_by(*_ORDER)
ONE = LESSONS.where(lesson.c.id == bindparam("lesson_id"))
LOCK = (
    select(lesson.c.id)
    .where(lesson.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(lesson.c.id)
    .with_for_update()
)

TEACHERS = (
    select(
        *person_columns(person, "teacher"),
        section.c.subject_id,
        section.c.school_class_id,
    )
    .select_from(
        person.outerjoin(section, and_(section.c.teacher_id == person.c.id, section.c.is_active))
    )
    .where(
        person.c.school_id == bindparam("school_id"),
        person.c.is_active,
        exists().where(
            role_assignment.c.person_id == person.c.id,
            role_assignment.c.role.in_([Role.TEACHER, Role.EXTRA_TEACHER]),
            holds(role_assignment, bindparam("day")),
        ),
    )
    .order_by(person.c.sort_key, person.c.id)
)
SECTIONS = (
    select(
        section.c.id,
        subject.c.title.label("subject"),
        section.c.group_name,
        *person_columns(person, "teacher"),
    )
    .select_from(
        section.join(subject, subject.c.id == section.c.subject_id).outerjoin(
            person, person.c.id == section.c.teacher_id
        )
    )
    .where(section.c.school_class_id == bindparam("class_id"), section.c.is_active)
    .order_by(subject.c.title, section.c.group_name, section.c.id)
)
MEMBERS = select(section_student.c.section_id, section_student.c.student_id).where(
    section_student.c.section_id.in_(bindparam("ids", expanding=True)),
    holds(section_student, bindparam("day")),
)
_DECIDER = person.alias("decider")
_DECISIONS = select(
    timetable_change.c.id,
    timetable_change.c.school_id,
    timetable_change.c.decided_at,
    timetable_change.c.undone_at,
    timetable_change.c.since,
    exists().where(teacher_absence.c.change_id == timetable_change.c.id).label("is_absence"),
    *person_columns(_DECIDER, "decider"),
).join(_DECIDER, _DECIDER.c.id == timetable_change.c.decided_by)
DECISION = _DECISIONS.where(timetable_change.c.id == bindparam("decision_id"))
LAST = (
    _DECISIONS.join(lesson_change, lesson_change.c.change_id == timetable_change.c.id)
    .where(
        lesson_change.c.lesson_id == bindparam("lesson_id"),
        timetable_change.c.undone_at.is_(None),
    )
    .order_by(timetable_change.c.id.desc())
    .limit(1)
)
_OLD = person.alias("old_person")
CHANGED = (
    select(
        *COLUMNS,
        *(column for column in lesson_change.c if column.name.startswith("old_")),
        lesson_change.c.is_new,
        *person_columns(_OLD, "was"),
    )
    .select_from(
        TABLES.join(lesson_change, lesson_change.c.lesson_id == lesson.c.id).outerjoin(
            _OLD, _OLD.c.id == lesson_change.c.old_teacher_id
        )
    )
    .where(lesson_change.c.change_id == bindparam("decision_id"))
    .order_by(*_ORDER, lesson.c.id)
)
_LATER = lesson_change.alias("later")
_LATER_DECISION = timetable_change.alias("later_decision")
_LATER_SLOT = slot_change.alias("later_slot")
_OF_LESSON = exists(
    select(_LATER.c.id)
    .select_from(
        lesson_change.join(_LATER, _LATER.c.lesson_id == lesson_change.c.lesson_id).join(
            _LATER_DECISION, _LATER_DECISION.c.id == _LATER.c.change_id
        )
    )
    .where(
        lesson_change.c.change_id == bindparam("decision_id"),
        _LATER.c.change_id > lesson_change.c.change_id,
        _LATER_DECISION.c.undone_at.is_(None),
    )
)
_OF_CELL = exists(
    select(_LATER_SLOT.c.slot_id)
    .select_from(
        slot_change.join(_LATER_SLOT, _LATER_SLOT.c.slot_id == slot_change.c.slot_id).join(
            _LATER_DECISION, _LATER_DECISION.c.id == _LATER_SLOT.c.change_id
        )
    )
    .where(
        slot_change.c.change_id == bindparam("decision_id"),
        _LATER_SLOT.c.change_id > slot_change.c.change_id,
        _LATER_DECISION.c.undone_at.is_(None),
    )
)
NEWER = select(or_(_OF_LESSON, _OF_CELL))

AWAY = (
    select(
        teacher_absence.c.begins,
        teacher_absence.c.ends,
        teacher_absence.c.change_id,
        teacher_absence.c.why,
        *person_columns(person, "who"),
    )
    .select_from(
        teacher_absence.join(
            timetable_change, timetable_change.c.id == teacher_absence.c.change_id
        ).join(person, person.c.id == teacher_absence.c.person_id)
    )
    .where(
        timetable_change.c.school_id == bindparam("school_id"),
        timetable_change.c.undone_at.is_(None),
        teacher_absence.c.begins <= bindparam("ends"),
        teacher_absence.c.ends >= bindparam("begins"),
    )
    .order_by(person.c.sort_key, teacher_absence.c.begins)
)
