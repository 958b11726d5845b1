"""Rows of a class list: a spreadsheet, or CSV in whatever dialect the school's system writes."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path, PurePath

from storage.roster.problems import Problems
from storage.roster.source import check_entries

SPREADSHEETS = (".xlsx", ".xls", ".ods")
SUFFIXES = (*SPREADSHEETS, ".csv", ".txt")
MOST_BYTES = 64 * 1024**2
_DELIMITERS = (";", "\t", ",")

Row = tuple[int, list[str]]  # number of the row, its cells


def read_sheet(path: Path, problems: Problems) -> list[Row]:
    """Every row with something in it; the reasons among the problems where there are none."""
    if path.stat().st_size > MOST_BYTES:
        problems.add(path.name, 0, f"is larger than {MOST_BYTES} bytes")
        return []
    return rows_in(path.name, path.read_bytes(), problems)


def rows_in(name: str, content: bytes, problems: Problems) -> list[Row]:
    """The same of a file that is not on this machine; its ending says what it is."""
    if PurePath(name).suffix.casefold() in SPREADSHEETS:
        rows = _spreadsheet(name, content, problems)
    else:
        rows = _csv(name, content, problems)
    return [(number, cells) for number, cells in rows if any(cells)]


def _spreadsheet(name: str, content: bytes, problems: Problems) -> Iterator[Row]:
    from python_calamine import CalamineError, load_workbook

    if zipfile.is_zipfile(io.BytesIO(content)):
        before = problems.total
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                check_entries(archive, name, problems)
        except zipfile.BadZipFile as error:
            problems.add(name, 0, f"is not a spreadsheet that can be read: {error}")
        if problems.total > before:
            return
    try:
        sheet = load_workbook(io.BytesIO(content)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        problems.add(name, 0, f"is not a spreadsheet that can be read: {error}")
        return
    for number, cells in enumerate(rows, start=1):
        yield number, [_written(cell) for cell in cells]


def _written(cell: object) -> str:
    """A cell as text: dates as 2014-05-31, whole numbers without the fraction calamine adds."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _csv(name: str, content: bytes, problems: Problems) -> Iterator[Row]:
    text = _decoded(content)
    if text is None:
        problems.add(name, 0, "is neither UTF-8 nor Windows-1251")
        return
    head = text[:4096]
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        problems.add(name, reader.line_num, f"is not CSV: {error}")


def _decoded(raw: bytes) -> str | None:
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
