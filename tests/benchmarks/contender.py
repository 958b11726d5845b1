"""A bot process with a playground process of its own."""

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from playground.server import DEFAULT_TOKEN
from tests.benchmarks.mix import Act


class BenchmarkFailed(Exception):
    """What was measured would be worth nothing."""


@dataclass(frozen=True, slots=True)
class Round:
    """One go through all acts."""

    rate: float  # updates a second
    cost: float  # milliseconds of a core that the bot took for an update
    playground_load: float  # share of a core

    @property
    def bot_load(self) -> float:
        """Share of a core."""
        return self.cost * self.rate / 1000


class Contender:
    """A bot in front of its crowd; idle between rounds, it costs the others nothing."""

    def __init__(
        self,
        crowd: "subprocess.Popen[str]",
        bot: "subprocess.Popen[str]",
        log: Path,
        updates: int,
    ) -> None:
        self._updates = updates  # that a round has
        self._crowd = crowd
        self._bot = psutil.Process(bot.pid)
        self._log = log

    def play(self) -> Round:
        """Raises `BenchmarkFailed` when the bot answered with an error."""
        before = self._bot.cpu_times()
        done = json.loads(self._asked_to_play())
        after = self._bot.cpu_times()
        said = self._log.read_text(encoding="utf-8")
        if done["refused"] or "unexpected error" in said or "refused:" in said:
            raise BenchmarkFailed(f"{done['refused']:.0f} calls refused, see {self._log}")
        spent = after.user + after.system - before.user - before.system
        return Round(done["rate"], spent / self._updates * 1000, done["load"])

    def _asked_to_play(self) -> str:
        assert self._crowd.stdin is not None
        assert self._crowd.stdout is not None
        self._crowd.stdin.write("play\n")
        self._crowd.stdin.flush()
        while not select.select([self._crowd.stdout], [], [], 1.0)[0]:
            if self._bot.status() == psutil.STATUS_ZOMBIE:
                raise BenchmarkFailed(f"the bot ended by itself, see {self._log}")
        if not (line := self._crowd.stdout.readline()):
            raise BenchmarkFailed("the playground ended by itself")
        return line

    def memory(self) -> int:
        """Resident bytes now."""
        return int(self._bot.memory_info().rss)


@contextmanager
def contender(
    name: str, acts: Sequence[Act], module: str, folder: Path, environment: Mapping[str, str]
) -> Iterator[Contender]:
    """Starts both processes and stops them. `module` gets the environment, URL and token."""
    script = folder / f"{name}.json"
    script.write_text(json.dumps([(act.chat_id, act.text, act.data) for act in acts]))
    log = folder / f"{name}.log"
    with _python("tests.benchmarks.crowd", [str(script)], {}, subprocess.PIPE) as crowd:
        url = f"http://127.0.0.1:{_line(crowd)}"
        given = {**environment, "TELEGRAM_API_URL": url, "BOT_TOKEN": DEFAULT_TOKEN}
        with (
            log.open("w", encoding="utf-8") as output,
            _python(module, [url, DEFAULT_TOKEN], given, output.fileno()) as bot,
        ):
            yield Contender(crowd, bot, log, len(acts))


@contextmanager
def _python(
    module: str, arguments: Sequence[str], environment: Mapping[str, str], output: int
) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=output if output != subprocess.PIPE else None,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()
