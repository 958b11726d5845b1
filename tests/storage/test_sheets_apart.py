"""Tables that people send are read in a process of their own: the worst of them end only it."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from storage.roster.apart import (
    MOST_CELLS,
    MOST_CHARACTERS,
    MOST_ROWS,
    rows_apart,
    table_apart,
)
from storage.roster.problems import Problems

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = {
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1"'
    f' Type="{_DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship'
    f' Id="r1" Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets><sheet name="1"'
    ' sheetId="1" r:id="r1"/></sheets></workbook>',
}
_TITLE = '<row r="1"><c r="A1" t="inlineStr"><is><t>Тема</t></is></c></row>'


def spreadsheet(rows: str) -> bytes:
    """The least that is read as one, with these rows."""
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, text)
        sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return whole.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        spreadsheet(_TITLE + '<row r="20000"><c r="XFD20000"><v>1</v></c></row>'),
        spreadsheet(_TITLE + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        spreadsheet('<row r="1"><c r="A99999999999999"><v>1</v></c></row>'),
        spreadsheet("<row" * 1000),
        spreadsheet(" " * 20_000_000),  # a bomb: a thousand times what was sent
        b"\xff\xd8\xff\xe0\x00\x10JFIF, but called a table",
        b"PK\x03\x04",
        b"",
    ],
    ids=["wide", "whole", "beyond", "broken", "bomb", "photo", "cut", "empty"],
)
def test_a_hostile_spreadsheet_is_no_table_and_ends_nobody_else(content: bytes) -> None:
    assert rows_apart("План.xlsx", content) is None


def test_of_a_formula_the_last_value_is_read_and_nothing_is_run() -> None:
    formula = '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>'
    assert rows_apart("План.xlsx", spreadsheet(_TITLE + formula)) == [(1, ["Тема"]), (2, ["2"])]


def test_a_name_with_control_characters_is_still_read() -> None:
    assert rows_apart("План\x00\n-x.csv", "Тема\nДроби\n".encode()) == [
        (1, ["Тема"]),
        (2, ["Дроби"]),
    ]


def test_no_more_is_handed_on_than_a_plan_can_use() -> None:
    wide = ";".join("ы" * (MOST_CELLS + 5))
    rows = rows_apart("План.csv", f"{wide}\n{'ы' * 9000}\n{'ы;' * 3}\n".encode() + b"a;a\n" * 3000)
    assert rows is not None
    assert len(rows) == MOST_ROWS
    assert len(rows[0][1]) == MOST_CELLS
    assert len(rows[1][1][0]) == MOST_CHARACTERS


def test_a_list_of_a_whole_school_is_read_to_its_end(tmp_path: Path) -> None:
    """Whoever runs the server imports more than anybody may send in a chat."""
    rows = "".join(f'<row r="{at}"><c r="A{at}"><v>{at}</v></c></row>' for at in range(1, 2501))
    whole = tmp_path / "Школа.xlsx"
    whole.write_bytes(spreadsheet(rows))
    problems = Problems()
    found = table_apart(whole, problems)
    assert (len(found), found[-1]) == (2500, (2500, ["2500"]))
    whole.write_bytes(b"PK\x03\x04")
    assert table_apart(whole, problems) == []
    assert "Школа.xlsx: is not a spreadsheet that can be read" in str(problems.listed[0])
    whole.write_bytes(spreadsheet(_TITLE + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    assert table_apart(whole, problems) == []
    assert "can be read: save it anew, or as CSV" in str(problems.listed[1])
