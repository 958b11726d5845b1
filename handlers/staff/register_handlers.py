"""The register of responsible persons, and who sees which summary."""

import asyncio
from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.access import Action
from domain.hat import Target
from domain.staff.duties import (
    add_responsible,
    end_responsible,
    find_responsible,
    open_register,
)
from domain.staff.model import Duty
from domain.staff.summaries import open_grants, set_grant
from domain.staff.typed import read_order
from domain.staff.use_cases import office, open_card, staff_list
from handlers.context import Context
from handlers.documents.register import register_pdf
from handlers.screen import File, Screen
from handlers.staff.callbacks import (
    AskDutyOrder,
    AskEndDuty,
    ChooseDuty,
    ChooseResponsible,
    EndDuty,
    GetRegister,
    OpenGrants,
    OpenGrantsOf,
    OpenRegister,
    OpenSummaries,
    SetGrant,
)
from handlers.staff.register_screens import (
    duties_screen,
    duty_order_screen,
    end_duty_screen,
    grants_of_screen,
    grants_screen,
    register_screen,
    responsible_screen,
    summaries_screen,
)
from handlers.typing import WRITES, Typing
from handlers.words import _


def make_router() -> Router:
    router = Router(name="staff_registers")
    on = router.callback_query.register
    on(show_register, OpenRegister.filter())
    on(choose_duty, ChooseDuty.filter())
    on(choose_responsible, ChooseResponsible.filter())
    on(ask_order, AskDutyOrder.filter(), flags=WRITES)
    router.message.register(take_order, Typing("duty_order"), flags=WRITES)
    on(ask_end, AskEndDuty.filter())
    on(end, EndDuty.filter(), flags=WRITES)
    on(hand_out_register, GetRegister.filter())
    on(show_grants, OpenGrants.filter())
    on(show_grants_of, OpenGrantsOf.filter())
    on(choose_grant, SetGrant.filter(), flags=WRITES)
    on(show_summaries, OpenSummaries.filter())
    return router


async def show_register(query: CallbackQuery, callback_data: OpenRegister, ctx: Context) -> Screen:
    return await _register(ctx)


async def _register(ctx: Context) -> Screen:
    register, _hat = await open_register(ctx.uow, ctx.actor)
    school = register.school
    can_edit = ctx.actor.may(Action.EDIT_DUTIES, Target(school_id=school.id))
    allowed = {Action.EDIT_DUTIES} if can_edit else set()
    return register_screen(register, allowed, school.today(ctx.now))


async def choose_duty(query: CallbackQuery, callback_data: ChooseDuty, ctx: Context) -> Screen:
    office(ctx.actor, Action.EDIT_DUTIES)
    return duties_screen()


async def choose_responsible(
    query: CallbackQuery, callback_data: ChooseResponsible, ctx: Context
) -> Screen:
    office(ctx.actor, Action.EDIT_DUTIES)
    staff = await staff_list(ctx.uow, ctx.actor)
    return responsible_screen(staff, callback_data.duty, callback_data.page)


async def ask_order(query: CallbackQuery, callback_data: AskDutyOrder, ctx: Context) -> Screen:
    duty, person_id = callback_data.duty, callback_data.person_id
    card, _hat = await open_card(ctx.uow, ctx.actor, person_id, Action.EDIT_DUTIES)
    data = {"duty": duty.value, "person_id": person_id}
    await ctx.uow.chats.ask(ctx.session.chat_id, "duty_order", data)
    return duty_order_screen(card, duty)


async def take_order(message: Message, ctx: Context) -> Screen:
    asked = ctx.session.typing_data
    order = read_order(message.text or "", today=ctx.today)
    await add_responsible(ctx.uow, ctx.actor, Duty(asked["duty"]), asked["person_id"], order)
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return await _register(ctx)


async def ask_end(query: CallbackQuery, callback_data: AskEndDuty, ctx: Context) -> Screen:
    line, _hat = await find_responsible(ctx.uow, ctx.actor, callback_data.line_id)
    return end_duty_screen(line)


async def end(query: CallbackQuery, callback_data: EndDuty, ctx: Context) -> Screen:
    await end_responsible(ctx.uow, ctx.actor, callback_data.line_id)
    return replace(await _register(ctx), toast=_("The duty is over."))


async def hand_out_register(
    query: CallbackQuery, callback_data: GetRegister, ctx: Context
) -> Screen:
    register, _hat = await open_register(ctx.uow, ctx.actor)
    today = register.school.today(ctx.now)
    content = await asyncio.to_thread(register_pdf, register, today)
    name = _("responsible-persons-{day}.pdf").format(day=today.isoformat())
    return replace(await _register(ctx), files=[File(name, content)])


async def show_grants(query: CallbackQuery, callback_data: OpenGrants, ctx: Context) -> Screen:
    return grants_screen(await open_grants(ctx.uow, ctx.actor))


async def show_grants_of(query: CallbackQuery, callback_data: OpenGrantsOf, ctx: Context) -> Screen:
    person_id = callback_data.person_id
    card, _hat = await open_card(ctx.uow, ctx.actor, person_id, Action.GRANT_SUMMARY)
    return grants_of_screen(card)


async def choose_grant(query: CallbackQuery, callback_data: SetGrant, ctx: Context) -> Screen:
    card = await set_grant(
        ctx.uow,
        ctx.actor,
        callback_data.person_id,
        callback_data.summary,
        is_granted=callback_data.grant,
    )
    return replace(grants_of_screen(card), toast=_("Saved"))


async def show_summaries(
    query: CallbackQuery, callback_data: OpenSummaries, ctx: Context
) -> Screen:
    ctx.actor.require_hat()
    return summaries_screen(ctx.actor.current_first)
