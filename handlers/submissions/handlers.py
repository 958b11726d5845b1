"""A pupil hands work in; a teacher reads it."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.attachments.model import Incoming
from domain.errors import Refused
from domain.submissions.model import OwnWork
from domain.submissions.use_cases import (
    ANSWER_LENGTH,
    hand_in_answer,
    hand_in_file,
    handed_in,
    open_work,
    read_work,
    take_back,
    work_of_day,
)
from handlers.attached import Attached, caption_of
from handlers.context import Context
from handlers.days import to_day
from handlers.homework.words import to_send
from handlers.pieces import length_of, refuse_length
from handlers.screen import Screen
from handlers.submissions.callbacks import (
    OpenHandedIn,
    OpenHandedWork,
    OpenOwnDay,
    OpenOwnWork,
    ShowHandedFiles,
    ShowOwnFiles,
    TakeWorkBack,
)
from handlers.submissions.screens import (
    handed_in_screen,
    handed_work_screen,
    own_day_screen,
    own_work_screen,
)
from handlers.typing import WRITES, Typing

ASKED = "hand_in"


def make_router() -> Router:
    router = Router(name="submissions")
    router.callback_query.register(show_own_day, OpenOwnDay.filter())
    router.callback_query.register(show_own_work, OpenOwnWork.filter(), flags=WRITES)
    router.callback_query.register(take_work_back, TakeWorkBack.filter(), flags=WRITES)
    router.callback_query.register(send_own_files, ShowOwnFiles.filter())
    router.callback_query.register(show_handed_in, OpenHandedIn.filter())
    router.callback_query.register(show_handed_work, OpenHandedWork.filter())
    router.callback_query.register(send_handed_files, ShowHandedFiles.filter())
    router.message.register(take_answer, Typing(ASKED), flags=WRITES)
    router.message.register(take_file, Attached(ASKED), flags=WRITES)
    return router


async def show_own_day(query: CallbackQuery, callback_data: OpenOwnDay, ctx: Context) -> Screen:
    day = to_day(callback_data.day)
    return own_day_screen(await work_of_day(ctx.uow, ctx.actor, callback_data.student_id, day))


async def show_own_work(query: CallbackQuery, callback_data: OpenOwnWork, ctx: Context) -> Screen:
    wanted = callback_data
    work = await open_work(ctx.uow, ctx.actor, wanted.student_id, wanted.homework_id)
    return await _asking(ctx, work)


async def take_answer(message: Message, ctx: Context) -> Screen:
    asked = ctx.session.typing_data
    length = length_of(asked, message)
    if length > ANSWER_LENGTH:
        error = Refused("answer_length", limit=ANSWER_LENGTH, length=length)
        return await refuse_length(ctx, message, error, length)
    work = await hand_in_answer(
        ctx.uow, ctx.actor, asked["student_id"], asked["homework_id"], message.text or ""
    )
    return await _asking(ctx, work)


async def take_file(message: Message, incoming: Incoming | None, ctx: Context) -> Screen:
    asked = ctx.session.typing_data
    place = asked["student_id"], asked["homework_id"]
    work = await hand_in_file(ctx.uow, ctx.actor, *place, incoming, caption_of(message))
    return await _asking(ctx, work)


async def take_work_back(query: CallbackQuery, callback_data: TakeWorkBack, ctx: Context) -> Screen:
    wanted = callback_data
    work = await take_back(ctx.uow, ctx.actor, wanted.student_id, wanted.homework_id)
    return await _asking(ctx, work)


async def send_own_files(query: CallbackQuery, callback_data: ShowOwnFiles, ctx: Context) -> Screen:
    wanted = callback_data
    work = await open_work(ctx.uow, ctx.actor, wanted.student_id, wanted.homework_id)
    return Screen(files=to_send(work.files, work.homework.subject, work.homework.due_date))


async def show_handed_in(query: CallbackQuery, callback_data: OpenHandedIn, ctx: Context) -> Screen:
    wanted = callback_data
    found = await handed_in(ctx.uow, ctx.actor, wanted.lesson_id, wanted.homework_id)
    return handed_in_screen(found)


async def show_handed_work(
    query: CallbackQuery, callback_data: OpenHandedWork, ctx: Context
) -> Screen:
    wanted = callback_data
    place = wanted.lesson_id, wanted.homework_id, wanted.student_id
    return handed_work_screen(await read_work(ctx.uow, ctx.actor, *place))


async def send_handed_files(
    query: CallbackQuery, callback_data: ShowHandedFiles, ctx: Context
) -> Screen:
    wanted = callback_data
    place = wanted.lesson_id, wanted.homework_id, wanted.student_id
    work = await read_work(ctx.uow, ctx.actor, *place)
    return Screen(files=to_send(work.files, work.taught.lesson.subject, work.item.due_date))


async def _asking(ctx: Context, work: OwnWork) -> Screen:
    """More may follow, as long as no mark was given for it."""
    if work.submission is not None and work.submission.is_marked:
        await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    else:
        asked = {"student_id": work.student.id, "homework_id": work.homework.id}
        await ctx.uow.chats.ask(ctx.session.chat_id, ASKED, asked)
    return own_work_screen(work)
