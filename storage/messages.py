"""Letters, their recipients, and drafts; the lists of them are in `storage.mailbox`."""

import secrets
from collections.abc import Collection, Sequence
from itertools import groupby

from sqlalchemy import (
    BindParameter,
    RowMapping,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from domain.errors import NotFound
from domain.messages.model import (
    Addressee,
    Delivery,
    Exchanged,
    Letter,
    Recipient,
    StoredDraft,
)
from storage.rows import person_columns, to_person
from storage.store import Store
from storage.tables import (
    binding,
    chat,
    message,
    message_draft,
    message_recipient,
    person,
)

_DRAFT_IDS = 2**52
_STUDENT = person.alias("student")
PEOPLE: BindParameter[int] = bindparam("person_ids", expanding=True)
ROOT_ID = func.coalesce(message.c.reply_to_id, message.c.id)

_LETTER_COLUMNS = [
    message.c.id,
    ROOT_ID.label("root_id"),
    message.c.school_class_id,
    message.c.text,
    message.c.sent_at,
    *person_columns(person, "sender"),
]
_LETTER = (
    select(*_LETTER_COLUMNS)
    .select_from(message.join(person, person.c.id == message.c.sender_id))
    .where(message.c.id == bindparam("message_id"))
)

_FOLLOWS = and_(
    binding.c.person_id == message_recipient.c.person_id,
    binding.c.ended_at.is_(None),
    or_(binding.c.student_id.is_(None), binding.c.student_id == message_recipient.c.student_id),
)
_RECIPIENTS = (
    select(
        *person_columns(person, "person"),
        *person_columns(_STUDENT, "student"),
        message_recipient.c.delivered_at,
        message_recipient.c.read_at,
        exists().where(_FOLLOWS).label("is_connected"),
        exists()
        .where(_FOLLOWS, chat.c.id == binding.c.chat_id, chat.c.unreachable_since.is_(None))
        .label("is_reachable"),
    )
    .select_from(
        message_recipient.join(person, person.c.id == message_recipient.c.person_id).join(
            _STUDENT, _STUDENT.c.id == message_recipient.c.student_id
        )
    )
    .where(message_recipient.c.message_id == bindparam("message_id"))
    .order_by(_STUDENT.c.sort_key, _STUDENT.c.id, person.c.sort_key, person.c.id)
)

_IN_THREAD = or_(
    message.c.id == bindparam("root_id"), message.c.reply_to_id == bindparam("root_id")
)
# To these guardians, or from them: what others of the class wrote is not of this conversation.
_THREAD = (
    select(
        *_LETTER_COLUMNS,
        message_recipient.c.person_id.label("to_id"),
        message_recipient.c.read_at,
    )
    .select_from(
        message.join(person, person.c.id == message.c.sender_id).join(
            message_recipient, message_recipient.c.message_id == message.c.id
        )
    )
    .where(
        _IN_THREAD,
        message_recipient.c.student_id == bindparam("student_id"),
        or_(message_recipient.c.person_id.in_(PEOPLE), message.c.sender_id.in_(PEOPLE)),
    )
    .order_by(message.c.id)
)
_READ = (
    update(message_recipient)
    .where(
        message_recipient.c.message_id.in_(select(message.c.id).where(_IN_THREAD)),
        message_recipient.c.person_id.in_(PEOPLE),
        message_recipient.c.student_id == bindparam("of_student"),
        message_recipient.c.read_at.is_(None),
    )
    .values(read_at=bindparam("now"))
)

_DRAFT = select(
    message_draft.c.id,
    message_draft.c.sender_id,
    message_draft.c.school_class_id,
    message_draft.c.person_id,
    message_draft.c.student_ids,
    message_draft.c.text,
).where(message_draft.c.id == bindparam("draft_id"))


class Messages(Store):
    """domain.messages.model.MessageStore."""

    async def letter(self, message_id: int) -> Letter:
        rows = await self._rows(_LETTER, message_id=message_id)
        if not rows:
            raise NotFound("message")
        return _to_letter(rows[0])

    async def add(
        self,
        sender_id: int,
        text: str,
        addressees: Sequence[Addressee],
        school_class_id: int | None,
        root_id: int | None = None,
    ) -> int:
        connection = self._connection
        done = await connection.execute(
            insert(message)
            .values(
                sender_id=sender_id,
                text=text,
                school_class_id=school_class_id,
                reply_to_id=root_id,
                sent_at=self._transaction.now,
            )
            .returning(message.c.id)
        )
        message_id = int(done.scalar_one())
        await connection.execute(
            insert(message_recipient),
            [{"message_id": message_id, **each._asdict()} for each in addressees],
        )
        return message_id

    async def recipients(self, message_id: int) -> list[Recipient]:
        return [
            Recipient(
                to_person(row, "person"), to_person(row, "student"), _delivery(row), row["read_at"]
            )
            for row in await self._rows(_RECIPIENTS, message_id=message_id)
        ]

    async def thread(
        self, root_id: int, person_ids: Collection[int], student_id: int
    ) -> list[Exchanged]:
        rows = await self._rows(
            _THREAD, root_id=root_id, person_ids=list(person_ids), student_id=student_id
        )
        return [_exchanged(list(group)) for _, group in groupby(rows, key=lambda row: row["id"])]

    async def mark_read(self, root_id: int, person_ids: Collection[int], student_id: int) -> None:
        await self._connection.execute(
            _READ,
            {
                "root_id": root_id,
                "person_ids": list(person_ids),
                "of_student": student_id,
                "now": self._transaction.now,
            },
        )

    async def add_draft(
        self,
        sender_id: int,
        school_class_id: int,
        person_id: int | None,
        student_ids: Sequence[int],
        text: str,
    ) -> int:
        connection = self._connection
        await connection.execute(
            delete(message_draft).where(message_draft.c.sender_id == sender_id)
        )
        draft_id = secrets.randbelow(_DRAFT_IDS) + 1
        await connection.execute(
            insert(message_draft).values(
                id=draft_id,
                sender_id=sender_id,
                school_class_id=school_class_id,
                person_id=person_id,
                student_ids=list(student_ids),
                text=text,
                created_at=self._transaction.now,
            )
        )
        return draft_id

    async def draft(self, draft_id: int) -> StoredDraft | None:
        rows = await self._rows(_DRAFT, draft_id=draft_id)
        if not rows:
            return None
        return StoredDraft(**{**rows[0], "student_ids": tuple(rows[0]["student_ids"])})

    async def take_draft(self, draft_id: int) -> bool:
        done = await self._connection.execute(
            delete(message_draft).where(message_draft.c.id == draft_id)
        )
        return bool(done.rowcount == 1)


def _delivery(row: RowMapping) -> Delivery:
    if row["read_at"] is not None:
        return Delivery.READ
    if row["delivered_at"] is not None:
        return Delivery.DELIVERED
    if not row["is_connected"]:
        return Delivery.NOT_CONNECTED
    return Delivery.WAITING if row["is_reachable"] else Delivery.UNREACHABLE


def _exchanged(rows: list[RowMapping]) -> Exchanged:
    """Of two parents on one phone the first one's reading counts."""
    read = [row["read_at"] for row in rows if row["read_at"] is not None]
    return Exchanged(
        _to_letter(rows[0]), frozenset(row["to_id"] for row in rows), min(read, default=None)
    )


def _to_letter(row: RowMapping) -> Letter:
    return Letter(
        id=row["id"],
        root_id=row["root_id"],
        school_class_id=row["school_class_id"],
        sender=to_person(row, "sender"),
        text=row["text"],
        sent_at=row["sent_at"],
    )
