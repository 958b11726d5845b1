"""/menu, /children, «‹ Назад» and the switch between children and roles."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.access import Action
from domain.diary import target_of
from domain.errors import NotFound
from domain.hat import Hat, may
from handlers.attendance.handlers import open_attendance
from handlers.context import Context
from handlers.final_marks.handlers import open_finals
from handlers.homework.handlers import open_homework
from handlers.marks.handlers import open_marks
from handlers.menu.callbacks import ChooseHat, OpenHats, OpenMenu, OpenMore, Section
from handlers.menu.opening import first_screen
from handlers.menu.screens import hats_screen
from handlers.menu.staff_ways import more_screen
from handlers.messages.handlers import open_messages
from handlers.schedule.handlers import open_schedule
from handlers.screen import Screen
from handlers.typing import WRITES


def make_router() -> Router:
    router = Router(name="menu")
    router.message.register(show_menu, Command("menu"))
    router.message.register(show_hats, Command("children"))
    router.callback_query.register(show_menu, OpenMenu.filter())
    router.callback_query.register(show_more, OpenMore.filter())
    router.callback_query.register(show_hats, OpenHats.filter())
    router.callback_query.register(choose_hat, ChooseHat.filter(), flags=WRITES)
    return router


async def show_menu(event: Message | CallbackQuery, ctx: Context) -> Screen:
    return await first_screen(ctx.uow, ctx.actor)


async def show_more(query: CallbackQuery, ctx: Context) -> Screen:
    """The rare things, or the first screen where they stand there."""
    return more_screen(ctx.hat) or await first_screen(ctx.uow, ctx.actor)


async def show_hats(event: Message | CallbackQuery, ctx: Context) -> Screen:
    ctx.actor.require_hat()
    return hats_screen(ctx.actor)


async def choose_hat(query: CallbackQuery, callback_data: ChooseHat, ctx: Context) -> Screen:
    """Only a hat of this chat: somebody else's binding is not found (R009)."""
    ctx.actor.require_hat()
    chosen = (hat for hat in ctx.actor.hats if hat.binding_id == callback_data.binding_id)
    hat = next(chosen, None)
    if hat is None:
        raise NotFound("binding")
    await ctx.uow.chats.choose_hat(ctx.actor.chat_id, hat.binding_id)
    actor = replace(ctx.actor, current=hat)
    if hat.student is None or not _is_open(hat, callback_data.section):
        return await first_screen(ctx.uow, actor)
    ctx = replace(ctx, session=replace(ctx.session, actor=actor))
    return await _SECTIONS[callback_data.section](ctx, hat.student.id)


def _is_open(hat: Hat, section: Section) -> bool:
    """Whether the same section can be shown of the other child; else its menu is, or what it wants.

    Where a consent is missing that is the question for it, and the child is chosen all the same.
    """
    if hat.student is None or section not in _READINGS:
        return False
    return may(hat, _READINGS[section], target_of(hat.student, hat.school))


_READINGS: Mapping[Section, Action] = {
    Section.SCHEDULE: Action.READ_TIMETABLE,
    Section.HOMEWORK: Action.READ_HOMEWORK,
    Section.MARKS: Action.READ_MARKS,
    Section.ATTENDANCE: Action.READ_ATTENDANCE,
    Section.FINAL_MARKS: Action.READ_FINAL_MARKS,
    Section.MESSAGES: Action.READ_MESSAGES,
}
_SECTIONS: Mapping[Section, Callable[[Context, int], Awaitable[Screen]]] = {
    Section.SCHEDULE: open_schedule,
    Section.HOMEWORK: open_homework,
    Section.MARKS: open_marks,
    Section.ATTENDANCE: open_attendance,
    Section.FINAL_MARKS: open_finals,
    Section.MESSAGES: open_messages,
}
