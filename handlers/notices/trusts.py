"""«Мария Петровна видит дневник Ани до 30 ноября»: it ends soon, and a guardian may prolong it."""

from collections.abc import Sequence
from datetime import date

from domain.access import Action
from domain.notices.facts import TrustFact
from domain.notices.news import ChildNews
from domain.trust.telling import TrustOver
from handlers.notices.child import Telling, facts_of, name_of
from handlers.page import Block, Heading
from handlers.screen import Button, Screen
from handlers.trust.callbacks import AskTerm
from handlers.words import _, day_month, day_month_year, joined, n_, near_day


def lines(facts: Sequence[TrustFact], today: date) -> list[Block]:
    return [
        _("{person} sees the diary until {day}.").format(
            person=fact.person.polite_name, day=day_month(fact.last_day)
        )
        for fact in facts
    ]


def _one(child: ChildNews, fact: TrustFact, today: date) -> list[Block]:
    last = near_day(fact.last_day, today)
    if not _may_prolong(child):
        heading = _("{child}: you see the diary for the last time {day}")
        ask = _("To see it longer, ask {person}: no new code is needed.")
        return [
            Heading(heading.format(child=name_of(child), day=last)),
            ask.format(person=fact.guardian.polite_name),
        ]
    heading = _("{child}: {person} sees the diary for the last time {day}")
    return [
        Heading(heading.format(child=name_of(child), person=fact.person.polite_name, day=last)),
        _("If you do nothing, access ends by itself."),
    ]


def _count(facts: Sequence[TrustFact]) -> str:
    return n_("{count} access that ends soon", "{count} accesses that end soon", len(facts))


def buttons(child: ChildNews) -> list[Button]:
    if not _may_prolong(child):
        return []
    return [
        Button(_("Prolong"), AskTerm(trust_id=fact.trust_id)) for fact in facts_of(child, TrustFact)
    ]


def over_screen(over: TrustOver) -> Screen:
    """To whom sees nothing any more: initials, as whoever has no right gets them."""
    student = over.student
    child = joined(student.initials, student.class_title)
    if over.last_day is None:
        title = _("Your access to a diary was ended: {child}")
        text = _("A parent ended it. No more messages about it will come.")
    else:
        title = _("Your access to a diary has come to its end: {child}")
        text = _(
            "It was given until {day}. To see it longer, ask the parent who gave it: no new code is"
            " needed."
        ).format(day=day_month_year(over.last_day))
    return Screen([Heading(title.format(child=child)), text])


def _may_prolong(child: ChildNews) -> bool:
    return Action.NAME_TRUSTED in child.rights


TELLING = Telling(TrustFact, _count, _one, lines, buttons)
