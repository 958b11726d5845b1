"""What the world is made of: people, bots, chats, messages, callback queries, files."""

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playground.delivery import Delivery
    from playground.updates import UpdateQueue

JSON = dict[str, Any]
Clock = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]

# The playground runs for days beside a developer: what it remembers is bounded.
MESSAGES_KEPT = 1000


def without_none(**fields: Any) -> JSON:
    return {key: value for key, value in fields.items() if value is not None}


@dataclass(slots=True)
class UploadedFile:
    """A file as it comes in a call or from a person's device."""

    file_name: str
    content: bytes
    mime_type: str = "application/octet-stream"


@dataclass(slots=True)
class StoredFile:
    """A file that Telegram keeps. `path` is where `/file/bot<token>/` serves it.

    `bot_id`: the one bot that knows it by this `file_id`; `unique_id` is the same for all.
    """

    file_id: str
    unique_id: str
    path: str
    upload: UploadedFile
    kind: str
    bot_id: int
    width: int = 0
    height: int = 0


@dataclass(slots=True)
class Person:
    """Somebody with a Telegram account. `about` is a hint for whoever plays this person."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str = "ru"
    about: str = ""
    start_payload: str | None = None
    deleted: bool = False

    def user(self) -> JSON:
        return without_none(
            id=self.id,
            is_bot=False,
            first_name=self.first_name,
            last_name=self.last_name,
            username=self.username,
            language_code=self.language_code,
        )

    def chat(self) -> JSON:
        return without_none(
            id=self.id,
            first_name=self.first_name,
            last_name=self.last_name,
            username=self.username,
            type="private",
        )


@dataclass(slots=True)
class Webhook:
    """Where a bot wants its updates posted, as `setWebhook` said."""

    url: str
    secret_token: str | None = None
    max_connections: int = 40
    last_error_date: int | None = None
    last_error_message: str | None = None


@dataclass(slots=True)
class Bot:
    """A bot's account and everything that it told Telegram about itself."""

    token: str
    id: int
    username: str
    first_name: str
    queue: "UpdateQueue"
    delivery: "Delivery | None" = None
    webhook: Webhook | None = None
    # Whether an update taken may still be unhandled, so that only an answer shows that it is.
    awaits_answers: bool = True
    next_message_id: int = 1
    # (scope, chat id or 0, language) -> commands
    commands: dict[tuple[str, int, str], list[JSON]] = field(default_factory=dict)
    # (which, language) -> text; which is "name", "description" or "short_description"
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    # chat id, or 0 for the default -> button
    menu_buttons: dict[int, JSON] = field(default_factory=dict)

    def user(self) -> JSON:
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.first_name,
            "username": self.username,
        }


@dataclass(slots=True)
class StoredMessage:
    """A message of a chat. `json` is replaced when it changes, never modified in place."""

    json: JSON
    outgoing: bool
    # Bot API messages carry inline keyboards only; others belong to the chat's input field.
    reply_keyboard: JSON | None = None
    reaction: list[JSON] = field(default_factory=list)

    def view(self) -> JSON:
        """The message as the person sees it."""
        if self.reply_keyboard is None:
            return self.json
        return {**self.json, "reply_markup": self.reply_keyboard}


@dataclass(slots=True)
class Chat:
    """The private chat of one person with one bot."""

    bot: Bot
    person: Person
    messages: dict[int, StoredMessage] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    started: bool = False
    blocked: bool = False
    unread: int = 0
    # A message of the person that the bot has not reacted to in any way.
    awaiting: bool = False

    def keep(self, stored: StoredMessage) -> None:
        self.messages[stored.json["message_id"]] = stored
        while len(self.messages) > MESSAGES_KEPT:
            del self.messages[next(iter(self.messages))]


@dataclass(slots=True)
class CallbackQuery:
    """One press of an inline button; `answer` is set once, by `answerCallbackQuery`."""

    id: str
    chat: Chat
    message_id: int
    data: str
    date: float
    answer: JSON | None = None


@dataclass(slots=True)
class History:
    """The last raw calls, numbered, for whoever watches the bot work."""

    limit: int = 500
    seq: int = 0
    calls: deque[JSON] = field(default_factory=deque)

    def add(self, call: JSON) -> JSON:
        self.seq += 1
        call["seq"] = self.seq
        self.calls.append(call)
        if len(self.calls) > self.limit:
            self.calls.popleft()
        return call

    def after(self, seq: int) -> list[JSON]:
        return [call for call in self.calls if call["seq"] > seq]
