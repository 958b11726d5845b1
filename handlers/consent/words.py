"""What purposes and ways of consent are called."""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime

from domain.calendar import School
from domain.consent.model import Consent, Paper, Purpose, Way
from handlers.words import _, c_, day_month_year


def purpose_name(purpose: Purpose) -> str:
    """«Дневник»: short enough for a button."""
    match purpose:
        case Purpose.DIARY:
            return _("Diary")
        case Purpose.MESSENGER:
            return "Telegram"
        case Purpose.PHOTO:
            return _("Photos and video")
        case Purpose.TRUSTED:
            return _("Trusted person")


def purpose_label(purpose: Purpose) -> str:
    """The same beside a name on a button: «Доверие · Екатерина» is not cut."""
    if purpose is Purpose.TRUSTED:
        return c_("on a button", "Trust")
    return c_("on a button", "Photos") if purpose is Purpose.PHOTO else purpose_name(purpose)


def purpose_line(purpose: Purpose) -> str:
    """What it is about, in a sentence."""
    match purpose:
        case Purpose.DIARY:
            return _("Diary: the school keeps timetable, homework, marks and attendance here.")
        case Purpose.MESSENGER:
            return _(
                "Telegram: the messages go through Telegram's servers, which are abroad as well."
            )
        case Purpose.PHOTO:
            return _("Photos and video: the school shows its life with pictures of the child.")
        case Purpose.TRUSTED:
            return _("Trusted person: sees of the diary what you opened to them.")


def alike(consents: Iterable[Consent], said: Callable[[Consent], Hashable]) -> list[list[Consent]]:
    """Those of which the same is to be said together, in the order of the first of each."""
    found: dict[Hashable, list[Consent]] = {}
    for each in consents:
        found.setdefault(said(each), []).append(each)
    return list(found.values())


def ended_together(consents: Iterable[Consent]) -> list[Consent]:
    """One for each withdrawal: what several guardians gave for a child ends with one of theirs."""
    return [
        each[0] for each in alike(consents, lambda one: (one.purpose, one.subject.id, one.is_own))
    ]


def given_words(consent: Consent, school: School) -> str:
    """«24 ноября 2026, в боте» or «№ 12 от 20 ноября 2026, на бумаге»."""
    if consent.way is Way.PAPER and consent.paper is not None:
        return _("on paper, {paper}").format(paper=paper_words(consent.paper))
    return _("{day}, here in the chat").format(day=on_day(consent.given_at, school))


def paper_words(paper: Paper) -> str:
    """«№ 12 от 20 ноября 2026»."""
    return _("no. {number} of {day}").format(number=paper.number, day=day_month_year(paper.date))


def on_day(moment: datetime, school: School) -> str:
    return day_month_year(school.local(moment).date())
