"""`python -m bot copy`: the archive for whoever has no Telegram."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.cli import copy_command
from bot.settings import Settings
from storage import tables as t
from tests.support.people import World


@pytest.fixture
def settings(world: World) -> Settings:
    url = world.app.database.url.render_as_string(hide_password=False)
    return Settings(_env_file=None, database_url=url)


async def people_of(settings: Settings, sourced_id: str) -> set[str] | None:
    content = await copy_command.copy(settings, sourced_id)
    if content is None:
        return None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return set(json.loads(archive.read("data.json"))["people"].values())


async def test_a_guardian_with_the_children_of_today(settings: Settings) -> None:
    assert await people_of(settings, "elena") == {
        "Иванова Елена Сергеевна",
        "Иванова Анна Дмитриевна",
        "Иванов Михаил Дмитриевич",
    }


async def test_a_pupil_alone(settings: Settings) -> None:
    assert await people_of(settings, "petr") == {"Белов Пётр"}


@pytest.mark.parametrize("who", ["orlova", "nobody"])
async def test_nobody_else(settings: Settings, who: str) -> None:
    assert await people_of(settings, who) is None


async def test_it_is_recorded_without_a_chat(settings: Settings, world: World) -> None:
    await people_of(settings, "petr")
    [row] = await world.rows(select(t.audit_record).where(t.audit_record.c.action == "copy_data"))
    assert (row["about_id"], row["chat_id"], row["role"]) == (world.school["petr"], None, "program")


def test_no_file_is_overwritten_and_nobody_else_reads_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "copy.zip"
    assert copy_command.write(path, b"1") == 0
    assert path.stat().st_mode & 0o077 == 0
    assert copy_command.write(path, b"2") == 1
    assert path.read_bytes() == b"1"
    assert "cannot be written" in capsys.readouterr().err
