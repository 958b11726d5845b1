"""What a ledger and a checker need of whatever runs the program."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from playground.model import StoredMessage
from playground.telegram import Telegram
from tests.simulation.town import Town


class Observed(Protocol):
    """The program from outside: its Telegram, its tables, and how often it was killed."""

    @property
    def town(self) -> Town: ...
    @property
    def telegram(self) -> Telegram: ...
    @property
    def clock(self) -> Callable[[], datetime]: ...
    @property
    def is_sending(self) -> bool:
        """Whether a call made now may be the sender's."""

    @property
    def kills(self) -> int: ...
    @property
    def left_in_flight(self) -> int:
        """Messages whose outcome a killed program took with it."""

    @property
    def disobeyed(self) -> int: ...
    def ask(self, statement: str) -> list[Any]: ...
    async def rows(self, statement: Any) -> list[Any]: ...


def open_chats(telegram: Telegram, town: Town) -> None:
    """Everybody has an account and an open chat with one message of the bot."""
    for chat_id in dict.fromkeys(chat for chat, *_rest in town.bindings):
        telegram.create_person(chat_id, first_name="Кто-то")
        chat = telegram.chat(chat_id)
        chat.started = True
        hello = telegram.new_message(chat, chat.bot.user(), {"text": "Здравствуйте"})
        telegram.show(chat, StoredMessage(hello, outgoing=True))
