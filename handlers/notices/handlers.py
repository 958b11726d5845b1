"""/notifications, its switches, and news of a blocked or unblocked bot."""

from aiogram import Router
from aiogram.enums import ChatMemberStatus
from aiogram.filters import Command
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from domain.people import Student
from domain.preferences.use_cases import choose_notices, notice_choices
from handlers.context import Context
from handlers.notices.callbacks import OpenNotices, SwitchNotices
from handlers.notices.screens import choices_screen
from handlers.screen import Screen
from handlers.typing import WRITES
from handlers.whose import chosen_student


def make_router() -> Router:
    router = Router(name="notices")
    router.message.register(show_choices, Command("notifications"))
    router.callback_query.register(show_choices_of, OpenNotices.filter())
    router.callback_query.register(switch, SwitchNotices.filter(), flags=WRITES)
    router.my_chat_member.register(note_reachability, flags=WRITES)
    return router


async def show_choices(message: Message, ctx: Context) -> Screen:
    return await _choices(ctx, chosen_student(ctx))


async def show_choices_of(query: CallbackQuery, callback_data: OpenNotices, ctx: Context) -> Screen:
    return await _choices(ctx, callback_data.student_id or chosen_student(ctx))


async def switch(query: CallbackQuery, callback_data: SwitchNotices, ctx: Context) -> Screen:
    choices = await choose_notices(
        ctx.uow, ctx.actor, callback_data.student_id, callback_data.kind, on=callback_data.on
    )
    return choices_screen(choices, _siblings(ctx, callback_data.student_id))


async def note_reachability(event: ChatMemberUpdated, ctx: Context) -> None:
    """«Остановить бота» and back: while it is blocked, nothing is even tried."""
    is_blocked = event.new_chat_member.status == ChatMemberStatus.KICKED
    await ctx.uow.chats.set_reachable(ctx.actor.chat_id, reachable=not is_blocked)


async def _choices(ctx: Context, student_id: int) -> Screen:
    choices = await notice_choices(ctx.uow, ctx.actor, student_id)
    return choices_screen(choices, _siblings(ctx, student_id))


def _siblings(ctx: Context, student_id: int) -> list[Student]:
    children = {hat.student.id: hat.student for hat in ctx.actor.hats if hat.student is not None}
    return [child for key, child in children.items() if key != student_id]
