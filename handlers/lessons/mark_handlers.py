"""Marks of a lesson."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.access import Action
from domain.errors import Denied
from domain.marks.journal import (
    class_marks,
    comment_mark,
    open_marks,
    remove_mark,
    set_mark,
    standing_mark,
)
from domain.marks.journal_model import LessonMarks
from domain.marks.model import WorkType
from domain.people import Person
from handlers.context import Context
from handlers.lessons.callbacks import (
    AskComment,
    ChooseWorkType,
    OpenClassMarks,
    OpenMarks,
    OpenPupil,
    RemoveMark,
    SetMark,
)
from handlers.lessons.mark_screens import (
    class_marks_screen,
    class_screen,
    comment_screen,
    pupil_screen,
    work_types_screen,
)
from handlers.screen import Screen
from handlers.typing import WRITES, Typing


def make_router() -> Router:
    router = Router(name="lesson_marks")
    router.callback_query.register(choose_work_type, ChooseWorkType.filter())
    router.callback_query.register(show_class, OpenMarks.filter())
    router.callback_query.register(show_pupil, OpenPupil.filter())
    router.callback_query.register(give_mark, SetMark.filter(), flags=WRITES)
    router.callback_query.register(take_mark_away, RemoveMark.filter(), flags=WRITES)
    router.callback_query.register(ask_comment, AskComment.filter(), flags=WRITES)
    router.callback_query.register(show_class_marks, OpenClassMarks.filter())
    router.message.register(take_comment, Typing("mark_comment"), flags=WRITES)
    return router


async def choose_work_type(
    query: CallbackQuery, callback_data: ChooseWorkType, ctx: Context
) -> Screen:
    return work_types_screen(await open_marks(ctx.uow, ctx.actor, callback_data.lesson_id))


async def show_class(query: CallbackQuery, callback_data: OpenMarks, ctx: Context) -> Screen:
    return await _class(ctx, callback_data.lesson_id, callback_data.work_type_id)


async def _class(ctx: Context, lesson_id: int, work_type_id: int) -> Screen:
    marks = await open_marks(ctx.uow, ctx.actor, lesson_id)
    return class_screen(marks, _work_type(marks, work_type_id))


async def show_pupil(query: CallbackQuery, callback_data: OpenPupil, ctx: Context) -> Screen:
    marks = await open_marks(ctx.uow, ctx.actor, callback_data.lesson_id)
    work = _work_type(marks, callback_data.work_type_id)
    return pupil_screen(marks, work, _pupil(marks, callback_data.student_id), callback_data.nth)


async def give_mark(query: CallbackQuery, callback_data: SetMark, ctx: Context) -> Screen:
    wanted = callback_data
    await set_mark(
        ctx.uow,
        ctx.actor,
        wanted.lesson_id,
        wanted.student_id,
        wanted.work_type_id,
        wanted.nth,
        wanted.code,
    )
    return await _class(ctx, wanted.lesson_id, wanted.work_type_id)


async def take_mark_away(query: CallbackQuery, callback_data: RemoveMark, ctx: Context) -> Screen:
    mark = await remove_mark(ctx.uow, ctx.actor, callback_data.lesson_id, callback_data.mark_id)
    return await _class(ctx, callback_data.lesson_id, mark.work_type_id)


async def ask_comment(query: CallbackQuery, callback_data: AskComment, ctx: Context) -> Screen:
    marks = await open_marks(ctx.uow, ctx.actor, callback_data.lesson_id)
    mark = standing_mark(marks, callback_data.mark_id)
    pupil = _pupil(marks, mark.student_id)
    asked = {"lesson_id": callback_data.lesson_id, "mark_id": mark.id}
    await ctx.uow.chats.ask(ctx.session.chat_id, "mark_comment", asked)
    return comment_screen(marks, mark, pupil)


async def take_comment(message: Message, ctx: Context) -> Screen:
    asked = ctx.session.typing_data
    mark = await comment_mark(
        ctx.uow, ctx.actor, asked["lesson_id"], asked["mark_id"], message.text or ""
    )
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    marks = await open_marks(ctx.uow, ctx.actor, asked["lesson_id"])
    work, pupil = _work_type(marks, mark.work_type_id), _pupil(marks, mark.student_id)
    return pupil_screen(marks, work, pupil, mark.nth)


async def show_class_marks(
    query: CallbackQuery, callback_data: OpenClassMarks, ctx: Context
) -> Screen:
    marks = await class_marks(ctx.uow, ctx.actor, callback_data.lesson_id)
    return class_marks_screen(marks, callback_data.page)


def _work_type(marks: LessonMarks, work_type_id: int) -> WorkType:
    work = marks.work_type(work_type_id)
    if work is None:
        raise Denied(Action.SET_MARK)
    return work


def _pupil(marks: LessonMarks, student_id: int) -> Person:
    pupil = marks.pupil(student_id)
    if pupil is None:
        raise Denied(Action.SET_MARK)
    return pupil
