"""The register of hours as a workbook that other programs open."""

from datetime import date
from io import BytesIO
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from domain.calendar import School
from domain.people import Person
from domain.policy import SchoolPolicy
from domain.timetable.hours import TeacherHours
from domain.timetable.registering import HoursOfMonth
from handlers.documents.hours import hours_xlsx

_BEGINS, _ENDS = date(2026, 11, 1), date(2026, 11, 30)


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", " =1+1", "=\x00=1+1", "\x0bИванова"]
)
def test_no_cell_is_a_formula_or_breaks_the_workbook(name: str) -> None:
    school = School(1, name, ZoneInfo("Europe/Moscow"), SchoolPolicy())
    line = TeacherHours(Person(1, name, "Анна"), own=3)
    found = HoursOfMonth(school, _BEGINS, _ENDS, (line,), is_own=False)
    book = openpyxl.load_workbook(BytesIO(hours_xlsx(found)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert all(cell.data_type != "f" for cell in cells)
    assert not [cell for cell in cells if str(cell.value).startswith(("=", "+", "-", "@", " "))]
    assert 3 in [cell.value for cell in cells]
