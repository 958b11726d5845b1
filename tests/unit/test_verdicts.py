"""What each of Telegram's refusals means for a notice."""

import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import SendMessage

from bot.verdicts import Again, LostChat, Refused, Verdict, Wait, judge
from domain.notices.model import Reason

CALL = SendMessage(chat_id=1, text="…")


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (TelegramRetryAfter(CALL, "Too Many Requests: retry after 35", 35), Wait(35)),
        (TelegramServerError(CALL, "Internal Server Error"), Again()),
        (TelegramNetworkError(CALL, "connection reset"), Again()),
        (TelegramAPIError(CALL, "something new"), Again()),
        (ClientDecodeError("Failed to decode object", ValueError(), "<html>"), Again()),
        (TelegramUnauthorizedError(CALL, "Unauthorized"), Again(is_ours=True)),
        (TelegramNotFound(CALL, "Not Found"), Again(is_ours=True)),
        (
            TelegramForbiddenError(CALL, "Forbidden: bot was blocked by the user"),
            LostChat(Reason.BLOCKED),
        ),
        (
            TelegramForbiddenError(CALL, "Forbidden: user is deactivated"),
            LostChat(Reason.NO_CHAT),
        ),
        (TelegramBadRequest(CALL, "Bad Request: chat not found"), LostChat(Reason.NO_CHAT)),
        (TelegramBadRequest(CALL, "Bad Request: PEER_ID_INVALID"), LostChat(Reason.NO_CHAT)),
        (TelegramBadRequest(CALL, "Bad Request: can't parse entities: …"), Refused()),
        (TelegramEntityTooLarge(CALL, "Request Entity Too Large"), Refused()),
    ],
)
def test_verdicts(error: Exception, verdict: Verdict) -> None:
    assert judge(error) == verdict
