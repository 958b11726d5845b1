"""«Сотрудники»: the list, a member's card, roles, codes, somebody new."""

from collections.abc import Set
from dataclasses import replace

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.access import Action, Role
from domain.binding.model import IssuedInvite
from domain.errors import Refused
from domain.hat import Target
from domain.staff.codes import issue_staff_code, may_issue_code
from domain.staff.granting import ask_role, grantable, grantable_to_new, set_role
from domain.staff.hiring import add_member, ask_newcomer
from domain.staff.model import Order, StaffCard
from domain.staff.typed import read_order
from domain.staff.use_cases import office, open_card, staff_list, target_of
from handlers.classes.code_screens import slips_file
from handlers.context import Context
from handlers.menu.callbacks import OpenMenu
from handlers.refusals import said_of
from handlers.screen import Button, Screen
from handlers.staff import card_handlers, homeroom_handlers, register_handlers
from handlers.staff.callbacks import (
    AskName,
    AskOrder,
    AskRole,
    ChooseNewRole,
    IssueStaffCode,
    OpenMember,
    OpenRoles,
    OpenStaff,
    SetRole,
)
from handlers.staff.list_screens import (
    member_screen,
    name_screen,
    new_role_screen,
    staff_screen,
)
from handlers.staff.role_screens import ask_role_screen, role_order_screen, roles_screen
from handlers.typing import WRITES, Typing
from handlers.words import _

_ACTIONS = (
    Action.EDIT_STAFF,
    Action.GRANT_LEADERSHIP,
    Action.GRANT_TEACHING,
    Action.GRANT_SUMMARY,
    Action.READ_DUTIES,
    Action.RECORD_ORDER,
)


def make_router() -> Router:
    router = Router(name="staff")
    router.message.register(show_staff, Command("staff"))
    on = router.callback_query.register
    on(turn_staff, OpenStaff.filter())
    on(show_member, OpenMember.filter())
    on(show_roles, OpenRoles.filter())
    on(ask, AskRole.filter())
    on(decide, SetRole.filter(), flags=WRITES)
    on(ask_order, AskOrder.filter(), flags=WRITES)
    on(choose_new_role, ChooseNewRole.filter())
    on(ask_name, AskName.filter(), flags=WRITES)
    on(issue, IssueStaffCode.filter(), flags=WRITES)
    router.message.register(take_order, Typing("staff_order"), flags=WRITES)
    router.message.register(take_name, Typing("staff_name"), flags=WRITES)
    router.include_routers(
        card_handlers.make_router(),
        homeroom_handlers.make_router(),
        register_handlers.make_router(),
    )
    return router


async def show_staff(message: Message, ctx: Context) -> Screen:
    return await _staff(ctx, OpenStaff())


async def turn_staff(query: CallbackQuery, callback_data: OpenStaff, ctx: Context) -> Screen:
    return await _staff(ctx, callback_data)


async def _staff(ctx: Context, shown: OpenStaff) -> Screen:
    staff = await staff_list(ctx.uow, ctx.actor)
    allowed = _allowed(ctx, Target(school_id=staff.school.id))
    return staff_screen(staff, shown.page, allowed, former=shown.former)


async def show_member(query: CallbackQuery, callback_data: OpenMember, ctx: Context) -> Screen:
    card, _hat = await open_card(ctx.uow, ctx.actor, callback_data.person_id)
    return member(ctx, card)


def member(ctx: Context, card: StaffCard) -> Screen:
    """The card as it stands."""
    allowed = _allowed(ctx, target_of(card))
    today = card.school.today(ctx.now)
    return member_screen(card, allowed, today, may_issue=may_issue_code(ctx.actor, card))


def _allowed(ctx: Context, target: Target) -> Set[Action]:
    return {each for each in _ACTIONS if ctx.actor.may(each, target)}


async def show_roles(query: CallbackQuery, callback_data: OpenRoles, ctx: Context) -> Screen:
    card, _hat = await open_card(ctx.uow, ctx.actor, callback_data.person_id)
    return roles_screen(card, grantable(ctx.actor, card))


