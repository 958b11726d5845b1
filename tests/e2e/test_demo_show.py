"""The demo's parts, in one process with the test."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.demo.build import DemoPlan
from bot.demo.playground_process import PlaygroundFailed, PlaygroundProcess, free_port
from bot.demo.show import make_stage, play
from bot.demo.stopping import Stopped, until_stopped
from bot.demo.template import Template
from bot.settings import Settings
from tests.support.demo import MONDAY, MOSCOW

_PATIENCE = 60
_PLAN = DemoPlan(MONDAY, MOSCOW, 60, 1)


def ignore(_done: int) -> None:
    """Nobody looks at the progress here."""


async def test_from_the_template_to_the_address(tmp_path: Path) -> None:
    template = Template(tmp_path, _PLAN)
    assert not template.is_ready
    await template.make(ignore)
    assert Template(tmp_path, _PLAN).is_ready
    assert not Template(tmp_path, DemoPlan(MONDAY, MOSCOW, 60, 2)).is_ready
    cast = template.copy_to(tmp_path / "school.db")
    playground = PlaygroundProcess(18081, tmp_path / "playground.log")
    stop = asyncio.Event()
    heard: list[str] = []

    def announce(address: str) -> None:
        heard.append(address)
        stop.set()

    settings = Settings(_env_file=None)
    now = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)  # a Sunday evening
    stage = make_stage(settings, tmp_path / "school.db", playground.url, now)
    try:
        async with asyncio.timeout(_PATIENCE):
            await play(stage, playground, cast, stop, announce)
    finally:
        playground.stop()
    assert heard == [f"{playground.url}/"]
    assert "понедельник, 23 ноября, 10:40" in stage.notice()
    assert "Monday, November 23, 10:40" in stage.notice("en")
    assert str(tmp_path) in stage.settings.database_url
    assert settings.database_url == "sqlite+aiosqlite:///data/school.db"


async def test_a_new_plan_replaces_the_old_template(tmp_path: Path) -> None:
    await Template(tmp_path, _PLAN).make(ignore)
    other = Template(tmp_path, DemoPlan(MONDAY, MOSCOW, 61, 1))
    await other.make(ignore)
    assert other.is_ready
    assert not Template(tmp_path, _PLAN).is_ready


async def test_an_interrupted_template_is_not_taken_for_whole(tmp_path: Path) -> None:
    stop = asyncio.Event()
    stop.set()
    template = Template(tmp_path, _PLAN)
    with pytest.raises(Stopped):
        await template.make(until_stopped(stop, ignore))
    assert not template.is_ready
    await template.make(ignore)
    assert template.is_ready


async def test_a_playground_that_dies_is_said_so(tmp_path: Path) -> None:
    taken = free_port(18300)
    playground = PlaygroundProcess(taken, tmp_path / "playground.log")
    try:
        await playground.ready()
        assert free_port(taken) != taken
        with pytest.raises(PlaygroundFailed, match="first_name"):
            await playground.post("people", {})
        playground.stop()
        with pytest.raises(PlaygroundFailed, match="did not start"):
            await playground.ready()
        await playground.ended()
    finally:
        playground.stop()
