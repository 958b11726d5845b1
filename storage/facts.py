"""What notices point at: the thing as it is now, and what the change made of it."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import RowMapping

from domain.attendance.model import Status
from domain.binding.model import BindingRole
from domain.calendar import PeriodKind
from domain.notices.facts import (
    AbsenceFact,
    BindingFact,
    FinalMarkFact,
    HomeworkFact,
    LessonFact,
    MarkFact,
    MessageFact,
    RemarkFact,
    TrustFact,
)
from storage.fact_queries import (
    ABSENCES,
    BINDINGS,
    FINAL_MARKS,
    IN_LESSONS,
    LESSONS,
    MARKS,
    MESSAGES,
    REMARKS,
    TRUSTS,
    WITH_HOMEWORK,
)
from storage.homework_facts import HOMEWORK, to_homework_facts
from storage.mark_values import the_value, to_value
from storage.marks import to_mark
from storage.remarks import to_remark
from storage.rows import to_person
from storage.schedule import to_lesson
from storage.store import Store

_LATELY = timedelta(days=14)  # since a pupil came into another group


class Facts(Store):
    """domain.notices.fact_store.FactStore."""

    async def marks(self, ids: Collection[int]) -> dict[int, MarkFact]:
        return {
            row["ref_id"]: MarkFact(
                to_mark(row),
                old=None,
                new=the_value(row["value"], row["code"]) if row["removed_at"] is None else None,
                made=to_value(row["new_value"], row["new_code"]),
            )
            for row in await self._rows(MARKS, ids=[*ids])
        }

    async def absences(self, ids: Collection[int]) -> dict[int, AbsenceFact]:
        return {
            row["ref_id"]: AbsenceFact(
                student_id=row["student_id"],
                date=row["date"],
                number=row["number"],
                starts=row["starts"],
                subject=row["subject"],
                old=Status.PRESENT,
                new=Status(row["status"]),
                made=Status(row["new_status"]),
                minutes_late=row["minutes_late"],
                asks=row["open_case"] is not None,
            )
            for row in await self._rows(ABSENCES, ids=[*ids])
        }

    async def final_marks(self, ids: Collection[int]) -> dict[int, FinalMarkFact]:
        return {
            row["ref_id"]: FinalMarkFact(
                student_id=row["student_id"],
                subject=row["subject"],
                period_kind=PeriodKind(row["kind"]),
                period_title=row["period"],
                old=None,
                new=the_value(row["value"], row["code"]),
                made=the_value(row["new_value"], row["new_code"]),
            )
            for row in await self._rows(FINAL_MARKS, ids=[*ids])
        }

    async def remarks(self, ids: Collection[int]) -> dict[int, RemarkFact]:
        found = {}
        for row in await self._rows(REMARKS, ids=[*ids]):
            remark = to_remark(row)
            found[row["ref_id"]] = RemarkFact(
                remark.student_id, remark, old=None, new=remark.word, made_what=row["made"]
            )
        return found

    async def messages(self, ids: Collection[int]) -> dict[int, MessageFact]:
        return {
            row["ref_id"]: MessageFact(
                student_id=0,
                message_id=row["ref_id"],
                sender=to_person(row, "sender"),
                text=row["text"],
                is_answer=row["reply_to_id"] is not None,
            )
            for row in await self._rows(MESSAGES, ids=[*ids])
        }

    async def lessons(self, ids: Collection[int]) -> dict[int, LessonFact]:
        return {
            row["id"]: LessonFact(student_id=0, lesson=to_lesson(row))
            for row in await self._rows(LESSONS, ids=[*ids])
        }

    async def homework(self, ids: Collection[int]) -> dict[int, HomeworkFact]:
        return to_homework_facts(await self._rows(HOMEWORK, ids=[*ids]))

    async def pupils_of_lessons(
        self, ids: Collection[int], student_ids: Collection[int]
    ) -> dict[tuple[int, int], bool]:
        rows = await self._rows(IN_LESSONS, ids=[*ids], students=[*student_ids])
        return {(row["id"], row["student_id"]): _has_come(row) for row in rows}

    async def pupils_of_homework(
        self, ids: Collection[int], student_ids: Collection[int]
    ) -> dict[tuple[int, int], bool]:
        rows = await self._rows(WITH_HOMEWORK, ids=[*ids], students=[*student_ids])
        return {(row["id"], row["student_id"]): bool(row["is_for_them"]) for row in rows}

    async def bindings(self, ids: Collection[int]) -> dict[int, BindingFact]:
        return {
            row["ref_id"]: BindingFact(
                student_id=row["student_id"],
                binding_id=row["ref_id"],
                person=to_person(row, "reader"),
                role=BindingRole(row["role"]),
                bound_at=row["bound_at"],
            )
            for row in await self._rows(BINDINGS, ids=[*ids])
        }

    async def trusts(self, ids: Collection[int]) -> dict[int, TrustFact]:
        return {
            row["ref_id"]: TrustFact(
                row["student_id"],
                row["ref_id"],
                to_person(row, "entrusted"),
                to_person(row, "guardian"),
                row["ends"] - timedelta(days=1),
            )
            for row in await self._rows(TRUSTS, ids=[*ids])
        }


def _has_come(row: RowMapping) -> bool:
    """Whether the pupil was moved into the group not long before the lesson.

    Of who is to be moved out of it later, the day of the move is ahead.
    """
    moved_on = row["moved_on"]
    return moved_on is not None and timedelta(0) <= row["date"] - moved_on < _LATELY
