"""The list of staff, one member, the choice of a role for somebody new."""

from collections.abc import Sequence, Set
from datetime import date

from domain.access import Action, Role
from domain.staff.model import LEADERS, CardField, StaffCard, StaffMember
from domain.staff.use_cases import StaffList
from handlers.handover.callbacks import AskStaffLostPhone, AskStaffOrder, RevokeStaffCode
from handlers.labels import labels
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Footer, Heading, bold
from handlers.ranges import by_letters
from handlers.screen import Button, Screen, Style, in_columns
from handlers.staff.callbacks import (
    AskName,
    ChooseNewRole,
    IssueStaffCode,
    OpenEntries,
    OpenGrants,
    OpenGrantsOf,
    OpenGroups,
    OpenHomerooms,
    OpenMember,
    OpenRegister,
    OpenRoles,
    OpenStaff,
)
from handlers.staff.names import field_name, role_name, roles_line, written
from handlers.whose import role_label
from handlers.words import (
    _,
    day_month,
    day_month_year,
    he_she,
    in_sentence,
    joined,
    n_,
    sentence,
)

_FIRST = (Role.PRINCIPAL, Role.DEPUTY_PRINCIPAL, Role.SYSTEM_ADMIN)


def staff_screen(
    staff: StaffList, page: int, allowed: Set[Action], *, former: bool = False
) -> Screen:
    """The administration first, then everybody by name; a page is chosen by its first letters."""
    members = sorted(staff.former if former else staff.members, key=_rank)
    lettered = by_letters(members, page, lambda to: OpenStaff(page=to, former=former), _letters)
    shown = lettered.items
    count = n_("{count} person", "{count} people", len(members))
    title = _("Staff without a role · {count}") if former else _("Staff · {count}")
    blocks: list[Block] = [Heading(title.format(count=count))]
    blocks += [_line(each) for each in shown] or [_("There is nobody here yet.")]
    if shown:
        blocks.append(Footer(_("✓ is connected; without the sign, not yet")))
    names = labels([each.person for each in shown])
    people = [Button(names[each.person.id], OpenMember(person_id=each.person.id)) for each in shown]
    below = [] if former else _ways(staff, allowed)
    back = Button(_("‹ Back"), OpenStaff() if former else OpenMenu())
    return Screen(
        blocks,
        [
            *in_columns(people, 2),
            *lettered.rows,
            *in_columns(below, 2),
            [back],
        ],
    )


def _letters(member: StaffMember) -> str:
    """The administration stands before everybody."""
    return member.person.family_name if LEADERS.isdisjoint(member.roles) else ""


def _rank(member: StaffMember) -> int:
    """Sorting keeps the order of equals: the rest stays by name."""
    return next((at for at, role in enumerate(_FIRST) if role in member.roles), len(_FIRST))


def _line(member: StaffMember) -> str:
    sign = "✓ " if member.is_connected else ""
    return sign + bold(member.person.full_name) + ": " + roles_line(member)


def _ways(staff: StaffList, allowed: Set[Action]) -> list[Button]:
    found = []
    if Action.EDIT_STAFF in allowed:
        found.append(Button(_("Add somebody"), ChooseNewRole()))
    if Action.GRANT_TEACHING in allowed:
        found.append(Button(_("Class leaders"), OpenHomerooms()))
    if Action.READ_DUTIES in allowed:
        found.append(Button(_("Responsible"), OpenRegister()))
    if Action.GRANT_SUMMARY in allowed:
        found.append(Button(_("Summaries"), OpenGrants()))
    if staff.former:
        text = _("Without a role · {count}").format(count=len(staff.former))
        found.append(Button(text, OpenStaff(former=True)))
    return found


