"""Tables that strangers to this machine send are read in a process of their own, with limits.

A spreadsheet of two kilobytes can name a cell in row 1 048 576 and column 16 384: whoever makes a
grid of it needs gigabytes, and the reader panics or is killed. Here it takes only itself along.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path, PurePath

from storage.roster.problems import Problems
from storage.roster.sheet import SPREADSHEETS, Row, rows_in

MOST_ROWS, MOST_CELLS, MOST_CHARACTERS = 2000, 64, 4000  # what is beyond is left unread
_ROOT = Path(__file__).parents[2]
_MEMORY = 512 * 1024**2  # bytes
_CPU_SECONDS = 10
_SECONDS = 30.0


def rows_apart(name: str, content: bytes) -> list[Row] | None:
    """The rows with something in them; None for what is no table. Blocks: use a thread."""
    suffix = PurePath(name).suffix.casefold()
    command = [sys.executable, "-m", "storage.roster.apart"]
    try:
        done = subprocess.run(  # noqa: S603 - our own module by our own interpreter
            [*command, suffix if suffix in SPREADSHEETS else ".csv"],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={},  # nothing to give away: no token
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode != 0:
        return None
    return [(number, cells) for number, cells in json.loads(done.stdout)]


def _bounded(rows: Sequence[Row]) -> list[Row]:
    return [
        (number, [cell[:MOST_CHARACTERS] for cell in cells[:MOST_CELLS]])
        for number, cells in rows[:MOST_ROWS]
    ]


def _read(suffix: str) -> int:
    for what, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    problems = Problems()
    rows = rows_in(f"sent{suffix}", sys.stdin.buffer.read(), problems)
    if problems:
        return 1
    json.dump(_bounded(rows), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(_read(sys.argv[1]))
