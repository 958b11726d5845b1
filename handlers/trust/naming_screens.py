"""Naming a trusted person: who to the child, what they see, the consent, the name, the code."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from domain.access import Action
from domain.binding.model import IssuedInvite
from domain.people import Student
from domain.trust.model import (
    USUAL,
    Circle,
    ContactRelation,
    Held,
    Term,
    from_number,
    to_number,
)
from handlers.documents.code_list import last_day, start_link
from handlers.page import Block, Details, Footer, Heading, bold
from handlers.screen import Button, File, Screen, Style, in_columns
from handlers.trust.callbacks import Agree, AskConsent, AskRelation, AskRights, OpenTrusted
from handlers.trust.names import relation_name, right_name, rights_words, until
from handlers.trust.screens import term_lines, term_name
from handlers.whose import whose
from handlers.words import _, day_month, in_sentence


def relation_screen(circle: Circle) -> Screen:
    student = circle.student
    usual = to_number(USUAL.intersection(circle.offered))
    buttons = [
        Button(relation_name(each), AskRights(student_id=student.id, relation=each, rights=usual))
        for each in ContactRelation
    ]
    return Screen(
        [
            Heading(_("{whose} · trusted person").format(whose=whose(student))),
            _("Who shall see the diary?"),
        ],
        [*in_columns(buttons, 2), _back(student)],
    )


def rights_screen(
    circle: Circle, wanted: AskRights, ends: Mapping[Term, date], today: date
) -> Screen:
    """Ticks, then the day: a tap on it goes on."""
    student = circle.student
    ticked = from_number(wanted.rights).intersection(circle.offered)
    blocks: list[Block] = [
        Heading(f"{whose(student)} · {in_sentence(relation_name(wanted.relation))}"),
        _("What will be seen? Tick it."),
    ]
    if Action.READ_EVENTS in circle.offered:
        blocks.append(_("Events are holidays and class tests."))
    rows = in_columns([_tick(each, wanted, ticked) for each in circle.offered], 2)
    if ticked:
        blocks += ["", _("Until which day? It can be ended earlier or prolonged.")]
        blocks += term_lines(ends, today)
        rows += in_columns([_term(each, wanted) for each in ends], 2)
    else:
        blocks.append(_("Tick something to go on."))
    back = [Button(_("‹ Back"), AskRelation(student_id=student.id))]
    return Screen(blocks, [*rows, back])


def consent_screen(
    circle: Circle, wanted: AskConsent, ends: Mapping[Term, date], text: str, today: date
) -> Screen:
    """What is agreed to by the button, with the whole text folded below."""
    student = circle.student
    rights = from_number(wanted.rights).intersection(circle.offered)
    what = _("{person} will see: {rights}, {until}.").format(
        person=relation_name(wanted.relation),
        rights=rights_words(rights),
        until=until(ends[wanted.term] - timedelta(days=1), today),
    )
    agree = Agree(
        student_id=student.id, relation=wanted.relation, rights=wanted.rights, term=wanted.term
    )
    back = AskRights(student_id=student.id, relation=wanted.relation, rights=wanted.rights)
    return Screen(
        [
            Heading(whose(student)),
            what,
            _("By the button you confirm that this person is 18 or older, and consent to it."),
            Details(_("Text of the consent"), text.split("\n")),
        ],
        [
            [Button(_("I confirm"), agree, Style.SUCCESS)],
            [Button(_("‹ Back"), back)],
        ],
    )


def name_screen(student: Student) -> Screen:
    return Screen(
        [
            Heading(_("{whose} · trusted person").format(whose=whose(student))),
            _("Type family name, given name and middle name, for example: Ivanova Mariya Petrovna"),
        ],
        [_back(student)],
    )


def code_screen(held: Held, issued: IssuedInvite, bot_name: str) -> Screen:
    """The code in the clear, this once."""
    contact = held.contact
    until_day = day_month(last_day(issued))
    return Screen(
        [
            Heading(_("The code for {person}").format(person=contact.person.polite_name)),
            _(
                "Send this link on, or print the slip below and hand it over: one code is in both,"
                " it works once, until {day}."
            ).format(day=until_day),
            start_link(bot_name, issued.link_token),
            bold(issued.code),
            _("Then: {rights}.").format(rights=rights_words(contact.rights)),
            *([_("The chat that was connected is closed.")] if held.chats else []),
            Footer(_("You will be told when the code is used.")),
        ],
        [_back(held.student)],
        as_new=True,
    )


def slip(file: File) -> File:
    """The same code on paper."""
    return replace(file, caption=_("To print or to send on: the code is the same as above."))


def _tick(right: Action, wanted: AskRights, ticked: frozenset[Action]) -> Button:
    is_on = right in ticked
    name = right_name(right)
    to = AskRights(
        student_id=wanted.student_id,
        relation=wanted.relation,
        rights=to_number(ticked ^ {right}),
    )
    return Button(f"✓ {name}" if is_on else name, to, Style.SUCCESS if is_on else None)


def _term(term: Term, wanted: AskRights) -> Button:
    to = AskConsent(
        student_id=wanted.student_id, relation=wanted.relation, rights=wanted.rights, term=term
    )
    return Button(term_name(term), to)


def _back(student: Student) -> list[Button]:
    return [Button(_("‹ Back"), OpenTrusted(student_id=student.id))]
