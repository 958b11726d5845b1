"""What class lists lack, and the monthly checks of them."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import RowMapping, bindparam, case, func, select, true

from domain.calendar import PeriodKind, School
from domain.classes.model import SchoolClass
from domain.notices.model import Kind
from domain.personal_data.list_model import LastCheck, ListCheck, SchoolYear, first_of
from storage.classes import CLASSES, to_class
from storage.people import SCHOOL_COLUMNS
from storage.rows import person_columns, to_person, to_school
from storage.store import Store
from storage.tables import (
    class_list_check,
    grading_period,
    notice,
    person,
    school,
    school_class,
)
from storage.transaction import today
from storage.upsert import insert_or_keep

# The year that is going on or the next one; when all are over, the last.
_YEAR = (
    select(grading_period.c.begins, grading_period.c.ends)
    .where(
        grading_period.c.school_id == bindparam("of_school"),
        grading_period.c.kind == PeriodKind.SCHOOL_YEAR,
    )
    .order_by(
        grading_period.c.ends < bindparam("month_begins"),
        case((grading_period.c.ends >= bindparam("month_begins"), grading_period.c.begins)),
        grading_period.c.begins.desc(),
    )
    .limit(1)
    .subquery("year")
)
_YEAR_COLUMNS = (_YEAR.c.begins.label("year_begins"), _YEAR.c.ends.label("year_ends"))
# A row for each check; without any one with the year alone.
_CHECKS = (
    select(
        class_list_check.c.month,
        class_list_check.c.checked_at,
        class_list_check.c.pupils,
        class_list_check.c.incomplete,
        *person_columns(person, "teacher"),
        *_YEAR_COLUMNS,
    )
    .select_from(
        school_class.outerjoin(_YEAR, true())
        .outerjoin(class_list_check, class_list_check.c.school_class_id == school_class.c.id)
        .outerjoin(person, person.c.id == class_list_check.c.checked_by)
    )
    .where(school_class.c.id == bindparam("class_id"))
    .order_by(class_list_check.c.month.desc())
    .limit(bindparam("at_most"))
)
_LAST = (
    select(
        class_list_check.c.school_class_id,
        func.max(class_list_check.c.month).label("month"),
        func.max(class_list_check.c.checked_at).label("checked_at"),
    )
    .group_by(class_list_check.c.school_class_id)
    .subquery("last")
)
_OF_SCHOOL = (
    CLASSES.add_columns(_LAST.c.month, _LAST.c.checked_at, *_YEAR_COLUMNS)
    .outerjoin(_LAST, _LAST.c.school_class_id == school_class.c.id)
    .outerjoin(_YEAR, true())
    .where(school_class.c.school_id == bindparam("of_school"))
)
_REMINDED = (
    select(notice.c.ref_id)
    .distinct()
    .where(
        notice.c.kind == Kind.CLASS_LIST,
        notice.c.ref_id.in_(bindparam("ids", expanding=True)),
        notice.c.created_at > bindparam("since"),
    )
)
_SCHOOLS = select(*SCHOOL_COLUMNS).order_by(school.c.id)


class ClassLists(Store):
    """domain.personal_data.list_model.ListStore."""

    async def checks(
        self, school_class: SchoolClass, limit: int
    ) -> tuple[SchoolYear | None, list[ListCheck]]:
        values = self._of_school(school_class.school)
        rows = await self._rows(_CHECKS, class_id=school_class.id, at_most=limit, **values)
        checks = [
            ListCheck(
                month=row["month"],
                checked_by=to_person(row, "teacher"),
                checked_at=row["checked_at"],
                pupils=row["pupils"],
                incomplete=row["incomplete"],
            )
            for row in rows
            if row["month"] is not None
        ]
        return _to_year(rows[0]), checks

    async def note_check(
        self, class_id: int, month: date, checked_by: int, pupils: int, incomplete: int
    ) -> bool:
        keep = insert_or_keep(self._connection, class_list_check, ["school_class_id", "month"])
        done = await self._connection.execute(
            keep,
            {
                "school_class_id": class_id,
                "month": month,
                "checked_by": checked_by,
                "checked_at": self._transaction.now,
                "pupils": pupils,
                "incomplete": incomplete,
            },
        )
        return bool(done.rowcount == 1)

    async def of_school(self, of_school: School) -> list[LastCheck]:
        zone, day = self._transaction.timezone, today(self._transaction)
        rows = await self._rows(_OF_SCHOOL, day=day, **self._of_school(of_school))
        return [
            LastCheck(to_class(row, zone), _to_year(row), row["month"], row["checked_at"])
            for row in rows
        ]

    def _of_school(self, of_school: School) -> dict[str, Any]:
        begins = first_of(of_school.today(self._transaction.now))
        return {"of_school": of_school.id, "month_begins": begins}

    async def reminded(self, class_ids: Collection[int], since: datetime) -> set[int]:
        return {row["ref_id"] for row in await self._rows_of(_REMINDED, class_ids, since=since)}

    async def schools(self) -> list[School]:
        zone = self._transaction.timezone
        return [to_school(row, zone) for row in await self._rows(_SCHOOLS)]


def _to_year(row: RowMapping) -> SchoolYear | None:
    if row["year_begins"] is None:
        return None
    return SchoolYear(row["year_begins"], row["year_ends"])
