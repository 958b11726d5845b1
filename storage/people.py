"""Pupils, guardians and staff."""

from sqlalchemy import and_, bindparam, case, select

from domain.calendar import School
from domain.errors import NotFound
from domain.people import Student
from storage.rows import person_columns, to_school, to_student
from storage.spans import has_not_ended
from storage.store import Store
from storage.tables import enrollment, person, school, school_class
from storage.transaction import today

SCHOOL_COLUMNS = [
    school.c.id.label("school_id"),
    school.c.name.label("school_name"),
    school.c.timezone.label("school_timezone"),
    school.c.policy.label("school_policy"),
]

CLASS_COLUMNS = [
    school_class.c.id.label("class_id"),
    school_class.c.title.label("class_title"),
    school_class.c.grade_level,
    school_class.c.homeroom_teacher_id,
]

# An enrolment that has not ended; moves close the old row and open a new one.
OPEN_ENROLLMENT = has_not_ended(enrollment, bindparam("day"))

# Of two, while a pupil moves, the one that holds today: the next teacher has no right yet.
HOLDING_FIRST = (
    case((enrollment.c.begins > bindparam("day"), 1), else_=0),
    enrollment.c.begins.desc().nulls_last(),
)

_STUDENT = (
    select(*person_columns(person, "student"), *SCHOOL_COLUMNS, *CLASS_COLUMNS)
    .select_from(
        person.join(school, school.c.id == person.c.school_id)
        .outerjoin(enrollment, and_(enrollment.c.student_id == person.c.id, OPEN_ENROLLMENT))
        .outerjoin(school_class, school_class.c.id == enrollment.c.school_class_id)
    )
    .where(person.c.id == bindparam("student_id"))
    .order_by(*HOLDING_FIRST)
    .limit(1)
)


class People(Store):
    """domain.people.PeopleStore."""

    async def student(self, student_id: int) -> tuple[Student, School]:
        found = await self._connection.execute(
            _STUDENT, {"student_id": student_id, "day": today(self._transaction)}
        )
        row = found.mappings().first()
        if row is None:
            raise NotFound("student")
        return to_student(row), to_school(row, self._transaction.timezone)
