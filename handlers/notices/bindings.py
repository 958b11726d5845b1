"""«Аня: дневник теперь читает …»: whoever reads it already is told, and may undo it (R014)."""

from collections.abc import Sequence
from datetime import date

from domain.binding.model import BindingRole
from domain.notices.facts import BindingFact
from domain.notices.news import ChildNews
from handlers.binding.callbacks import EndBinding
from handlers.notices.child import Telling, by_sex, facts_of, name_of
from handlers.page import Block, Heading
from handlers.screen import Button, Style
from handlers.words import _, c_, clock, n_, near_day


def lines(facts: Sequence[BindingFact], today: date) -> list[Block]:
    return [
        _("Reads the diary now: {person}").format(person=fact.person.full_name) for fact in facts
    ]


def _one(child: ChildNews, fact: BindingFact, today: date) -> list[Block]:
    local = child.school.local(fact.bound_at)
    when = _("Connected {day} at {time}.").format(
        day=near_day(local.date(), today), time=clock(local)
    )
    return [Heading(_who(child, fact)), when, _what_to_do(child, fact)]


def _many(child: ChildNews, facts: Sequence[BindingFact], today: date) -> list[Block]:
    return [block for fact in facts for block in _one(child, fact, today)]


def _count(facts: Sequence[BindingFact]) -> str:
    return n_("{count} new reader of the diary", "{count} new readers of the diary", len(facts))


def buttons(child: ChildNews) -> list[Button]:
    text = _("This is not me") if child.is_family else _("Disconnect")
    return [
        Button(text, EndBinding(binding_id=fact.binding_id), Style.DANGER)
        for fact in facts_of(child, BindingFact)
        if _may_undo(child, fact)
    ]


def _may_undo(child: ChildNews, fact: BindingFact) -> bool:
    """A pupil disconnects no adult (`undo_for_adults`)."""
    return fact.role is BindingRole.STUDENT or not child.is_own


def _who(child: ChildNews, fact: BindingFact) -> str:
    if fact.role is BindingRole.STUDENT:
        text = by_sex(
            child,
            c_("he", "{child} has connected his own diary"),
            c_("she", "{child} has connected her own diary"),
            _("{child}: the pupil's own diary is connected"),
        )
    elif fact.role is BindingRole.TRUSTED_CONTACT:
        text = _("{child}: {person} sees some of the diary now, as a trusted person")
    else:
        text = _("{child}: {person} reads the diary now, as a guardian")
    return text.format(child=name_of(child), person=fact.person.full_name)


def _what_to_do(child: ChildNews, fact: BindingFact) -> str:
    if not _may_undo(child, fact):
        return _("If this is a stranger, the homeroom teacher will disconnect them.")
    if child.is_family:
        return _("If your family has not done this, press the button: access ends at once.")
    return _("If this is a mistake, disconnect it: access ends at once.")


TELLING = Telling(BindingFact, _count, _one, lines, buttons, _many)
