"""Writing to the families of a class."""

from dataclasses import replace
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.access import Action
from domain.classes.use_cases import class_families, pupil_card
from domain.messages.use_cases import TEXT_LENGTH, sent_report
from domain.messages.writing import (
    Audience,
    drop_draft,
    recipients_of,
    send_draft,
    write_draft,
)
from handlers.context import Context
from handlers.messages.callbacks import (
    DropDraft,
    PickFamilies,
    SendDraft,
    WriteToFamilies,
    WriteToOne,
    WriteToPicked,
)
from handlers.messages.picking import Picking, read_picking
from handlers.messages.screens import report_screen
from handlers.messages.writing_screens import (
    audience_screen,
    dropped_screen,
    picking_screen,
    preview_screen,
    question_screen,
)
from handlers.pieces import too_long
from handlers.screen import Screen
from handlers.typing import WRITES, Typing
from handlers.words import _


def make_router() -> Router:
    router = Router(name="writing")
    on = router.callback_query.register
    on(show_audience, WriteToFamilies.filter())
    on(pick, PickFamilies.filter())
    on(ask_picked, WriteToPicked.filter(), flags=WRITES)
    on(ask_one, WriteToOne.filter(), flags=WRITES)
    on(send, SendDraft.filter(), flags=WRITES)
    on(drop, DropDraft.filter(), flags=WRITES)
    router.message.register(take_text, Typing("message"), flags=WRITES)
    return router


async def show_audience(
    query: CallbackQuery, callback_data: WriteToFamilies, ctx: Context
) -> Screen:
    school_class, families = await class_families(
        ctx.uow, ctx.actor, callback_data.class_id, Action.WRITE_TO_FAMILIES
    )
    return audience_screen(school_class, Picking(families))


async def pick(query: CallbackQuery, callback_data: PickFamilies, ctx: Context) -> Screen:
    school_class, families = await class_families(
        ctx.uow, ctx.actor, callback_data.class_id, Action.WRITE_TO_FAMILIES
    )
    picking = read_picking(families, callback_data.picked, callback_data.check)
    return picking_screen(school_class, picking)


async def ask_picked(query: CallbackQuery, callback_data: WriteToPicked, ctx: Context) -> Screen:
    class_id = callback_data.class_id
    _school_class, families = await class_families(
        ctx.uow, ctx.actor, class_id, Action.WRITE_TO_FAMILIES
    )
    picking = read_picking(families, callback_data.picked, callback_data.check)
    return await _ask(ctx, Audience(class_id, picking.student_ids))


async def ask_one(query: CallbackQuery, callback_data: WriteToOne, ctx: Context) -> Screen:
    card = await pupil_card(ctx.uow, ctx.actor, callback_data.student_id, Action.WRITE_TO_FAMILIES)
    audience = Audience(
        card.school_class.id, (card.family.student.id,), callback_data.person_id or None
    )
    return await _ask(ctx, audience)


async def _ask(ctx: Context, audience: Audience) -> Screen:
    school_class, recipients = await recipients_of(ctx.uow, ctx.actor, audience)
    await ctx.uow.chats.ask(ctx.session.chat_id, "message", _as_data(audience))
    return question_screen(school_class, recipients)


async def take_text(message: Message, ctx: Context) -> Screen:
    """The question stays open until a button is pressed: another text replaces this one."""
    refused = await too_long(ctx, message, "message_length", TEXT_LENGTH)
    if refused is not None:
        return refused
    audience = _from_data(ctx.session.typing_data)
    draft = await write_draft(ctx.uow, ctx.actor, audience, message.text or "")
    return preview_screen(draft)


async def send(query: CallbackQuery, callback_data: SendDraft, ctx: Context) -> Screen:
    message_id = await send_draft(ctx.uow, ctx.actor, callback_data.draft_id)
    report = await sent_report(ctx.uow, ctx.actor, message_id)
    screen = report_screen(report, ctx.school)
    return replace(screen, toast=_("The message is on its way."))


async def drop(query: CallbackQuery, callback_data: DropDraft, ctx: Context) -> Screen:
    await drop_draft(ctx.uow, ctx.actor, callback_data.draft_id)
    return dropped_screen()


def _as_data(audience: Audience) -> dict[str, Any]:
    return {
        "class_id": audience.school_class_id,
        "student_ids": list(audience.student_ids),
        "person_id": audience.person_id,
    }


def _from_data(data: dict[str, Any]) -> Audience:
    return Audience(data["class_id"], tuple(data["student_ids"]), data["person_id"])
