"""Minutes of homework by pupil and day (domain.homework.load)."""

from sqlalchemy import BindParameter, Date, and_, bindparam, func, select

from storage.homework_columns import IS_SET, concerns
from storage.spans import holds
from storage.tables import enrollment, homework, homework_tick, section_student

_LOAD = (
    select(
        section_student.c.student_id,
        homework.c.due_date.label("date"),
        func.coalesce(func.sum(homework.c.minutes), 0).label("minutes"),
        (func.count() - func.count(homework.c.minutes)).label("unknown"),
    )
    .select_from(
        section_student.join(homework, homework.c.section_id == section_student.c.section_id)
    )
    .where(
        IS_SET,
        holds(section_student, homework.c.due_date),
        concerns(section_student.c.student_id),
    )
    .group_by(section_student.c.student_id, homework.c.due_date)
)
_MEMBER = section_student.alias("member")
_ONE: BindParameter[int] = bindparam("homework_id")
LOAD_OF_SECTION = (
    _LOAD.add_columns(
        (func.count(homework_tick.c.homework_id) > 0).label("is_done"),
        func.max(homework_tick.c.minutes).label("done_minutes"),
    )
    .outerjoin_from(
        homework,
        homework_tick,
        and_(
            homework_tick.c.homework_id == homework.c.id,
            homework_tick.c.homework_id == _ONE,
            homework_tick.c.student_id == section_student.c.student_id,
        ),
    )
    .where(
        homework.c.due_date == bindparam("day", type_=Date()),
        section_student.c.student_id.in_(
            select(_MEMBER.c.student_id).where(
                _MEMBER.c.section_id == bindparam("section_id"),
                holds(_MEMBER, bindparam("day", type_=Date())),
            )
        ),
    )
)
LOAD_OF_CLASS = _LOAD.where(
    homework.c.due_date.between(bindparam("begins", type_=Date()), bindparam("ends", type_=Date())),
    section_student.c.student_id.in_(
        select(enrollment.c.student_id).where(
            enrollment.c.school_class_id == bindparam("school_class_id"),
            holds(enrollment, homework.c.due_date),
        )
    ),
)
