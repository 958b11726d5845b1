"""«Аня, алгебра: 4 за I четверть»; a whole set as a table."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from domain.notices.facts import FinalMarkFact, Manner
from domain.notices.news import ChildNews
from handlers.final_marks.callbacks import OpenFinals
from handlers.mark_words import in_words
from handlers.notices.child import Telling, name_of
from handlers.page import Block, Heading, Table, bold
from handlers.periods import mark_for
from handlers.screen import Button
from handlers.words import _, in_sentence, n_

_FEW = 3  # as lines; more are a table


def lines(facts: Sequence[FinalMarkFact], today: date) -> list[Block]:
    if len(facts) <= _FEW:
        return [_line(fact) for fact in facts]
    found: list[Block] = []
    for period, marks in _by_period(facts).items():
        found.append(bold(_("Final marks for {period}").format(period=period)))
        found.append(_table(marks))
    return found


def _many(child: ChildNews, facts: Sequence[FinalMarkFact], today: date) -> list[Block]:
    found: list[Block] = []
    for period, marks in _by_period(facts).items():
        title = _("{child}: final marks for {period}")
        found.append(Heading(title.format(child=name_of(child), period=period)))
        found.append(_table(marks))
    return found


def buttons(child: ChildNews) -> list[Button]:
    return [Button(_("All final marks"), OpenFinals(student_id=child.student.id))]


def _count(facts: Sequence[FinalMarkFact]) -> str:
    return n_("{count} final mark", "{count} final marks", len(facts))


def _one(child: ChildNews, fact: FinalMarkFact, today: date) -> list[Block]:
    if fact.manner is Manner.CORRECTION and fact.old is not None:
        text = _("{child}, {subject}: was {old}, now {new} ↺ for {period}")
    else:
        text = _("{child}, {subject}: {new} for {period}")
    line = text.format(
        child=name_of(child),
        subject=in_sentence(fact.subject),
        old=None if fact.old is None else in_words(fact.old),
        new=in_words(fact.new) if fact.manner is Manner.CORRECTION else _value(fact),
        period=_period(fact),
    )
    return [Heading(line)]


def _line(fact: FinalMarkFact) -> str:
    text = _("{subject}: {new} for {period}")
    return text.format(subject=fact.subject, new=_value(fact), period=_period(fact))


def _by_period(facts: Sequence[FinalMarkFact]) -> dict[str, list[FinalMarkFact]]:
    found: dict[str, list[FinalMarkFact]] = defaultdict(list)
    for fact in facts:
        found[_period(fact)].append(fact)
    return found


def _table(marks: list[FinalMarkFact]) -> Table:
    rows = [(mark.subject, _value(mark)) for mark in sorted(marks, key=lambda m: m.subject)]
    return Table((_("Subject"), _("Mark")), rows, "ll")


def _period(fact: FinalMarkFact) -> str:
    return mark_for(fact.period_kind, fact.period_title)


def _value(fact: FinalMarkFact) -> str:
    if fact.old is None:
        return in_words(fact.new)
    return f"{in_words(fact.old)} → {in_words(fact.new)} ↺"


TELLING = Telling(FinalMarkFact, _count, _one, lines, buttons, _many)
