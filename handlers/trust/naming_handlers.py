"""Naming a trusted person, from «Добавить» to the code."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.consent.documents import current_document, filled
from domain.consent.model import Purpose
from domain.trust.model import ContactRelation, Term, from_number
from domain.trust.offering import terms
from domain.trust.use_cases import agree, circle_to_join, name_contact
from handlers.classes.code_screens import slips_file
from handlers.context import Context
from handlers.screen import Screen
from handlers.trust.callbacks import Agree, AskConsent, AskRelation, AskRights
from handlers.trust.naming_screens import (
    code_screen,
    consent_screen,
    name_screen,
    relation_screen,
    rights_screen,
    slip,
)
from handlers.typing import WRITES, Typing


def make_router() -> Router:
    router = Router(name="trust_naming")
    on = router.callback_query.register
    on(ask_relation, AskRelation.filter())
    on(ask_rights, AskRights.filter())
    on(ask_consent, AskConsent.filter())
    on(ask_name, Agree.filter(), flags=WRITES)
    router.message.register(take_name, Typing("trusted_name"), flags=WRITES)
    return router


async def ask_relation(query: CallbackQuery, callback_data: AskRelation, ctx: Context) -> Screen:
    return relation_screen(await circle_to_join(ctx.uow, ctx.actor, callback_data.student_id))


async def ask_rights(query: CallbackQuery, callback_data: AskRights, ctx: Context) -> Screen:
    circle = await circle_to_join(ctx.uow, ctx.actor, callback_data.student_id)
    ends = await terms(ctx.uow, circle.student, circle.school)
    return rights_screen(circle, callback_data, ends, circle.school.today(ctx.now))


async def ask_consent(query: CallbackQuery, callback_data: AskConsent, ctx: Context) -> Screen:
    circle = await circle_to_join(ctx.uow, ctx.actor, callback_data.student_id)
    ends = await terms(ctx.uow, circle.student, circle.school)
    wanted = callback_data
    if wanted.term not in ends:  # the school year was over since
        wanted = wanted.model_copy(update={"term": Term.MONTH})
    document = await current_document(ctx.uow, circle.school, Purpose.TRUSTED)
    giver = ctx.actor.hats_about(circle.student.id)[0].person
    text = filled(document.text, giver.full_name, circle.student.full_name)
    return consent_screen(circle, wanted, ends, text, circle.school.today(ctx.now))


async def ask_name(query: CallbackQuery, callback_data: Agree, ctx: Context) -> Screen:
    circle = await circle_to_join(ctx.uow, ctx.actor, callback_data.student_id)
    await agree(ctx.uow, ctx.actor, callback_data.student_id)
    data = callback_data.model_dump(mode="json")
    await ctx.uow.chats.ask(ctx.session.chat_id, "trusted_name", data)
    return name_screen(circle.student)


async def take_name(message: Message, ctx: Context) -> Screen:
    """The code comes once, in the chat and as a slip to print."""
    data = ctx.session.typing_data
    held, issued = await name_contact(
        ctx.uow,
        ctx.actor,
        data["student_id"],
        message.text or "",
        ContactRelation(data["relation"]),
        from_number(data["rights"]),
        Term(data["term"]),
    )
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    file = await slips_file(held.contact.person.list_name, [issued], ctx.bot_name)
    return replace(code_screen(held, issued, ctx.bot_name), files=[slip(file)])
