"""The photo of a note, sent with an announced absence or after it."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.absences.notes import AbsenceNote, attach_note, open_note, remove_note
from domain.attachments.model import Incoming
from domain.errors import Refused
from handlers.absences.note_callbacks import (
    OpenAbsenceNote,
    RemoveAbsenceNote,
    ShowAbsenceNote,
)
from handlers.absences.note_screens import note_screen, note_to_send
from handlers.attached import Attached
from handlers.context import Context
from handlers.screen import Screen, toast
from handlers.typing import WRITES, Typing
from handlers.words import _

NOTE = "absence_note"


def make_router() -> Router:
    router = Router(name="absence_notes")
    router.callback_query.register(show_note, OpenAbsenceNote.filter(), flags=WRITES)
    router.callback_query.register(send_note, ShowAbsenceNote.filter())
    router.callback_query.register(take_away, RemoveAbsenceNote.filter(), flags=WRITES)
    router.message.register(take_file, Attached(NOTE), flags=WRITES)
    router.message.register(refuse_words, Typing(NOTE))
    return router


async def show_note(query: CallbackQuery, callback_data: OpenAbsenceNote, ctx: Context) -> Screen:
    return await _asking(ctx, await open_note(ctx.uow, ctx.actor, callback_data.announced_id))


async def send_note(query: CallbackQuery, callback_data: ShowAbsenceNote, ctx: Context) -> Screen:
    note = await open_note(ctx.uow, ctx.actor, callback_data.announced_id)
    if not note.files:
        return toast(_("There are no files here any more."))
    return Screen(files=note_to_send(note))


async def take_away(query: CallbackQuery, callback_data: RemoveAbsenceNote, ctx: Context) -> Screen:
    wanted = callback_data
    note = await remove_note(ctx.uow, ctx.actor, wanted.announced_id, wanted.attachment_id)
    return await _asking(ctx, note)


async def take_file(message: Message, incoming: Incoming | None, ctx: Context) -> Screen:
    announced_id = ctx.session.typing_data["announced_id"]
    return await _asking(ctx, await attach_note(ctx.uow, ctx.actor, announced_id, incoming))


async def refuse_words(message: Message, ctx: Context) -> Screen:
    """The question stays; words are for the homeroom teacher."""
    await open_note(ctx.uow, ctx.actor, ctx.session.typing_data["announced_id"])
    raise Refused("note_is_file")


async def _asking(ctx: Context, note: AbsenceNote) -> Screen:
    """More may follow: a note of two pages is two photos."""
    asked = {"announced_id": note.announced.id}
    await ctx.uow.chats.ask(ctx.session.chat_id, NOTE, asked)
    return note_screen(note)
