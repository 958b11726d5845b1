"""A message of the outbox as a screen, in the language that is being spoken."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from domain.absences.model import PresenceNews
from domain.consent.telling import ConsentNews
from domain.control_works.telling import WorkNews
from domain.deadlines.model import Tasks
from domain.delivery.trouble_model import AlarmNews
from domain.evening.model import Card
from domain.events.announcing import CalendarNews, EventNews
from domain.forecast.model import ForecastNews
from domain.notices.news import ChildNews, News
from domain.personal_data.telling import ErasureNews, ListNews, RequestNews, SheetNews
from domain.staff.model import RoleDecision
from domain.timetable.claim_telling import ClaimNews
from domain.timetable.telling import TeachingNews
from domain.trust.telling import TrustOver
from domain.unlocks.telling import UnlockNews
from domain.year.teaching_telling import AppointmentNews
from handlers.binding.callbacks import EndBinding
from handlers.menu.callbacks import OpenMenu
from handlers.messages.callbacks import ConfirmRead
from handlers.notices import (
    absences,
    alarms,
    appointments,
    bindings,
    calendar,
    claims,
    consents,
    control_works,
    events,
    final_marks,
    forecasts,
    homework,
    lessons,
    marks,
    messages,
    personal_data,
    presence,
    remarks,
    roles,
    tasks,
    teaching,
    tomorrow,
    trusts,
    unlocks,
)
from handlers.notices.child import Telling, heading
from handlers.notices.hidden import hidden_screen, is_corrected
from handlers.page import MAX_TEXT, Block, Heading, bare_text, plain_html
from handlers.screen import MAX_BUTTON, Button, File, Screen, in_columns
from handlers.words import _, in_sentence, joined, sentence, shorten

# What matters most first (domain.notices.model.HEAD_START).
_TELLINGS = (
    absences.TELLING,
    bindings.TELLING,
    final_marks.TELLING,
    remarks.TELLING,
    messages.TELLING,
    trusts.TELLING,
    marks.TELLING,
    lessons.TELLING,
    homework.TELLING,
)


def _no_lines(_facts: Sequence[Any], _today: date) -> list[Block]:
    return []


# Of what was missed over days: letters are opened, marks are summed up by subject, and of homework
# its number is enough.
_IN_DIGEST: Mapping[Telling, Telling] = {
    messages.TELLING: replace(
        messages.TELLING,
        lines=messages.digest_lines,
        buttons=messages.digest_buttons,
        many=None,
    ),
    marks.TELLING: replace(marks.TELLING, lines=marks.by_subject),
    homework.TELLING: replace(homework.TELLING, lines=_no_lines),
}

_ORDER = {each.fact: rank for rank, each in enumerate(_TELLINGS)}
_MAX_BUTTONS = 12
_FEWEST_BUTTONS = 4  # of the news, beside those of a card
_NUMBERS = 150  # characters, more than the numbers of a child's news need


_Groups = list[tuple[Telling, list[Any]]]


@dataclass(frozen=True, slots=True)
class _Part:
    """What is told of one child, kind by kind, what matters most first."""

    child: ChildNews
    groups: _Groups


def _at_any_time(screen: Callable[[Any], Screen]) -> Callable[[Any, datetime], Screen]:
    """Of what says the same whenever it is read."""
    return lambda whole, _now: screen(whole)


# Messages by themselves, of no single pupil.
_WHOLE: Mapping[type, Callable[[Any, datetime], Screen]] = {
    AlarmNews: alarms.alarm_screen,
    CalendarNews: _at_any_time(calendar.calendar_screen),
    ConsentNews: _at_any_time(consents.consent_news_screen),
    EventNews: _at_any_time(events.event_news_screen),
    ForecastNews: _at_any_time(forecasts.forecast_screen),
    RoleDecision: _at_any_time(roles.role_screen),
    Tasks: _at_any_time(tasks.tasks_screen),
    TeachingNews: teaching.teaching_screen,
    UnlockNews: unlocks.unlock_news_screen,
    AppointmentNews: _at_any_time(appointments.appointment_screen),
    ClaimNews: _at_any_time(claims.claim_news_screen),
    WorkNews: _at_any_time(control_works.work_news_screen),
    PresenceNews: presence.presence_screen,
    TrustOver: _at_any_time(trusts.over_screen),
    RequestNews: _at_any_time(personal_data.personal_screen),
    ErasureNews: _at_any_time(personal_data.personal_screen),
    ListNews: _at_any_time(personal_data.personal_screen),
    SheetNews: _at_any_time(personal_data.personal_screen),
}


def render(news: News, now: datetime) -> Screen:
    """One message: the children apart, the first words saying whose news it is."""
    if news.hides_details:
        screen = hidden_screen(news)
    elif isinstance(news.whole, Card):
        screen = _evening(news, news.whole, now)
    elif news.whole is not None:
        screen = _WHOLE[type(news.whole)](news.whole, now)
    elif news.was_missed:
        screen = _digest(news, now)
    else:
        screen = _screen(news, now, [])
    introduced = _introduced(news, screen.blocks)
    if introduced is not screen.blocks:
        screen = replace(screen, blocks=introduced)
    return _fitting(screen)


def _screen(news: News, now: datetime, begin: list[Block]) -> Screen:
    parts = _parts(news)
    return Screen([*begin, *_told(parts, now)], in_columns(_buttons(news, parts, _MAX_BUTTONS), 2))


def _parts(news: News) -> list[_Part]:
    return [_Part(child, _groups(news, child)) for child in news.children]


def _told(parts: Sequence[_Part], now: datetime) -> list[Block]:
    """The children apart."""
    blocks: list[Block] = []
    for part in parts:
        if blocks:
            blocks.append("")
        blocks += _of_child(part.child, part.groups, part.child.school.today(now))
    return blocks


def _evening(news: News, card: Card, now: datetime) -> Screen:
    """Today's news, then the card «Завтра»; where there is much of both, the news in numbers."""
    if not news.children:
        return tomorrow.card_screen(card, now)
    parts = _parts(news)
    told = _told(parts, now)
    below = tomorrow.card_screen(card, now, room=MAX_TEXT - _NUMBERS * len(news.children))
    if tomorrow.length([*told, "", *below.blocks]) > MAX_TEXT:
        told = [_in_numbers(each) for each in parts]
        below = tomorrow.card_screen(card, now, room=MAX_TEXT - tomorrow.length([*told, ""]) - 1)
    buttons = [button for row in below.keyboard for button in row]
    own = _buttons(news, parts, max(_FEWEST_BUTTONS, _MAX_BUTTONS - len(buttons)))
    rows = in_columns([*own, *buttons[: _MAX_BUTTONS - len(own)]], 2)
    return Screen([*told, "", *below.blocks], rows)


