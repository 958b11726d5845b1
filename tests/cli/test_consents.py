"""`python -m bot consents`: texts replaced without a change of the program, versions kept."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.cli import consents_command
from bot.cli.parser import make_parser
from bot.clock import wall_clock
from bot.settings import Settings
from domain.consent.documents import usual_template
from domain.consent.model import Purpose
from storage import tables as t
from storage.database import Database
from tests.support.school import SmallSchool

OWN = "Согласие школы. {giver}: {whose}. Оператор {operator}{address}. {другое} остаётся."


@pytest.fixture
def settings(database: Database, school: SmallSchool) -> Settings:
    return Settings(_env_file=None, database_url=database.url.render_as_string(hide_password=False))


async def consents(settings: Settings, *options: str) -> None:
    arguments = make_parser().parse_args(["consents", "--school", "school-1", *options])
    await consents_command.consents(settings, arguments)


async def publish(settings: Settings, path: Path, text: str, *options: str) -> None:
    await asyncio.to_thread(path.write_text, text, encoding="utf-8")
    await consents(settings, "--publish", "diary", "--file", str(path), *options)


async def in_force(database: Database) -> int:
    async with database.read(wall_clock()) as uow:
        found = await uow.connection.scalar(
            select(func.count())
            .select_from(t.consent.join(t.person, t.person.c.id == t.consent.c.subject_id))
            .where(
                t.person.c.school_id == 1,
                t.consent.c.ended_at.is_(None),
                t.consent.c.purpose == "diary",
            )
        )
    return int(found or 0)


async def test_it_lists_the_texts_in_force(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await consents(settings)
    assert capsys.readouterr().out.split("\n")[:5] == [
        "diary\tversion 1\tpublished",
        "messenger\tversion 1\tpublished",
        "photo\tversion 1\tnot signed by anybody yet",
        "trusted\tversion 1\tnot signed by anybody yet",
        "operator\tШкола № 1\t",
    ]
    await consents(settings, "--show", "photo")
    assert capsys.readouterr().out.strip() == usual_template(Purpose.PHOTO)


async def test_a_new_text_is_the_next_version_and_nobody_is_asked_anew(
    settings: Settings, database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = await in_force(database)
    await publish(settings, tmp_path / "own.txt", OWN)
    assert "diary: version 2 is in force." in capsys.readouterr().err
    await publish(settings, tmp_path / "own.txt", OWN)  # once more: it is there already
    assert "diary: version 2 is in force." in capsys.readouterr().err
    assert await in_force(database) == before
    async with database.read(wall_clock()) as uow:
        texts = [
            (document.version, document.text)
            for document, _at in await uow.consent_documents.all(1)
            if document.purpose is Purpose.DIARY
        ]
    new = "Согласие школы. {giver}: {whose}. Оператор Школа № 1. {другое} остаётся."
    assert texts[0] == (2, new)
    assert texts[1][0] == 1  # the old one is kept


async def test_the_school_can_ask_anew(
    settings: Settings,
    database: Database,
    school: SmallSchool,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = await in_force(database)
    await publish(settings, tmp_path / "own.txt", OWN, "--ask-again")
    assert await in_force(database) == 0
    assert f"{before} consents have ended" in capsys.readouterr().err
    async with database.read(wall_clock()) as uow:
        standings = await uow.consents.standings([school["anna"], school["elena"]])
    assert all(Purpose.DIARY not in each.own | each.by_guardian for each in standings.values())
    assert all(Purpose.MESSENGER in each.own for each in standings.values())
    await publish(settings, tmp_path / "own.txt", OWN, "--ask-again")
    assert "0 consents have ended" in capsys.readouterr().err


async def test_the_operator_is_named_in_the_text_from_then_on(
    settings: Settings, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    await consents(settings, "--operator", "МБОУ «Школа № 1»", "--address", "г. Тула")
    await consents(settings)
    shown = capsys.readouterr().out
    assert "operator\tМБОУ «Школа № 1»\tг. Тула" in shown
    assert "diary\tversion 2\tnot signed by anybody yet" in shown
    async with database.read(wall_clock()) as uow:
        deeds = await uow.connection.execute(select(t.audit_record.c.action))
    assert list(deeds.scalars()) == ["name_operator"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Без имён", "has to name {operator}, {giver}, {whose}"),
        (OWN + "ж" * 3500, "may have 3500 characters"),
    ],
)
async def test_a_text_that_cannot_be_signed_is_refused(
    settings: Settings, tmp_path: Path, text: str, words: str
) -> None:
    with pytest.raises(consents_command.CannotPublish, match=words.replace("{", r"\{")):
        await publish(settings, tmp_path / "own.txt", text)


async def test_which_school_has_to_be_said_where_there_are_several(settings: Settings) -> None:
    arguments = make_parser().parse_args(["consents"])
    with pytest.raises(consents_command.CannotPublish, match="Which school"):
        await consents_command.consents(settings, arguments)
