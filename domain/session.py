"""Who is behind a chat, as far as it has said."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from domain.actor import Actor
from domain.hat import Hat
from domain.notices.model import Reason


@dataclass(frozen=True, slots=True)
class Session:
    """A chat with its hats and its choices; a stranger's has no hats and no school."""

    actor: Actor
    locale: str | None = None  # None: not chosen and not seen before; Telegram's own is taken
    plain_text: bool = False  # tables as plain text, for old clients
    is_unreachable: bool = False  # blocked us, and has not been back since
    bot_id: int | None = None  # the bot it talks with, 0: the only one; None: not stored
    typing: str | None = None  # what the person is being asked to type
    typing_data: dict[str, Any] = field(default_factory=dict)

    @property
    def chat_id(self) -> int:
        return self.actor.chat_id

    @property
    def hat(self) -> Hat | None:
        """The hat worn now; None for a stranger."""
        return self.actor.current


class ChatStore(Protocol):
    """Chats and what they chose."""

    async def session(self, chat_id: int) -> Session:
        """The chat as stored; a stranger's session when it is not."""

    async def sessions(self, chat_ids: Collection[int]) -> dict[int, Session]:
        """The same of many chats at once."""

    async def remember(self, chat_id: int, locale: str) -> None:
        """Stores a chat seen for the first time; keeps what is there."""

    async def choose_bot(self, chat_id: int, bot_id: int) -> None:
        """The bot that writes to this chat from now on."""

    async def adopt(self, bot_id: int) -> int:
        """Gives the chats of which nobody noted the bot to one; the number of chats.

        To the bot with the most chats, which was there before the others; to this one where none
        has any. The others' people never began a talk with it, so it could not write to them.
        """

    async def choose_hat(self, chat_id: int, binding_id: int) -> None:
        """The hat whose diary or journal is open from now on."""

    async def choose_locale(self, chat_id: int, locale: str) -> None: ...

    async def choose_plain_text(self, chat_id: int, plain_text: bool) -> None: ...

    async def is_unreachable(self, chat_id: int) -> bool:
        """Whether nothing reaches it; that stays so until the end of the transaction."""

    async def has_returned(self, chat_id: int, since: datetime) -> bool:
        """Whether messages reach it again since then; that stays so until the transaction's end."""

    async def set_reachable(
        self, chat_id: int, *, reachable: bool, reason: Reason = Reason.BLOCKED
    ) -> None:
        """Whether messages reach this chat, as far as Telegram or the person has shown.

        `reason` says why they do not. What was known before keeps its moment.
        """

    async def ask(self, chat_id: int, typing: str, data: dict[str, Any]) -> None:
        """From now on what is typed answers this; survives a restart."""

    async def stop_asking(self, chat_id: int) -> None: ...
