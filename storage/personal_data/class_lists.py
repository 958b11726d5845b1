"""What class lists lack, and the monthly checks of them."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import bindparam, exists, func, or_, select

from domain.calendar import PeriodKind, School
from domain.notices.model import Kind
from domain.personal_data.list_model import Facts, ListCheck, SchoolYear
from storage.consent_reading import to_standing
from storage.people import OPEN_ENROLLMENT, SCHOOL_COLUMNS
from storage.rows import person_columns, to_person, to_school
from storage.spans import has_not_ended
from storage.store import Store
from storage.tables import (
    class_list_check,
    consent_standing,
    enrollment,
    grading_period,
    guardianship,
    notice,
    person,
    school,
    school_class,
)
from storage.transaction import today
from storage.upsert import insert_or_keep

_GUARDIAN = person.alias("guardian")

_HAS_INCOMPLETE_GUARDIAN = exists().where(
    guardianship.c.student_id == enrollment.c.student_id,
    _GUARDIAN.c.id == guardianship.c.guardian_id,
    _GUARDIAN.c.is_active,
    has_not_ended(guardianship, bindparam("day")),
    or_(_GUARDIAN.c.sex.is_(None), _GUARDIAN.c.birth_date.is_(None)),
)
_FACTS = (
    select(
        enrollment.c.student_id,
        person.c.birth_date,
        func.coalesce(consent_standing.c.by_guardian, 0).label("by_guardian"),
        func.coalesce(consent_standing.c.own, 0).label("own"),
        _HAS_INCOMPLETE_GUARDIAN.label("has_incomplete_guardian"),
    )
    .select_from(
        enrollment.join(person, person.c.id == enrollment.c.student_id).outerjoin(
            consent_standing, consent_standing.c.person_id == person.c.id
        )
    )
    .where(enrollment.c.school_class_id == bindparam("class_id"), OPEN_ENROLLMENT)
)
_CHECKS = (
    select(
        class_list_check.c.month,
        class_list_check.c.checked_at,
        class_list_check.c.pupils,
        class_list_check.c.incomplete,
        *person_columns(person, "teacher"),
    )
    .select_from(class_list_check.join(person, person.c.id == class_list_check.c.checked_by))
    .where(class_list_check.c.school_class_id == bindparam("class_id"))
    .order_by(class_list_check.c.month.desc())
    .limit(bindparam("at_most"))
)
_LAST_MONTHS = (
    select(
        class_list_check.c.school_class_id,
        func.max(class_list_check.c.month).label("month"),
        func.max(class_list_check.c.checked_at).label("checked_at"),
    )
    .select_from(
        class_list_check.join(school_class, school_class.c.id == class_list_check.c.school_class_id)
    )
    .where(school_class.c.school_id == bindparam("of_school"))
    .group_by(class_list_check.c.school_class_id)
)
_YEARS = (
    select(grading_period.c.begins, grading_period.c.ends)
    .where(
        grading_period.c.school_id == bindparam("of_school"),
        grading_period.c.kind == PeriodKind.SCHOOL_YEAR,
    )
    .order_by(grading_period.c.begins)
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

    async def facts(self, class_id: int) -> Facts:
        values = {"class_id": class_id, "day": today(self._transaction)}
        rows = await self._rows(_FACTS, **values)
        return Facts(
            {row["student_id"]: row["birth_date"] for row in rows},
            {row["student_id"]: to_standing(row["by_guardian"], row["own"]) for row in rows},
            frozenset(row["student_id"] for row in rows if row["has_incomplete_guardian"]),
        )

    async def checks(self, class_id: int, limit: int) -> list[ListCheck]:
        rows = await self._rows(_CHECKS, class_id=class_id, at_most=limit)
        return [
            ListCheck(
                month=row["month"],
                checked_by=to_person(row, "teacher"),
                checked_at=row["checked_at"],
                pupils=row["pupils"],
                incomplete=row["incomplete"],
            )
            for row in rows
        ]

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

    async def last_months(self, school_id: int) -> Mapping[int, tuple[date, datetime]]:
        return {
            row["school_class_id"]: (row["month"], row["checked_at"])
            for row in await self._rows(_LAST_MONTHS, of_school=school_id)
        }

    async def school_year(self, of_school: School) -> SchoolYear | None:
        day = of_school.today(self._transaction.now).replace(day=1)
        rows = await self._rows(_YEARS, of_school=of_school.id)
        years = [SchoolYear(row["begins"], row["ends"]) for row in rows]
        ahead = [each for each in years if each.ends >= day]
        return next(iter(ahead or years[-1:]), None)

    async def reminded(self, class_ids: Collection[int], since: datetime) -> set[int]:
        return {row["ref_id"] for row in await self._rows_of(_REMINDED, class_ids, since=since)}

    async def schools(self) -> list[School]:
        zone = self._transaction.timezone
        return [to_school(row, zone) for row in await self._rows(_SCHOOLS)]
