"""Cells into values. A cell that means nothing raises `BadValue` with the reason."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, Date, Integer, String
from sqlalchemy.types import TypeEngine

from domain.marks.value import GradeScale

ID_LENGTH = 255
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


class BadValue(Exception):
    """Why a cell cannot be read; shown with its file, line and column."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How a cell is read, what it is stored as, and the words for it in the reference."""

    words: str
    parse: Callable[[str], Any]
    type: TypeEngine[Any]


def text(cell: str) -> str:
    """One line in composed Unicode: systems differ in й (one code point or two) and in spaces."""
    if cell.isascii() and "\n" not in cell and "  " not in cell and "\t" not in cell:
        return cell
    return " ".join(unicodedata.normalize("NFC", cell).split())


def limited(most: int) -> Callable[[str], str]:
    """Text of at most so many characters."""

    def parse(cell: str) -> str:
        value = text(cell)
        if len(value) > most:
            raise BadValue(f"is longer than {most} characters")
        return value

    return parse


def prose(cell: str) -> str:
    """Text that keeps its lines: homework, comments."""
    return unicodedata.normalize("NFC", cell.replace("\r\n", "\n")).strip()


def identifier(cell: str) -> str:
    if len(cell) > ID_LENGTH:
        raise BadValue(f"is longer than {ID_LENGTH} characters")
    if not cell.isprintable():
        raise BadValue("has characters that cannot be printed")
    return cell


def identifiers(cell: str) -> tuple[str, ...]:
    """A list as OneRoster writes it: separated by commas."""
    return tuple(identifier(part) for item in cell.split(",") if (part := item.strip()))


def day(cell: str) -> date:
    """`2026-09-01`, with or without a time after it."""
    try:
        value = date.fromisoformat(cell[:10])
    except ValueError:
        raise BadValue(f"“{cell[:20]}” is not a date like 2026-09-01") from None
    if len(cell) > 10 and cell[10] not in "T ":
        raise BadValue(f"“{cell[:20]}” is not a date like 2026-09-01")
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        raise BadValue(f"the year {value.year} is not possible")
    return value


def whole(least: int, most: int) -> Callable[[str], int]:
    """A whole number between the two, both included; `7.0` is 7."""

    def parse(cell: str) -> int:
        digits = cell[:-2] if cell.endswith(".0") else cell
        if not (digits.isascii() and digits.removeprefix("-").isdigit() and len(digits) < 10):
            raise BadValue(f"“{cell[:20]}” is not a whole number")
        value = int(digits)
        if not least <= value <= most:
            raise BadValue(f"{value} is not from {least} to {most}")
        return value

    return parse


def flag(cell: str) -> bool:
    try:
        return {"true": True, "false": False, "1": True, "0": False}[cell.casefold()]
    except KeyError:
        raise BadValue(f"“{cell[:20]}” is neither true nor false") from None


def minutes(cell: str) -> int:
    """`08:30` or `8:30:00` as minutes after midnight."""
    found = re.fullmatch(r"(\d{1,2}):(\d\d)(:\d\d)?", cell)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise BadValue(f"“{cell[:20]}” is not a time like 08:30")
    return int(found[1]) * 60 + int(found[2])


# Grade codes of CEDS that are not numbers: before the first grade, or beside the grades.
_NO_GRADE = frozenset({"it", "pr", "pk", "tk", "kg", "ps", "ug", "other"})


def grade(cell: str) -> int | None:
    """The first of a list of grades: `07`, `7`, `7,8`; None for kindergarten and the like."""
    first = cell.split(",")[0].strip()
    if first.casefold() in _NO_GRADE:
        return None
    return whole(0, 13)(first) or None


def grades(cell: str) -> str:
    """A list of grades, as `1,2,3`."""
    listed = [whole(0, 13)(part) for item in cell.split(",") if (part := item.strip())]
    return ",".join(str(level) for level in listed)


def first_of_list(cell: str) -> str | None:
    first = next((part for item in cell.split(",") if (part := text(item.strip()))), "")
    return limited(128)(first) or None


def choice(words: dict[str, Any], what: str) -> Callable[[str], Any]:
    """One of a list of words, in any case."""

    def parse(cell: str) -> Any:
        try:
            return words[cell.casefold()]
        except KeyError:
            raise BadValue(f"“{cell[:32]}” is not a known {what}") from None

    return parse


class SessionType(StrEnum):
    """academicSessions.type"""

    SCHOOL_YEAR = "schoolYear"
    TERM = "term"
    SEMESTER = "semester"
    GRADING_PERIOD = "gradingPeriod"


class Score(StrEnum):
    """results.scoreStatus, as far as it tells whether there is a mark."""

    MARK = "mark"
    NONE = "none"


