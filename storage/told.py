"""What a chat was told: notices that have left, or may have."""

import json
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import RowMapping, and_, bindparam, case, exists, func, or_, select, tuple_

from domain.notices.model import Event, Kind, Notice, State
from domain.notices.outbox import Thing, Told, thing_of
from storage.store import Store
from storage.tables import chat, notice, notice_habits

WAITING_COLUMNS = (
    notice.c.id,
    notice.c.kind,
    notice.c.ref_id,
    notice.c.about_id,
    notice.c.student_id,
    notice.c.person_id,
    notice.c.chat_id,
    notice.c.due_at,
    notice.c.created_at,
    notice.c.planned_at,
    notice.c.attempts,
    notice.c.was_missed,
    notice.c.is_continued,
    notice.c.is_urgent,
)
NOTICE_COLUMNS = (*WAITING_COLUMNS, notice.c.doubtful_since, notice_habits.c.hides_details)
WITH_HABITS = notice.outerjoin(notice_habits, notice_habits.c.person_id == notice.c.person_id)
_SHOWN = (
    select(*NOTICE_COLUMNS)
    .select_from(WITH_HABITS)
    .where(notice.c.chat_id == bindparam("chat"))
    .order_by(notice.c.id)
)
# Of the bot that the chat talks with: what another one sent, this one cannot change.
_OF_ITS_BOT = or_(chat.c.bot_id == 0, chat.c.bot_id == notice.c.bot_id)
_OF_MESSAGE = _SHOWN.where(
    notice.c.telegram_message_id == bindparam("message"),
    notice.c.state == State.SENT,
    exists().where(chat.c.id == notice.c.chat_id, _OF_ITS_BOT),
)
_BESIDE = notice.alias("beside")
_SHOWN_WITH = _SHOWN.where(
    or_(
        and_(
            notice.c.id == bindparam("row"),
            or_(
                notice.c.state.in_((State.SENT, State.LEASED)),
                notice.c.doubtful_since.is_not(None),
            ),
        ),
        and_(
            notice.c.state == State.SENT,
            exists().where(
                _BESIDE.c.id == bindparam("row"),
                _BESIDE.c.chat_id == bindparam("chat"),
                _BESIDE.c.state == State.SENT,
                _BESIDE.c.telegram_message_id == notice.c.telegram_message_id,
                func.coalesce(_BESIDE.c.bot_id, 0) == func.coalesce(notice.c.bot_id, 0),
            ),
        ),
    )
)
_TELLINGS = (
    select(
        notice.c.id,
        notice.c.chat_id,
        notice.c.kind,
        notice.c.about_id,
        notice.c.student_id,
        notice.c.ref_id,
        notice.c.told,
        # What was sent at last did arrive, whatever became of earlier calls.
        case((notice.c.state != State.SENT, notice.c.doubtful_since)).label("doubtful_since"),
        case((_OF_ITS_BOT, notice.c.telegram_message_id)).label("telegram_message_id"),
    )
    .select_from(notice.join(chat, chat.c.id == notice.c.chat_id))
    .where(or_(notice.c.state == State.SENT, notice.c.doubtful_since.is_not(None)))
    .order_by(func.coalesce(notice.c.sent_at, notice.c.doubtful_since), notice.c.id)
)
_KEY = (notice.c.chat_id, notice.c.about_id, notice.c.kind)
_ASKED = func.json_each(bindparam("asked")).table_valued("value", name="asked")
_TOLD_ABOUT = {
    "postgresql": _TELLINGS.where(tuple_(*_KEY).in_(bindparam("asked", expanding=True))),
    # SQLite would look through the whole table for a list of rows; for each of a join it seeks.
    "sqlite": _TELLINGS.select_from(_ASKED).where(
        *(
            column == func.json_extract(_ASKED.c.value, f"$[{place}]")
            for place, column in enumerate(_KEY)
        )
    ),
}


class ToldNotices(Store):
    """The part of domain.notices.outbox.OutboxStore that only reads."""

    async def told_about(
        self, chat_id: int, notices: Iterable[Notice]
    ) -> dict[Thing, tuple[Told, ...]]:
        return (await self.told_to({chat_id: list(notices)}))[chat_id]

    async def told_to(
        self, asked: Mapping[int, Sequence[Notice | Event]]
    ) -> dict[int, dict[Thing, tuple[Told, ...]]]:
        things = {chat_id: {*map(thing_of, notices)} for chat_id, notices in asked.items()}
        keys = {
            (chat_id, about_id, kind.value)
            for chat_id, of_chat in things.items()
            for kind, about_id, _ in of_chat
        }
        told: dict[int, dict[Thing, tuple[Told, ...]]] = {chat_id: {} for chat_id in asked}
        for row in await self._tellings(sorted(keys)) if keys else ():
            thing = Kind(row["kind"]), row["about_id"], row["student_id"]
            if thing in things[row["chat_id"]]:
                telling = Told(
                    row["id"],
                    row["ref_id"],
                    row["told"],
                    row["telegram_message_id"],
                    row["doubtful_since"],
                )
                of_chat = told[row["chat_id"]]
                of_chat[thing] = (*of_chat.get(thing, ()), telling)
        return told

    async def _tellings(self, keys: list[tuple[int, int, str]]) -> list[RowMapping]:
        dialect = self._connection.dialect.name
        asked = json.dumps(keys) if dialect == "sqlite" else keys
        return await self._rows(_TOLD_ABOUT[dialect], asked=asked)

    async def of_message(self, chat_id: int, telegram_message_id: int) -> list[Notice]:
        rows = await self._rows(_OF_MESSAGE, chat=chat_id, message=telegram_message_id)
        return [to_notice(row) for row in rows]

    async def shown_with(self, chat_id: int, notice_id: int) -> list[Notice]:
        rows = await self._rows(_SHOWN_WITH, chat=chat_id, row=notice_id)
        return [to_notice(row) for row in rows]


def to_notice(row: RowMapping) -> Notice:
    values = dict(row)
    values["kind"] = Kind(row["kind"])
    values["is_doubtful"] = values.pop("doubtful_since") is not None
    return Notice(**values)
