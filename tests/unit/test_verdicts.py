"""What each of Telegram's refusals, and each way of getting no answer, means for a message."""

import ssl

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    RestartingTelegram,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import SendMessage
from aiohttp import (
    ClientConnectionResetError,
    ClientConnectorDNSError,
    ClientConnectorError,
    ClientConnectorSSLError,
    ClientError,
    ClientOSError,
    ClientPayloadError,
    ConnectionTimeoutError,
    InvalidURL,
    ServerDisconnectedError,
    SocketTimeoutError,
)
from aiohttp.client_reqrep import ConnectionKey

from bot.telegram_session import LostAnswer, NotSent, TelegramSession, without_answer
from bot.verdicts import (
    Again,
    Doubtful,
    LostChat,
    Moot,
    Refused,
    TokenRefused,
    Trouble,
    Unparsable,
    Verdict,
    Wait,
    judge,
)
from domain.notices.model import Reason

CALL = SendMessage(chat_id=1, text="…")
AGAIN = Again(Trouble.SERVER)
NO_CHAT, BLOCKED = LostChat(Reason.NO_CHAT), LostChat(Reason.BLOCKED)


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (TelegramRetryAfter(CALL, "Too Many Requests: retry after 35", 35), Wait(35)),
        (TelegramAPIError(CALL, "Too Many Requests"), Wait(1)),
        (TelegramServerError(CALL, "Internal Server Error"), AGAIN),
        (RestartingTelegram(CALL, "Bad Gateway: restart"), AGAIN),
        (TelegramConflictError(CALL, "Conflict"), AGAIN),
        (TelegramAPIError(CALL, "something new"), AGAIN),
        (TelegramAPIError(CALL, None), AGAIN),  # type: ignore[arg-type]
        (TelegramBadRequest(CALL, None), Unparsable()),  # type: ignore[arg-type]
        (ClientDecodeError("Failed to decode object", ValueError(), "<html>"), AGAIN),
        (NotSent(CALL, "refused"), Again(Trouble.CONNECTION)),
        (LostAnswer(CALL, "reset"), Doubtful()),
        (TelegramNetworkError(CALL, "of an unknown kind"), Doubtful()),
        (TelegramUnauthorizedError(CALL, "Unauthorized"), TokenRefused()),
        (TelegramNotFound(CALL, "Not Found"), TokenRefused()),
        (TelegramNotFound(CALL, "Not Found: method not found"), Unparsable()),
        (TelegramMigrateToChat(CALL, "upgraded", 2), NO_CHAT),
        (TelegramEntityTooLarge(CALL, "Request Entity Too Large"), Refused()),
    ],
    ids=lambda each: type(each).__name__ if isinstance(each, Exception) else "",
)
def test_what_an_error_means(error: Exception, verdict: Verdict) -> None:
    assert judge(error) == verdict


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("bot was blocked by the user", BLOCKED),
        ("bot was kicked from the group chat", BLOCKED),
        ("user is deactivated", NO_CHAT),
        ("bot can't initiate conversation with a user", NO_CHAT),
    ],
)
def test_what_a_403_means(words: str, verdict: Verdict) -> None:
    assert judge(TelegramForbiddenError(CALL, f"Forbidden: {words}")) == verdict


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("chat not found", NO_CHAT),
        ("PEER_ID_INVALID", NO_CHAT),
        ("can't parse entities: Unsupported start tag", Unparsable()),
        ("rich message is too long: 600 blocks, at most 500", Unparsable()),
        ("message is too long", Unparsable()),
        ("words that nobody has seen yet", Unparsable()),
        ("message text is empty", Refused()),
        ("BUTTON_DATA_INVALID", Refused()),
        ("REPLY_MARKUP_TOO_LONG", Refused()),
        ("can't parse inline keyboard button: Text buttons are unallowed", Refused()),
        ("message is not modified: specified new message content", Moot()),
        ("message to edit not found", Moot()),
        ("message can't be edited", Moot()),
    ],
)
def test_what_a_400_means(words: str, verdict: Verdict) -> None:
    assert judge(TelegramBadRequest(CALL, f"Bad Request: {words}")) == verdict


KEY = ConnectionKey(
    "h", 443, is_ssl=True, ssl=True, proxy=None, proxy_auth=None, proxy_headers_hash=None
)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ClientConnectorError(KEY, ConnectionRefusedError(111, "refused")), NotSent),
        (ClientConnectorDNSError(KEY, OSError(-2, "unknown name")), NotSent),
        (ClientConnectorSSLError(KEY, ssl.SSLError(1, "handshake")), NotSent),
        (ConnectionTimeoutError("connecting"), NotSent),
        (InvalidURL("http://"), NotSent),
        (ServerDisconnectedError(), LostAnswer),
        (ClientOSError(104, "reset by peer"), LostAnswer),
        (ClientConnectionResetError("closing transport"), LostAnswer),
        (SocketTimeoutError("reading"), LostAnswer),
        (ClientPayloadError("half an answer"), LostAnswer),
        (TimeoutError(), LostAnswer),
    ],
    ids=lambda each: type(each).__name__ if isinstance(each, Exception) else "",
)
def test_whether_a_call_without_an_answer_has_left(
    error: ClientError | TimeoutError, kind: type[TelegramNetworkError]
) -> None:
    assert type(without_answer(CALL, error)) is kind


def test_an_error_of_the_way_never_shows_the_address() -> None:
    """It holds the token."""
    error = InvalidURL("http://api/bot42:secret/sendMessage")
    assert "secret" not in str(without_answer(CALL, error))


async def test_a_server_error_without_a_description_is_one_of_the_server() -> None:
    session, bot = TelegramSession(), Bot("1:a")
    with pytest.raises(TelegramServerError) as raised:
        session._read(bot, CALL, 500, b'{"ok": false, "error_code": 500}')
    assert judge(raised.value) == AGAIN
