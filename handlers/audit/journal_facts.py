"""Facts of the journal's own records: the timetable, the school year, absences, work types.

Names for `fact_words`; what are only ids of other rows or digests is left out.
"""

from collections.abc import Mapping

from domain.absences.case import Answer
from domain.absences.duty import WEEKDAYS
from domain.absences.model import Excuse
from domain.access import Action
from domain.attendance.model import Reason
from domain.curriculum.area_model import Area
from domain.deadlines.duties import SAID_DONE
from domain.remarks.model import RemarkKind
from domain.school_documents.model import Audience, DocumentKind
from domain.work_types.model import WorkKind
from domain.working_days import DateKind
from handlers.absences.answers import answer_name
from handlers.absences.duty_screens import day_name
from handlers.absences.words import excuse_name
from handlers.attendance.screens import reason_name
from handlers.curriculum.area_screens import area_name
from handlers.deadlines.words import deadline_name
from handlers.remarks.words import kind_name as remark_name
from handlers.school_documents.words import audience_name, kind_name
from handlers.words import c_, in_sentence
from handlers.work_types.screens import kind_words
from handlers.year.screens import kind_of_day

LEFT_OUT = frozenset(
    {
        "bells",
        "class",
        "lesson_ids",
        "section_id",
        "subject",
        "subject_id",
        "teacher_id",
        "teacher_ids",
    }
)


def journal_names() -> Mapping[str, str]:
    """How each fact is called."""
    return {
        "answer": c_("audit", "answer"),
        "audience": c_("audit", "for whom"),
        "begins": c_("audit", "from"),
        "characters": c_("audit", "characters"),
        "counts": c_("audit", "counts for the average"),
        "day": c_("audit", "of"),
        "days_open": c_("audit", "days for marks"),
        "deadline": c_("audit", "what"),
        "excuse": c_("audit", "why"),
        "files": c_("audit", "files"),
        "handed_on": c_("audit", "paper handed in"),
        "is_accepted": c_("audit", "accepted"),
        "is_active": c_("audit", "in use"),
        "is_cancelled": c_("audit", "cancelled"),
        "is_control": c_("audit", "a class test"),
        "is_late": c_("audit", "late"),
        "is_listed": c_("audit", "on the list"),
        "is_on": c_("audit", "on duty"),
        "is_present": c_("audit", "was there"),
        "is_undone": c_("audit", "taken back"),
        "kind": c_("audit", "kind"),
        "lessons": c_("audit", "lessons"),
        "location": c_("audit", "room"),
        "reason": c_("audit", "reason"),
        "short_title": c_("audit", "short name"),
        "since": c_("audit", "since"),
        "title": c_("audit", "name"),
        "topic": c_("audit", "topic"),
        "weekday": c_("audit", "weekday"),
        "weight": c_("audit", "weight"),
        **_of_year(),
    }


def _of_year() -> Mapping[str, str]:
    """Of the school year and the curriculum."""
    return {
        "area": c_("audit", "area"),
        "chosen_hours": c_("audit", "hours of the formed part"),
        "grade": c_("audit", "grade"),
        "grades": c_("audit", "grades"),
        "group": c_("audit", "group"),
        "is_marked": c_("audit", "marks are given"),
        "profile": c_("audit", "profile"),
        "shift": c_("audit", "shift"),
        "subject_title": c_("audit", "subject"),
        "takes_homework": c_("audit", "homework is set"),
        "week_days": c_("audit", "days of the week"),
        "weekly_hours": c_("audit", "hours a week"),
    }


def journal_codes() -> Mapping[str, Mapping[str, str]]:
    """Codes among their values, by the name of the fact."""
    return {
        "area": {each: area_name(each) for each in Area},
        "answer": {each: answer_name(each) for each in Answer},
        "audience": {each: audience_name(each) for each in Audience},
        "deadline": {each: deadline_name(each) for each in SAID_DONE},
        "excuse": {each: excuse_name(each) for each in Excuse},
        "kind": {each: kind_of_day(each) for each in DateKind}
        | {each: kind_words(each) for each in WorkKind}
        | {each: kind_name(each) for each in DocumentKind}
        | {each: remark_name(each) for each in RemarkKind},
        "weekday": {str(each): in_sentence(day_name(each)) for each in WEEKDAYS},
    }


def reasons_words(recorded: str) -> str:
    """«болезнь, уважительная причина»: lessons of one absence may have had several."""
    return ", ".join(reason_name(each) for each in Reason if each in recorded.split("+"))


def own_name(action: str, key: str) -> str | None:
    """A duty is due; other records know a day by which somebody answers."""
    return c_("audit", "due by") if action == Action.SAY_DONE and key == "due" else None


def is_digest(action: str, key: str) -> bool:
    """A reason or words that somebody typed are kept as a digest only."""
    return key == "words" or (key == "reason" and action != Action.SET_ABSENCE_REASON)