async def ask(query: CallbackQuery, callback_data: AskRole, ctx: Context) -> Screen:
    role, grant = callback_data.role, callback_data.grant
    card = await ask_role(ctx.uow, ctx.actor, callback_data.person_id, role, is_granted=grant)
    return ask_role_screen(card, role, grant=grant)


async def decide(query: CallbackQuery, callback_data: SetRole, ctx: Context) -> Screen:
    return await _decide(ctx, callback_data.person_id, callback_data.role, callback_data.grant)


async def _decide(
    ctx: Context, person_id: int, role: Role, grant: bool, order: Order | None = None
) -> Screen:
    card = await set_role(ctx.uow, ctx.actor, person_id, role, is_granted=grant, order=order)
    if any(hat.person.id == person_id for hat in ctx.actor.hats):
        # What was open to oneself may be closed now, this screen too.
        session = await ctx.uow.chats.session(ctx.actor.chat_id)
        ctx = replace(ctx, session=session)
        if not ctx.actor.may(Action.READ_STAFF, target_of(card)):
            text = _("It is done: this role is yours no more.")
            return Screen([text], [[Button(_("Menu"), OpenMenu())]], new_commands=True)
    chats = await ctx.uow.staff.chats_of([person_id])
    screen = roles_screen(card, grantable(ctx.actor, card))
    toast = _("The role is given.") if grant else _("The role is taken.")
    return replace(screen, toast=toast, commands_of=next(iter(chats), None))


async def ask_order(query: CallbackQuery, callback_data: AskOrder, ctx: Context) -> Screen:
    person_id, role, grant = callback_data.person_id, callback_data.role, callback_data.grant
    card = await ask_role(ctx.uow, ctx.actor, person_id, role, is_granted=grant)
    data = {"person_id": person_id, "role": role.value, "grant": grant}
    await ctx.uow.chats.ask(ctx.session.chat_id, "staff_order", data)
    return role_order_screen(card, role, grant=grant)


async def take_order(message: Message, ctx: Context) -> Screen:
    asked = ctx.session.typing_data
    order = read_order(message.text or "", today=ctx.today)
    screen = await _decide(ctx, asked["person_id"], Role(asked["role"]), asked["grant"], order)
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return screen


async def choose_new_role(
    query: CallbackQuery, callback_data: ChooseNewRole, ctx: Context
) -> Screen:
    hat = office(ctx.actor, Action.EDIT_STAFF)
    return new_role_screen(grantable_to_new(ctx.actor, hat.school.id))


async def ask_name(query: CallbackQuery, callback_data: AskName, ctx: Context) -> Screen:
    await ask_newcomer(ctx.actor, callback_data.role)
    data = {"role": callback_data.role.value}
    await ctx.uow.chats.ask(ctx.session.chat_id, "staff_name", data)
    return name_screen(callback_data.role)


async def take_name(message: Message, ctx: Context) -> Screen:
    role = Role(ctx.session.typing_data["role"])
    card = await add_member(ctx.uow, ctx.actor, message.text or "", role)
    _card, issued = await issue_staff_code(ctx.uow, ctx.actor, card.person.id, seen=0)
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return await _with_code(ctx, card.person.id, issued)


async def issue(query: CallbackQuery, callback_data: IssueStaffCode, ctx: Context) -> Screen:
    person_id = callback_data.person_id
    try:
        _card, issued = await issue_staff_code(
            ctx.uow, ctx.actor, person_id, seen=callback_data.seen
        )
    except Refused as error:
        said = said_of(error, "codes_changed")
        card, _hat = await open_card(ctx.uow, ctx.actor, person_id)
        return replace(member(ctx, card), toast=said)
    screen = await _with_code(ctx, person_id, issued)
    return replace(screen, toast=_("The code is in the document below."))


async def _with_code(ctx: Context, person_id: int, issued: list[IssuedInvite]) -> Screen:
    card, _hat = await open_card(ctx.uow, ctx.actor, person_id)
    file = await slips_file(card.person.list_name, issued, ctx.bot_name)
    return replace(member(ctx, card), files=[file])