def _in_numbers(part: _Part) -> Heading:
    return heading(part.child, joined(*(each.count(facts) for each, facts in part.groups)))


def _digest(news: News, now: datetime) -> Screen:
    """Everything missed while the chat was away, as one message; very much of it in numbers."""
    head: list[Block] = [Heading(_("While the bot was away"))]
    screen, parts = _screen(news, now, head), _parts(news)
    for blocks in ([*head, *map(_in_numbers, parts)], [*head, _in_total(parts)]):
        if tomorrow.length(screen.blocks) > MAX_TEXT:
            screen = replace(screen, blocks=blocks)
    return screen


def _in_total(parts: Sequence[_Part]) -> str:
    """Of all children together: whoever works at the school may have missed a hundred's."""
    facts: dict[Telling, list[Any]] = {}
    for part in parts:
        for telling, some in part.groups:
            facts.setdefault(telling, []).extend(some)
    ordered = sorted(facts.items(), key=lambda each: _ORDER[each[0].fact])
    return joined(*(telling.count(some) for telling, some in ordered))


def _of_child(child: ChildNews, groups: _Groups, today: date) -> list[Block]:
    """Of one kind as it is told by itself; of several what matters most, then the rest in lines."""
    first, facts = groups[0]
    if len(groups) == 1 and len(facts) > 1 and first.many is not None:
        return first.many(child, facts, today)
    if len(facts) > 1:
        counts = joined(*(each.count(some) for each, some in groups))
        lines = [line for each, some in groups for line in each.lines(some, today)]
        return [heading(child, counts), *lines]
    blocks, rest = first.one(child, facts[0], today), groups[1:]
    if len(blocks) > 1 and rest:
        blocks.append("")
    for each, some in rest:  # what is not told one by one is told in its number
        blocks += each.lines(some, today) or [sentence(each.count(some))]
    return blocks


