"""docs/reference/requirements.md: every row of the regulations has a place and a test."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "requirements.md"
_ROW = re.compile(r"^\| (R\d{3}) \| [^|]+ \| `([\w/]+\.py)` \| `([\w/]+\.py)` \|$", re.MULTILINE)
_LACKING = re.compile(r"^\| (R\d{3}) \| [^|`]+ \| [^|`]+ \|$", re.MULTILINE)
# Calendar, groups, curriculum, timetable, journal, marks, homework, diary.
ASKED = [f"R{number:03}" for number in (*range(34, 39), 50, *range(53, 121))]


def test_every_row_of_the_journal_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    there = [row for row, _where, _test in _ROW.findall(page)]
    lacking = _LACKING.findall(page)
    assert there == sorted({*there}), "each once, in order"
    assert sorted({*there, *lacking}) == ASKED
    assert set(there) & set(lacking) == {"R116"}, "half there, and it is said what lacks"


def test_its_places_and_tests_are_there() -> None:
    for row, where, test in _ROW.findall(PAGE.read_text(encoding="utf-8")):
        assert (ROOT / where).is_file(), (row, where)
        assert test.startswith("tests/"), (row, test)
        assert "def test_" in (ROOT / test).read_text(encoding="utf-8"), (row, test)
