"""Notices in the ledger, written as if the sender had been at work."""

from datetime import timedelta
from typing import Any

from domain.notices.model import Kind, State
from storage import tables as t
from storage.uow import SqlUnitOfWork
from tests.support.journal import Journal
from tests.support.phones import bind_family
from tests.support.school import SmallSchool

MOTHER, FATHER, PUPIL, OLGA, DEPUTY, ADMIN = 501, 502, 503, 504, 505, 506
DAY = timedelta(days=1)


async def connected(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    """Anna's mother, father and Anna herself, for a month; Petr's mother has no phone."""
    await bind_family(uow, school, MOTHER, FATHER, PUPIL, at=uow.now - 30 * DAY)


class Rows:
    """Notices written as if the sender had been at work."""

    def __init__(self, uow: SqlUnitOfWork, school: SmallSchool) -> None:
        self.uow = uow
        self.school = school
        self.journal = Journal(uow.connection, school)

    async def notice(
        self,
        person: str,
        child: str,
        ref: int,
        *,
        kind: Kind = Kind.MARK,
        state: State = State.SENT,
        took: timedelta | None = timedelta(seconds=5),
        ago: timedelta = timedelta(hours=1),
        **more: Any,
    ) -> int:
        created = self.uow.now - ago
        chat = {"elena": MOTHER, "dmitry": FATHER, "anna": PUPIL}.get(person, OLGA)
        values: dict[str, Any] = {
            "kind": kind,
            "ref_id": ref,
            "about_id": ref,
            "student_id": self.school[child],
            "person_id": self.school[person],
            "chat_id": chat,
            "state": state,
            "created_at": created,
            "due_at": created,
            "planned_at": created,
            "sent_at": created + took if state is State.SENT and took else None,
        }
        return await self.journal.add(t.notice, **(values | more))

    async def letter(self) -> int:
        return await self.journal.add(
            t.message,
            school_class_id=self.school.classes["7А"],
            sender_id=self.school["orlova"],
            text="Собрание",
            sent_at=self.uow.now,
        )

    async def final(
        self, pupil: str, subject: str = "Алгебра", *, ago: timedelta = 2 * DAY
    ) -> tuple[int, int]:
        """A final mark of the first quarter; its id and that of its change."""
        made = await self.journal.final_mark(pupil, subject, "I четверть", 5)
        change = await self.journal.add(
            t.final_mark_change, final_mark_id=made, new_value=5, changed_at=self.uow.now - ago
        )
        return made, change
