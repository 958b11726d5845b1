"""Lessons that were not held: the teacher's and the deputy head's side."""

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.actor import Actor
from domain.errors import Refused
from domain.timetable.claim_model import Claim
from domain.timetable.claims import (
    claim_not_held,
    confirm_claim,
    decline_claim,
    open_claim,
    read_claim,
    waiting_claims,
)
from domain.uow import UnitOfWork
from handlers.claims.callbacks import (
    AskClaim,
    ConfirmClaim,
    DeclineClaim,
    OpenClaim,
    OpenClaims,
)
from handlers.claims.screens import ask_screen, asked_screen, claim_screen, list_screen
from handlers.claims.typed import take_typed_reason
from handlers.context import Context
from handlers.lessons.callbacks import OpenLesson
from handlers.refusals import leading_back
from handlers.screen import Screen
from handlers.typing import WRITES, Typing

_Answer = Callable[[UnitOfWork, Actor, int], Awaitable[Claim]]


def make_router() -> Router:
    router = Router(name="claims")
    on = router.callback_query.register
    on(ask, AskClaim.filter(), flags=WRITES)
    on(show_list, OpenClaims.filter())
    on(show_one, OpenClaim.filter())
    on(confirm, ConfirmClaim.filter(), flags=WRITES)
    on(decline, DeclineClaim.filter(), flags=WRITES)
    router.message.register(take_reason, Typing("claim_reason"), flags=WRITES)
    return router


async def ask(query: CallbackQuery, callback_data: AskClaim, ctx: Context) -> Screen:
    lesson_id = callback_data.lesson_id
    try:
        taught = await open_claim(ctx.uow, ctx.actor, lesson_id)
    except Refused as error:
        return leading_back(error, OpenLesson(lesson_id=lesson_id))
    await ctx.uow.chats.ask(ctx.session.chat_id, "claim_reason", {"lesson_id": lesson_id})
    return ask_screen(taught)


async def take_reason(message: Message, ctx: Context) -> Screen:
    return await take_typed_reason(ctx, message, claim_not_held, asked_screen)


async def show_list(query: CallbackQuery, callback_data: OpenClaims, ctx: Context) -> Screen:
    return list_screen(await waiting_claims(ctx.uow, ctx.actor), callback_data.page)


async def show_one(query: CallbackQuery, callback_data: OpenClaim, ctx: Context) -> Screen:
    return claim_screen(await read_claim(ctx.uow, ctx.actor, callback_data.claim_id))


async def confirm(query: CallbackQuery, callback_data: ConfirmClaim, ctx: Context) -> Screen:
    return await _answered(ctx, callback_data.claim_id, confirm_claim)


async def decline(query: CallbackQuery, callback_data: DeclineClaim, ctx: Context) -> Screen:
    return await _answered(ctx, callback_data.claim_id, decline_claim)


async def _answered(ctx: Context, claim_id: int, answer: _Answer) -> Screen:
    try:
        return claim_screen(await answer(ctx.uow, ctx.actor, claim_id))
    except Refused as error:
        return leading_back(error, OpenClaim(claim_id=claim_id))
