"""Requests to open the place of a mark: the teacher's and the deputy head's side."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.access import Action
from domain.errors import Denied
from domain.unlocks.model import Place, UnlockRequest
from domain.unlocks.use_cases import (
    REASON_LENGTH,
    ask_unlock,
    closed_place,
    decline_unlock,
    grant_unlock,
    read_unlock,
    waiting_unlocks,
)
from handlers.context import Context
from handlers.pieces import too_long
from handlers.screen import Screen
from handlers.typing import WRITES, Typing
from handlers.unlocks.callbacks import (
    AskUnlock,
    AskWhyNot,
    GrantUnlock,
    OpenUnlock,
    OpenUnlocks,
)
from handlers.unlocks.screens import ask_screen, asked_screen, list_screen, request_screen


def make_router() -> Router:
    router = Router(name="unlocks")
    on = router.callback_query.register
    on(ask, AskUnlock.filter(), flags=WRITES)
    on(show_list, OpenUnlocks.filter())
    on(show_one, OpenUnlock.filter())
    on(grant, GrantUnlock.filter(), flags=WRITES)
    on(ask_why_not, AskWhyNot.filter(), flags=WRITES)
    router.message.register(take_reason, Typing("unlock_reason"), flags=WRITES)
    router.message.register(take_answer, Typing("unlock_answer"), flags=WRITES)
    return router


async def ask(query: CallbackQuery, callback_data: AskUnlock, ctx: Context) -> Screen:
    wanted = callback_data
    marks, place = await closed_place(
        ctx.uow, ctx.actor, wanted.lesson_id, wanted.student_id, wanted.work_type_id, wanted.nth
    )
    pupil = marks.pupil(place.student_id)
    if pupil is None:
        raise Denied(Action.ASK_UNLOCK)
    await ctx.uow.chats.ask(ctx.session.chat_id, "unlock_reason", wanted.model_dump())
    return ask_screen(marks, place, pupil)


async def take_reason(message: Message, ctx: Context) -> Screen:
    refused = await too_long(ctx, message, "unlock_words", REASON_LENGTH)
    if refused is not None:
        return refused
    wanted = AskUnlock(**ctx.session.typing_data)
    place = Place(wanted.lesson_id, wanted.student_id, wanted.work_type_id, wanted.nth)
    asked = await ask_unlock(ctx.uow, ctx.actor, *place, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return asked_screen(place, asked)


async def show_list(query: CallbackQuery, callback_data: OpenUnlocks, ctx: Context) -> Screen:
    return list_screen(await waiting_unlocks(ctx.uow, ctx.actor), callback_data.page)


async def show_one(query: CallbackQuery, callback_data: OpenUnlock, ctx: Context) -> Screen:
    return _shown(ctx, await read_unlock(ctx.uow, ctx.actor, callback_data.unlock_id))


async def grant(query: CallbackQuery, callback_data: GrantUnlock, ctx: Context) -> Screen:
    return _shown(ctx, await grant_unlock(ctx.uow, ctx.actor, callback_data.unlock_id))


async def ask_why_not(query: CallbackQuery, callback_data: AskWhyNot, ctx: Context) -> Screen:
    request = await read_unlock(ctx.uow, ctx.actor, callback_data.unlock_id)
    if request.is_own:
        return _shown(ctx, request)
    asked = {"unlock_id": request.unlock.id}
    await ctx.uow.chats.ask(ctx.session.chat_id, "unlock_answer", asked)
    return _shown(ctx, request, is_typed=True)


async def take_answer(message: Message, ctx: Context) -> Screen:
    refused = await too_long(ctx, message, "unlock_words", REASON_LENGTH)
    if refused is not None:
        return refused
    unlock_id = ctx.session.typing_data["unlock_id"]
    request = await decline_unlock(ctx.uow, ctx.actor, unlock_id, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return _shown(ctx, request)


def _shown(ctx: Context, request: UnlockRequest, *, is_typed: bool = False) -> Screen:
    school = ctx.actor.require_hat().school
    hours = school.policy.unlock_hours
    return request_screen(request, school.timezone, hours, is_typed=is_typed)
