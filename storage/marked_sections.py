"""A section as far as its marks depend on it, for the gradebook and the list of final marks."""

from sqlalchemy import RowMapping, bindparam, func, select

from domain.final_marks.setting_model import MarkedSection
from domain.marks.value import GradeScale
from storage.member_classes import member_classes, to_class_ids
from storage.tables import lesson, school_class, section, subject

_LAST_LESSON = (
    select(func.max(lesson.c.date))
    .where(lesson.c.section_id == section.c.id)
    .correlate(section)
    .scalar_subquery()
)
SECTIONS = select(
    section.c.id,
    section.c.school_id,
    section.c.subject_id,
    subject.c.title.label("subject"),
    section.c.group_name,
    section.c.grade_level,
    subject.c.is_marked,
    subject.c.scale,
    section.c.weekly_hours,
    section.c.school_class_id,
    func.coalesce(school_class.c.title, "").label("class_title"),
    section.c.teacher_id,
    member_classes(bindparam("today")),
    _LAST_LESSON.label("last_lesson"),
).select_from(
    section.join(subject, subject.c.id == section.c.subject_id).outerjoin(
        school_class, school_class.c.id == section.c.school_class_id
    )
)


def to_section(row: RowMapping) -> MarkedSection:
    """The section of a row of `SECTIONS`."""
    values = {key: row[key] for key in row if key != "member_classes"}
    values["scale"] = GradeScale(row["scale"])
    return MarkedSection(**values, also_class_ids=to_class_ids(row["member_classes"]))
