"""The school's subjects."""

from sqlalchemy import bindparam, select, update

from domain.year.subject_model import SchoolSubject
from storage.behaviour import IS_BEHAVIOUR
from storage.store import Store
from storage.tables import subject

_OF_SCHOOL = (
    select(subject.c.id, subject.c.title, subject.c.is_marked, subject.c.takes_homework)
    .where(subject.c.school_id == bindparam("school_id"), ~IS_BEHAVIOUR)
    .order_by(subject.c.title, subject.c.id)
)


class Subjects(Store):
    """domain.year.subject_model.SubjectStore."""

    async def of_school(self, school_id: int) -> list[SchoolSubject]:
        return [SchoolSubject(**row) for row in await self._rows(_OF_SCHOOL, school_id=school_id)]

    async def take_homework(self, subject_id: int, *, takes: bool) -> None:
        await self._connection.execute(
            update(subject).where(subject.c.id == subject_id).values(takes_homework=takes)
        )
