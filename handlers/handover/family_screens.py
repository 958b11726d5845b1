"""The codes of one family, and «Телефон потерян»."""

from collections.abc import Sequence
from datetime import date

from domain.access import Action
from domain.binding.lost_phone import Reissued
from domain.binding.model import OwnChat
from domain.classes.codes import codes_out
from domain.classes.model import Member, PupilCard
from domain.handover.model import FamilyCodes
from domain.people import Person
from domain.staff.model import Order
from handlers.classes.screens import member_state
from handlers.handover.callbacks import (
    AskLostPhone,
    AskOrder,
    GiveFamilyCode,
    HandToFamily,
    OpenFamilyCodes,
    OpenHandover,
    OpenStaffOrders,
    Reissue,
    ReissueStaff,
    RevokeFamilyCodes,
)
from handlers.handover.orders_screens import order_words
from handlers.handover.words import left, until
from handlers.page import Block, Footer, Heading
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.staff.callbacks import OpenMember
from handlers.words import _, c_, day_month_year, joined, n_, near_day, shorten


def family_screen(codes: FamilyCodes, allowed: Sequence[Action], today: date) -> Screen:
    """Who of the family is connected or has a code, until when they must, and what can be done."""
    card, family = codes.card, codes.card.family
    student = family.student
    blocks: list[Block] = [Heading(f"{student.full_name} · {card.school_class.title}")]
    for member in family.members:
        who = _("The pupil's own phone") if member is family.pupil else member.person.full_name
        blocks.append(f"{who}: {_state(codes, member)}")
    if codes.waiting is not None and codes.waiting.is_first:
        blocks.append(_deadline_words(codes, today))
    if codes.order is not None:
        blocks.append(_order_words(codes))
    if Action.END_BINDING in allowed and any(each.is_connected for each in family.members):
        blocks.append(Footer(_("“Phone”: it is lost. Access ends at once, a new code is made.")))
    rows: list[Sequence[Button]] = []
    if codes.waiting is not None and any(each.has_code for each in codes.waiting.people):
        to = HandToFamily(student_id=student.id)
        rows.append([Button(_("Code handed over"), to, Style.PRIMARY)])
    rows += in_columns([_code_button(codes, member) for member in family.members], 2)
    rows += in_columns(_more_buttons(codes, allowed), 2)
    back = Button(_("‹ Back"), OpenHandover(class_id=card.school_class.id))
    return Screen(blocks, [*rows, [back]])


def _state(codes: FamilyCodes, member: Member) -> str:
    words = member_state(member, codes.card.school_class.school)
    waiting = codes.waiting.people if codes.waiting else ()
    is_waiting = any(each.person.id == member.person.id for each in waiting)
    if is_waiting and member.is_connected:
        return joined(words, _("a new code is to be handed over"))
    if member.is_connected or is_waiting:
        return words
    if member.code_until is None:
        return _("not connected, the code that was handed over works no more")
    return joined(words, _("handed over"))


def _deadline_words(codes: FamilyCodes, today: date) -> str:
    assert codes.waiting is not None  # asked only then
    deadline = codes.waiting.deadline
    if deadline is None:
        return _("When the code must be in hand is not known: enter the order of enrolment.")
    return _("In hand by {day}: {left}.").format(day=until(deadline, today), left=left(deadline))


def _order_words(codes: FamilyCodes) -> str:
    assert codes.order is not None  # asked only then
    return order_words(codes.order)


def _code_button(codes: FamilyCodes, member: Member) -> Button:
    family = codes.card.family
    text = _("Code: {name}").format(name=member.person.short_name)
    if member is family.pupil:
        text = _("Code for the pupil")
    to = GiveFamilyCode(
        student_id=family.student.id, person_id=member.person.id, seen=codes_out([member])
    )
    return Button(shorten(text, MAX_BUTTON), to)


def _more_buttons(codes: FamilyCodes, allowed: Sequence[Action]) -> list[Button]:
    family = codes.card.family
    student_id = family.student.id
    buttons = []
    if any(member.code_until for member in family.members):
        buttons.append(Button(_("Revoke codes"), RevokeFamilyCodes(student_id=student_id)))
    if Action.RECORD_ORDER in allowed:
        buttons.append(Button(_("Order"), AskOrder(student_id=student_id)))
    if Action.END_BINDING in allowed:
        for member in family.members:
            if member.is_connected:
                name = (
                    c_("whose phone", "pupil")
                    if member is family.pupil
                    else member.person.given_name
                )
                text = shorten(_("Phone: {name}").format(name=name), MAX_BUTTON)
                to = AskLostPhone(student_id=student_id, person_id=member.person.id)
                buttons.append(Button(text, to))
    return buttons


def lost_phone_screen(
    card: PupilCard, member: Member, chats: Sequence[OwnChat], today: date
) -> Screen:
    """What is lost with it, before it ends."""
    student_id = card.family.student.id
    to = Reissue(student_id=student_id, person_id=member.person.id)
    back = Button(_("‹ Back"), OpenFamilyCodes(student_id=student_id))
    heading = f"{member.person.full_name} · {card.school_class.title}"
    return Screen(
        [Heading(heading), *_chat_lines(chats, today)],
        [[Button(_("End, new code"), to, Style.DANGER)], [back]],
    )


def staff_lost_phone_screen(person: Person, chats: Sequence[OwnChat], today: date) -> Screen:
    """The same of a member of staff."""
    return Screen(
        [Heading(person.full_name), *_chat_lines(chats, today)],
        [
            [Button(_("End, new code"), ReissueStaff(person_id=person.id), Style.DANGER)],
            [Button(_("‹ Back"), OpenMember(person_id=person.id))],
        ],
    )


def _chat_lines(chats: Sequence[OwnChat], today: date) -> list[Block]:
    lines: list[Block] = [
        n_(
            "{count} chat is connected and will lose access at once.",
            "{count} chats are connected and will lose access at once.",
            len(chats),
        )
        if chats
        else _("No chat is connected now.")
    ]
    used = [each.used_on for each in chats if each.used_on is not None]
    if used:
        lines.append(_("Last used {day}.").format(day=near_day(max(used), today)))
    lines.append(_("A new code comes as a slip; an unused one of before stops working."))
    return lines


def reissued_words(reissued: Reissued) -> str:
    """Above whatever screen comes next."""
    ended = n_("{count} chat disconnected.", "{count} chats disconnected.", len(reissued.chats))
    return f"{ended} " + _("The new code is in the document below.")


def order_screen(student: Person, student_id: int) -> Screen:
    """The order is typed."""
    return Screen(
        [
            Heading(student.full_name),
            _("Type the number and date of the order of enrolment: 45 of 20.11.2026"),
        ],
        [[Button(_("‹ Back"), OpenFamilyCodes(student_id=student_id))]],
    )


def staff_order_screen(
    person: Person, order: Order | None, *, is_new: bool = False, listed: bool = False
) -> Screen:
    """The order of hiring: what is recorded, and how another one is typed."""
    blocks: list[Block] = [Heading(person.full_name)]
    if order is not None:
        words = _("Order of hiring No. {number} of {day}")
        blocks.append(words.format(number=order.number, day=day_month_year(order.date)))
    if not is_new:
        blocks.append(_("Type the number and date of the order of hiring: 45 of 20.11.2026"))
    back = OpenStaffOrders() if listed else OpenMember(person_id=person.id)
    return Screen(blocks, [[Button(_("‹ Back"), back)]])
