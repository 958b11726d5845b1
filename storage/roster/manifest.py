"""manifest.csv: which version a bundle is and whether each file is complete."""

import csv
from typing import IO

from storage.roster.files import BY_NAME
from storage.roster.problems import Problems
from storage.roster.source import as_text

NAME = "manifest.csv"
_VERSIONS = ("1.0", "1.1", "1.2")


def check_manifest(raw: IO[bytes], names: list[str], problems: Problems) -> None:
    """Only `bulk` is read: a `delta` says nothing of what it leaves out, and nothing can be closed.

    The manifest must agree with the files that are there.
    """
    with as_text(raw) as text:
        try:
            for line, cells in enumerate(csv.reader(text), start=1):
                if line > 1 and len(cells) >= 2:
                    _check(cells[0].strip(), cells[1].strip().casefold(), line, names, problems)
        except (UnicodeDecodeError, csv.Error) as error:
            problems.add(NAME, 0, f"cannot be read: {error}")


def _check(name: str, value: str, line: int, names: list[str], problems: Problems) -> None:
    if name == "oneroster.version":
        if not value.startswith(_VERSIONS):
            problems.add(NAME, line, f"version {value} is not one of {', '.join(_VERSIONS)}")
        return
    if not name.startswith("file."):
        return
    file = f"{name.removeprefix('file.')}.csv"
    if file not in BY_NAME:
        return
    if value == "delta":
        problems.add(
            NAME, line, f"{file} is a delta: export the bundle as bulk, with all of its lines"
        )
    elif value == "bulk" and file not in names:
        problems.add(NAME, line, f"{file} is said to be there and is not")
    elif value == "absent" and file in names:
        problems.add(NAME, line, f"{file} is said to be absent and is there")
    elif value not in ("bulk", "absent"):
        problems.add(NAME, line, f"“{value}” is not bulk, delta or absent")
