"""What the journal lacks, by school or by whoever has to do it: one statement a deadline."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import RowMapping

from domain.calendar import OF_YEAR, School
from domain.deadlines.model import Lack, Missing, SentTasks
from domain.deadlines.rules import DeadlineId
from domain.policy import BEHAVIOUR_SCALES
from domain.school_days import ClassKey
from domain.work_types.terms import due_by
from storage.missing_of_sections import PLAN, SECTION_GAPS
from storage.missing_queries import (
    LESSON_RECORDS,
    SCHOOLS,
    TERMS,
    WRITTEN_WORKS,
    Gaps,
)
from storage.recurring_duties import RecurringDuties
from storage.rows import to_person_if_any, to_school
from storage.task_queries import SENT, TOLD

LOOKED_BACK = timedelta(days=30)
_AHEAD = timedelta(days=7)
_ONE = timedelta(days=1)
_LONGEST_TERM = timedelta(days=21)  # days that any kind of work is open

Values = Mapping[str, Any]


class MissingGaps(RecurringDuties):
    """domain.deadlines.model.MissingStore."""

    async def schools(self) -> list[School]:
        return [to_school(row, self._transaction.timezone) for row in await self._rows(SCHOOLS)]

    async def lesson_records(
        self, school: School, begins: date, until: date, minute: int, performer_id: int | None
    ) -> list[Missing]:
        free = school.policy.homework_free_grade_levels
        span = {"begins": begins, "until": until, "minute": minute, "free": [*free, -1]}
        return await self._gaps(
            LESSON_RECORDS, _to_record(frozenset(free)), school, performer_id, span
        )

    async def written_works(
        self, school: School, day: date, minute: int, performer_id: int | None, rest: int = 0
    ) -> list[Missing]:
        unmarked = [*school.policy.unmarked_grade_levels, -1]
        begins = day - LOOKED_BACK - _LONGEST_TERM
        span = {"begins": begins, "until": day, "minute": minute, "unmarked": unmarked}
        until = day + _AHEAD + rest * _ONE
        found = await self._gaps(WRITTEN_WORKS, _to_work, school, performer_id, span)
        return [each for each in found if day - LOOKED_BACK <= each.due <= until]

    async def sections(
        self,
        school: School,
        day: date,
        plans_due: date | None,
        performer_id: int | None,
        rest: int = 0,
    ) -> list[Missing]:
        policy = school.policy
        has_behaviour = policy.behaviour_scale != BEHAVIOUR_SCALES[0]
        span = {
            "day": day,
            "ends_from": day - 2 * LOOKED_BACK,
            "ends_until": day + _AHEAD + rest * _ONE,
            "unmarked": [*policy.unmarked_grade_levels, -1],
        }
        if plans_due is not None:
            span["plans_due"] = plans_due
        if has_behaviour:
            span["behaviour_free"] = [*policy.behaviour_free_grade_levels, -1]
        gaps = SECTION_GAPS[plans_due is not None, has_behaviour]
        return await self._gaps(gaps, _to_section, school, performer_id, span)

    async def terms(self, school_id: int, begins: date, ends: date) -> list[tuple[date, date]]:
        rows = await self._rows(TERMS, school_id=school_id, begins=begins, ends=ends)
        return [(row["begins"], row["ends"]) for row in rows]

    async def sent(self, school_id: int, day: date) -> list[SentTasks]:
        rows = await self._rows(SENT, school_id=school_id, day=day.toordinal())
        return [SentTasks(row["chat_id"], row["person_id"], row["said"]) for row in rows]

    async def told(self, day: date, person_ids: Collection[int]) -> frozenset[int]:
        rows = await self._rows_of(TOLD, person_ids, day=day.toordinal())
        return frozenset(row["person_id"] for row in rows)

    async def _gaps(
        self,
        gaps: Gaps,
        to_missing: Callable[[RowMapping], Missing],
        school: School,
        performer_id: int | None,
        values: Values,
    ) -> list[Missing]:
        statement, own = gaps.of_school, {}
        if performer_id is not None:
            statement, own = gaps.of_performer, {"performer_id": performer_id}
        rows = await self._rows(statement, school_id=school.id, **own, **values)
        return sorted(map(to_missing, rows), key=lambda each: each.order)


def _performers(row: RowMapping) -> tuple[int, ...]:
    """The teacher first, then whoever answers for the class."""
    both = row["teacher_id"], row.get("homeroom_teacher_id")
    return tuple(dict.fromkeys(each for each in both if each is not None))


def _about(row: RowMapping) -> dict[str, Any]:
    return {
        "who": ClassKey(row["school_class_id"], row["grade_level"]),
        "class_title": row["class_title"],
        "subject": row["subject"],
        "group_name": row["group_name"],
        "teacher": to_person_if_any(row, "teacher"),
    }


def _to_record(free: frozenset[int]) -> Callable[[RowMapping], Missing]:
    def to_missing(row: RowMapping) -> Missing:
        lacks = {
            Lack.ROLL_CALL: row["attendance_taken_at"] is None,
            Lack.TOPIC: not row["topic"],
            Lack.HOMEWORK: not row["has_answer"] and row["grade_level"] not in free,
        }
        return Missing(
            DeadlineId.LESSON_RECORD,
            row["date"],
            row["lesson_id"],
            _performers(row),
            **_about(row),
            number=row["number"],
            lacks=frozenset(lack for lack, is_lacking in lacks.items() if is_lacking),
        )

    return to_missing


def _to_work(row: RowMapping) -> Missing:
    return Missing(
        DeadlineId.WRITTEN_WORK,
        due_by(row["date"], row["days_open"], row["closed_before"], row["term_changed_on"]),
        row["lesson_id"],
        _performers(row),
        **_about(row),
        number=row["number"],
        count=row["members"] - row["absent"] - row["marked"],
    )


_DEADLINES = {
    PLAN: DeadlineId.TOPIC_PLAN,
    **{kind.value: DeadlineId.YEAR_MARK for kind in OF_YEAR},
}


def _to_section(row: RowMapping) -> Missing:
    return Missing(
        _DEADLINES.get(row["period_kind"], DeadlineId.PERIOD_MARK),
        row["ends"],
        row["section_id"],
        _performers(row),
        **_about(row),
        count=row["lacking"],
        period=row["period"],
        period_id=row["period_id"] or 0,
        is_behaviour=bool(row["is_behaviour"]),
    )
