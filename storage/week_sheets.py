"""How many weeks of a period were confirmed, pupil by pupil."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import and_, bindparam, func, select

from domain.people import Person
from domain.weeks_read.week import Week
from storage.people import OPEN_ENROLLMENT
from storage.rows import person_columns, to_person
from storage.store import Store
from storage.tables import enrollment, lesson, person, section, week_read
from storage.transaction import today

_DAYS = (
    select(lesson.c.date)
    .distinct()
    .select_from(lesson.join(section, section.c.id == lesson.c.section_id))
    .where(
        section.c.school_class_id == bindparam("class_id"),
        lesson.c.is_cancelled.is_(False),
        lesson.c.date.between(bindparam("begins"), bindparam("ends")),
    )
)
_CONFIRMED = (
    select(
        *person_columns(person, "student"),
        func.count(week_read.c.week_ends.distinct()).label("confirmed"),
    )
    .select_from(
        enrollment.join(person, person.c.id == enrollment.c.student_id).outerjoin(
            week_read,
            and_(
                week_read.c.student_id == person.c.id,
                week_read.c.week_ends.in_(bindparam("weeks", expanding=True)),
            ),
        )
    )
    .where(
        enrollment.c.school_class_id == bindparam("class_id"), OPEN_ENROLLMENT, person.c.is_active
    )
    .group_by(person.c.id)
    .order_by(person.c.sort_key, person.c.id)
)


class WeekSheets(Store):
    """The part of domain.weeks_read.model.WeekReadStore that is for paper."""

    async def days_of(self, class_id: int, begins: date, ends: date) -> list[date]:
        days = {"class_id": class_id, "begins": begins, "ends": ends}
        return list((await self._connection.execute(_DAYS, days)).scalars())

    async def confirmed_of(
        self, class_id: int, weeks: Collection[Week]
    ) -> list[tuple[Person, int]]:
        rows = await self._rows(
            _CONFIRMED,
            class_id=class_id,
            day=today(self._transaction),
            weeks=[each.last for each in weeks],
        )
        return [(to_person(row, "student"), row["confirmed"]) for row in rows]
