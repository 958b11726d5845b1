"""«Аня, алгебра: 4 за I четверть»; a whole set as a table."""

from collections import defaultdict
from datetime import date

from domain.calendar import PeriodKind
from domain.notices.facts import ChildNews, FinalMarkFact
from handlers.final_marks.callbacks import OpenFinals
from handlers.notices.child import Telling, facts_of, name_of
from handlers.page import Block, Heading, Table
from handlers.screen import Button
from handlers.words import _, in_sentence


def blocks(child: ChildNews, today: date) -> list[Block]:
    facts = facts_of(child, FinalMarkFact)
    if len(facts) == 1:
        return [Heading(_one(child, facts[0]))]
    of_period: dict[str, list[FinalMarkFact]] = defaultdict(list)
    for fact in facts:
        of_period[_period(fact)].append(fact)
    found: list[Block] = []
    for period, marks in of_period.items():
        heading = _("{child}: final marks for {period}")
        found.append(Heading(heading.format(child=name_of(child), period=period)))
        rows = [(mark.subject, _value(mark)) for mark in sorted(marks, key=lambda m: m.subject)]
        found.append(Table((_("Subject"), _("Mark")), rows, "ll"))
    return found


def buttons(child: ChildNews) -> list[Button]:
    return [Button(_("All final marks"), OpenFinals(student_id=child.student.id))]


def _one(child: ChildNews, fact: FinalMarkFact) -> str:
    text = (
        _("{child}, {subject}: {new} for {period}")
        if fact.old is None
        else _("{child}, {subject}: was {old}, now {new} ↺ for {period}")
    )
    return text.format(
        child=name_of(child),
        subject=in_sentence(fact.subject),
        old=fact.old,
        new=fact.new,
        period=_period(fact),
    )


def _period(fact: FinalMarkFact) -> str:
    """«I четверть»: titles are the school's own; the year is a year in every school."""
    return _("the year") if fact.period_kind is PeriodKind.SCHOOL_YEAR else fact.period_title


def _value(fact: FinalMarkFact) -> str:
    return str(fact.new) if fact.old is None else f"{fact.old} → {fact.new} ↺"


TELLING = Telling(blocks, buttons)
