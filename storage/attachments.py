"""References of files that people attached."""

from collections.abc import Collection
from datetime import date, datetime, time

from sqlalchemy import Integer, RowMapping, bindparam, delete, func, insert, select, update

from domain.attachments.model import Attachment, FileKind, Held, Incoming, Owner
from storage.store import Store
from storage.tables import attachment, attachment_content, homework, person
from storage.tables.types import UtcDateTime
from storage.upsert import insert_or_keep

IS_KEPT = attachment.c.removed_at.is_(None)

_FILES_KEPT = select(
    attachment.c.id,
    attachment.c.kind,
    attachment.c.file_id,
    attachment.c.bot_id,
    attachment.c.unique_id,
    attachment.c.name,
    attachment.c.size,
).where(IS_KEPT)
_OF = _FILES_KEPT.where(
    attachment.c.owner_kind == bindparam("owner"),
    attachment.c.owner_id == bindparam("owner_id"),
).order_by(attachment.c.id)

_WITHOUT_CONTENT = (
    _FILES_KEPT.outerjoin(attachment_content, attachment_content.c.attachment_id == attachment.c.id)
    .where(
        attachment.c.owner_kind == bindparam("owner"),
        attachment.c.added_at >= bindparam("since", type_=UtcDateTime()),
        attachment_content.c.attachment_id.is_(None),
    )
    .order_by(attachment.c.id)
    .limit(bindparam("most"))
)
_CONTENTS = select(attachment_content.c.attachment_id, attachment_content.c.content).where(
    attachment_content.c.attachment_id.in_(bindparam("ids", expanding=True))
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
        return [_to_attachment(row) for row in rows]

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

    async def without_content(self, owner: Owner, since: datetime, most: int) -> list[Attachment]:
        rows = await self._rows(_WITHOUT_CONTENT, owner=owner.value, since=since, most=most)
        return [_to_attachment(row) for row in rows]

    async def keep_content(self, attachment_id: int, content: bytes) -> None:
        is_kept = attachment.c.id == attachment_id, IS_KEPT
        held = select(attachment.c.id).where(*is_kept).with_for_update(key_share=True)
        if await self._connection.scalar(held) is None:
            return
        keep = insert_or_keep(self._connection, attachment_content, ["attachment_id"])
        values = {"attachment_id": attachment_id, "content": content}
        await self._connection.execute(keep, {**values, "kept_at": self._transaction.now})

    async def contents(self, attachment_ids: Collection[int]) -> dict[int, bytes]:
        rows = await self._rows_of(_CONTENTS, attachment_ids)
        return {row["attachment_id"]: row["content"] for row in rows}

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
        content = attachment_content.c.attachment_id == attachment_id
        await self._connection.execute(delete(attachment_content).where(content))


def _to_attachment(row: RowMapping) -> Attachment:
    return Attachment(**{**row, "kind": FileKind(row["kind"])})
