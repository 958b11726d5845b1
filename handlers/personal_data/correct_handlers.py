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
    if callback_data.field is not Field.SEX:
        asked = {"student_id": student_id, "person_id": person_id, "field": callback_data.field}
        await ctx.uow.chats.ask(ctx.session.chat_id, "correct_value", asked)
    return correct_value_screen(student_id, card, callback_data.field)


async def take_value(message: Message, ctx: Context) -> Screen:
    """What is not well formed is said, and the question stays."""
    asked = ctx.session.typing_data
    request = await correct_card(
        ctx.uow,
        ctx.actor,
        asked["student_id"],
        asked["person_id"],
        Field(asked["field"]),
        message.text or "",
    )
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return corrected_screen(request)


async def choose_sex(query: CallbackQuery, callback_data: CorrectSex, ctx: Context) -> Screen:
    request = await correct_card(
        ctx.uow,
        ctx.actor,
        callback_data.student_id,
        callback_data.person_id,
        Field.SEX,
        callback_data.sex,
    )
    return corrected_screen(request)
