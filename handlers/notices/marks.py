"""«Аня, алгебра: 5 за контрольную»."""

from datetime import date

from domain.notices.facts import Averages, ChildNews, MarkFact
from handlers.marks.callbacks import OpenPeriodMarks, OpenSubjectMarks
from handlers.notices.child import MAX_LINES, Telling, facts_of, name_of
from handlers.notices.works import for_work
from handlers.page import Block, Heading
from handlers.screen import Button
from handlers.words import _, average, in_sentence, joined, n_, near_day, sentence


def blocks(child: ChildNews, today: date) -> list[Block]:
    facts = facts_of(child, MarkFact)
    if len(facts) == 1:
        return _one(child, facts[0], today)
    count = n_("{count} mark", "{count} marks", len(facts))
    heading = Heading(_("{child}: {news}").format(child=name_of(child), news=count))
    if len(facts) > MAX_LINES:
        return [heading, *_by_subject(facts)]
    return [heading, *(_line(fact, today) for fact in facts)]


def buttons(child: ChildNews) -> list[Button]:
    student_id = child.student.id
    every = Button(_("All marks"), OpenPeriodMarks(student_id=student_id))
    match facts_of(child, MarkFact):
        case [fact]:
            subject_id = fact.mark.subject_id
            more = OpenSubjectMarks(student_id=student_id, subject_id=subject_id)
            return [Button(_("More"), more), every]
    return [every]


def _one(child: ChildNews, fact: MarkFact, today: date) -> list[Block]:
    mark = fact.mark
    first = _("{child}, {subject}: {mark}").format(
        child=name_of(child), subject=in_sentence(mark.subject), mark=_what(fact)
    )
    work = "" if _is_new(fact) else in_sentence(mark.work_type.title)
    about = joined(work, _topic(mark.topic), near_day(mark.date, today), _weight(fact))
    found: list[Block] = [Heading(first), sentence(about)]
    if fact.averages is not None:
        found.extend(_averages(fact.averages))
    if mark.comment and fact.new is not None:
        found.append(_("Comment: {text}").format(text=mark.comment))
    return found


def _line(fact: MarkFact, today: date) -> str:
    return joined(f"{fact.mark.subject}: {_what(fact)}", near_day(fact.mark.date, today))


def _by_subject(facts: list[MarkFact]) -> list[Block]:
    values: dict[str, list[str]] = {}
    for fact in facts:
        short = str(fact.new) if _is_new(fact) else f"{fact.old} → {fact.new or '—'} ↺"
        values.setdefault(fact.mark.subject, []).append(short)
    return [f"{subject}: {', '.join(each)}" for subject, each in values.items()]


def _is_new(fact: MarkFact) -> bool:
    return fact.old is None


def _what(fact: MarkFact) -> str:
    if fact.old is None:
        return for_work(fact.new or 0, fact.mark.work_type.title)
    if fact.new is None:
        return _("{old} is taken back ↺").format(old=fact.old)
    return _("was {old}, now {new} ↺").format(old=fact.old, new=fact.new)


def _topic(topic: str) -> str:
    return f"«{topic}»" if topic else ""


def _weight(fact: MarkFact) -> str:
    if not fact.mark.counts:
        return _("does not count towards the average")
    return _("weight {weight}").format(weight=fact.mark.weight)


def _averages(averages: Averages) -> list[str]:
    before, after = averages.before, averages.after
    if after is None:
        return []
    if before is None or before == after:
        return [_("Average {value}").format(value=average(after))]
    return [_("Average {before} → {after}").format(before=average(before), after=average(after))]


TELLING = Telling(blocks, buttons)
