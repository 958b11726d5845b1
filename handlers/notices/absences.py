"""«Аня не пришла на 1-й урок: русский язык, 8:30»."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from domain.attendance.model import Status
from domain.notices.facts import AbsenceFact, ChildNews
from handlers.attendance.callbacks import OpenAttendance
from handlers.notices.child import MAX_LINES, Telling, by_sex, name_of
from handlers.page import Block, Heading
from handlers.screen import Button
from handlers.words import _, c_, clock, in_sentence, joined, n_, near_day

_SYMBOL = {Status.ABSENT: "✕", Status.LATE: "◔", Status.PRESENT: "↺"}


def lines(facts: Sequence[AbsenceFact], today: date) -> list[Block]:
    return [] if len(facts) > MAX_LINES else [_line(fact, today) for fact in facts]


def buttons(child: ChildNews) -> list[Button]:
    return [Button(_("Attendance"), OpenAttendance(student_id=child.student.id))]


def _one(child: ChildNews, fact: AbsenceFact, today: date) -> list[Block]:
    sentence = _sentence(child, fact).format(
        child=name_of(child), number=fact.number, lesson=_lesson(fact, today)
    )
    found: list[Block] = [Heading(sentence)]
    if fact.new is Status.LATE and fact.minutes_late:
        minutes = n_("{count} minute", "{count} minutes", fact.minutes_late)
        found.append(_("Late by: {minutes}").format(minutes=minutes))
    return found


def _lesson(fact: AbsenceFact, today: date) -> str:
    day = "" if fact.date == today else near_day(fact.date, today)
    return joined(in_sentence(fact.subject), day, clock(fact.starts_at))


def _sentence(child: ChildNews, fact: AbsenceFact) -> str:
    match fact.old, fact.new:
        case Status.PRESENT, Status.ABSENT:
            return by_sex(
                child,
                c_("he", "{child} did not come to lesson {number}: {lesson}"),
                c_("she", "{child} did not come to lesson {number}: {lesson}"),
                _("{child}: not at lesson {number}, {lesson}"),
            )
        case Status.PRESENT, Status.LATE:
            return by_sex(
                child,
                c_("he", "{child} was late for lesson {number}: {lesson}"),
                c_("she", "{child} was late for lesson {number}: {lesson}"),
                _("{child}: late for lesson {number}, {lesson}"),
            )
        case Status.LATE, Status.ABSENT:
            return by_sex(
                child,
                c_("he", "{child} was not at lesson {number} after all: {lesson} ↺"),
                c_("she", "{child} was not at lesson {number} after all: {lesson} ↺"),
                _("{child}: not at lesson {number} after all, {lesson} ↺"),
            )
        case Status.ABSENT, Status.LATE:
            return by_sex(
                child,
                c_("he", "{child} came to lesson {number}, but late: {lesson} ↺"),
                c_("she", "{child} came to lesson {number}, but late: {lesson} ↺"),
                _("{child}: late for lesson {number}, not absent, {lesson} ↺"),
            )
        case Status.LATE, Status.PRESENT:
            return by_sex(
                child,
                c_("he", "{child} was in time for lesson {number} after all: {lesson} ↺"),
                c_("she", "{child} was in time for lesson {number} after all: {lesson} ↺"),
                _("{child}: in time for lesson {number} after all, {lesson} ↺"),
            )
    return by_sex(
        child,
        c_("he", "{child} was at lesson {number} after all: {lesson} ↺"),
        c_("she", "{child} was at lesson {number} after all: {lesson} ↺"),
        _("{child}: at lesson {number} after all, {lesson} ↺"),
    )


def _count(facts: Sequence[AbsenceFact]) -> str:
    found = Counter(fact.new for fact in facts)
    absent, late, present = found[Status.ABSENT], found[Status.LATE], found[Status.PRESENT]
    return joined(
        n_("{count} missed lesson", "{count} missed lessons", absent) if absent else "",
        n_("late {count} time", "late {count} times", late) if late else "",
        n_("{count} correction", "{count} corrections", present) if present else "",
    )


def _line(fact: AbsenceFact, today: date) -> str:
    words = {
        Status.ABSENT: _("not there"),
        Status.LATE: _("late"),
        Status.PRESENT: _("was there"),
    }
    lesson = _lesson(fact, today)
    return f"{_SYMBOL[fact.new]} {fact.number}. {lesson}: {words[fact.new]}"


TELLING = Telling(AbsenceFact, _count, _one, lines, buttons)
