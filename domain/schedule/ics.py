"""A timetable as a file for other calendars (RFC 5545)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.schedule.model import Lesson

_OCTETS = 75  # of a line, its end not counted (RFC 5545 3.1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A lesson with what its calendar entry is called."""

    lesson: Lesson
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class WholeDay:
    """What is of a day and of no hour; `key` is its own among all."""

    key: str
    day: date
    title: str


def ics(
    entries: Sequence[Entry],
    name: str,
    made: datetime,
    zone: ZoneInfo,
    whole_days: Sequence[WholeDay] = (),
) -> str:
    """The text of a calendar: the times are UTC, so that no reader needs the school's zone.

    A cancelled lesson stays in it as CANCELLED: a calendar that knew it takes it out.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//school diary//timetable//RU",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    for each in entries:
        lines += _event(each, made, zone)
    for whole in whole_days:
        lines += _whole_day(whole, made)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _event(entry: Entry, made: datetime, zone: ZoneInfo) -> Iterable[str]:
    lesson = entry.lesson
    midnight = datetime.combine(lesson.date, time(), zone)
    yield "BEGIN:VEVENT"
    yield f"UID:lesson-{lesson.id}@diary"
    yield f"DTSTAMP:{_moment(made)}"
    yield f"DTSTART:{_moment(_at(midnight, lesson.starts))}"
    yield f"DTEND:{_moment(_at(midnight, lesson.ends))}"
    yield f"SUMMARY:{_escaped(entry.title)}"
    if lesson.location:
        yield f"LOCATION:{_escaped(lesson.location)}"
    if entry.note:
        yield f"DESCRIPTION:{_escaped(entry.note)}"
    yield f"STATUS:{'CANCELLED' if lesson.is_cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def _whole_day(it: WholeDay, made: datetime) -> Iterable[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{it.key}@diary"
    yield f"DTSTAMP:{_moment(made)}"
    yield f"DTSTART;VALUE=DATE:{it.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{it.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(it.title)}"
    yield "STATUS:CONFIRMED"
    yield "END:VEVENT"


def _at(midnight: datetime, minutes: int) -> datetime:
    return midnight + timedelta(minutes=minutes)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    """RFC 5545 3.3.11; what no line may hold is a space."""
    for sign in "\\;,":
        text = text.replace(sign, "\\" + sign)
    text = text.replace("\r\n", "\n").replace("\n", "\\n")
    return "".join(each if each.isprintable() else " " for each in text)


def folded(line: str) -> list[str]:
    """The line in parts of at most 75 octets, no character cut; those after the first begin with a
    space.
    """
    parts, part, size = [], "", 0
    for each in line:
        octets = len(each.encode())
        if size + octets > _OCTETS:
            parts.append(part)
            part, size = " ", 1
        part += each
        size += octets
    return [*parts, part]
