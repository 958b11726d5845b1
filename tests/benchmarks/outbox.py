"""How fast the outbox is emptied: with Telegram's limits, without them, and by two processes."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bot.leasing import CALLS_AT_ONCE
from bot.pace import FREE_RATE
from playground.server import DEFAULT_TOKEN
from tests.benchmarks.backlog import fill, untell
from tests.benchmarks.contender import BenchmarkFailed
from tests.benchmarks.databases import FOLDER, clock_offset
from tests.benchmarks.measure import Measure
from tests.support.postgres import postgres_server

_PATIENCE = 60.0  # seconds after which it is no measurement
_LOOK = 0.05  # seconds between two looks at what has come

Process = subprocess.Popen[str]


@dataclass(frozen=True, slots=True)
class Size:
    """How much is sent and how often."""

    chats: int
    rounds: int
    backlog: int
    paced_seconds: float


_FULL = Size(chats=2_000, rounds=5, backlog=60_000, paced_seconds=45)
_QUICK = Size(chats=300, rounds=2, backlog=3_000, paced_seconds=5)


def outbox(*, quick: bool) -> list[Measure]:
    """Backlogs of marks for many chats, sent by processes of their own."""
    size = _QUICK if quick else _FULL
    return [_paced(size), _unpaced(size), _two_processes(size)]


def _paced(size: Size) -> Measure:
    with (
        _school(size, size.backlog // size.chats) as address,
        _mailbox(size, "--limits") as mailbox,
        _ours(mailbox, address, "--limits") as sender,
    ):
        _say(sender, "go")
        time.sleep(size.paced_seconds)
        found = mailbox.report()
    rate = (found["messages"] - 1) / found["seconds"]
    return Measure(
        "messages a second with limits, to those allowed",
        rate / FREE_RATE,
        0.98,
        at_least=True,
        detail=f"{rate:.2f} of {FREE_RATE} for {found['seconds']:.0f} s from a backlog of "
        f"{size.backlog}; {found['limited']:.0f} refused with 429",
    )


def _unpaced(size: Size) -> Measure:
    """The two in turn, so that whatever else the machine does hits both alike."""
    ours, bare = [], []
    with _school(size, 1) as address, _mailbox(size) as mailbox:
        for _ in range(size.rounds):
            with _bare(mailbox, size) as sender:
                bare.append(mailbox.rate([sender], size.chats))
            asyncio.run(untell(address))
            with _ours(mailbox, address) as sender:
                ours.append(mailbox.rate([sender], size.chats))
    return Measure(
        "messages a second without limits, to a bare loop's",
        median(ours) / median(bare),
        0.5,
        at_least=True,
        detail=f"{median(ours):.0f} to {median(bare):.0f}, {CALLS_AT_ONCE} at once",
    )


def _two_processes(size: Size) -> Measure:
    rates: dict[int, list[float]] = {1: [], 2: []}
    with postgres_server() as server, _mailbox(size) as mailbox:
        address = server.render_as_string(hide_password=False)
        asyncio.run(fill(address, size.chats, 1))
        for _ in range(size.rounds):
            for processes, found in rates.items():
                asyncio.run(untell(address))
                with ExitStack() as stack:
                    senders = [
                        stack.enter_context(_ours(mailbox, address)) for _ in range(processes)
                    ]
                    found.append(mailbox.rate(senders, size.chats))
    one, two = median(rates[1]), median(rates[2])
    return Measure(
        "two sending processes on PostgreSQL, to one",
        two / one,
        1.6,
        at_least=True,
        detail=f"{two:.0f} to {one:.0f} messages a second",
    )


class Mailbox:
    """The playground's process that takes the messages."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self.url = f"http://127.0.0.1:{_line(process)}"

    def report(self, word: str = "") -> dict[str, float]:
        """What has come."""
        _say(self._process, word)
        found: dict[str, float] = json.loads(_line(self._process))
        return found

    def rate(self, senders: Sequence[Process], messages: int) -> float:
        """Lets the senders send so many; messages a second from the first to the last."""
        self.report("forget")
        for sender in senders:
            _say(sender, "go")
        deadline = time.monotonic() + _PATIENCE
        while (found := self.report())["messages"] < messages:
            if time.monotonic() > deadline or any(each.poll() for each in senders):
                raise BenchmarkFailed(f"{found['messages']:.0f} of {messages} messages came")
            time.sleep(_LOOK)
        return (messages - 1) / found["seconds"]


@contextmanager
def _school(size: Size, marks: int) -> Iterator[str]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        address = f"sqlite+aiosqlite:///{Path(folder) / 'outbox.db'}"
        asyncio.run(fill(address, size.chats, marks))
        yield address


@contextmanager
def _mailbox(size: Size, *options: str) -> Iterator[Mailbox]:
    with _python("tests.benchmarks.mailbox", [str(size.chats), *options], {}) as process:
        yield Mailbox(process)


@contextmanager
def _ours(mailbox: Mailbox, address: str, *options: str) -> Iterator[Process]:
    given = {
        "DATABASE_URL": address,
        "TELEGRAM_API_URL": mailbox.url,
        "BOT_TOKEN": DEFAULT_TOKEN,
        "SECONDS_AHEAD": str(clock_offset().total_seconds()),
    }
    with _python("tests.benchmarks.sending_bot", options, given) as process:
        _line(process)
        yield process


@contextmanager
def _bare(mailbox: Mailbox, size: Size) -> Iterator[Process]:
    arguments = [mailbox.url, DEFAULT_TOKEN, str(size.chats), str(CALLS_AT_ONCE)]
    with _python("tests.benchmarks.bare_sender", arguments, {}) as process:
        _line(process)
        yield process


@contextmanager
def _python(
    module: str, arguments: Sequence[str], environment: Mapping[str, str]
) -> Iterator[Process]:
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        assert process.stdin is not None
        assert process.stdout is not None
        process.terminate()
        process.wait(10)
        process.stdin.close()
        process.stdout.close()


def _say(process: Process, word: str) -> None:
    assert process.stdin is not None
    process.stdin.write(word + "\n")
    process.stdin.flush()


def _line(process: Process) -> str:
    assert process.stdout is not None
    if not (line := process.stdout.readline()):
        raise BenchmarkFailed("a process ended by itself")
    return line.strip()
