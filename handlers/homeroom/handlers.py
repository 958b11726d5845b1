"""Homeroom hours and safety briefings."""

import asyncio
from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.access import Action
from domain.homeroom.model import TOPIC_LENGTH, SessionKind
from domain.homeroom.use_cases import (
    hold,
    open_register,
    open_session,
    prepare,
    remove,
    set_present,
)
from handlers.context import Context
from handlers.days import to_day
from handlers.documents.briefings import register_pdf
from handlers.homeroom.callbacks import (
    AskTopic,
    OpenRegister,
    OpenSession,
    PrintRegister,
    RemoveSession,
    SetPresent,
)
from handlers.homeroom.screens import register_screen, session_screen, topic_screen
from handlers.pieces import too_long
from handlers.screen import File, Screen
from handlers.typing import WRITES, Typing
from handlers.words import _


def make_router() -> Router:
    router = Router(name="homeroom")
    router.callback_query.register(show_register, OpenRegister.filter(), flags=WRITES)
    router.callback_query.register(ask_topic, AskTopic.filter(), flags=WRITES)
    router.callback_query.register(show_session, OpenSession.filter())
    router.callback_query.register(print_register, PrintRegister.filter())
    router.callback_query.register(set_presence, SetPresent.filter(), flags=WRITES)
    router.callback_query.register(remove_session, RemoveSession.filter(), flags=WRITES)
    router.message.register(take_topic, Typing("homeroom_topic"), flags=WRITES)
    return router


async def show_register(query: CallbackQuery, callback_data: OpenRegister, ctx: Context) -> Screen:
    register = await open_register(ctx.uow, ctx.actor, callback_data.class_id)
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    can_hold = ctx.actor.may(Action.HOLD_HOMEROOM, register.school_class.target)
    return register_screen(register, callback_data.page, can_hold=can_hold)


async def ask_topic(query: CallbackQuery, callback_data: AskTopic, ctx: Context) -> Screen:
    school_class = await prepare(ctx.uow, ctx.actor, callback_data.class_id)
    today = school_class.school.today(ctx.now)
    day = to_day(callback_data.day) if callback_data.day else today
    asked = {
        "class_id": school_class.id,
        "kind": callback_data.kind.value,
        "day": day.toordinal(),
    }
    await ctx.uow.chats.ask(ctx.session.chat_id, "homeroom_topic", asked)
    return topic_screen(school_class, callback_data.kind, day, today)


async def take_topic(message: Message, ctx: Context) -> Screen:
    refused = await too_long(ctx, message, "session_empty", TOPIC_LENGTH)
    if refused is not None:
        return refused
    asked = ctx.session.typing_data
    opened = await hold(
        ctx.uow,
        ctx.actor,
        asked["class_id"],
        SessionKind(asked["kind"]),
        to_day(asked["day"]),
        message.text or "",
    )
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return session_screen(opened)


async def show_session(query: CallbackQuery, callback_data: OpenSession, ctx: Context) -> Screen:
    return session_screen(await open_session(ctx.uow, ctx.actor, callback_data.session_id))


async def set_presence(query: CallbackQuery, callback_data: SetPresent, ctx: Context) -> Screen:
    opened = await set_present(
        ctx.uow,
        ctx.actor,
        callback_data.session_id,
        callback_data.student_id,
        is_present=callback_data.is_present,
    )
    return session_screen(opened)


async def remove_session(
    query: CallbackQuery, callback_data: RemoveSession, ctx: Context
) -> Screen:
    register = await remove(ctx.uow, ctx.actor, callback_data.session_id)
    return register_screen(register, 0, can_hold=True)


async def print_register(
    query: CallbackQuery, callback_data: PrintRegister, ctx: Context
) -> Screen:
    register = await open_register(ctx.uow, ctx.actor, callback_data.class_id, with_pupils=True)
    content = await asyncio.to_thread(register_pdf, register)
    name = _("register-{title}.pdf").format(title=register.school_class.title)
    can_hold = ctx.actor.may(Action.HOLD_HOMEROOM, register.school_class.target)
    screen = register_screen(register, 0, can_hold=can_hold)
    return replace(screen, files=[File(name, content)])
