"""`python -m playground` as people start and stop it."""

import argparse
import asyncio
import json
import signal
import sys
from pathlib import Path

import aiohttp
import pytest

from playground.__main__ import arguments, build, main
from tests.support.patience import HANGS


def _options(*given: str) -> argparse.Namespace:
    return arguments(list(given))


def test_bots_and_people_come_from_the_command_line(tmp_path: Path) -> None:
    people = tmp_path / "people.json"
    people.write_text(json.dumps([{"id": 7, "first_name": "Анна", "start_payload": "C1"}]))
    telegram = build(_options("--bot", "5:secret:diary_bot:Школа", "--people", str(people)))
    assert telegram.bot.token == "5:secret"
    assert telegram.bot.user()["username"] == "diary_bot"
    assert telegram.bot.first_name == "Школа"
    assert telegram.people[7].start_payload == "C1"


def test_nonsense_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = tmp_path / "people.json"
    people.write_text("{}")
    for given in (["--host", "0.0.0.0"], ["--bot", "nonsense"], ["--people", str(people)]):
        assert main([*given, "--port", "0"]) == 1
        words = capsys.readouterr().err
        assert words.startswith("playground: ")
        assert words.count("\n") == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_it_stops_at_once_with_streams_and_polls_open(number: signal.Signals) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "playground", "--port", "0", "--verbose"),
        stderr=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stderr
    line = (await process.stderr.readline()).decode()
    url = line.split()[-1]
    async with aiohttp.ClientSession() as http:
        stream = await http.get(url + "/playground/events")
        await stream.content.readline()
        poll = asyncio.ensure_future(
            http.post(url + "/bot42:playground/getUpdates", json={"timeout": 50})
        )
        async with http.get(url + "/playground/state") as response:
            assert response.status == 200
        process.send_signal(number)
        async with asyncio.timeout(HANGS):
            output, errors = await process.communicate()
        poll.cancel()
        stream.close()
    assert process.returncode == 0
    assert (output, errors) == (b"", b"")
