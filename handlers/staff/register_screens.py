"""The register of responsible persons, and who sees which summary."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from domain.access import Action
from domain.hat import Hat
from domain.people import Person
from domain.staff.model import Duty, Register, Responsible, StaffCard
from domain.staff.summaries import open_to
from domain.staff.use_cases import StaffList
from domain.summaries import Summary
from handlers.classes.callbacks import OpenClasses
from handlers.delivery.callbacks import OpenPaper, OpenSchoolDelivery
from handlers.handover.callbacks import OpenSchoolCodes
from handlers.labels import labels
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Footer, Heading, bold
from handlers.personal_data.callbacks import OpenListChecks, OpenOptOuts
from handlers.ranges import by_letters
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.staff.callbacks import (
    AskDutyOrder,
    AskEndDuty,
    ChooseDuty,
    ChooseResponsible,
    EndDuty,
    GetRegister,
    OpenGrants,
    OpenGrantsOf,
    OpenMember,
    OpenRegister,
    OpenStaff,
    SetGrant,
)
from handlers.staff.names import duty_label, duty_name, summary_about, summary_name
from handlers.words import _, day_month_year, in_sentence, joined, n_, shorten

_PEOPLE_ON_PAGE = 30


def register_screen(register: Register, allowed: Collection[Action], today: date) -> Screen:
    """Each duty with whoever has it today; what is over is in the document."""
    now = [each for each in register.lines if each.holds(today)]
    blocks: list[Block] = [Heading(_("Responsible persons"))]
    for duty in Duty:
        lines = [order_line(each) for each in now if each.duty is duty]
        blocks += [bold(duty_name(duty)), *(lines or [_("nobody is appointed")])]
    past = sum(each.ends is not None for each in register.lines)
    if past:
        blocks.append(
            Footer(
                n_(
                    "{count} past line is in the document",
                    "{count} past lines are in the document",
                    past,
                )
            )
        )
    rows = []
    if Action.EDIT_DUTIES in allowed:
        rows.append([Button(_("Appoint"), ChooseDuty(), Style.PRIMARY)])
        names = labels(list({each.person.id: each.person for each in now}.values()))
        ends = [
            Button(
                shorten(_("End: {person}").format(person=names[each.person.id]), MAX_BUTTON),
                AskEndDuty(line_id=each.id),
            )
            for each in now
        ]
        rows += in_columns(ends, 2)
    if register.lines:
        rows.append([Button(_("Document (PDF)"), GetRegister())])
    return Screen(blocks, [*rows, [Button(_("‹ Back"), OpenStaff())]])


def order_line(line: Responsible) -> str:
    """«Громова Татьяна Юрьевна, приказ № 5 от 1 сентября 2026»."""
    order = _("order № {number} of {day}").format(
        number=line.order.number, day=day_month_year(line.order.date)
    )
    return joined(line.person.full_name, order)


def duties_screen() -> Screen:
    """For which duty somebody is to be appointed."""
    buttons = [[Button(duty_label(each), ChooseResponsible(duty=each))] for each in Duty]
    return Screen(
        [Heading(_("Responsible persons")), _("Responsible for what?")],
        [*buttons, [Button(_("‹ Back"), OpenRegister())]],
    )


def responsible_screen(staff: StaffList, duty: Duty, page: int) -> Screen:
    """Who is to be appointed."""
    shown = by_letters(
        staff.members,
        page,
        lambda to: ChooseResponsible(duty=duty, page=to),
        lambda each: each.person.family_name,
        at_most=_PEOPLE_ON_PAGE,
    )
    names = labels([each.person for each in shown.items])
    people = [
        Button(names[each.person.id], AskDutyOrder(duty=duty, person_id=each.person.id))
        for each in shown.items
    ]
    blocks: list[Block] = [Heading(duty_name(duty)), _("Who?")]
    rows = [*in_columns(people, 2), *shown.rows]
    return Screen(blocks, [*rows, [Button(_("‹ Back"), ChooseDuty())]])


def duty_order_screen(card: StaffCard, duty: Duty) -> Screen:
    """The question for the order, without which nobody is responsible."""
    title = f"{card.person.full_name}: {in_sentence(duty_name(duty))}"
    return Screen(
        [Heading(title), _("Type the number and the date of the order: № 12 of 01.09.2026")],
        [[Button(_("‹ Back"), ChooseResponsible(duty=duty))]],
    )


def end_duty_screen(line: Responsible) -> Screen:
    """Whether it is over."""
    return Screen(
        [
            Heading(duty_name(line.duty)),
            order_line(line),
            _("Is this duty over today? The line stays in the register."),
        ],
        [
            [Button(_("It is over"), EndDuty(line_id=line.id), Style.DANGER)],
            [Button(_("‹ Back"), OpenRegister())],
        ],
    )


def grants_screen(granted: Mapping[Summary, Sequence[Person]]) -> Screen:
    """Each summary with those to whom the director opened it."""
    blocks: list[Block] = [
        Heading(_("Summaries")),
        _("The principal and the deputies see all of them; besides them:"),
    ]
    for summary in Summary:
        people = joined(*(each.short_name for each in granted.get(summary, ())))
        blocks += [bold(summary_name(summary)), people or _("nobody")]
    blocks.append(Footer(_("To open one to somebody: their card in “Staff”, button “Summaries”.")))
    everybody = {each.id: each for people in granted.values() for each in people}
    names = labels(list(everybody.values()))
    buttons = [
        Button(names[person_id], OpenGrantsOf(person_id=person_id)) for person_id in everybody
    ]
    return Screen(blocks, [*in_columns(buttons, 2), [Button(_("‹ Back"), OpenStaff())]])


def grants_of_screen(card: StaffCard) -> Screen:
    """What one member of staff sees; a tap opens or closes."""
    blocks: list[Block] = [Heading(_("{person} · summaries").format(person=card.person.short_name))]
    blocks += [f"{summary_name(each)}: {summary_about(each)}" for each in Summary]
    buttons = in_columns(
        [
            Button(
                f"✓ {summary_name(each)}" if each in card.granted else summary_name(each),
                SetGrant(person_id=card.person.id, summary=each, grant=each not in card.granted),
            )
            for each in Summary
        ],
        2,
    )
    back = [
        Button(_("‹ Back"), OpenMember(person_id=card.person.id)),
        Button(_("All summaries"), OpenGrants()),
    ]
    return Screen(blocks, [*buttons, back])


def summaries_screen(hats: Sequence[Hat]) -> Screen:
    """The summaries that are open to oneself."""
    ways = {
        Summary.DELIVERY: OpenSchoolDelivery(),
        Summary.PAPER: OpenPaper(),
        Summary.CLASSES: OpenClasses(),
        Summary.HANDOVER: OpenSchoolCodes(),
        Summary.LIST_CHECKS: OpenListChecks(),
        Summary.OPT_OUTS: OpenOptOuts(),
    }
    open_now = {each for hat in hats for each in open_to(hat)}
    found = [each for each in Summary if each in open_now]
    blocks: list[Block] = [Heading(_("Summaries"))]
    blocks += [f"{summary_name(each)}: {summary_about(each)}" for each in found]
    if not found:
        blocks.append(_("None is open to you. The principal decides that."))
    buttons = in_columns([Button(summary_name(each), ways[each]) for each in found], 2)
    return Screen(blocks, [*buttons, [Button(_("‹ Back"), OpenMenu())]])
