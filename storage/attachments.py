"""References of files that people attached."""

from datetime import date, datetime, time

from sqlalchemy import Integer, bindparam, func, insert, select, update

from domain.attachments.model import Attachment, FileKind, Held, Incoming, Owner
from storage.store import Store
from storage.tables import attachment, homework, person
from storage.tables.types import UtcDateTime

IS_KEPT = attachment.c.removed_at.is_(None)

_OF = (
    select(
        attachment.c.id,
        attachment.c.kind,
        attachment.c.file_id,
        attachment.c.bot_id,
        attachment.c.unique_id,
        attachment.c.name,
        attachment.c.size,
    )
    .where(
        attachment.c.owner_kind == bindparam("owner"),
        attachment.c.owner_id == bindparam("owner_id"),
        IS_KEPT,
    )
    .order_by(attachment.c.id)
)

_SINCE = attachment.c.added_at >= bindparam("since", type_=UtcDateTime())
_HELD = select(
    select(func.coalesce(func.sum(attachment.c.size), 0))
    .where(
        attachment.c.owner_kind == Owner.HOMEWORK.value,
        attachment.c.owner_id.in_(
            select(homework.c.id).where(homework.c.lesson_id == bindparam("lesson_id"))
        ),
        IS_KEPT,
    )
    .scalar_subquery()
    .label("lesson"),
    select(func.coalesce(func.sum(attachment.c.size), 0))
    .where(attachment.c.added_by == bindparam("by"), _SINCE, IS_KEPT)
    .scalar_subquery()
    .label("person"),
    select(func.coalesce(func.sum(attachment.c.size), 0))
    .select_from(attachment.join(person, person.c.id == attachment.c.added_by))
    .where(person.c.school_id == bindparam("school_id"), _SINCE, IS_KEPT)
    .scalar_subquery()
    .label("school"),
)
_FILES, _KEYS = 7310482, 2**31  # a number of our own; keys are of four bytes
_TAKE_TURN = select(
    func.pg_advisory_xact_lock(
        bindparam("of_files", type_=Integer()), bindparam("key", type_=Integer())
    )
)


class Attachments(Store):
    """domain.attachments.model.AttachmentStore."""

    async def of(self, owner: Owner, owner_id: int) -> list[Attachment]:
        rows = await self._rows(_OF, owner=owner.value, owner_id=owner_id)
        return [Attachment(**{**row, "kind": FileKind(row["kind"])}) for row in rows]

    async def add(self, owner: Owner, owner_id: int, incoming: Incoming, added_by: int) -> int:
        done = await self._connection.execute(
            insert(attachment).returning(attachment.c.id),
            {
                "owner_kind": owner.value,
                "owner_id": owner_id,
                "kind": incoming.kind.value,
                "file_id": incoming.file_id,
                "bot_id": incoming.bot_id,
                "unique_id": incoming.unique_id,
                "name": incoming.name,
                "mime": incoming.mime,
                "size": incoming.size,
                "added_by": added_by,
                "added_at": self._transaction.now,
            },
        )
        return int(done.scalar_one())

    async def held(self, school_id: int, by: int, lesson_id: int, since: date) -> Held:
        begins = datetime.combine(since, time(), self._transaction.timezone)
        [row] = await self._rows(
            _HELD, school_id=school_id, by=by, lesson_id=lesson_id, since=begins
        )
        return Held(int(row["lesson"]), int(row["person"]), int(row["school"]))

    async def take_turn(self, school_id: int) -> None:
        """A lock of its own: whoever adds a file holds a lesson or a work already, for which who
        holds the school's row may wait. SQLite has one writer anyway.
        """
        if self._connection.dialect.name == "postgresql":
            key = school_id % _KEYS
            await self._connection.execute(_TAKE_TURN, {"of_files": _FILES, "key": key})

    async def remove(self, attachment_id: int) -> None:
        await self._connection.execute(
            update(attachment)
            .where(attachment.c.id == attachment_id)
            .values(removed_at=self._transaction.now)
        )
