"""The typed reason why a lesson was not held, whoever says so."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiogram.types import Message

from domain.actor import Actor
from domain.timetable.not_held import REASON_LENGTH
from domain.uow import UnitOfWork
from handlers.context import Context
from handlers.pieces import too_long
from handlers.screen import Screen

Said = TypeVar("Said")


async def take_typed_reason(
    ctx: Context,
    message: Message,
    say: Callable[[UnitOfWork, Actor, int, str], Awaitable[Said]],
    show: Callable[[Said], Screen],
) -> Screen:
    """Of the lesson that was asked about; the question stays while the reason is none."""
    refused = await too_long(ctx, message, "not_held_reason", REASON_LENGTH)
    if refused is not None:
        return refused
    lesson_id = int(ctx.session.typing_data["lesson_id"])
    said = await say(ctx.uow, ctx.actor, lesson_id, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return show(said)
