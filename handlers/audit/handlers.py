"""Opening the audit trail."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.audit.finding import ask_name, find_in_log, log_classes, person_trail
from domain.audit.use_cases import class_trail, own_trail, pupil_trail, school_trail
from handlers.audit.callbacks import AskLogName, Of, OpenAudit, OpenLogClasses
from handlers.audit.finding_screens import classes_screen, found_screen, name_screen
from handlers.audit.screens import (
    class_screen,
    own_screen,
    person_screen,
    pupil_screen,
    school_screen,
)
from handlers.context import Context
from handlers.screen import Screen
from handlers.typing import WRITES, Typing
from handlers.whose import chosen_student

_NAME = "log_name"


def make_router() -> Router:
    router = Router(name="audit")
    router.callback_query.register(show, OpenAudit.filter())
    router.callback_query.register(show_classes, OpenLogClasses.filter())
    router.callback_query.register(ask, AskLogName.filter(), flags=WRITES)
    router.message.register(take_name, Typing(_NAME), flags=WRITES)
    return router


async def show_classes(query: CallbackQuery, callback_data: OpenLogClasses, ctx: Context) -> Screen:
    return classes_screen(await log_classes(ctx.uow, ctx.actor), callback_data.grade_level)


async def ask(query: CallbackQuery, callback_data: AskLogName, ctx: Context) -> Screen:
    await ask_name(ctx.actor)
    await ctx.uow.chats.ask(ctx.session.chat_id, _NAME, {})
    return name_screen()


async def take_name(message: Message, ctx: Context) -> Screen:
    """The question stays: another name searches anew."""
    return found_screen(await find_in_log(ctx.uow, ctx.actor, message.text or ""))


async def show(query: CallbackQuery, callback_data: OpenAudit, ctx: Context) -> Screen:
    of_id, page = callback_data.of_id, (callback_data.part, callback_data.before)
    own_ids = frozenset(hat.person.id for hat in ctx.actor.hats)
    match callback_data.of:
        case Of.PUPIL:
            student_id = of_id or chosen_student(ctx)
            trail = await pupil_trail(ctx.uow, ctx.actor, student_id, *page)
            family = bool(ctx.actor.hats_about(student_id))
            today = trail.school.today(ctx.now)
            return pupil_screen(trail, callback_data, today, own_ids, family=family)
        case Of.OWN:
            trail = await own_trail(ctx.uow, ctx.actor, *page)
            return own_screen(trail, trail.school.today(ctx.now))
        case Of.CLASS:
            trail = await class_trail(ctx.uow, ctx.actor, of_id, *page)
            return class_screen(trail, callback_data, trail.school.today(ctx.now), own_ids)
        case Of.PERSON:
            trail = await person_trail(ctx.uow, ctx.actor, of_id, *page)
            return person_screen(trail, callback_data, trail.school.today(ctx.now))
        case Of.SCHOOL:
            trail = await school_trail(ctx.uow, ctx.actor, *page)
            return school_screen(trail, trail.school.today(ctx.now), own_ids)