def _groups(news: News, child: ChildNews) -> _Groups:
    """The kinds of which there is something to tell."""
    facts: dict[type, list[Any]] = {}
    for fact in child.facts:
        facts.setdefault(type(fact), []).append(fact)
    found = [(each, facts[each.fact]) for each in _TELLINGS if each.fact in facts]
    if not news.was_missed:
        return found
    return [(_IN_DIGEST.get(each, each), some) for each, some in found]


def _introduced(news: News, blocks: Sequence[Block]) -> Sequence[Block]:
    """«Повтор: …» before what may have come already, «Исправлено: …» before a correction."""
    first, *rest = blocks
    if not isinstance(first, Heading):
        return blocks
    names_nobody = news.hides_details or news.was_missed
    text = in_sentence(first.text) if names_nobody else first.text
    if news.is_repeat:
        return [Heading(_("Repetition: {news}").format(news=text)), *rest]
    if is_corrected(news.facts) and not names_nobody:
        return [Heading(_("Corrected: {news}").format(news=text)), *rest]
    return blocks


def _buttons(news: News, parts: Sequence[_Part], most: int) -> list[Button]:
    """What matters most first; where there is no room for all, the menu leads to the rest."""
    found = [
        (_ORDER[each.fact], button if len(parts) == 1 else _named(button, part.child))
        for part in parts
        for each, _facts in part.groups
        for button in each.buttons(part.child)
    ]
    buttons = [button for _rank, button in sorted(found, key=itemgetter(0))]
    if len(buttons) > most:
        buttons = [*buttons[: most - 1], Button(_("Menu"), OpenMenu())]
    return [_kept(each, news) for each in buttons]


def _kept(button: Button, news: News) -> Button:
    """A notice is a record: what is answered to it changes it, and nothing else does."""
    answers = isinstance(button.to, ConfirmRead | EndBinding) and not news.was_missed
    return Button(button.text, button.to, button.style, button.url, below=not answers)


def _named(button: Button, child: ChildNews) -> Button:
    """Among several children a button says whose it is."""
    text = shorten(joined(child.student.given_name, button.text), MAX_BUTTON)
    return replace(button, text=text)


def _is_short(blocks: Sequence[Block]) -> bool:
    """Sure to fit, which most messages are seen to do without being put together."""
    length = 0
    for block in blocks:
        if not isinstance(block, str | Heading):
            return False
        length += len(block if isinstance(block, str) else block.text) + len("<b></b>\n")
    return length * len("&quot;") <= MAX_TEXT


def _fitting(screen: Screen) -> Screen:
    """What a message cannot hold comes as a document with its beginning in the chat."""
    if _is_short(screen.blocks) or len(plain_html(screen.blocks)) <= MAX_TEXT:
        return screen
    head, *rest = screen.blocks
    text = "\n".join(block if type(block) is str else bare_text([block]) for block in rest)
    begin = shorten(text, MAX_TEXT // 2)
    file = File(_("message.txt"), text.encode())
    return replace(screen, blocks=[head, begin, _("In full below.")], files=[file])
