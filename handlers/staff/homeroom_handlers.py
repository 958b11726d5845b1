"""Appointing homeroom teachers: by the class, or from a teacher's card."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.access import Action
from domain.staff.leading import appoint, ask_to_lead, classes_to_lead, who_may_lead
from domain.staff.use_cases import open_card
from handlers.context import Context
from handlers.screen import Screen
from handlers.staff.callbacks import AskHomeroom, OpenHomeroom, OpenHomerooms, SetHomeroom
from handlers.staff.homeroom_screens import (
    ask_screen,
    classes_screen,
    grades_screen,
    teachers_screen,
)
from handlers.typing import WRITES
from handlers.words import _


def make_router() -> Router:
    router = Router(name="homerooms")
    on = router.callback_query.register
    on(show_classes, OpenHomerooms.filter())
    on(show_teachers, OpenHomeroom.filter())
    on(ask, AskHomeroom.filter())
    on(decide, SetHomeroom.filter(), flags=WRITES)
    return router


async def show_classes(query: CallbackQuery, callback_data: OpenHomerooms, ctx: Context) -> Screen:
    classes = await classes_to_lead(ctx.uow, ctx.actor)
    person = None
    if callback_data.person_id:
        card, _hat = await open_card(
            ctx.uow, ctx.actor, callback_data.person_id, Action.GRANT_TEACHING
        )
        person = card.person
    if callback_data.grade_level:
        return classes_screen(classes, callback_data.grade_level, person)
    return grades_screen(classes, person)


async def show_teachers(query: CallbackQuery, callback_data: OpenHomeroom, ctx: Context) -> Screen:
    found = await who_may_lead(ctx.uow, ctx.actor, callback_data.class_id)
    return teachers_screen(*found, callback_data.page)


async def ask(query: CallbackQuery, callback_data: AskHomeroom, ctx: Context) -> Screen:
    found = await ask_to_lead(ctx.uow, ctx.actor, callback_data.class_id, callback_data.person_id)
    return ask_screen(*found, of_person=callback_data.of_person)


async def decide(query: CallbackQuery, callback_data: SetHomeroom, ctx: Context) -> Screen:
    class_id, person_id = callback_data.class_id, callback_data.person_id
    school_class = await appoint(ctx.uow, ctx.actor, class_id, person_id, seen=callback_data.seen)
    classes = await classes_to_lead(ctx.uow, ctx.actor)
    chats = await ctx.uow.staff.chats_of([person_id]) if person_id else []
    screen = classes_screen(classes, school_class.grade_level, None)
    return replace(screen, toast=_("Saved"), commands_of=next(iter(chats), None))
