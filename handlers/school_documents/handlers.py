"""Documents of the school: read by everybody, kept by the deputy and the administrator."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.attachments.model import Incoming
from domain.errors import Refused
from domain.school_documents.keeping import (
    add_document,
    add_version,
    documents_taken_off,
    hand_out_version,
    keepers_school,
    open_document,
    rename_document,
    set_document,
    subjects_to_choose,
)
from domain.school_documents.model import TITLE_LENGTH, Audience, DocumentField, DocumentKind
from domain.school_documents.reading import hand_out_document, read_shelf
from handlers.attached import Attached, caption_of
from handlers.context import Context
from handlers.pieces import too_long
from handlers.school_documents import callbacks as to
from handlers.school_documents.keeping_screens import (
    added_screen,
    card_screen,
    choice_screen,
    grades_screen,
    new_screen,
    sending_screen,
    subject_screen,
    title_asked_screen,
    version_asked_screen,
)
from handlers.school_documents.screens import shelf_screen, taken_off_screen
from handlers.school_documents.words import to_hand_out
from handlers.screen import Screen
from handlers.typing import WRITES, Typing

NEW, VERSION, TITLE = "new_document", "document_version", "document_title"


def make_router() -> Router:
    """A new router with these handlers."""
    router = Router(name="school_documents")
    on = router.callback_query.register
    on(show_shelf, to.OpenDocuments.filter())
    on(send_document, to.GetDocument.filter())
    on(send_version, to.GetVersion.filter())
    on(show_taken_off, to.OpenTakenOff.filter())
    on(show_card, to.OpenDocument.filter())
    on(choose_new, to.NewDocument.filter())
    on(ask_document, to.AskDocument.filter(), flags=WRITES)
    on(ask_version, to.AskVersion.filter(), flags=WRITES)
    on(ask_title, to.AskDocumentTitle.filter(), flags=WRITES)
    on(choose_value, to.ChooseDocument.filter())
    on(set_value, to.SetDocument.filter(), flags=WRITES)
    router.message.register(take_document, Attached(NEW), flags=WRITES)
    router.message.register(take_version, Attached(VERSION), flags=WRITES)
    router.message.register(refuse_words_of_new, Typing(NEW))
    router.message.register(refuse_words_of_version, Typing(VERSION))
    router.message.register(take_title, Typing(TITLE), flags=WRITES)
    return router


async def show_shelf(query: CallbackQuery, callback_data: to.OpenDocuments, ctx: Context) -> Screen:
    wanted = callback_data
    shelf = await read_shelf(ctx.uow, ctx.actor)
    return shelf_screen(shelf, wanted.kind, wanted.page, wanted.grade_level)


async def send_document(
    query: CallbackQuery, callback_data: to.GetDocument, ctx: Context
) -> Screen:
    found = await hand_out_document(ctx.uow, ctx.actor, callback_data.document_id)
    return Screen(files=to_hand_out(*found))


async def send_version(query: CallbackQuery, callback_data: to.GetVersion, ctx: Context) -> Screen:
    wanted = callback_data
    found = await hand_out_version(ctx.uow, ctx.actor, wanted.document_id, wanted.number)
    return Screen(files=to_hand_out(*found))


async def show_taken_off(
    query: CallbackQuery, callback_data: to.OpenTakenOff, ctx: Context
) -> Screen:
    found = await documents_taken_off(ctx.uow, ctx.actor)
    return taken_off_screen(found, callback_data.page)


async def show_card(query: CallbackQuery, callback_data: to.OpenDocument, ctx: Context) -> Screen:
    kept = await open_document(ctx.uow, ctx.actor, callback_data.document_id)
    return card_screen(kept, callback_data.page)


async def choose_new(query: CallbackQuery, callback_data: to.NewDocument, ctx: Context) -> Screen:
    keepers_school(ctx.actor)
    return new_screen(callback_data.kind)


async def ask_document(query: CallbackQuery, callback_data: to.AskDocument, ctx: Context) -> Screen:
    keepers_school(ctx.actor)
    kind, audience = callback_data.kind, callback_data.audience
    data = {"kind": kind.value, "audience": audience.value}
    await ctx.uow.chats.ask(ctx.session.chat_id, NEW, data)
    return sending_screen(kind, audience)


async def take_document(message: Message, incoming: Incoming | None, ctx: Context) -> Screen:
    """The question stays: of an album each file becomes a document."""
    asked = ctx.session.typing_data
    what = DocumentKind(asked["kind"]), Audience(asked["audience"])
    kept = await add_document(ctx.uow, ctx.actor, *what, incoming, caption_of(message))
    return added_screen(kept)


async def refuse_words_of_new(_message: Message, ctx: Context) -> Screen:
    """The question stays."""
    keepers_school(ctx.actor)
    raise Refused("document_is_file")


async def ask_version(query: CallbackQuery, callback_data: to.AskVersion, ctx: Context) -> Screen:
    kept = await open_document(ctx.uow, ctx.actor, callback_data.document_id)
    await ctx.uow.chats.ask(ctx.session.chat_id, VERSION, {"document_id": kept.document.id})
    return version_asked_screen(kept)


async def take_version(_message: Message, incoming: Incoming | None, ctx: Context) -> Screen:
    document_id = ctx.session.typing_data["document_id"]
    kept = await add_version(ctx.uow, ctx.actor, document_id, incoming)
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return card_screen(kept)


async def refuse_words_of_version(_message: Message, ctx: Context) -> Screen:
    """The question stays."""
    await open_document(ctx.uow, ctx.actor, ctx.session.typing_data["document_id"])
    raise Refused("version_is_file")


async def ask_title(
    query: CallbackQuery, callback_data: to.AskDocumentTitle, ctx: Context
) -> Screen:
    kept = await open_document(ctx.uow, ctx.actor, callback_data.document_id)
    await ctx.uow.chats.ask(ctx.session.chat_id, TITLE, {"document_id": kept.document.id})
    return title_asked_screen(kept)


async def take_title(message: Message, ctx: Context) -> Screen:
    refused = await too_long(ctx, message, "document_title", TITLE_LENGTH)
    if refused is not None:
        return refused
    document_id = ctx.session.typing_data["document_id"]
    kept = await rename_document(ctx.uow, ctx.actor, document_id, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return card_screen(kept)


async def choose_value(
    query: CallbackQuery, callback_data: to.ChooseDocument, ctx: Context
) -> Screen:
    wanted = callback_data
    if wanted.field is DocumentField.SUBJECT:
        choice = await subjects_to_choose(ctx.uow, ctx.actor, wanted.document_id)
        return subject_screen(choice, wanted.page)
    kept = await open_document(ctx.uow, ctx.actor, wanted.document_id)
    if wanted.field is DocumentField.GRADES:
        return grades_screen(kept.document)
    if wanted.field is DocumentField.LISTED:
        return card_screen(kept)
    return choice_screen(kept.document, wanted.field)


async def set_value(query: CallbackQuery, callback_data: to.SetDocument, ctx: Context) -> Screen:
    wanted = callback_data
    place = wanted.document_id, wanted.field, wanted.value
    kept = await set_document(ctx.uow, ctx.actor, *place)
    if wanted.field is DocumentField.GRADES:
        return grades_screen(kept.document)
    return card_screen(kept)
