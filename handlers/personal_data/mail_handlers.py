"""The form in which a family without the diary gets its sheet: on paper, or by e-mail (R116)."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.errors import Refused
from domain.personal_data.by_mail import (
    agree_on_email,
    agree_on_paper,
    family_to_mail,
    letters_of,
    send_trial,
    type_email,
)
from handlers.context import Context
from handlers.personal_data.callbacks import (
    AskEmail,
    EndEmail,
    OpenOptOut,
    SaveEmail,
    SendTrial,
)
from handlers.personal_data.mail_screens import email_question, email_typed_screen
from handlers.personal_data.opt_out_screens import opt_out_screen
from handlers.screen import Screen
from handlers.typing import WRITES, Typing
from handlers.words import _


def make_router() -> Router:
    router = Router(name="sheets by mail")
    on = router.callback_query.register
    on(show_opt_out, OpenOptOut.filter())
    on(ask_email, AskEmail.filter(), flags=WRITES)
    on(save_email, SaveEmail.filter(), flags=WRITES)
    on(end_email, EndEmail.filter(), flags=WRITES)
    on(try_email, SendTrial.filter(), flags=WRITES)
    router.message.register(take_email, Typing("opt_out_email"), flags=WRITES)
    return router


async def show_opt_out(query: CallbackQuery, callback_data: OpenOptOut, ctx: Context) -> Screen:
    return await _family(ctx, callback_data.opt_out_id)


async def _family(ctx: Context, opt_out_id: int) -> Screen:
    opt_out, letters, trials = await letters_of(ctx.uow, ctx.actor, opt_out_id)
    return opt_out_screen(opt_out, letters, trials, sends_mail=ctx.sends_mail)


def _need_mail(ctx: Context) -> None:
    if not ctx.sends_mail:
        raise Refused("mail_is_off")


async def ask_email(query: CallbackQuery, callback_data: AskEmail, ctx: Context) -> Screen:
    opt_out = await family_to_mail(ctx.uow, ctx.actor, callback_data.opt_out_id)
    _need_mail(ctx)
    data = {"opt_out_id": opt_out.id}
    await ctx.uow.chats.ask(ctx.session.chat_id, "opt_out_email", data)
    return email_question(opt_out)


async def take_email(message: Message, ctx: Context) -> Screen:
    """What is no address is said, and the question stays; so does it after one, for another."""
    opt_out_id = ctx.session.typing_data["opt_out_id"]
    opt_out = await type_email(ctx.uow, ctx.actor, opt_out_id, message.text or "")
    return email_typed_screen(opt_out)


async def save_email(query: CallbackQuery, callback_data: SaveEmail, ctx: Context) -> Screen:
    opt_out_id = callback_data.opt_out_id
    await agree_on_email(ctx.uow, ctx.actor, opt_out_id, callback_data.seen)
    _need_mail(ctx)
    return await _family(ctx, opt_out_id)


async def end_email(query: CallbackQuery, callback_data: EndEmail, ctx: Context) -> Screen:
    await agree_on_paper(ctx.uow, ctx.actor, callback_data.opt_out_id)
    return await _family(ctx, callback_data.opt_out_id)


async def try_email(query: CallbackQuery, callback_data: SendTrial, ctx: Context) -> Screen:
    await send_trial(ctx.uow, ctx.actor, callback_data.opt_out_id, callback_data.seen)
    _need_mail(ctx)
    screen = await _family(ctx, callback_data.opt_out_id)
    return replace(screen, toast=_("It leaves within a minute; then look here."))
