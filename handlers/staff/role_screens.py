"""Giving and taking a role."""

from collections.abc import Sequence

from domain.access import Role
from domain.staff.model import GRANTED_BY, LEADERS, StaffCard
from handlers.page import Block, Footer, Heading
from handlers.screen import Button, Screen, Style, in_columns
from handlers.staff.callbacks import AskOrder, AskRole, OpenMember, OpenRoles, SetRole
from handlers.staff.names import role_about, role_name, roles_line
from handlers.whose import role_label
from handlers.words import _, in_sentence, sentence


def roles_screen(card: StaffCard, grantable: Sequence[Role]) -> Screen:
    """Which roles there are; the ticked ones are held, and a tap asks to take them."""
    held = card.member.roles
    blocks: list[Block] = [
        Heading(_("{person} · roles").format(person=card.person.short_name)),
        sentence(roles_line(card.member)),
    ]
    if set(grantable) != set(GRANTED_BY):
        blocks.append(_("Deputies and administrators are made by the principal."))
    if card.led:
        blocks.append(Footer(_("Who leads a class is chosen on the card: «Lead a class».")))
    buttons = [
        Button(
            f"✓ {role_label(role)}" if role in held else role_label(role),
            AskRole(person_id=card.person.id, role=role, grant=role not in held),
        )
        for role in sorted(grantable, key=lambda role: role not in held)
    ]
    back = Button(_("‹ Back"), OpenMember(person_id=card.person.id))
    return Screen(blocks, [*in_columns(buttons, 2), [back]])


def ask_role_screen(card: StaffCard, role: Role, *, grant: bool) -> Screen:
    """What it means, before it is so."""
    person_id, name = card.person.id, in_sentence(role_name(role))
    blocks: list[Block]
    if grant:
        title = _("{person}: {role}?").format(person=card.person.full_name, role=name)
        blocks = [Heading(title), role_about(role)]
        if role in LEADERS and card.member.is_connected:
            blocks.append(
                _("The chats connected to this name get these rights: make sure that they are own.")
            )
    else:
        title = _("{person}: no longer {role}?").format(person=card.person.full_name, role=name)
        blocks = [Heading(title), _("What this role opened is closed from the next tap on.")]
        if role is Role.TEACHER and card.led:
            titles = ", ".join(each.title for each in card.led)
            blocks.append(_("Leading the class ends with it: {classes}").format(classes=titles))
    if card.member.is_connected:
        blocks.append(Footer(_("The person is told at once.")))
    yes = SetRole(person_id=person_id, role=role, grant=grant)
    style = Style.PRIMARY if grant else Style.DANGER
    return Screen(
        blocks,
        [
            [
                Button(_("Give the role") if grant else _("Take the role"), yes, style),
                Button(_("By an order…"), AskOrder(person_id=person_id, role=role, grant=grant)),
            ],
            [Button(_("‹ Back"), OpenRoles(person_id=person_id))],
        ],
    )


def role_order_screen(card: StaffCard, role: Role, *, grant: bool) -> Screen:
    """The question for number and date of the order."""
    title = f"{card.person.full_name}: {in_sentence(role_name(role))}"
    back = AskRole(person_id=card.person.id, role=role, grant=grant)
    return Screen(
        [Heading(title), _("Type the number and the date of the order: № 12 of 01.09.2026")],
        [[Button(_("‹ Back"), back)]],
    )
