"""«Согласия» of a family and its buttons."""

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.actor import Actor
from domain.consent.model import NEEDED, Purpose
from domain.consent.use_cases import (
    consent_to_withdraw,
    family_hat,
    givable,
    give,
    open_consent,
    own_consents,
    read_text,
    withdraw,
)
from domain.hat import Hat
from handlers.consent import school_handlers
from handlers.consent.asking import consent_screen as asking_screen
from handlers.consent.callbacks import (
    AskWithdraw,
    GiveConsent,
    OpenConsent,
    OpenConsents,
    ReadText,
    Withdraw,
)
from handlers.consent.own_screens import (
    ask_screen,
    consent_screen,
    given_screen,
    own_screen,
    text_screen,
    withdrawn_screen,
)
from handlers.context import Context
from handlers.menu.opening import first_screen
from handlers.screen import Screen
from handlers.typing import WRITES


def make_router() -> Router:
    router = Router(name="consent")
    on = router.callback_query.register
    on(show_own, OpenConsents.filter())
    on(show_text, ReadText.filter())
    on(give_consent, GiveConsent.filter(), flags=WRITES)
    on(show_consent, OpenConsent.filter())
    on(ask_withdraw, AskWithdraw.filter())
    on(withdraw_consent, Withdraw.filter(), flags=WRITES)
    router.include_router(school_handlers.make_router())
    return router


async def show_own(query: CallbackQuery, callback_data: OpenConsents, ctx: Context) -> Screen:
    return own_screen(await own_consents(ctx.uow, ctx.actor, callback_data.binding_id))


async def show_text(query: CallbackQuery, callback_data: ReadText, ctx: Context) -> Screen:
    purpose = callback_data.purpose
    text = await read_text(ctx.uow, ctx.actor, callback_data.binding_id, purpose)
    return text_screen(family_hat(ctx.actor, callback_data.binding_id), purpose, text)


async def give_consent(query: CallbackQuery, callback_data: GiveConsent, ctx: Context) -> Screen:
    """The next consent that is missing; after the last one the diary."""
    binding_id, purpose = callback_data.binding_id, callback_data.purpose
    before = await give(ctx.uow, ctx.actor, binding_id, purpose)
    actor = (await ctx.uow.chats.session(ctx.session.chat_id)).actor
    return given_screen(await _next(ctx, actor, before, purpose))


async def _next(ctx: Context, actor: Actor, before: Hat, purpose: Purpose) -> Screen:
    hat = family_hat(actor, before.binding_id)
    if purpose in NEEDED and givable(hat):
        return asking_screen(actor, hat)
    if before.lacks and hat is actor.current:
        return await first_screen(ctx.uow, actor)
    return own_screen(await own_consents(ctx.uow, actor, hat.binding_id))


async def show_consent(query: CallbackQuery, callback_data: OpenConsent, ctx: Context) -> Screen:
    return consent_screen(*await open_consent(ctx.uow, ctx.actor, callback_data.consent_id))


async def ask_withdraw(query: CallbackQuery, callback_data: AskWithdraw, ctx: Context) -> Screen:
    hat, consent, text = await consent_to_withdraw(ctx.uow, ctx.actor, callback_data.consent_id)
    if not consent.is_in_force:
        return consent_screen(hat, consent, text)
    return ask_screen(hat, consent)


async def withdraw_consent(query: CallbackQuery, callback_data: Withdraw, ctx: Context) -> Screen:
    return withdrawn_screen(*await withdraw(ctx.uow, ctx.actor, callback_data.consent_id))
