"""Setting, changing and removing a PIN; typing it when it is asked for."""

from dataclasses import replace
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.errors import DomainError
from domain.pins.use_cases import check_pin, has_pin, prepare_pin, remove_pin, set_pin
from handlers.cancelling import cancelling
from handlers.context import Context
from handlers.pins.callbacks import ChangePin, NewPin, OpenPin, RemovePin
from handlers.pins.screens import (
    ask_again_screen,
    ask_new_screen,
    ask_old_screen,
    differs_screen,
    pin_screen,
    right_screen,
    wrong_screen,
)
from handlers.refusals import refusal
from handlers.screen import Screen, Wanted
from handlers.typing import WRITES, Typing

WALL = "pin"  # what the chat is asked before a write: bot/pin_wall.py
_NEW, _AGAIN, _OLD = "pin_new", "pin_again", "pin_old"


def make_router() -> Router:
    router = Router(name="pins")
    router.callback_query.register(show_pin, OpenPin.filter())
    router.callback_query.register(ask_new, NewPin.filter(), flags=WRITES)
    router.callback_query.register(ask_to_change, ChangePin.filter(), flags=WRITES)
    router.callback_query.register(ask_to_remove, RemovePin.filter(), flags=WRITES)
    router.message.register(take_wall, Typing(WALL), flags=WRITES)
    router.message.register(take_new, Typing(_NEW), flags=WRITES)
    router.message.register(take_again, Typing(_AGAIN), flags=WRITES)
    router.message.register(take_old, Typing(_OLD), flags=WRITES)
    return router


async def show_pin(query: CallbackQuery, ctx: Context) -> Screen:
    return pin_screen(ctx.hat, is_set=await has_pin(ctx.uow, ctx.actor))


async def ask_new(query: CallbackQuery, ctx: Context) -> Screen:
    """Whoever has one types the old one first: the button may be an old one."""
    if await has_pin(ctx.uow, ctx.actor):
        return await _ask_old(ctx, removes=False)
    await _ask(ctx, _NEW)
    return ask_new_screen()


async def ask_to_change(query: CallbackQuery, ctx: Context) -> Screen:
    return await _ask_old(ctx, removes=False)


async def ask_to_remove(query: CallbackQuery, ctx: Context) -> Screen:
    return await _ask_old(ctx, removes=True)


async def _ask_old(ctx: Context, *, removes: bool) -> Screen:
    if not await has_pin(ctx.uow, ctx.actor):
        return pin_screen(ctx.hat, is_set=False)
    await _ask(ctx, _OLD, removes=removes)
    return ask_old_screen()


async def take_old(message: Message, ctx: Context) -> Screen:
    try:
        fits = await check_pin(ctx.uow, ctx.actor, message.text or "", ctx.hat.person.id)
    except DomainError as error:
        return _deleted(cancelling(refusal(error), ctx.session))
    if not fits:
        return _deleted(cancelling(wrong_screen(), ctx.session))
    if ctx.session.typing_data.get("removes"):
        await remove_pin(ctx.uow, ctx.actor)
        await ctx.uow.chats.stop_asking(ctx.session.chat_id)
        return _deleted(pin_screen(ctx.hat, is_set=False))
    await _ask(ctx, _NEW, changes=True)
    return _deleted(ask_new_screen())


async def take_new(message: Message, ctx: Context) -> Screen:
    """What is kept until the second typing is a hash."""
    if await has_pin(ctx.uow, ctx.actor) and not ctx.session.typing_data.get("changes"):
        return _deleted(await _ask_old(ctx, removes=False))
    try:
        prepared = await prepare_pin(ctx.actor, message.text or "")
    except DomainError as error:
        return _deleted(cancelling(refusal(error), ctx.session))
    await _ask(ctx, _AGAIN, hash=prepared)
    return _deleted(ask_again_screen())


async def take_again(message: Message, ctx: Context) -> Screen:
    try:
        await set_pin(ctx.uow, ctx.actor, message.text or "", ctx.session.typing_data["hash"])
    except DomainError as error:
        is_set = await has_pin(ctx.uow, ctx.actor)
        return _deleted(differs_screen(refusal(error), is_set=is_set))
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return _deleted(pin_screen(ctx.hat, is_set=True))


async def take_wall(message: Message, ctx: Context) -> Screen:
    """After the right one what was wanted goes on (`Screen.then`), and the question with it."""
    data = ctx.session.typing_data
    try:
        fits = await check_pin(ctx.uow, ctx.actor, message.text or "", data["person_id"])
    except DomainError as error:
        return _deleted(refusal(error))
    if not fits:
        return _deleted(wrong_screen())
    wanted = Wanted(
        person_id=data["person_id"],
        button=data.get("button"),
        text=data.get("text"),
        file=data.get("file"),
        typing=data.get("typing"),
        typing_data=data.get("typing_data") or {},
    )
    return replace(_deleted(right_screen()), then=wanted)


def _deleted(screen: Screen) -> Screen:
    """Whatever comes of it, the message with the digits goes."""
    return replace(screen, forget_message=True)


async def _ask(ctx: Context, typing: str, **data: Any) -> None:
    await ctx.uow.chats.ask(ctx.session.chat_id, typing, data)
