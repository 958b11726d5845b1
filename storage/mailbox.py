"""Lists of conversations: what a family received, what a teacher sent."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import and_, bindparam, case, func, select

from domain.messages.model import Answer, ReceivedThread, SentLetter
from storage.messages import PEOPLE, ROOT_ID
from storage.rows import person_columns, to_person
from storage.store import Store
from storage.tables import message, message_recipient, person

_BEGINS = 80  # characters of a text that a list needs
_STUDENT = person.alias("student")

_UNREAD = func.count(case((message_recipient.c.read_at.is_(None), 1)))
_RECEIVED_ROOTS = (
    select(
        ROOT_ID.label("root_id"),
        func.max(message.c.sent_at).label("last_at"),
        _UNREAD.label("unread"),
    )
    .select_from(message_recipient.join(message, message.c.id == message_recipient.c.message_id))
    .where(
        message_recipient.c.person_id.in_(PEOPLE),
        message_recipient.c.student_id == bindparam("student_id"),
    )
    .group_by(ROOT_ID)
    .subquery()
)
_RECEIVED = (
    select(
        _RECEIVED_ROOTS,
        func.substr(message.c.text, 1, _BEGINS).label("begins"),
        *person_columns(person, "sender"),
    )
    .select_from(
        _RECEIVED_ROOTS.join(message, message.c.id == _RECEIVED_ROOTS.c.root_id).join(
            person, person.c.id == message.c.sender_id
        )
    )
    .order_by(_RECEIVED_ROOTS.c.last_at.desc(), _RECEIVED_ROOTS.c.root_id.desc())
    .limit(bindparam("rows"))
    .offset(bindparam("skipped"))
)

_REPLY = message.alias("reply")
_REPLY_RECIPIENT = message_recipient.alias("reply_recipient")
_TO_WRITER = and_(
    _REPLY.c.reply_to_id == message.c.id,
    _REPLY_RECIPIENT.c.message_id == _REPLY.c.id,
    _REPLY_RECIPIENT.c.person_id == message.c.sender_id,
)


def _recipient_count(*conditions: Any) -> Any:
    return (
        select(func.count(message_recipient.c.person_id.distinct()))
        .where(message_recipient.c.message_id == message.c.id, *conditions)
        .scalar_subquery()
    )


def _answer_count(*conditions: Any) -> Any:
    return select(func.count(_REPLY.c.id)).where(_TO_WRITER, *conditions).scalar_subquery()


_UNREAD_ANSWERS = _answer_count(_REPLY_RECIPIENT.c.read_at.is_(None))
_SENT = (
    select(
        message.c.id,
        func.substr(message.c.text, 1, _BEGINS).label("begins"),
        message.c.sent_at,
        _recipient_count().label("recipients"),
        _recipient_count(message_recipient.c.read_at.is_not(None)).label("read"),
        _answer_count().label("answers"),
        _UNREAD_ANSWERS.label("unread_answers"),
    )
    .where(message.c.sender_id == bindparam("sender_id"), message.c.reply_to_id.is_(None))
    .order_by(
        case((_UNREAD_ANSWERS > 0, 0), else_=1), message.c.sent_at.desc(), message.c.id.desc()
    )
    .limit(bindparam("rows"))
    .offset(bindparam("skipped"))
)
_ANSWERS = (
    select(
        func.max(message.c.id).label("message_id"),
        _UNREAD.label("unread"),
        *person_columns(person, "person"),
        *person_columns(_STUDENT, "student"),
    )
    .select_from(
        message.join(message_recipient, message_recipient.c.message_id == message.c.id)
        .join(person, person.c.id == message.c.sender_id)
        .join(_STUDENT, _STUDENT.c.id == message_recipient.c.student_id)
    )
    .where(
        message.c.reply_to_id == bindparam("root_id"),
        message_recipient.c.person_id == bindparam("to_person_id"),
    )
    .group_by(person.c.id, _STUDENT.c.id)
    .order_by(case((_UNREAD > 0, 0), else_=1), func.max(message.c.id).desc())
)


class Mailbox(Store):
    """domain.messages.model.MailboxStore."""

    async def received(
        self, person_ids: Collection[int], student_id: int, limit: int, offset: int
    ) -> list[ReceivedThread]:
        rows = await self._rows(
            _RECEIVED,
            person_ids=list(person_ids),
            student_id=student_id,
            rows=limit,
            skipped=offset,
        )
        return [
            ReceivedThread(
                root_id=row["root_id"],
                student_id=student_id,
                sender=to_person(row, "sender"),
                begins=row["begins"],
                last_at=row["last_at"],
                unread=row["unread"],
            )
            for row in rows
        ]

    async def sent(self, sender_id: int, limit: int, offset: int) -> list[SentLetter]:
        rows = await self._rows(_SENT, sender_id=sender_id, rows=limit, skipped=offset)
        return [SentLetter(**row) for row in rows]

    async def answers(self, root_id: int, to_person_id: int) -> list[Answer]:
        rows = await self._rows(_ANSWERS, root_id=root_id, to_person_id=to_person_id)
        return [
            Answer(
                row["message_id"],
                to_person(row, "person"),
                to_person(row, "student"),
                is_unread=row["unread"] > 0,
            )
            for row in rows
        ]
