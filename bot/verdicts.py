"""What a failed call means for the message: wait, try again, give up on the chat or on the form.

| verdict        | when                                                 | then                   |
|----------------|------------------------------------------------------|------------------------|
| `Wait`         | 429                                                  | rest, to the second    |
| `Again`        | no connection; 5xx; a page of HTML                   | again, more and more   |
|                |                                                      | rarely                 |
| `Doubtful`     | the answer was lost on the way                       | once more, as «повтор» |
| `LostChat`     | 403; chat not found; account deleted                 | suppress               |
| `Unparsable`   | 400 that the bare words might escape                 | plain text, then dead  |
| `Refused`      | 400 and 413 that no other form would cure            | dead                   |
| `Moot`         | an edit: it looks so already, or the message is gone | nothing                |
| `TokenRefused` | 401, 404                                             | stop the program       |
"""

from dataclasses import dataclass
from enum import StrEnum

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from bot.telegram_session import NotSent
from domain.notices.model import Reason

# Everything a call can fail with: an HTML error page is not a TelegramAPIError (libraries.md, 10).
SENDING_ERRORS = (TelegramAPIError, ClientDecodeError)

_NO_SUCH_CHAT = (
    "chat not found",
    "peer_id_invalid",
    "user_id_invalid",
    "user not found",
    "user is deactivated",
    "input_user_deactivated",
    "can't initiate",
)
_MOOT = (
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
)
# The text is short of what Telegram wants, or the buttons are wrong: bare words have the same.
_IN_EVERY_FORM = (
    "text is empty",
    "text must be non-empty",
    "button_",
    "keyboard button",
    "reply_markup",
    "reply markup",
)
_TOO_MANY = "too many requests"
_NO_SUCH_METHOD = "method not found"
_SHORTEST_WAIT = 1


class Trouble(StrEnum):
    """Where it went wrong; in both cases the call was not performed."""

    CONNECTION = "connection"
    SERVER = "server"


@dataclass(frozen=True, slots=True)
class Wait:
    """429: nothing to this chat for `seconds`, perhaps to nobody (bot/rests.py tells which)."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Again:
    """Telegram or the way to it is at fault: the same again, later."""

    trouble: Trouble = Trouble.SERVER


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Nobody knows whether it arrived."""


@dataclass(frozen=True, slots=True)
class LostChat:
    """Nothing reaches this chat until the person comes back."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram does not take this message, in whatever form."""


@dataclass(frozen=True, slots=True)
class Unparsable:
    """Telegram does not take the form; it may take the words."""


@dataclass(frozen=True, slots=True)
class Moot:
    """An edit with nothing left to do."""


@dataclass(frozen=True, slots=True)
class TokenRefused:
    """Telegram does not know this bot; only people can cure that."""


Verdict = Wait | Again | Doubtful | LostChat | Unparsable | Refused | Moot | TokenRefused


def judge(error: Exception) -> Verdict:
    """The verdict on one of `SENDING_ERRORS`."""
    match error:
        case TelegramRetryAfter():
            return Wait(error.retry_after)
        case NotSent():
            return Again(Trouble.CONNECTION)
        case TelegramNetworkError() if not isinstance(error, TelegramEntityTooLarge):
            return Doubtful()
        case TelegramForbiddenError() | TelegramMigrateToChat():
            is_gone = isinstance(error, TelegramMigrateToChat) or _says(error, *_NO_SUCH_CHAT)
            return LostChat(Reason.NO_CHAT if is_gone else Reason.BLOCKED)
        case TelegramBadRequest() | TelegramEntityTooLarge():
            return _of_bad_request(error)
        case TelegramUnauthorizedError() | TelegramNotFound():
            # A Bot API server of one's own may not know rich messages yet.
            return Unparsable() if _says(error, _NO_SUCH_METHOD) else TokenRefused()
        case TelegramAPIError() if _says(error, _TOO_MANY):
            return Wait(_SHORTEST_WAIT)  # it does not say how long
    return Again(Trouble.SERVER)


def _of_bad_request(error: TelegramBadRequest | TelegramEntityTooLarge) -> Verdict:
    if _says(error, *_NO_SUCH_CHAT):
        return LostChat(Reason.NO_CHAT)
    if _says(error, *_MOOT):
        return Moot()
    if isinstance(error, TelegramEntityTooLarge) or _says(error, *_IN_EVERY_FORM):
        return Refused()
    return Unparsable()


def _says(error: TelegramAPIError, *any_of: str) -> bool:
    words = (error.message or "").lower()  # whoever is on the way may leave it out
    return any(each in words for each in any_of)
