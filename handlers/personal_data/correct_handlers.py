"""Mending a card of the class list."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.personal_data.correcting import card_to_correct, correct_card, family_cards
from domain.personal_data.fields import Field
from handlers.context import Context
from handlers.personal_data.callbacks import (
    CorrectField,
    CorrectSex,
    CorrectValue,
    OpenFamilyCards,
)
from handlers.personal_data.correct_screens import (
    correct_fields_screen,
    correct_value_screen,
    corrected_screen,
    family_cards_screen,
)
from handlers.personal_data.typed_value import ask_to_type, take_typed
from handlers.screen import Screen
from handlers.typing import WRITES, Typing


def make_router() -> Router:
    router = Router(name="cards")
    on = router.callback_query.register
    on(show_cards, OpenFamilyCards.filter())
    on(show_fields, CorrectField.filter())
    on(ask_value, CorrectValue.filter(), flags=WRITES)
    on(choose_sex, CorrectSex.filter(), flags=WRITES)
    router.message.register(take_value, Typing("correct_value"), flags=WRITES)
    return router


async def show_cards(query: CallbackQuery, callback_data: OpenFamilyCards, ctx: Context) -> Screen:
    return family_cards_screen(*await family_cards(ctx.uow, ctx.actor, callback_data.student_id))


async def show_fields(query: CallbackQuery, callback_data: CorrectField, ctx: Context) -> Screen:
    student_id = callback_data.student_id
    _hat, card = await card_to_correct(ctx.uow, ctx.actor, student_id, callback_data.person_id)
    return correct_fields_screen(student_id, card)


async def ask_value(query: CallbackQuery, callback_data: CorrectValue, ctx: Context) -> Screen:
    student_id, person_id = callback_data.student_id, callback_data.person_id
    _hat, card = await card_to_correct(ctx.uow, ctx.actor, student_id, person_id)
    await ask_to_type(ctx, "correct_value", callback_data)
    return correct_value_screen(student_id, card, callback_data.field)


async def take_value(message: Message, ctx: Context) -> Screen:
    return corrected_screen(await take_typed(message, ctx, correct_card))


async def choose_sex(query: CallbackQuery, callback_data: CorrectSex, ctx: Context) -> Screen:
    student_id, person_id = callback_data.student_id, callback_data.person_id
    request = await correct_card(
        ctx.uow, ctx.actor, student_id, person_id, Field.SEX, callback_data.sex
    )
    return corrected_screen(request)
