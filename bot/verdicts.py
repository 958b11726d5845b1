"""What a failed call means for the notice: wait, try again, give up on the chat or on the text."""

from dataclasses import dataclass

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from domain.notices.model import Reason

# Everything a call can fail with: an HTML error page is not a TelegramAPIError (libraries.md, 10).
SENDING_ERRORS = (TelegramAPIError, ClientDecodeError)

_NO_SUCH_CHAT = (
    "chat not found",
    "peer_id_invalid",
    "user not found",
    "user is deactivated",
    "can't initiate",
)


@dataclass(frozen=True, slots=True)
class Wait:
    """429: nothing to this chat for `seconds`, perhaps nothing at all."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Again:
    """Telegram or the way to it is at fault. `is_ours`: the token is, and only people can help."""

    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class LostChat:
    """Nothing reaches this chat until the person comes back."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram does not take this message."""


Verdict = Wait | Again | LostChat | Refused


def judge(error: Exception) -> Verdict:
    """The verdict on one of `SENDING_ERRORS`."""
    match error:
        case TelegramRetryAfter():
            return Wait(error.retry_after)
        case TelegramForbiddenError() | TelegramBadRequest() if _is_gone(error):
            return LostChat(Reason.NO_CHAT)
        case TelegramForbiddenError():
            return LostChat(Reason.BLOCKED)
        case TelegramMigrateToChat():
            return LostChat(Reason.NO_CHAT)
        case TelegramBadRequest() | TelegramEntityTooLarge():
            return Refused()
        case TelegramUnauthorizedError() | TelegramNotFound():
            return Again(is_ours=True)
    return Again()


def _is_gone(error: TelegramAPIError) -> bool:
    words = error.message.lower()
    return any(each in words for each in _NO_SUCH_CHAT)
