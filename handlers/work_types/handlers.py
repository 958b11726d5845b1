"""Work types in the chat: read, chosen, typed."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.work_types.model import LIMITS, TITLE_LENGTH, WorkField
from domain.work_types.use_cases import (
    add_work_type,
    open_work_type,
    set_work_type,
    work_types,
)
from handlers.context import Context
from handlers.pieces import too_long
from handlers.screen import Screen
from handlers.typing import WRITES, Typing
from handlers.words import _
from handlers.work_types.callbacks import (
    AskWorkType,
    OpenWorkType,
    OpenWorkTypes,
    SetWorkType,
)
from handlers.work_types.screens import list_screen, new_screen, typing_screen, work_screen


def make_router() -> Router:
    router = Router(name="work_types")
    on = router.callback_query.register
    on(show_list, OpenWorkTypes.filter())
    on(show_work, OpenWorkType.filter())
    on(choose_value, SetWorkType.filter(), flags=WRITES)
    on(ask_text, AskWorkType.filter(), flags=WRITES)
    router.message.register(take_text, Typing("work_type"), flags=WRITES)
    router.message.register(take_new, Typing("new_work_type"), flags=WRITES)
    return router


async def show_list(query: CallbackQuery, callback_data: OpenWorkTypes, ctx: Context) -> Screen:
    return list_screen(await work_types(ctx.uow, ctx.actor), removed=callback_data.removed)


async def show_work(query: CallbackQuery, callback_data: OpenWorkType, ctx: Context) -> Screen:
    return work_screen(await open_work_type(ctx.uow, ctx.actor, callback_data.work_type_id))


async def choose_value(query: CallbackQuery, callback_data: SetWorkType, ctx: Context) -> Screen:
    work = await set_work_type(
        ctx.uow,
        ctx.actor,
        callback_data.work_type_id,
        callback_data.field,
        callback_data.value,
    )
    return replace(work_screen(work), toast=_("Saved"))


async def ask_text(query: CallbackQuery, callback_data: AskWorkType, ctx: Context) -> Screen:
    chat_id = ctx.session.chat_id
    if not callback_data.work_type_id:
        works = await work_types(ctx.uow, ctx.actor)
        await ctx.uow.chats.ask(chat_id, "new_work_type", {})
        return new_screen(works)
    work = await open_work_type(ctx.uow, ctx.actor, callback_data.work_type_id)
    data = {"work_type_id": work.id, "field": callback_data.field.value}
    await ctx.uow.chats.ask(chat_id, "work_type", data)
    return typing_screen(work, callback_data.field)


async def take_text(message: Message, ctx: Context) -> Screen:
    data = ctx.session.typing_data
    field = WorkField(data["field"])
    refused = await too_long(ctx, message, "title_length", LIMITS.get(field.value, TITLE_LENGTH))
    if refused is not None:
        return refused
    typed = message.text or ""
    work = await set_work_type(ctx.uow, ctx.actor, data["work_type_id"], field, typed)
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return work_screen(work)


async def take_new(message: Message, ctx: Context) -> Screen:
    refused = await too_long(ctx, message, "title_length", TITLE_LENGTH)
    if refused is not None:
        return refused
    work = await add_work_type(ctx.uow, ctx.actor, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return work_screen(work)
