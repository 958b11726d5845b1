"""The evening card: «Аня: завтра 6 уроков с 8:30», what is unusual, what is set, what waits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import IntEnum

from domain.evening.model import (
    Card,
    ChangedLesson,
    ChildCard,
    ControlWork,
    DayAhead,
    MissedDay,
)
from domain.schedule.model import clock_time
from handlers.homework.callbacks import OpenHomeworkDay
from handlers.homework.words import with_files
from handlers.messages.callbacks import OpenMessage
from handlers.page import MAX_TEXT, Block, Footer, Heading, bare_text, bold, plain_html
from handlers.schedule.callbacks import OpenDay
from handlers.schedule.screens import note_line
from handlers.screen import MAX_BUTTON, Button, Screen, in_columns
from handlers.words import (
    _,
    c_,
    clock,
    day_month,
    for_day,
    in_sentence,
    joined,
    n_,
    near_day_and,
    room,
    sentence,
    shorten,
    unbroken,
    weekday_date,
)

MAX_NAME = 40
MAX_ROOM = 20
MAX_SUBJECT = 60
MAX_TOPIC = 80
MAX_NOTE = 120
MAX_MISSED = 3  # days; the button «Посещаемость» is in the menu
_MAX_BUTTONS = 12


class _Detail(IntEnum):
    """How much is said of each child, so that all of them fit into one message."""

    FULL = 150  # characters of each homework
    SHORT = 50
    SUBJECTS = 1
    COUNTS = 0


def card_screen(card: Card, now: datetime, *, room: int = MAX_TEXT) -> Screen:
    """One message, the children apart; as detailed as so many characters can hold."""
    keyboard = in_columns(_buttons(card)[:_MAX_BUTTONS], 2)
    for detail in _Detail:
        screen = Screen(_blocks(card, detail, now), keyboard)
        if length(screen.blocks) <= room:
            return screen
    return screen


def length(blocks: Sequence[Block]) -> int:
    """As Telegram counts (a rare sign is two), or with the marks of form, whichever is more."""
    text = bare_text(blocks)
    return max(len(text.encode("utf-16-le")) // 2, len(plain_html(blocks)))


def _blocks(card: Card, detail: _Detail, now: datetime) -> list[Block]:
    blocks: list[Block] = []
    for child in card.children:
        if blocks:
            blocks.append("")
        blocks.append(Heading(_headline(child, now)))
        blocks += _notes(child.ahead, detail)
        blocks += _lessons(child, detail)
        blocks += _homework(child.ahead, detail)
        blocks += _waiting(child)
    return [*blocks, "", Footer(weekday_date(card.day))]


def _headline(child: ChildCard, now: datetime) -> str:
    ahead, today = child.ahead, child.school.today(now)
    day = near_day_and(ahead.day, today)
    if ahead.lessons is None:
        news = _("homework {day}").format(day=for_day(ahead.day, today))
    elif ahead.starts is None:
        news = _("no lessons {day}").format(day=day)
    else:
        news = _("{day} {lessons} from {time}").format(
            day=day,
            lessons=n_("{count} lesson", "{count} lessons", ahead.lessons),
            time=clock(clock_time(ahead.starts)),
        )
    if child.is_own:
        return sentence(news)
    return _("{child}: {news}").format(child=shorten(child.student.given_name, MAX_NAME), news=news)


def _notes(ahead: DayAhead, detail: _Detail) -> list[Block]:
    """Events of the day, and where its lessons went to."""
    if detail is _Detail.COUNTS and len(ahead.notes) > 1:
        return ["● " + n_("{count} event", "{count} events", len(ahead.notes))]
    return [shorten(note_line(each, ahead.day), MAX_NOTE) for each in ahead.notes]


def _lessons(child: ChildCard, detail: _Detail) -> list[Block]:
    changes, works = child.ahead.changes, child.ahead.control_works
    if detail is _Detail.COUNTS:
        changed = n_("{count} changed lesson", "{count} changed lessons", len(changes))
        written = n_("{count} control work", "{count} control works", len(works))
        return [
            *([f"⇄ {sentence(changed)}"] if changes else []),
            *([f"● {written}"] if works else []),
        ]
    return [*map(_change, changes), *map(_control_work, works)]


def _control_work(work: ControlWork) -> str:
    """«● Физика — контрольная работа: «Тепловые явления»»."""
    topic = in_sentence(shorten(work.topic, MAX_TOPIC))
    return f"● {shorten(work.subject, MAX_SUBJECT)} — {topic}"


def _change(change: ChangedLesson) -> str:
    subject = in_sentence(shorten(change.subject, MAX_SUBJECT))
    if change.is_cancelled:
        text = _("lesson {number} is cancelled, {subject}").format(
            number=change.number, subject=subject
        )
        return "✕ " + joined(sentence(text), shorten(change.note, MAX_NOTE))
    if change.instead_of is not None:
        usual = in_sentence(shorten(change.instead_of, MAX_SUBJECT))
        subject = _("{subject} instead of {usual}").format(subject=subject, usual=usual)
    elif change.is_extra:
        subject = _("{subject}, extra").format(subject=subject)
    what = joined(
        subject,
        _("at {time}").format(time=clock(clock_time(change.starts))) if change.starts else "",
        room(shorten(change.location, MAX_ROOM)),
        unbroken(change.teacher.short_name) if change.teacher else "",
        shorten(change.note, MAX_NOTE),
    )
    return "⇄ " + _("Lesson {number}: {change}").format(number=change.number, change=what)


def _homework(ahead: DayAhead, detail: _Detail) -> list[Block]:
    """By subject in the order of the lessons; a whole text is one tap away."""
    due = ahead.homework
    if due is None:
        return []
    if not due:
        return [_("All homework is ticked.") if ahead.done else _("Nothing is set for this day.")]
    texts: dict[str, str] = {}
    for each in due:
        texts[each.subject] = joined(
            texts.get(each.subject, ""), with_files(each.text, each.files, each.quiz), by="; "
        )
    if detail is _Detail.COUNTS:
        return [n_("{count} piece of homework", "{count} pieces of homework", len(texts))]
    if detail is _Detail.SUBJECTS:
        subjects = ", ".join(in_sentence(shorten(each, MAX_SUBJECT)) for each in texts)
        return [_("Homework: {subjects}").format(subjects=subjects)]
    lines = [
        f"{shorten(subject, MAX_SUBJECT)}: {shorten(' '.join(text.split()), detail)}"
        for subject, text in texts.items()
    ]
    done = [_("Ticked: {count}").format(count=ahead.done)] if ahead.done else []
    return ["", bold(c_("button", "Homework")), *lines, *done]


def _waiting(child: ChildCard) -> list[Block]:
    found: list[Block] = []
    if unread := len(child.ahead.unread):
        messages = n_("{count} message", "{count} messages", unread)
        found.append(_("Not confirmed as read: {messages}").format(messages=messages))
    if child.ahead.missed:
        found.append(_missed(child.ahead.missed))
    return ["", bold(_("Waiting for an answer")), *found] if found else []


def _missed(missed: tuple[MissedDay, ...]) -> str:
    days = [
        unbroken(
            joined(day_month(each.date), n_("{count} lesson", "{count} lessons", each.lessons))
        )
        for each in missed[:MAX_MISSED]
    ]
    if len(missed) > MAX_MISSED:
        days.append("…")
    return _("No reason given for absence: {days}").format(days="; ".join(days))


def _buttons(card: Card) -> list[Button]:
    """Below the card, which stays; among several children a button says whose it is."""
    found: list[Button] = []
    is_only = len(card.children) == 1
    for child in card.children:
        student_id, ahead = child.student.id, child.ahead
        words = [_("Timetable"), c_("button", "Homework"), _("Message")]
        if not is_only:
            short = (c_("of a child", "lessons"), c_("of a child", "homework"), _("message"))
            words = [_named(child.student.given_name, word) for word in short]
        if ahead.lessons is not None:
            found.append(Button(words[0], OpenDay.of(student_id, card.day)))
        if ahead.homework or ahead.done:
            found.append(Button(words[1], OpenHomeworkDay.of(student_id, card.day)))
        if ahead.unread:
            to = OpenMessage(message_id=ahead.unread[0], student_id=student_id)
            found.append(Button(words[2], to))
    return [replace(button, below=True) for button in found]


def _named(name: str, word: str) -> str:
    """«Анна · уроки»."""
    return f"{shorten(name, MAX_BUTTON - len(word) - 3)} · {word}"
