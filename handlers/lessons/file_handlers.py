"""Photos and documents of a homework, sent by its teacher."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.attachments.model import Incoming
from domain.errors import Refused
from domain.homework.files import (
    HomeworkFiles,
    attach_file,
    detach_file,
    open_files,
    type_beside_files,
)
from domain.homework.setting import HOMEWORK_LENGTH
from handlers.attached import Attached, caption_of
from handlers.context import Context
from handlers.homework.words import to_send
from handlers.lessons.file_callbacks import (
    OpenHomeworkFiles,
    RemoveHomeworkFile,
    ShowHomeworkFiles,
)
from handlers.lessons.file_screens import files_screen
from handlers.pieces import length_of, refuse_length
from handlers.screen import Screen
from handlers.typing import WRITES, Typing

HOMEWORK, FILES = "lesson_homework", "homework_files"


def make_router() -> Router:
    router = Router(name="homework_files")
    router.callback_query.register(show_files, OpenHomeworkFiles.filter(), flags=WRITES)
    router.callback_query.register(send_files, ShowHomeworkFiles.filter())
    router.callback_query.register(remove_file, RemoveHomeworkFile.filter(), flags=WRITES)
    router.message.register(take_file, Attached(HOMEWORK), flags=WRITES)
    router.message.register(take_file, Attached(FILES), flags=WRITES)
    router.message.register(take_words, Typing(FILES), flags=WRITES)
    return router


async def show_files(
    query: CallbackQuery, callback_data: OpenHomeworkFiles, ctx: Context
) -> Screen:
    wanted = callback_data
    found = await open_files(ctx.uow, ctx.actor, wanted.lesson_id, wanted.homework_id)
    return await _asking(ctx, found)


async def send_files(
    query: CallbackQuery, callback_data: ShowHomeworkFiles, ctx: Context
) -> Screen:
    wanted = callback_data
    found = await open_files(ctx.uow, ctx.actor, wanted.lesson_id, wanted.homework_id)
    subject = found.desk.taught.lesson.subject
    return Screen(files=to_send(found.files, subject, found.item.due_date))


async def take_file(message: Message, incoming: Incoming | None, ctx: Context) -> Screen:
    """The first one may set the homework; those after it, of an album too, join it."""
    asked = ctx.session.typing_data
    found = await attach_file(
        ctx.uow,
        ctx.actor,
        asked["lesson_id"],
        asked["homework_id"],
        asked.get("due_lesson_id", 0),
        incoming,
        caption_of(message),
        asked.get("student_ids", ()),
    )
    return await _asking(ctx, found)


async def take_words(message: Message, ctx: Context) -> Screen:
    asked = ctx.session.typing_data
    length = length_of(asked, message)
    if length > HOMEWORK_LENGTH:
        error = Refused("homework_length", limit=HOMEWORK_LENGTH, length=length)
        return await refuse_length(ctx, message, error, length)
    found = await type_beside_files(
        ctx.uow, ctx.actor, asked["lesson_id"], asked["homework_id"], message.text or ""
    )
    return await _asking(ctx, found)


async def remove_file(
    query: CallbackQuery, callback_data: RemoveHomeworkFile, ctx: Context
) -> Screen:
    wanted = callback_data
    found = await detach_file(
        ctx.uow, ctx.actor, wanted.lesson_id, wanted.homework_id, wanted.attachment_id
    )
    return await _asking(ctx, found)


async def _asking(ctx: Context, found: HomeworkFiles) -> Screen:
    asked = {"lesson_id": found.desk.taught.id, "homework_id": found.item.id}
    await ctx.uow.chats.ask(ctx.session.chat_id, FILES, asked)
    return files_screen(found)
