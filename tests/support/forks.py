"""Real processes of the bot, quickly: one interpreter imports it and forks for each.

`python -m tests.support.forks` reads orders from standard input, a line of JSON each, and answers
each with a line: `{"run": [arguments], "settings": {…}, "clock": null}` with the process's id,
`{"wait": id}` with its exit code once it has ended. A clock is the file of a `SharedClock`.
"""

import asyncio
import json
import os
import signal
import sys
import traceback
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.support.shared_clock import SharedClock

ROOT = Path(__file__).parents[2]


class Fork:
    """One process; every ending but an orderly one has a negative code, the signal's."""

    def __init__(self, forks: "Forks", process_id: int) -> None:
        self._forks = forks
        self.id = process_id

    def kill(self) -> None:
        os.kill(self.id, signal.SIGKILL)

    def terminate(self) -> None:
        os.kill(self.id, signal.SIGTERM)

    async def wait(self) -> int:
        code = await self._forks.order(wait=self.id)
        self._forks.running.discard(self)
        return code


class Forks:
    """Starts processes in `folder`, so that no `.env` is near."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._turn = asyncio.Lock()
        self.running: set[Fork] = set()

    async def start(
        self, *arguments: str, settings: Mapping[str, str], clock: Path | None = None
    ) -> Fork:
        """`python -m bot` with these arguments and settings, by the wall clock or a shared one."""
        told = None if clock is None else str(clock)
        fork = Fork(self, await self.order(run=arguments, settings=settings, clock=told))
        self.running.add(fork)
        return fork

    async def order(self, **order: Any) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        async with self._turn:
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            return int(await self._process.stdout.readline())


@asynccontextmanager
async def forks(folder: Path) -> AsyncIterator[Forks]:
    """What still runs at the end is killed."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.support.forks"),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    made = Forks(process)
    try:
        yield made
    finally:
        for fork in made.running:
            fork.kill()
        process.kill()
        await process.wait()


def _main() -> None:
    import storage.migrations  # noqa: F401
    from bot.cli.parser import main
    from bot.run import keep_what_is_loaded

    keep_what_is_loaded()  # what each of them would do for itself
    for line in sys.stdin.buffer:
        order = json.loads(line)
        if "wait" in order:
            _pid, status = os.waitpid(order["wait"], 0)
            _answer(os.waitstatus_to_exitcode(status))
            continue
        sys.stderr.flush()
        process_id = os.fork()
        if process_id == 0:
            _become(main, order["run"], order["settings"], order["clock"])
        _answer(process_id)


def _become(
    main: Any, arguments: Sequence[str], settings: Mapping[str, str], clock: str | None
) -> None:
    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)  # standard output is for answers
        os.environ.update(settings)
        if clock is not None:
            _set_clock(SharedClock(Path(clock)))
        code = main(arguments)
    except BaseException:  # noqa: BLE001 - said where the others' troubles are
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _set_clock(clock: SharedClock) -> None:
    """Whatever builds the program in this process and names no clock has this one."""
    from bot.app import build_app

    defaults = build_app.__kwdefaults__
    assert defaults is not None
    defaults["clock"] = clock


def _answer(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _main()