WEEKDAYS = {
    **{str(number): number for number in range(1, 8)},
    **{
        name: number
        for names in (
            ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
            ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
            ("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
        )
        for number, name in enumerate(names, start=1)
    },
}

# 1.0 said "inactive" for what is "tobedeleted" now.
STATUSES = {"active": False, "tobedeleted": True, "inactive": True}

ROLES = {
    name.casefold(): name
    for name in (
        "administrator",
        "aide",
        "counselor",
        "districtAdministrator",
        "ext:educator",
        "ext:extraTeacher",
        "ext:secretary",
        "ext:workingGroup",
        "guardian",
        "parent",
        "principal",
        "proctor",
        "relative",
        "siteAdministrator",
        "student",
        "systemAdministrator",
        "teacher",
    )
}

SEXES = {"female": "f", "male": "m", "other": None, "unspecified": None, "f": "f", "m": "m"}

SCORES = {
    "fully graded": Score.MARK,
    "partially graded": Score.MARK,
    "exempt": Score.NONE,
    "not submitted": Score.NONE,
    "submitted": Score.NONE,
}

# (status, reason) of domain.attendance; Ed-Fi's words and the letters of Russian journals.
ATTENDANCE = {
    "in attendance": ("present", "unknown"),
    "present": ("present", "unknown"),
    "absent": ("absent", "unknown"),
    "excused absence": ("absent", "excused"),
    "unexcused absence": ("absent", "unexcused"),
    "tardy": ("late", "unknown"),
    "late": ("late", "unknown"),
    "н": ("absent", "unknown"),
    "б": ("absent", "ill"),
    "у": ("absent", "excused"),
    "нп": ("absent", "unexcused"),
    "о": ("late", "unknown"),
    "оп": ("late", "unknown"),
}


class Change(StrEnum):
    """lessonChanges.lessonChange"""

    CANCELLED = "cancelled"
    SUBSTITUTION = "substitution"
    ROOM = "room"


ID = Kind("id", identifier, String(ID_LENGTH))
IDS = Kind("ids, separated by commas", identifiers, String())
TEXT = Kind("text", text, String())
PROSE = Kind("text, may have several lines", prose, String())
NAME = Kind("text, up to 100 characters", limited(100), String())
TITLE = Kind("text, up to 64 characters", limited(64), String())
LONG_TITLE = Kind("text, up to 128 characters", limited(128), String())
NOTE = Kind("text, up to 255 characters", limited(255), String())
ROOM = Kind("text, up to 32 characters", limited(32), String())
FIRST = Kind("text; the first of a list", first_of_list, String())
DATE = Kind("date, 2026-09-01", day, Date())
TIME = Kind("time, 08:30", minutes, Integer())
GRADE = Kind("grade, 7 or 07; the first of a list", grade, Integer())
GRADES = Kind("grades, separated by commas", grades, String())
NUMBER = Kind("whole number, 1 to 20", whole(0, 20), Integer())
ORDINAL = Kind("whole number", whole(1, 9999), Integer())
MINUTES = Kind("minutes", whole(0, 600), Integer())
HOURS = Kind("whole number", whole(0, 40), Integer())
WEIGHT = Kind("whole number", whole(0, 100), Integer())
SHIFT = Kind("1, 2 or 3", whole(1, 3), Integer())
FLAG = Kind("true or false", flag, Boolean())
WEEKDAY = Kind("1 (Monday) to 7, or the day's name", choice(WEEKDAYS, "weekday"), Integer())
STATUS = Kind("active or tobedeleted", choice(STATUSES, "status"), Boolean())
ROLE = Kind("role", choice(ROLES, "role"), String())
SEX = Kind("male or female", choice(SEXES, "sex"), String())
ORG_TYPE = Kind("text; `school` is what counts", str.casefold, String())
CLASS_TYPE = Kind(
    "homeroom or scheduled",
    choice({"homeroom": "homeroom", "scheduled": "scheduled"}, "class type"),
    String(),
)
SESSION_TYPE = Kind(
    "schoolYear, semester, term or gradingPeriod",
    choice({kind.value.casefold(): kind.value for kind in SessionType}, "session type"),
    String(),
)
SCORE_STATUS = Kind("OneRoster's five words", choice(SCORES, "scoreStatus"), String())
EVENT = Kind(
    "Ed-Fi's category or н, б, у, нп, о", choice(ATTENDANCE, "attendance category"), String()
)
REASON = Kind(
    "ill, excused, unexcused or unknown",
    choice({word: word for word in ("ill", "excused", "unexcused", "unknown")}, "reason"),
    String(),
)
CHANGE = Kind(
    "cancelled, substitution or room",
    choice({kind.value: kind.value for kind in Change}, "lesson change"),
    String(),
)
GRADE_SCALE = Kind(
    "marks or credit", choice({each.value: each.value for each in GradeScale}, "scale"), String()
)
SCALE = Kind("number", text, String())
