"""`python -m bot audit verify`: sound, tampered with behind the triggers, written anew."""

import sqlite3
from pathlib import Path

import pytest

from bot.cli import audit_command
from bot.cli.parser import make_parser
from bot.clock import wall_clock
from bot.settings import Settings
from domain.audit.model import Deed, Head, Note, Thing, ThingKind, Who
from storage.database import Database
from storage.tables.audit import GUARDS
from tests.support.school import SmallSchool

RECORDS = 9


@pytest.fixture
async def settings(database: Database, school: SmallSchool) -> Settings:
    """A school with nine records."""
    async with database.write(wall_clock()) as uow:
        for number in range(RECORDS):
            thing = Thing(ThingKind.SCHOOL, school.id)
            uow.audit.note_by(Who(school.id), Deed.IMPORT, thing, after={"n": number})
        await uow.commit()
    return Settings(_env_file=None, database_url=database.url.render_as_string(hide_password=False))


async def verify(settings: Settings, *options: str) -> int:
    arguments = make_parser().parse_args(["audit", "verify", *options])
    return await audit_command.verify(settings, arguments.school, arguments.noted)


def tamper(database: Database, *statements: str) -> None:
    """As somebody does who has the file: the triggers go first, and come back after."""
    path = Path(str(database.url.database))
    with sqlite3.connect(path) as connection:
        triggers = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall()
        for (name,) in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for guard in GUARDS["sqlite"]:
            connection.execute(guard)
    connection.close()


async def test_a_sound_chain_prints_its_head(
    settings: Settings, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await verify(settings) == 0
    async with database.read(wall_clock()) as uow:
        head = await uow.audit.head(1)
    printed = capsys.readouterr().out
    assert f"{RECORDS} records, sound; head {head}" in printed
    assert await verify(settings, "--noted", str(head)) == 0


DAMAGE: dict[str, tuple[str, ...]] = {
    "record 4 was changed": ("UPDATE audit_record SET person_id = 5 WHERE seq = 4",),
    "record 1 was changed": ("UPDATE audit_record SET after = NULL WHERE seq = 1",),
    "record 5 records before it are missing": ("DELETE FROM audit_record WHERE seq = 4",),
    "record 4 was changed: it is not": (
        "UPDATE audit_record SET seq = 100 WHERE seq = 4",
        "UPDATE audit_record SET seq = 4 WHERE seq = 5",
        "UPDATE audit_record SET seq = 5 WHERE seq = 100",
    ),
    "record 8 and what follows is missing": ("DELETE FROM audit_record WHERE seq > 7",),
    "record 7 is the last, and the head of the chain is another": (
        "DELETE FROM audit_record WHERE seq > 7",
        "UPDATE audit_head SET seq = 7",
    ),
    "record 1 and what follows is missing": ("DELETE FROM audit_record",),
    "record 9 is the last, and the head": ("DELETE FROM audit_head",),
}


@pytest.mark.parametrize("words", DAMAGE)
async def test_damage_is_told(
    settings: Settings, database: Database, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    tamper(database, *DAMAGE[words])
    assert await verify(settings) == 1
    assert words in capsys.readouterr().out


async def test_a_chain_written_anew_is_found_by_the_head_that_was_noted(
    settings: Settings, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    async with database.read(wall_clock()) as uow:
        noted = await uow.audit.head(1)
    assert noted is not None
    note = Note(wall_clock(), Who(1), Deed.IMPORT, Thing(ThingKind.SCHOOL, 1), after={})
    tamper(database, "DELETE FROM audit_record", "DELETE FROM audit_head")
    async with database.write(wall_clock()) as uow:
        uow.audit.add([note] * RECORDS)
        await uow.commit()
    assert await verify(settings) == 0, "by itself it is sound: that is the limit"
    assert await verify(settings, "--noted", str(noted)) == 1
    assert f"record {RECORDS} is not the one that was noted" in capsys.readouterr().out


async def test_a_noted_record_that_is_not_there_any_more(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await verify(settings, "--noted", str(Head(RECORDS + 1, "a" * 64))) == 1
    assert "the end was cut off" in capsys.readouterr().out


async def test_a_school_that_is_not_there(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await verify(settings, "--school", "nowhere") == 1
    assert "There is no school nowhere" in capsys.readouterr().err


@pytest.mark.parametrize("typed", ["", "5", "5:xyz", f"x:{'a' * 64}"])
def test_what_is_no_head(typed: str) -> None:
    with pytest.raises(SystemExit):
        make_parser().parse_args(["audit", "verify", "--noted", typed])


async def test_no_records_yet(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    url = database.url.render_as_string(hide_password=False)
    assert await verify(Settings(_env_file=None, database_url=url)) == 0
    assert "no records yet" in capsys.readouterr().out


def test_a_database_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(_env_file=None, database_url=f"sqlite+aiosqlite:///{tmp_path}/no.db")
    arguments = make_parser().parse_args(["audit", "verify"])
    assert audit_command.run(arguments, settings) == 1
    assert "There is no database" in capsys.readouterr().err