def member_screen(card: StaffCard, allowed: Set[Action], today: date, *, may_issue: bool) -> Screen:
    """Who it is, in which roles, whether a chat is connected, what the card lacks."""
    blocks: list[Block] = [
        Heading(card.person.full_name),
        sentence(roles_line(card.member)),
        *_class_lines(card),
        _connection(card),
        *_entries(card),
    ]
    if Action.EDIT_STAFF in allowed and card.missing:
        missing = joined(
            *(in_sentence(field_name(each)) for each in CardField if each in card.missing)
        )
        blocks.append(Footer(_("Not entered: {fields}").format(fields=missing)))
    rows = in_columns(_member_buttons(card, allowed, may_issue=may_issue), 2)
    return Screen(blocks, [*rows, [Button(_("‹ Back"), OpenStaff())]])


def _class_lines(card: StaffCard) -> list[Block]:
    lines: list[Block] = []
    if card.led:
        titles = joined(*(each.title for each in card.led))
        lines.append(_("Leads: {classes}").format(classes=titles))
    if card.groups:
        titles = joined(*(each.title for each in card.groups))
        lines.append(_("Group after lessons: {classes}").format(classes=titles))
    return lines


def _connection(card: StaffCard) -> str:
    if card.member.is_connected:
        return he_she(card.person, _("He is connected."), _("She is connected."), _("Connected."))
    if card.code_until is None:
        return _("Not connected, no code is out.")
    until = day_month(card.school.local(card.code_until).date())
    return _("Not connected; the code is valid until {day}.").format(day=until)


def _entries(card: StaffCard) -> list[Block]:
    lines: list[Block] = [f"{field_name(key)}: {value}" for key, value in written(card).items()]
    if card.birth_date is not None:
        lines.append(_("Born: {day}").format(day=day_month_year(card.birth_date)))
    return lines


def _member_buttons(card: StaffCard, allowed: Set[Action], *, may_issue: bool) -> list[Button]:
    person_id = card.person.id
    found = []
    if may_issue and card.member.roles:
        text = _("New code") if card.last_invite_id else _("Issue a code")
        to = IssueStaffCode(person_id=person_id, seen=card.last_invite_id)
        style = None if card.member.is_connected or card.code_until else Style.PRIMARY
        found.append(Button(text, to, style))
    if may_issue and card.code_until is not None:
        found.append(Button(_("Revoke the code"), RevokeStaffCode(person_id=person_id)))
    if may_issue and card.member.is_connected:
        found.append(Button(_("Phone is lost"), AskStaffLostPhone(person_id=person_id)))
    if Action.RECORD_ORDER in allowed:
        found.append(Button(_("Order"), AskStaffOrder(person_id=person_id)))
    if allowed & {Action.GRANT_LEADERSHIP, Action.GRANT_TEACHING}:
        found.append(Button(_("Roles"), OpenRoles(person_id=person_id)))
    if Action.EDIT_STAFF in allowed:
        found.append(Button(_("Card"), OpenEntries(person_id=person_id)))
    if Role.EDUCATOR in card.member.roles and Action.GRANT_TEACHING in allowed:
        found.append(Button(_("Group's classes"), OpenGroups(person_id=person_id)))
    if Role.TEACHER in card.member.roles and Action.GRANT_TEACHING in allowed:
        found.append(Button(_("Lead a class"), OpenHomerooms(person_id=person_id)))
    if Action.GRANT_SUMMARY in allowed and not card.member.is_management:
        found.append(Button(_("Summaries"), OpenGrantsOf(person_id=person_id)))
    return found


def new_role_screen(roles: Sequence[Role]) -> Screen:
    """Somebody new: the role first, then the name is typed."""
    buttons = [Button(role_label(each), AskName(role=each)) for each in roles]
    return Screen(
        [Heading(_("Somebody new")), _("In which role? Others can be added later.")],
        [*in_columns(buttons, 2), [Button(_("‹ Back"), OpenStaff())]],
    )


def name_screen(role: Role) -> Screen:
    """The question for the name."""
    return Screen(
        [
            Heading(_("Somebody new: {role}").format(role=in_sentence(role_name(role)))),
            _("Type the full name: Ivanova Anna Petrovna"),
            Footer(_("A code is issued at once.")),
        ],
        [[Button(_("‹ Back"), ChooseNewRole())]],
    )
