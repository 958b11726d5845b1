"""Nothing secret reaches a log line, a traceback included."""

import logging

import pytest

from bot.log import RedactingFormatter

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


def line(message: str, *, error: Exception | None = None, secrets: tuple[str, ...] = ()) -> str:
    caught = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, message, None, caught)
    return RedactingFormatter(secrets).format(record)


@pytest.mark.parametrize(
    "message",
    [
        f"POST https://api.telegram.org/bot{TOKEN}/getMe",
        f"token={TOKEN}",
        f"('{TOKEN}',)",
    ],
)
def test_a_token_is_taken_out(message: str) -> None:
    assert "AAHdq" not in line(message)


def test_a_token_in_a_traceback_is_taken_out() -> None:
    with pytest.raises(ValueError) as caught:
        raise ValueError(f"bad answer from /bot{TOKEN}/sendMessage")
    written = line("failed", error=caught.value)
    assert "Traceback" in written
    assert "AAHdq" not in written


def test_codes_are_taken_out() -> None:
    assert "9F3K" not in line("text was 7ABC-9F3K-22QX")
    assert "abcDEF" not in line("text was /start abcDEF123456")


def test_a_secret_of_any_form_is_taken_out() -> None:
    assert "hunter2" not in line("header hunter2", secrets=("hunter2",))


def test_the_rest_stays_readable() -> None:
    assert line("refused: denied, update 123456789").endswith("refused: denied, update 123456789")
