"""The program without Telegram and without consequences: a press of a button, and what is shown.

What a handler writes is there until it returns, and then undone: everybody finds the same school.
"""

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, cast

from aiogram.types import Update
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.app import build_app
from bot.pace import Unpaced
from bot.settings import Settings
from domain.session import Session
from handlers.screen import Screen
from storage.database import Database
from storage.reading import InPlaceConnection
from storage.uow import SqlUnitOfWork
from tests.conftest import TOKEN
from tests.support.clock import MOSCOW, OwnClock
from tests.support.undoing import connected, run

_NOTHING_SHOWN = Screen([])


@contextmanager
def in_place(database: Database) -> Iterator[Connection]:
    """A connection that writes and never commits, without a hop to a thread for each statement."""
    with connected(database.url.database or "") as connection:
        yield connection
        connection.rollback()


@contextmanager
def undone(connection: Connection) -> Iterator[None]:
    """Nothing of what is written inside stays."""
    run(connection, "SAVEPOINT before")
    try:
        yield
    finally:
        run(connection, "ROLLBACK TO before", "RELEASE before")


def unit_of_work(connection: Connection, now: datetime) -> SqlUnitOfWork:
    # Stores ask no more of an AsyncConnection than this one has.
    return SqlUnitOfWork(cast(AsyncConnection, InPlaceConnection(connection)), now, MOSCOW)


@dataclass
class Forgetful:
    """As much of a `Database` as an update needs; whatever is committed is undone."""

    connection: Connection
    typing: tuple[str, dict[str, Any]] | None = None  # what everybody is being asked
    is_sqlite: bool = True

    @asynccontextmanager
    async def read(self, now: datetime) -> AsyncIterator[SqlUnitOfWork]:
        uow = unit_of_work(self.connection, now)
        if self.typing is not None:
            self._ask(uow, *self.typing)
        yield uow

    @asynccontextmanager
    async def write(self, now: datetime) -> AsyncIterator[SqlUnitOfWork]:
        with undone(self.connection):
            async with self.read(now) as uow:
                uow.connection = cast(AsyncConnection, _Kept(self.connection))
                yield uow

    def _ask(self, uow: SqlUnitOfWork, what: str, data: dict[str, Any]) -> None:
        session = uow.chats.session

        async def asked(chat_id: int) -> Session:
            return replace(await session(chat_id), typing=what, typing_data=data)

        uow.chats.session = asked  # type: ignore[method-assign]


class _Kept(InPlaceConnection):
    async def commit(self) -> None:
        """What would be durable is undone at the end of the transaction."""


class _Codes(logging.Handler):
    """The code of the last refusal, and whether anything went wrong."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.code = ""

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR:
            cause = record.exc_info[1] if record.exc_info else record.getMessage()
            self.code = f"failed with {cause!r}"
        elif record.msg.startswith("refused:") and isinstance(record.args, tuple):
            self.code = str(record.args[0])


@dataclass
class Stage:
    """`code` is that of the refusal, "" for who was let in."""

    connection: Connection
    clock: OwnClock
    code: str = ""
    screen: Screen = _NOTHING_SHOWN
    count: int = 0
    _codes: _Codes = field(default_factory=_Codes)

    def __post_init__(self) -> None:
        self.database = Forgetful(self.connection)
        settings = Settings(
            _env_file=None,
            bot_token=TOKEN,
            smtp_host="127.0.0.1",
            smtp_sender="school@example.org",
        )
        database = cast(Database, self.database)
        self._app = build_app(settings, clock=self.clock, database=database, pace=Unpaced())
        responder = cast(Any, self._app.responder)
        responder.answer_message = responder.answer_button = self._show
        responder.set_commands = responder.send_files = self._show_nobody
        self._log = logging.getLogger("bot.middleware")

    async def press(self, chat_id: int, data: str) -> None:
        message = _message(chat_id, "…")
        query = {"id": "1", "chat_instance": "1", "data": data, "message": message}
        await self._feed({"callback_query": {**query, "from": message["from"]}})

    async def type(self, chat_id: int, text: str) -> None:
        await self._feed({"message": _message(chat_id, text)})

    async def answer(self, chat_id: int, what: str, data: dict[str, Any], text: str) -> None:
        """Types to a question that was asked."""
        self.database.typing = (what, data)
        await self.type(chat_id, text)
        self.database.typing = None

    async def _show(self, event: Any, screen: Screen, *, plain: bool) -> None:
        self.screen = screen

    async def _show_nobody(self, *what: Any, **more: Any) -> None:
        """There is no Telegram that takes files or has a menu to be set."""

    async def _feed(self, body: dict[str, Any]) -> None:
        self.count += 1
        self._codes.code, self.screen = "", _NOTHING_SHOWN
        self._log.addHandler(self._codes)
        try:
            update = {"update_id": self.count, **body}
            bot = self._app.bot
            made = Update.model_validate(update, context={"bot": bot})
            await self._app.dispatcher.feed_update(bot, made)
        finally:
            self._log.removeHandler(self._codes)
        self.code = self._codes.code


def _message(chat_id: int, text: str) -> dict[str, Any]:
    return {
        "message_id": 1,
        "date": 1,
        "chat": {"id": chat_id, "type": "private"},
        "from": {"id": chat_id, "is_bot": False, "first_name": "…"},
        "text": text,
    }
