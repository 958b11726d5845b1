"""The timetable as a calendar file: what RFC 5545 asks of it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as s

from domain.schedule.ics import Entry, folded, ics
from domain.schedule.model import Lesson

MADE = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)


def lesson(lesson_id: int = 7, *, is_cancelled: bool = False, location: str = "214") -> Lesson:
    return Lesson(
        id=lesson_id,
        section_id=1,
        date=date(2026, 11, 24),
        number=1,
        starts=510,
        ends=555,
        subject="Алгебра",
        group_name="",
        location=location,
        teacher=None,
        is_cancelled=is_cancelled,
        is_substituted=False,
        replaces_subject=None,
        change_note="",
        topic="",
        attendance_taken_at=None,
    )


def test_times_are_utc_and_a_cancelled_lesson_stays() -> None:
    entries = [Entry(lesson(), "Алгебра"), Entry(lesson(8, is_cancelled=True), "Физика")]
    text = ics(entries, "Аня, 7А", MADE, ZoneInfo("Asia/Kamchatka"))
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert text.endswith("END:VCALENDAR\r\n")
    assert "X-WR-CALNAME:Аня\\, 7А\r\n" in text
    assert (
        "BEGIN:VEVENT\r\nUID:lesson-7@diary\r\nDTSTAMP:20261124T074000Z\r\n"
        "DTSTART:20261123T203000Z\r\nDTEND:20261123T211500Z\r\nSUMMARY:Алгебра\r\n"
        "LOCATION:214\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\n"
    ) in text
    assert "UID:lesson-8@diary" in text
    assert text.count("STATUS:CANCELLED") == 1


texts = s.text(max_size=200)


@given(title=texts, note=texts)
def test_no_text_breaks_a_line_or_adds_a_property(title: str, note: str) -> None:
    text = ics([Entry(lesson(), title, note)], title, MADE, ZoneInfo("Europe/Moscow"))
    lines = text.split("\r\n")
    assert lines.pop() == ""
    assert "\n" not in "".join(lines)
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = "\r\n".join(lines).replace("\r\n ", "").split("\r\n")
    names = [line.split(":")[0] for line in unfolded]
    assert names.count("SUMMARY") == names.count("UID") == names.count("END") / 2 == 1


@given(line=s.text(s.characters(codec="utf-8", exclude_characters="\r\n"), max_size=300))
def test_folding_loses_nothing(line: str) -> None:
    first, *rest = folded(line)
    assert first + "".join(part[1:] for part in rest) == line
    assert all(part.startswith(" ") for part in rest)
