"""«Аня не пришла на 1-й урок: русский язык, 8:30»."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from domain.access import Action
from domain.attendance.model import Status
from domain.notices.facts import AbsenceFact
from domain.notices.news import ChildNews
from handlers.absences.answers import answer_buttons
from handlers.attendance.callbacks import OpenAttendance
from handlers.lessons.status_words import SIGNS
from handlers.notices.child import MAX_LINES, Telling, by_sex, facts_of, heading, name_of
from handlers.page import Block, Heading
from handlers.screen import Button
from handlers.words import _, c_, clock, in_sentence, joined, n_, near_day

_SYMBOL = {status: sign.strip() or "↺" for status, sign in SIGNS.items()}


def lines(facts: Sequence[AbsenceFact], today: date) -> list[Block]:
    """Absences of one day are one line: «✕ 2, 3, 4. алгебра, физика, химия: нет на уроках»."""
    if len(facts) > MAX_LINES:
        return []
    found: list[Block] = []
    for group in _together(facts):
        found += [_line(group[0], today)] if len(group) == 1 else [_lines(group, today)]
    return found


def buttons(child: ChildNews) -> list[Button]:
    """To a guardian who is asked where the child is, the four answers first."""
    asked = [fact for fact in facts_of(child, AbsenceFact) if fact.asks]
    answers: list[Button] = []
    if asked and child.is_family and Action.EXPLAIN_ABSENCE in child.rights:
        answers = answer_buttons(child.student.id, asked[0].date)
    return [*answers, Button(_("Attendance"), OpenAttendance(student_id=child.student.id))]


def _one(child: ChildNews, fact: AbsenceFact, today: date) -> list[Block]:
    sentence = _sentence(child, fact).format(
        child=name_of(child), number=fact.number, lesson=_lesson(fact, today)
    )
    found: list[Block] = [Heading(sentence)]
    if fact.new is Status.LATE and fact.minutes_late:
        minutes = n_("{count} minute", "{count} minutes", fact.minutes_late)
        found.append(_("Late by: {minutes}").format(minutes=minutes))
    return found


def _many(child: ChildNews, facts: Sequence[AbsenceFact], today: date) -> list[Block]:
    groups = _together(facts)
    if len(groups) > 1:
        return [heading(child, _count(facts)), *lines(facts, today)]
    [missed] = groups
    sentence = by_sex(
        child,
        c_("he", "{child} did not come to lessons {numbers}: {lessons}"),
        c_("she", "{child} did not come to lessons {numbers}: {lessons}"),
        _("{child}: not at lessons {numbers}, {lessons}"),
    )
    *first, last = (c_("ordinal", "{number}").format(number=fact.number) for fact in missed)
    numbers = _("{numbers} and {last}").format(numbers=", ".join(first), last=last)
    lessons = _lessons(missed, today)
    return [Heading(sentence.format(child=name_of(child), numbers=numbers, lessons=lessons))]


def _together(facts: Sequence[AbsenceFact]) -> list[list[AbsenceFact]]:
    """Absences of one day stand together where the first of them does; the rest by themselves."""
    groups: dict[object, list[AbsenceFact]] = {}
    for at, fact in enumerate(facts):
        is_news = (fact.old, fact.new) == (Status.PRESENT, Status.ABSENT)
        groups.setdefault(fact.date if is_news else at, []).append(fact)
    return [sorted(group, key=lambda fact: fact.number) for group in groups.values()]


def _lessons(missed: Sequence[AbsenceFact], today: date) -> str:
    day = missed[0].date
    subjects = (in_sentence(fact.subject) for fact in missed)
    return joined(*subjects, "" if day == today else near_day(day, today))


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
        case Status.LATE, Status.PRESENT:
            return by_sex(
                child,
                c_("he", "{child} was in time for lesson {number} after all: {lesson} ↺"),
                c_("she", "{child} was in time for lesson {number} after all: {lesson} ↺"),
                _("{child}: in time for lesson {number} after all, {lesson} ↺"),
            )
        case _old, Status.LEFT_EARLY | Status.RELEASED | Status.REMOTE:
            return _other(child, fact)
        case _old, Status.ABSENT:
            return by_sex(
                child,
                c_("he", "{child} was not at lesson {number} after all: {lesson} ↺"),
                c_("she", "{child} was not at lesson {number} after all: {lesson} ↺"),
                _("{child}: not at lesson {number} after all, {lesson} ↺"),
            )
        case _old, Status.LATE:
            return by_sex(
                child,
                c_("he", "{child} came to lesson {number}, but late: {lesson} ↺"),
                c_("she", "{child} came to lesson {number}, but late: {lesson} ↺"),
                _("{child}: late for lesson {number}, not absent, {lesson} ↺"),
            )
    return by_sex(
        child,
        c_("he", "{child} was at lesson {number} after all: {lesson} ↺"),
        c_("she", "{child} was at lesson {number} after all: {lesson} ↺"),
        _("{child}: at lesson {number} after all, {lesson} ↺"),
    )


def _other(child: ChildNews, fact: AbsenceFact) -> str:
    """Of a status that is neither here nor away."""
    again = "" if fact.old is Status.PRESENT else " ↺"
    match fact.new:
        case Status.LEFT_EARLY:
            text = by_sex(
                child,
                c_("he", "{child} left lesson {number} early: {lesson}"),
                c_("she", "{child} left lesson {number} early: {lesson}"),
                _("{child}: left lesson {number} early, {lesson}"),
            )
        case Status.RELEASED:
            text = by_sex(
                child,
                c_("he", "{child} was released from lesson {number}: {lesson}"),
                c_("she", "{child} was released from lesson {number}: {lesson}"),
                _("{child}: released from lesson {number}, {lesson}"),
            )
        case _remote:
            text = by_sex(
                child,
                c_("he", "{child} took part in lesson {number} remotely: {lesson}"),
                c_("she", "{child} took part in lesson {number} remotely: {lesson}"),
                _("{child}: remotely at lesson {number}, {lesson}"),
            )
    return text + again


def _count(facts: Sequence[AbsenceFact]) -> str:
    found = Counter(fact.new for fact in facts)
    absent, late, present = found[Status.ABSENT], found[Status.LATE], found[Status.PRESENT]
    others = len(facts) - absent - late - present
    return joined(
        n_("{count} missed lesson", "{count} missed lessons", absent) if absent else "",
        n_("late {count} time", "late {count} times", late) if late else "",
        n_("{count} correction", "{count} corrections", present) if present else "",
        n_("{count} entry on attendance", "{count} entries on attendance", others)
        if others
        else "",
    )


def _line(fact: AbsenceFact, today: date) -> str:
    words = {
        Status.ABSENT: _("not there"),
        Status.LATE: _("late"),
        Status.PRESENT: _("was there"),
        Status.LEFT_EARLY: _("left early"),
        Status.RELEASED: _("released"),
        Status.REMOTE: _("remote"),
    }
    lesson = _lesson(fact, today)
    return f"{_SYMBOL[fact.new]} {fact.number}. {lesson}: {words[fact.new]}"


def _lines(missed: Sequence[AbsenceFact], today: date) -> str:
    numbers = ", ".join(str(fact.number) for fact in missed)
    lessons, words = _lessons(missed, today), c_("several lessons", "not there")
    return f"{_SYMBOL[Status.ABSENT]} {numbers}. {lessons}: {words}"


TELLING = Telling(AbsenceFact, _count, _one, lines, buttons, _many)
