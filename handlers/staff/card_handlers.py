"""Entries of a card, and the classes of an educator."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.access import Action
from domain.staff.hiring import ask_field, educator_classes, set_field, set_group, set_sex
from domain.staff.model import CardField
from domain.staff.typed import LONGEST_FIELD
from domain.staff.use_cases import open_card
from handlers.context import Context
from handlers.pieces import too_long
from handlers.screen import Screen
from handlers.staff.callbacks import (
    AskField,
    OpenEntries,
    OpenGroups,
    SetGroup,
    SetSex,
)
from handlers.staff.entry_screens import entries_screen, field_screen, groups_screen
from handlers.typing import WRITES, Typing
from handlers.words import _


def make_router() -> Router:
    router = Router(name="staff_cards")
    on = router.callback_query.register
    on(show_entries, OpenEntries.filter())
    on(ask_entry, AskField.filter(), flags=WRITES)
    on(choose_sex, SetSex.filter(), flags=WRITES)
    on(show_groups, OpenGroups.filter())
    on(choose_group, SetGroup.filter(), flags=WRITES)
    router.message.register(take_entry, Typing("staff_field"), flags=WRITES)
    return router


async def show_entries(query: CallbackQuery, callback_data: OpenEntries, ctx: Context) -> Screen:
    card, _hat = await open_card(ctx.uow, ctx.actor, callback_data.person_id, Action.EDIT_STAFF)
    return entries_screen(card)


async def ask_entry(query: CallbackQuery, callback_data: AskField, ctx: Context) -> Screen:
    field = callback_data.field
    card = await ask_field(ctx.uow, ctx.actor, callback_data.person_id, field)
    data = {"person_id": callback_data.person_id, "field": field.value}
    await ctx.uow.chats.ask(ctx.session.chat_id, "staff_field", data)
    return field_screen(card, field)


async def take_entry(message: Message, ctx: Context) -> Screen:
    refused = await too_long(ctx, message, "staff_field", LONGEST_FIELD)
    if refused is not None:
        return refused
    asked = ctx.session.typing_data
    field = CardField(asked["field"])
    card = await set_field(ctx.uow, ctx.actor, asked["person_id"], field, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return entries_screen(card)


async def choose_sex(query: CallbackQuery, callback_data: SetSex, ctx: Context) -> Screen:
    return entries_screen(
        await set_sex(ctx.uow, ctx.actor, callback_data.person_id, callback_data.sex)
    )


async def show_groups(query: CallbackQuery, callback_data: OpenGroups, ctx: Context) -> Screen:
    card, classes = await educator_classes(ctx.uow, ctx.actor, callback_data.person_id)
    return groups_screen(card, classes, callback_data.grade_level)


async def choose_group(query: CallbackQuery, callback_data: SetGroup, ctx: Context) -> Screen:
    card, class_id = callback_data.person_id, callback_data.class_id
    await set_group(ctx.uow, ctx.actor, card, class_id, is_educator=callback_data.grant)
    found, classes = await educator_classes(ctx.uow, ctx.actor, card)
    grade = next(each.grade_level for each in classes if each.id == class_id)
    return replace(groups_screen(found, classes, grade), toast=_("Saved"))
