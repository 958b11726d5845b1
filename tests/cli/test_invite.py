"""`python -m bot invite` against a real database file."""

import argparse
import asyncio
import csv
import io
import stat
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pypdf import PdfReader
from sqlalchemy import func, select

from bot.cli import invite_command
from bot.settings import Settings
from storage import tables as t
from storage.database import Database
from tests.support.school import SmallSchool

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


async def invite(database: Database, *arguments: str, **more: Any) -> int:
    """Runs the command as the shell would, beside the open database."""
    settings = Settings(
        _env_file=None,
        database_url=database.url.render_as_string(hide_password=False),
        **more,
    )
    parsed = parse(*arguments)
    return await asyncio.to_thread(parsed.func, parsed, settings)


def parse(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    invite_command.add_parser(parser.add_subparsers())
    return parser.parse_args(["invite", *arguments])


async def open_codes(database: Database) -> int:
    statement = select(func.count()).select_from(t.invite).where(t.invite.c.revoked_at.is_(None))
    async with database.engine.connect() as connection:
        return int(await connection.scalar(statement) or 0)


async def test_csv_of_a_class(
    database: Database, school: SmallSchool, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert await invite(database, "--class", "7A", "--format", "csv", "--bot", "@school_bot") == 0
    out, err = capsysbinary.readouterr()
    rows = list(csv.DictReader(io.StringIO(out.decode())))
    assert [row["person_id"] for row in rows] == [
        "petr", "olga", "darya", "anna", "dmitry", "elena", "ivan_a", "ivan_b", "sasha",
    ]  # fmt: skip
    assert rows[5]["child"] == "Иванова Анна Дмитриевна"
    assert all(row["link"].startswith("https://t.me/school_bot?start=") for row in rows)
    assert "9 codes issued" in err.decode()
    assert await open_codes(database) == 9


async def test_a_mother_of_two_gets_both_and_new_codes_replace_old_ones(
    database: Database, school: SmallSchool, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    for _ in range(2):
        assert await invite(database, "--person", "elena") == 0
    out, err = capsysbinary.readouterr()
    assert "Дневник: Иванова Анна, 7А" in out.decode()
    assert "Дневник: Иванов Михаил, 1Б" in out.decode()
    assert "\n/start " in out.decode()
    assert "Neither --bot NAME nor BOT_TOKEN" in err.decode()
    assert await open_codes(database) == 2


async def test_slips_of_the_staff_go_into_a_file_for_the_owner_alone(
    database: Database, school: SmallSchool, tmp_path: Path
) -> None:
    file = tmp_path / "slips.pdf"
    done = await invite(
        database, "--staff", "--school", "school-1", "--format", "pdf", "--output", str(file),
        "--bot", "school_bot",
    )  # fmt: skip
    assert done == 0
    (page,) = PdfReader(file).pages
    assert page.extract_text().count("Журнал школы") == 5
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_the_first_director_is_entered_and_the_next_time_only_gets_a_code(
    database: Database, school: SmallSchool, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    for times in (1, 2):
        arguments = ("--director", "Зимина Вера Павловна", "--school", "school-1", "--bot", "b")
        assert await invite(database, *arguments) == 0
        out, err = capsysbinary.readouterr()
        assert "Зимина Вера Павловна" in out.decode()
        assert ("entered now" in err.decode()) is (times == 1)
        assert await open_codes(database) == 1
    async with database.engine.connect() as connection:
        roles = await connection.execute(
            select(t.role_assignment.c.role)
            .join(t.person, t.person.c.id == t.role_assignment.c.person_id)
            .where(t.person.c.family_name == "Зимина")
        )
        noted = await connection.scalar(select(func.count()).select_from(t.audit_record))
    assert [role for (role,) in roles] == ["principal"]
    assert noted == 3, "the role and two codes"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--person", "nobody"], "Nobody has the id 'nobody'"),
        (["--class", "9Я"], "There is no class '9Я'"),
        (["--staff"], "Which school? Add --school ID"),
        (["--staff", "--school", "school-2"], "Nobody works at"),
        (["--staff", "--school", "x"], "There is no school 'x'"),
        (["--director", "Зимина Вера"], "Which school? Add --school ID"),
        (["--director", "Зимина", "--school", "school-1"], "A full name is needed"),
    ],
)
async def test_what_cannot_be_done_is_said(
    database: Database,
    school: SmallSchool,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    assert await invite(database, *arguments, "--bot", "b") == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--director", "Зимина"], ["--person", "nobody"]])
async def test_who_is_refused_hears_nothing_else(
    database: Database,
    school: SmallSchool,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
) -> None:
    assert await invite(database, *arguments) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


async def test_what_was_done_is_said_before_what_to_know_about_it(
    database: Database, school: SmallSchool, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("--director", "Зимина Вера Павловна", "--school", "school-1")
    assert await invite(database, *arguments) == 0
    said = capsys.readouterr().err.splitlines()
    assert [line.split()[0] for line in said] == ["1", "Nobody", "Neither"]


async def test_a_class_that_two_schools_have_is_asked_about(
    database: Database, school: SmallSchool, capsys: pytest.CaptureFixture[str]
) -> None:
    async with database.engine.begin() as connection:
        await connection.execute(
            t.school_class.insert().values(
                sourced_id="other-7a", school_id=2, grade_level=7, title="7A"
            )
        )
    assert await invite(database, "--class", "7А", "--bot", "b") == 1
    assert "7А in school-1, 7A in school-2" in capsys.readouterr().err


async def test_old_codes_live_on_when_the_file_cannot_be_written(
    database: Database, school: SmallSchool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await invite(database, "--person", "anna", "--bot", "b") == 0
    nowhere = str(tmp_path / "no such folder" / "codes.txt")
    assert await invite(database, "--person", "anna", "--bot", "b", "--output", nowhere) == 1
    assert "Cannot write" in capsys.readouterr().err
    async with database.engine.connect() as connection:
        rows = (await connection.execute(select(t.invite.c.revoked_at))).scalars().all()
    assert rows == [None]


async def test_a_pdf_is_not_thrown_at_a_terminal(
    database: Database,
    school: SmallSchool,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert await invite(database, "--staff", "--format", "pdf") == 1
    assert "add --output FILE" in capsys.readouterr().err


async def test_no_database_is_said_and_none_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "missing.db"
    settings = Settings(_env_file=None, database_url=f"sqlite+aiosqlite:///{path}")
    parsed = parse("--person", "x", "--bot", "b")
    assert await asyncio.to_thread(invite_command.run, parsed, settings) == 1
    assert "There is no database" in capsys.readouterr().err
    assert not path.exists()


async def test_a_database_without_tables_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    settings = Settings(_env_file=None, database_url=f"sqlite+aiosqlite:///{path}")
    parsed = parse("--person", "x", "--bot", "b")
    assert await asyncio.to_thread(invite_command.run, parsed, settings) == 1
    assert "python -m bot migrate" in capsys.readouterr().err


@pytest.fixture
async def telegram_api() -> AsyncIterator[str]:
    """A Bot API that knows one token."""

    async def get_me(request: web.Request) -> web.Response:
        if request.match_info["token"] != TOKEN:
            return web.json_response({"ok": False, "error_code": 401}, status=401)
        return web.json_response({"ok": True, "result": {"username": "asked_bot"}})

    application = web.Application()
    application.router.add_post("/bot{token}/getMe", get_me)
    async with TestServer(application) as server:
        yield str(server.make_url("/"))


async def test_the_bots_name_is_asked_of_telegram(
    database: Database,
    school: SmallSchool,
    telegram_api: str,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    done = await invite(
        database, "--person", "anna", bot_token=TOKEN, telegram_api_url=telegram_api
    )
    assert done == 0
    assert b"https://t.me/asked_bot?start=" in capsysbinary.readouterr().out


async def test_a_refused_token_is_said_and_not_shown(
    database: Database, school: SmallSchool, telegram_api: str, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = TOKEN.replace("A", "B")
    done = await invite(
        database, "--person", "anna", bot_token=wrong, telegram_api_url=telegram_api
    )
    assert done == 1
    out, err = capsys.readouterr()
    assert "check BOT_TOKEN" in err
    assert wrong not in out + err
    assert await open_codes(database) == 0
