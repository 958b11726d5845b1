"""Lines of one CSV file into records, following its `FileSpec`."""

import csv
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any

from storage.roster.files import ColumnSpec, FileSpec
from storage.roster.problems import Problems
from storage.roster.source import as_text
from storage.roster.values import BadValue

Record = dict[str, Any]

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def read_records(
    raw: IO[bytes], spec: FileSpec, problems: Problems, progress: Callable[[int], None]
) -> Iterator[Record]:
    """Every line as field → value with its `line`; None for an empty cell or one with a problem.

    A line to be deleted needs nothing but its id. `progress` is told the bytes read so far.
    """
    with as_text(raw) as text:
        reader = csv.reader(text)
        try:
            columns = _columns(next(reader, []), spec, problems)
            if columns is None:
                return
            parse = _Parser(spec, columns, problems)
            for cells in reader:
                if any(cells):
                    record = parse(cells, reader.line_num)
                    if record is not None:
                        yield record
                if reader.line_num % 2000 == 0:
                    progress(raw.tell())
        except UnicodeDecodeError:
            problems.add(spec.name, reader.line_num + 1, "is not UTF-8 from about here")
        except csv.Error as error:
            problems.add(spec.name, reader.line_num, f"is not CSV: {error}")
        except _BROKEN as error:
            problems.add(spec.name, reader.line_num, f"cannot be unpacked: {error}")
        progress(raw.tell() if not raw.closed else 0)


def _columns(
    header: list[str], spec: FileSpec, problems: Problems
) -> list[ColumnSpec | None] | None:
    """The column of every cell; None where the header lacks a column that must be there."""
    names = [name.strip() for name in header]
    known = {column.name: column for column in spec.columns}
    before = problems.total
    for name in sorted({name for name in names if name in known and names.count(name) > 1}):
        problems.add(spec.name, 1, f"has the column {name} twice")
    for column in spec.columns:
        if column.required and column.name not in names:
            hint = next((name for name in names if name.casefold() == column.name.casefold()), None)
            told = f" (it has {hint}: capitals matter)" if hint else ""
            problems.add(spec.name, 1, f"has no column {column.name}{told}")
    if problems.total > before:
        return None
    return [known.get(name) for name in names]


class _Parser:
    """Cells into a record; everything wrong with a line is told, not only the first thing."""

    def __init__(
        self, spec: FileSpec, columns: list[ColumnSpec | None], problems: Problems
    ) -> None:
        self._file = spec.name
        self._width = len(columns)
        self._problems = problems
        self._columns = [
            (place, column.field, column.kind.parse, column.name, column.required)
            for place, column in enumerate(columns)
            if column is not None
        ]
        self._empty: Record = {column.field: None for column in spec.columns}
        self._status = next(
            (place for place, column in enumerate(columns) if column and column.field == "status"),
            None,
        )

    def __call__(self, cells: list[str], line: int) -> Record | None:
        if len(cells) > self._width and any(cells[self._width :]):
            self._problems.add(
                self._file, line, f"has {len(cells)} cells where the header has {self._width}"
            )
            return None
        goes = self._goes(cells)
        record = dict(self._empty)
        record["line"] = line
        good = True
        for place, field, parse, name, required in self._columns:
            cell = cells[place].strip() if place < len(cells) else ""
            if goes and field not in ("sourced_id", "status"):
                continue
            if cell:
                try:
                    record[field] = parse(cell)
                except BadValue as bad:
                    good = False
                    self._problems.add(self._file, line, f"{name} {bad}")
            elif required:
                good = False
                self._problems.add(self._file, line, f"{name} is empty")
        # A line with a bad value is kept when others may refer to it: one mistake, one problem.
        return record if good or record.get("sourced_id") else None

    def _goes(self, cells: list[str]) -> bool:
        if self._status is None or self._status >= len(cells):
            return False
        return cells[self._status].strip().casefold() in ("tobedeleted", "inactive")
