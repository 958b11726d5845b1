"""Homeroom hours and a safety briefing of 7А, with who was there."""

from datetime import date

from bot.demo.calendar import SchoolYear
from bot.demo.journal import ClassJournal, Row
from bot.demo.lessons import Moments
from bot.demo.rows import Batch
from bot.demo.sections import SchoolClass
from domain.homeroom.model import SessionKind
from storage import tables as t

_SESSION = ("id", "school_class_id", "kind", "date", "topic", "held_by", "recorded_at")
_STUDENT = ("session_id", "student_id", "is_present")
_HELD = (  # the place among the school days so far, the last is today
    (1, SessionKind.BRIEFING, "Вводный инструктаж: поведение в школе и на дороге"),
    (-14, SessionKind.CLASS_HOUR, "Как готовиться к контрольным"),
    (-4, SessionKind.BRIEFING, "Безопасность на льду и при гололёде"),
)
_AFTER_LESSONS = 15 * 60 + 20  # minutes after midnight


def sessions(
    each: SchoolClass, year: SchoolYear, journal: ClassJournal, moments: Moments
) -> list[Batch]:
    """Whoever missed a lesson of the day was not there."""
    if each.shape.title != "7А" or each.homeroom is None:
        return []
    days = [day for day in year.school_days(each.shape.grade_level) if day < year.today]
    away: set[tuple[int, date]] = {
        (row[2], row[3]) for row in journal.attendance if row[4] != "late"
    }
    held: list[Row] = []
    there: list[Row] = []
    for id_, (place, kind, topic) in enumerate(_HELD, start=1):
        day = days[place]
        recorded_at = moments.at(day, _AFTER_LESSONS)
        held.append((id_, each.id, str(kind), day, topic, each.homeroom.id, recorded_at))
        there += [(id_, who.id, (who.id, day) not in away) for who in each.pupils]
    return [
        Batch(t.homeroom_session, _SESSION, held),
        Batch(t.homeroom_session_student, _STUDENT, there),
    ]
