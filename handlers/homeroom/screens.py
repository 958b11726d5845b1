"""The register of a class, the question for a topic, and who was there."""

from datetime import date, timedelta

from domain.classes.model import SchoolClass
from domain.homeroom.model import HomeroomSession, OpenSession, Register, SessionKind
from handlers.classes.callbacks import OpenClass
from handlers.homeroom import callbacks
from handlers.homeroom.callbacks import (
    AskTopic,
    OpenRegister,
    PrintRegister,
    RemoveSession,
    SetPresent,
)
from handlers.labels import labels, list_names
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import length, paged
from handlers.screen import Button, Keyboard, Screen, Style, in_columns
from handlers.words import (
    _,
    day_month,
    joined,
    n_,
    near_day,
    sentence,
    short_date,
    short_weekday_date,
    shorten,
)

_WIDE = 40  # characters of a button that has its row alone
_ON_PAGE = 8


def kind_name(kind: SessionKind) -> str:
    match kind:
        case SessionKind.CLASS_HOUR:
            return _("Homeroom hour")
        case SessionKind.BRIEFING:
            return _("Safety briefing")


def register_screen(register: Register, page: int, *, can_hold: bool) -> Screen:
    """The newest first, a button each; what to record, and the document."""
    class_id = register.school_class.id
    shown = paged(register.sessions, page, at_most=_ON_PAGE, size=_size)
    heading = _("{title} · homeroom hours and briefings").format(title=register.school_class.title)
    blocks: list[Block] = [Heading(heading), *(_line(each) for each in shown.items)]
    if not register.sessions:
        blocks.append(_("Nothing is recorded in this school year."))
    if shown.title:
        blocks.append(Footer(shown.title))
    printed = Button(_("Register, PDF"), PrintRegister(class_id=class_id))
    rows: Keyboard = [
        *(
            [
                Button(
                    shorten(f"{short_date(each.date)} {each.topic}", _WIDE),
                    callbacks.OpenSession(session_id=each.id),
                )
            ]
            for each in shown.items
        ),
        *in_columns(shown.buttons(lambda at: OpenRegister(class_id=class_id, page=at)), 2),
        *([_adding(class_id)] if can_hold else []),
        *([[printed]] if register.sessions else []),
        [Button(_("‹ Back"), OpenClass(class_id=class_id))],
    ]
    return Screen(blocks, rows)


def _adding(class_id: int) -> list[Button]:
    return [
        Button(f"+ {kind_name(kind)}", AskTopic(class_id=class_id, kind=kind), Style.PRIMARY)
        for kind in SessionKind
    ]


def _line(session: HomeroomSession) -> str:
    return f"{day_month(session.date)}. {kind_name(session.kind)}: {session.topic}"


def _size(session: HomeroomSession) -> int:
    return length(_line(session)) + 1


def topic_screen(school_class: SchoolClass, kind: SessionKind, day: date, today: date) -> Screen:
    """The topic is typed; another day of the last ones may be chosen before."""
    heading = joined(kind_name(kind), school_class.title, by=" · ")
    blocks: list[Block] = [
        Heading(heading),
        bold(sentence(near_day(day, today))),
        _("Type the topic. Everybody who was at school is taken as present, then tap who was not."),
    ]
    days = [
        Button(
            _("Today") if other == today else short_weekday_date(other),
            AskTopic(class_id=school_class.id, kind=kind, day=other.toordinal()),
        )
        for other in (today - timedelta(days=ago) for ago in range(4))
        if other != day
    ]
    back = Button(_("‹ Back"), OpenRegister(class_id=school_class.id))
    return Screen(blocks, [*in_columns(days, 2), [back]])


def session_screen(opened: OpenSession) -> Screen:
    """Who was there; a tap on a pupil changes it."""
    session = opened.session
    names = labels(session.pupils)
    blocks: list[Block] = [
        Heading(joined(kind_name(session.kind), opened.school_class.title, by=" · ")),
        f"{day_month(session.date)}, {session.held_by.short_name}",
        bold(session.topic),
        n_("{count} was there", "{count} were there", len(session.present)),
    ]
    if session.missing:
        written = list_names(session.pupils)
        absent = ", ".join(written[pupil.id] for pupil in session.missing)
        blocks.append(_("Not there: {names}").format(names=absent))
    rows: Keyboard = [[Button(_("‹ Back"), OpenRegister(class_id=session.class_id))]]
    if opened.can_edit:
        pupils = [
            Button(
                ("✕ " if pupil.id in session.absent else "") + names[pupil.id],
                SetPresent(
                    session_id=session.id,
                    student_id=pupil.id,
                    is_present=pupil.id in session.absent,
                ),
                Style.DANGER if pupil.id in session.absent else None,
            )
            for pupil in session.pupils
        ]
        remove = Button(_("Recorded by mistake"), RemoveSession(session_id=session.id))
        rows = [*in_columns(pupils, 3), [remove], *rows]
    return Screen(blocks, rows)
