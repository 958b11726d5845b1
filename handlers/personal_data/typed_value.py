"""The value of a field of somebody's card: asked for, typed, taken."""

from collections.abc import Awaitable, Callable

from aiogram.types import Message

from domain.actor import Actor
from domain.personal_data.change_model import ChangeRequest
from domain.personal_data.fields import Field
from domain.uow import UnitOfWork
from handlers.context import Context
from handlers.personal_data.callbacks import AskValue, CorrectValue

Change = Callable[[UnitOfWork, Actor, int, int, Field, str], Awaitable[ChangeRequest]]


async def ask_to_type(ctx: Context, typing: str, of: AskValue | CorrectValue) -> None:
    """Nothing to type for the sex: it is chosen."""
    if of.field is not Field.SEX:
        asked = {"student_id": of.student_id, "person_id": of.person_id, "field": of.field}
        await ctx.uow.chats.ask(ctx.session.chat_id, typing, asked)


async def take_typed(message: Message, ctx: Context, change: Change) -> ChangeRequest:
    """What is not well formed is said, and the question stays."""
    asked = ctx.session.typing_data
    student_id, person_id = asked["student_id"], asked["person_id"]
    field, typed = Field(asked["field"]), message.text or ""
    request = await change(ctx.uow, ctx.actor, student_id, person_id, field, typed)
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return request
