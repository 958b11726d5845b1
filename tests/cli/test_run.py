"""`run`: what it refuses before anything is connected."""

from pathlib import Path

import pytest
from aiogram.exceptions import TelegramNotFound, TelegramUnauthorizedError
from aiogram.methods import GetMe

from bot.alone import NotAloneError, alone
from bot.app import App
from bot.cli.parser import main
from bot.delivery import TokenRefusedError

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The SQLite file that the settings name; no `.env` is near."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/school.db")
    return tmp_path / "school.db"


@pytest.mark.parametrize("part", ["send", "receive"])
def test_half_a_program_needs_postgresql(
    path: Path, part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--only", part]) == 2
    assert "SQLite serves one" in capsys.readouterr().err


def test_a_second_run_on_one_sqlite_file_is_refused(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with alone(path):
        assert main(["run"]) == 1
    said = capsys.readouterr().err
    assert str(path) in said
    assert "SQLite serves one process" in said


def test_the_file_is_free_when_the_first_has_ended(path: Path) -> None:
    with alone(path), pytest.raises(NotAloneError), alone(path):
        pass
    with alone(path):
        pass


def test_a_database_of_many_is_nobodys(tmp_path: Path) -> None:
    with alone(None), alone(None):
        pass


def test_without_a_token_it_says_where_to_get_one(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("BOT_TOKEN")
    assert main(["run"]) == 2
    assert "@BotFather" in capsys.readouterr().err


@pytest.mark.parametrize(
    "error",
    [
        TelegramUnauthorizedError(GetMe(), ""),
        TelegramNotFound(GetMe(), ""),
        TokenRefusedError(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_token_that_telegram_does_not_know_ends_it_with_a_sentence(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
) -> None:
    async def refused(app: App, **_options: object) -> None:
        await app.close()
        raise error

    monkeypatch.setattr("bot.run.run", refused)
    monkeypatch.setenv("SMTP_PASSWORD", "of the mail server")
    hidden: list[str] = []
    monkeypatch.setattr(
        "bot.cli.run_command.configure_logging", lambda _level, secrets: hidden.extend(secrets)
    )
    assert main(["run"]) == 1
    said = capsys.readouterr().err
    assert "Telegram does not know this BOT_TOKEN: check it in .env" in said
    assert TOKEN not in said
    assert {TOKEN, "of the mail server"} <= set(hidden), "no line of the log has one of them"
