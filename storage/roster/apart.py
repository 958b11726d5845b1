"""Spreadsheets are read in a process of their own, with limits.

A spreadsheet of two kilobytes can name a cell in row 1 048 576 and column 16 384: whoever makes a
grid of it needs gigabytes, and the reader panics or is killed. Here it takes only itself along.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from storage.roster.problems import Problems
from storage.roster.sheet import MOST_BYTES, SPREADSHEETS, Row, read_sheet, rows_in

MOST_ROWS, MOST_CELLS, MOST_CHARACTERS = 2000, 64, 4000  # what is beyond is left unread
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class _Limits:
    """Of one process; whole bytes and seconds."""

    rows: int
    cells: int
    memory: int
    cpu_seconds: int
    seconds: float


_SENT = _Limits(MOST_ROWS, MOST_CELLS, 512 * 1024**2, 10, 30.0)
_OWN = _Limits(200_000, 1000, 2 * 1024**3, 120, 300.0)  # of whoever runs the server: a whole school


def rows_apart(name: str, content: bytes) -> list[Row] | None:
    """The rows with something in them; None for what is no table. Blocks: use a thread."""
    problems = Problems()
    rows = _rows(name, content, _SENT, problems)
    return None if problems else rows


def table_apart(path: Path, problems: Problems) -> list[Row]:
    """Every row of a class list; the reasons among the problems where there are none. Blocks.

    Text needs no process of its own: nothing in it can take more than it is long.
    """
    if path.suffix.casefold() not in SPREADSHEETS or path.stat().st_size > MOST_BYTES:
        return read_sheet(path, problems)
    rows = _rows(path.name, path.read_bytes(), _OWN, problems)
    if len(rows) == _OWN.rows:
        problems.add(path.name, 0, f"has {_OWN.rows} rows or more: split it")
    return rows


def _rows(name: str, content: bytes, limits: _Limits, problems: Problems) -> list[Row]:
    suffix = PurePath(name).suffix.casefold()
    command = [sys.executable, "-m", "storage.roster.apart"]
    numbers = map(str, (limits.rows, limits.cells, limits.memory, limits.cpu_seconds))
    try:
        done = subprocess.run(  # noqa: S603 - our own module by our own interpreter
            [*command, suffix if suffix in SPREADSHEETS else ".csv", *numbers],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={},  # nothing to give away: no token
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        problems.add(name, 0, "takes too long to read: save it anew, or as CSV")
        return []
    if done.returncode != 0:
        problems.add(name, 0, "is not a spreadsheet that can be read: save it anew, or as CSV")
        return []
    found = json.loads(done.stdout)
    for line, reason in found["problems"]:
        problems.add(name, line, reason)
    return [(number, cells) for number, cells in found["rows"]]


def _bounded(rows: Sequence[Row], most: int, cells: int) -> list[Row]:
    return [
        (number, [cell[:MOST_CHARACTERS] for cell in row[:cells]]) for number, row in rows[:most]
    ]


def _read(suffix: str, rows: int, cells: int, memory: int, cpu_seconds: int) -> int:
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    problems = Problems()
    found = rows_in(f"sent{suffix}", sys.stdin.buffer.read(), problems)
    reasons = [(each.line, each.reason) for each in problems.listed]
    json.dump({"rows": _bounded(found, rows, cells), "problems": reasons}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(_read(sys.argv[1], *map(int, sys.argv[2:])))
