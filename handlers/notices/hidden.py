"""«Новая запись в дневнике»: a push that anybody may see, with all of it a tap away.

No names, no marks, no subjects. That it is about attendance is said all the same: where a child is
cannot wait until somebody is alone with the phone.
"""

from domain.absences.model import PresenceNews
from domain.evening.model import Card
from domain.forecast.model import ForecastNews
from domain.notices.facts import AbsenceFact, BindingFact, Fact, Manner, MessageFact
from domain.notices.news import News
from handlers.notices.callbacks import ShowNews
from handlers.page import Block, Heading
from handlers.screen import Button, Screen
from handlers.words import _, n_


def hidden_screen(news: News) -> Screen:
    """`news` has at least one notice that is told."""
    show = Button(_("Show"), ShowNews(notice_id=min(news.told), again=news.is_repeat))
    blocks: list[Block] = [Heading(hidden_text(news))]
    if news.children and isinstance(news.whole, Card):
        blocks.append(_card())
    return Screen(blocks, [[show]])


def hidden_text(news: News) -> str:
    facts = news.facts
    if isinstance(news.whole, Card) and not news.children:
        return _card()
    if isinstance(news.whole, ForecastNews):
        return _("How the marks stand")
    if isinstance(news.whole, PresenceNews):
        return _("About attendance, important")
    if news.was_missed:
        return n_(
            "While the bot was away: {count} new entry",
            "While the bot was away: {count} new entries",
            len(facts),
        )
    if any(isinstance(fact, MessageFact) for fact in facts):
        from_school = all(child.is_family for child in news.children)
        return _("A new message from school") if from_school else _("A new message from a family")
    if any(isinstance(fact, BindingFact) for fact in facts):
        return _("The diary has a new reader")
    has_absence = any(isinstance(fact, AbsenceFact) for fact in facts)
    if is_corrected(facts):
        return _corrected(len(facts), has_absence=has_absence)
    return _new(len(facts), has_absence=has_absence)


def _card() -> str:
    return _("The card for the next school day")


def is_corrected(facts: list[Fact]) -> bool:
    """Whether corrections are all that there is."""
    return bool(facts) and all(getattr(fact, "manner", None) is Manner.CORRECTION for fact in facts)


def _new(count: int, *, has_absence: bool) -> str:
    if count == 1:
        return _("A new entry on attendance") if has_absence else _("A new entry in the diary")
    text = (
        _("New entries in the diary: {count}, also on attendance")
        if has_absence
        else _("New entries in the diary: {count}")
    )
    return text.format(count=count)


def _corrected(count: int, *, has_absence: bool) -> str:
    if count == 1:
        return (
            _("An entry on attendance is corrected")
            if has_absence
            else _("An entry in the diary is corrected")
        )
    text = (
        _("Corrected entries in the diary: {count}, also on attendance")
        if has_absence
        else _("Corrected entries in the diary: {count}")
    )
    return text.format(count=count)
