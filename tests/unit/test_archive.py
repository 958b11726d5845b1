"""Every table and column of a copy has a name that a family can read."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.calendar import School
from domain.people import Person
from domain.personal_data.copy_model import Copy, CopyScope, Section
from domain.policy import SchoolPolicy
from handlers.documents.archive import archive_zip, page_html
from handlers.documents.archive_sections import section_titles
from handlers.documents.archive_words import code_words, column_titles
from handlers.words import speaking
from storage.personal_data.parts import PARTS

NOW = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
SCHOOL = School(1, "Школа № 1", ZoneInfo("Europe/Moscow"), SchoolPolicy())
ANNA = Person(3, "Иванова", "Анна", "Дмитриевна")
_AS_ONE = {"person_id", "subject_id", "student_id", "guardian_id", "giver_id", "about_id"}
_NAMES = tuple(
    f"{who}_{part}"
    for who in ("teacher", "sender", "named")
    for part in ("family_name", "given_name", "middle_name")
)


def copy_of(*sections: Section) -> Copy:
    return Copy(CopyScope(SCHOOL, 3, (3,)), NOW, (ANNA,), sections)


def test_every_part_has_a_title() -> None:
    assert set(section_titles()) == set(PARTS)


@pytest.mark.parametrize("name", sorted(PARTS))
def test_every_column_has_a_title(name: str) -> None:
    read = {each.name for each in PARTS[name].selected_columns} - _AS_ONE - set(_NAMES)
    assert read <= set(column_titles())


def test_no_title_is_left_over() -> None:
    read = {each.name for part in PARTS.values() for each in part.selected_columns}
    made = {"who", "child", "guardian", "about", "teacher", "sender", "named"}
    assert set(column_titles()) <= read | made


def test_moments_are_on_the_schools_clock_and_codes_in_words() -> None:
    row = {
        "student_id": 3,
        "date": date(2026, 11, 23),
        "status": "late",
        "reason": "ill",
        "minutes_late": 7,
        "recorded_at": NOW,
    }
    with speaking("ru"):
        page = page_html(copy_of(Section("attendance_event", [row])))
    for shown in ("<td>Анна", "<td>23.11.2026", "<td>опоздание", "<td>болезнь", "10:40"):
        assert shown in page
    assert "07:40" not in page


def test_somebody_who_is_not_of_the_family_has_no_number_and_no_name() -> None:
    with speaking("ru"):
        page = page_html(copy_of(Section("binding", [{"person_id": 77, "student_id": 3}])))
    assert "77" not in page


def test_empty_columns_are_left_out_of_the_page_alone() -> None:
    rows = [{"student_id": 3, "value": 5, "comment": ""}]
    whole = archive_zip(copy_of(Section("mark", rows)))
    with speaking("ru"):
        assert "Комментарий" not in page_html(copy_of(Section("mark", rows)))
    assert whole[:2] == b"PK"


@pytest.mark.parametrize(("minute", "shown"), [(1320, "22:00"), (425, "7:05")])
def test_quiet_hours_are_times(minute: int, shown: str) -> None:
    assert code_words("quiet_from", minute) == shown
