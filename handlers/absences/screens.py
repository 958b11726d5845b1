"""Announcing an absence: when, why, and that it is kept."""

from datetime import date, timedelta

from domain.absences.announcing import DayToMiss
from domain.absences.model import Announced, Announcing, Excuse, Term
from domain.absences.rules import until_friday
from handlers.absences.answers import answer_buttons
from handlers.absences.callbacks import (
    Announce,
    OpenAnnouncing,
    OpenLessonsToMiss,
    OpenOtherDays,
    OpenReasons,
    Withdraw,
)
from handlers.absences.note_screens import note_buttons, with_note
from handlers.absences.words import announced_line, excuse_name, term_words
from handlers.classes.callbacks import OpenCard
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Footer, Heading, bold
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.whose import whose
from handlers.words import _, sentence, short_weekday_date, shorten

_DAYS_OFFERED = 12
_SUNDAY = 7


def announcing_screen(announcing: Announcing, *, is_staff: bool) -> Screen:
    """What is announced from today on, and for which days to announce more."""
    student, today = announcing.student, announcing.today
    blocks: list[Block] = [
        Heading(_("{child}: absence").format(child=whose(student))),
        *(
            bold(with_note(sentence(announced_line(each, today)), each))
            for each in announcing.announced
        ),
    ]
    if not announcing.announced:
        blocks.append(_("Nothing is announced."))
    if announcing.new_id is not None:
        blocks.append(_("A photo of the note can be sent here. Only who sets the reason sees it."))
    blocks.append(bold(_("When will the pupil be absent?")))
    blocks.append(Footer(_("Teachers see it in the roll call.")))
    answers = answer_buttons(student.id, today) if announcing.is_asked else []
    if answers:
        blocks.insert(1, bold(_("Where is the child now?")))
    return Screen(
        blocks,
        [
            *in_columns(answers, 2),
            *in_columns(_days(announcing), 2),
            *note_buttons(announcing.announced, today),
            *([_withdraw(each, today)] for each in announcing.announced),
            [_back(student.id, is_staff=is_staff)],
        ],
    )


def _days(announcing: Announcing) -> list[Button]:
    """A part only of a day that has one left."""
    student_id, today = announcing.student.id, announcing.today
    tomorrow, friday = today + timedelta(days=1), until_friday(today)
    found = [
        Button(_("Today"), _reasons(student_id, today, today)),
        Button(_("Tomorrow"), _reasons(student_id, tomorrow, tomorrow)),
    ]
    if friday is not None:
        found.append(Button(_("Until Friday"), _reasons(student_id, today, friday)))
    found.append(Button(_("Other days"), OpenOtherDays(student_id=student_id)))
    for name, day in ((_("Part of today"), today), (_("Part of tomorrow"), tomorrow)):
        if day in announcing.parts:
            to = OpenLessonsToMiss(student_id=student_id, day=day.toordinal())
            found.append(Button(name, to))
    return found


def _reasons(student_id: int, begins: date, ends: date) -> OpenReasons:
    return OpenReasons.of(student_id, Term(begins, ends))


def _withdraw(announced: Announced, today: date) -> Button:
    when = term_words(announced.term, today)
    text = _("Take back: {when}").format(when=when)
    return Button(shorten(text, 2 * MAX_BUTTON), Withdraw(announced_id=announced.id))


def _back(student_id: int, *, is_staff: bool) -> Button:
    return Button(_("‹ Back"), OpenCard(student_id=student_id) if is_staff else OpenMenu())


def other_days_screen(announcing: Announcing, since: date | None) -> Screen:
    """The first day, then the last one."""
    student_id = announcing.student.id
    start = since or announcing.today + timedelta(days=1)
    days = [start + timedelta(days=ahead) for ahead in range(2 * _DAYS_OFFERED)]
    offered = [day for day in days if day.isoweekday() != _SUNDAY][:_DAYS_OFFERED]
    buttons = [
        Button(
            short_weekday_date(day),
            OpenOtherDays(student_id=student_id, since=day.toordinal())
            if since is None
            else _reasons(student_id, since, day),
        )
        for day in offered
    ]
    asked = _("From which day on?") if since is None else _("Up to which day, that one included?")
    head = Heading(_("{child}: absence").format(child=whose(announcing.student)))
    back = Button(_("‹ Back"), OpenAnnouncing(student_id=student_id))
    typed = Footer(_("Or type the days: 24.11, tomorrow, from 24 to 26.11."))
    return Screen([head, bold(asked), typed], [*in_columns(buttons, 2), [back]])


def lessons_screen(found: DayToMiss) -> Screen:
    """From which lesson on, or up to which one, the pupil is absent."""
    announcing, day, lessons = found.announcing, found.day, found.lessons
    student_id = announcing.student.id
    blocks: list[Block] = [
        Heading(_("{child}: absence").format(child=whose(announcing.student))),
        bold(sentence(term_words(Term(day, day), announcing.today))),
        *(f"{lesson.number}. {lesson.subject}" for lesson in lessons),
    ]
    if not lessons:
        blocks.append(_("There are no lessons on that day."))
    elif not found.spans and day == announcing.today:
        blocks.append(_("No part of today is left to announce."))

    def part(first: int | None, last: int | None) -> Button:
        to = OpenReasons.of(student_id, Term(day, day, first, last))
        if first is None:
            return Button(_("Up to lesson {number}").format(number=last), to)
        return Button(_("From lesson {number}").format(number=first), to)

    buttons = [part(*span) for span in found.spans]
    back = Button(_("‹ Back"), OpenAnnouncing(student_id=student_id))
    alone = len(buttons) % 2  # what is left of today
    rows = [*in_columns(buttons[:alone], 1), *in_columns(buttons[alone:], 2)]
    return Screen(blocks, [*rows, [back]])


def reasons_screen(announcing: Announcing, asked: OpenReasons) -> Screen:
    """Why: a tap announces it."""
    student_id, term = announcing.student.id, asked.term
    blocks: list[Block] = [
        Heading(_("{child}: absence").format(child=whose(announcing.student))),
        bold(sentence(term_words(term, announcing.today))),
        _("Why? A tap sends it to the school."),
    ]
    buttons = [
        Button(
            sentence(excuse_name(excuse)),
            Announce(**asked.model_dump(), excuse=excuse),
            Style.PRIMARY,
        )
        for excuse in Excuse
    ]
    back = Button(_("‹ Back"), OpenAnnouncing(student_id=student_id))
    return Screen(blocks, [*in_columns(buttons, 1), [back]])
