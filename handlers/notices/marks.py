"""«Аня, алгебра: 5 за контрольную»."""

from collections.abc import Sequence
from datetime import date

from domain.marks.value import MarkValue
from domain.notices.facts import Averages, Manner, MarkFact
from domain.notices.news import ChildNews
from handlers.mark_words import in_words
from handlers.marks.callbacks import OpenPeriodMarks, OpenSubjectMarks
from handlers.notices.child import MAX_LINES, Telling, name_of
from handlers.notices.works import for_work
from handlers.page import Block, Heading
from handlers.screen import Button
from handlers.words import _, average, day_month, in_sentence, joined, n_, near_day, sentence


def lines(facts: Sequence[MarkFact], today: date) -> list[Block]:
    if len(facts) > MAX_LINES:
        return by_subject(facts, today)
    return [_line(fact, today) for fact in facts]


def by_subject(facts: Sequence[MarkFact], today: date) -> list[Block]:
    """«Алгебра: 5, 4»: very many, or those of many days."""
    values: dict[str, list[str]] = {}
    for fact in facts:
        values.setdefault(fact.mark.subject, []).append(_short(fact))
    return [f"{subject}: {', '.join(each)}" for subject, each in values.items()]


def buttons(child: ChildNews) -> list[Button]:
    student_id = child.student.id
    every = Button(_("All marks"), OpenPeriodMarks(student_id=student_id))
    match child.facts:
        case [MarkFact() as fact]:
            subject_id = fact.mark.subject_id
            more = OpenSubjectMarks(student_id=student_id, subject_id=subject_id)
            return [Button(_("More"), more), every]
    return [every]


def _count(facts: Sequence[MarkFact]) -> str:
    return n_("{count} mark", "{count} marks", len(facts))


def _one(child: ChildNews, fact: MarkFact, today: date) -> list[Block]:
    mark = fact.mark
    first = _("{child}, {subject}: {mark}").format(
        child=name_of(child), subject=in_sentence(mark.subject), mark=_what(fact)
    )
    work = "" if _names_work(fact) else in_sentence(mark.work_type.title)
    about = joined(work, _topic(mark.topic), near_day(mark.date, today), _weight(fact))
    found: list[Block] = [Heading(first), sentence(about)]
    if fact.averages is not None:
        found.extend(_averages(fact.averages))
    if mark.comment and fact.new is not None:
        found.append(_("Comment: {text}").format(text=mark.comment))
    return found


def _line(fact: MarkFact, today: date) -> str:
    return joined(f"{fact.mark.subject}: {_what(fact)}", near_day(fact.mark.date, today))


def _names_work(fact: MarkFact) -> bool:
    """Whether `_what` says already what the mark is for."""
    return fact.old is None or (fact.manner is Manner.EDITED and fact.new is not None)


def _what(fact: MarkFact) -> str:
    title = fact.mark.work_type.title
    if fact.new is None:
        return _("{old} is taken back ↺").format(old=_in_words(fact.old))
    if fact.old is None:
        return for_work(in_words(fact.new), title)
    if fact.manner is Manner.EDITED:
        return for_work(_arrow(fact), title)
    return _("was {old}, now {new} ↺").format(old=in_words(fact.old), new=in_words(fact.new))


def _short(fact: MarkFact) -> str:
    """With its day where it is taken back: a final mark may stand on the line above."""
    if fact.new is None:
        text = _("mark {old} of {day} is taken back ↺")
        return text.format(old=_in_words(fact.old), day=day_month(fact.mark.date))
    return in_words(fact.new) if fact.old is None else _arrow(fact)


def _arrow(fact: MarkFact) -> str:
    return f"{_in_words(fact.old)} → {_in_words(fact.new)} ↺"


def _in_words(value: MarkValue | None) -> str:
    return "" if value is None else in_words(value)


def _topic(topic: str) -> str:
    return f"«{topic}»" if topic else ""


def _weight(fact: MarkFact) -> str:
    if not (fact.mark.counts and _has_number(fact)):
        return _("does not count towards the average")
    return _("weight {weight}").format(weight=fact.mark.weight)


def _has_number(fact: MarkFact) -> bool:
    """A mark that was a number, or is one now."""
    return any(each is not None and each.counts for each in (fact.old, fact.new))


def _averages(averages: Averages) -> list[str]:
    before, after = averages.before, averages.after
    if after is None:
        return []
    if before is None or before == after:
        return [_("Average {value}").format(value=average(after))]
    return [_("Average {before} → {after}").format(before=average(before), after=average(after))]


TELLING = Telling(MarkFact, _count, _one, lines, buttons)
