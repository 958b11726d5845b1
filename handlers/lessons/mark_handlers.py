"""Marks of a lesson."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.access import Action
from domain.errors import Denied, Refused
from domain.marks.journal import (
    COMMENT_LENGTH,
    class_marks,
    comment_mark,
    open_marks,
    remove_mark,
    require_open,
    set_mark,
    standing_mark,
)
from domain.marks.journal_model import LessonMarks
from domain.marks.model import WorkType
from domain.marks.value import MarkValue
from domain.people import Person
from domain.year.reading import read_day
from handlers.context import Context
from handlers.gradebook.callbacks import OpenSectionBook
from handlers.lessons.mark_callbacks import (
    AskComment,
    AskDay,
    ChooseDay,
    ChooseWorkType,
    OpenClassMarks,
    OpenGrid,
    OpenHandedMark,
    OpenPupil,
    RemoveMark,
    SetMark,
    SetOwed,
)
from handlers.lessons.mark_grid import grid_screen, page_of, work_types_screen
from handlers.lessons.mark_screens import (
    class_marks_screen,
    comment_screen,
    day_screen,
    pupil_screen,
)
from handlers.pieces import too_long
from handlers.screen import Button, Screen
from handlers.typing import WRITES, Typing
from handlers.words import c_


def make_router() -> Router:
    router = Router(name="lesson_marks")
    on = router.callback_query.register
    on(choose_work_type, ChooseWorkType.filter())
    on(show_grid, OpenGrid.filter())
    on(show_pupil, OpenPupil.filter())
    on(show_handed, OpenHandedMark.filter())
    on(give_mark, SetMark.filter(), flags=WRITES)
    on(choose_day, ChooseDay.filter())
    on(give_owed, SetOwed.filter(), flags=WRITES)
    on(ask_day, AskDay.filter(), flags=WRITES)
    on(take_mark_away, RemoveMark.filter(), flags=WRITES)
    on(ask_comment, AskComment.filter(), flags=WRITES)
    on(show_class_marks, OpenClassMarks.filter())
    router.message.register(take_day, Typing("owed_until"), flags=WRITES)
    router.message.register(take_comment, Typing("mark_comment"), flags=WRITES)
    return router


async def choose_work_type(
    query: CallbackQuery, callback_data: ChooseWorkType, ctx: Context
) -> Screen:
    return work_types_screen(await open_marks(ctx.uow, ctx.actor, callback_data.lesson_id))


async def show_grid(query: CallbackQuery, callback_data: OpenGrid, ctx: Context) -> Screen:
    marks = await open_marks(ctx.uow, ctx.actor, callback_data.lesson_id)
    if callback_data.work_type_id:
        work: WorkType | None = _work_type(marks, callback_data.work_type_id)
    else:
        work = marks.preset
    if work is None:
        return work_types_screen(marks)
    return grid_screen(marks, work, callback_data.page)


async def _grid(ctx: Context, lesson_id: int, work_type_id: int, student_id: int) -> Screen:
    """The class again, where the pupil is in it."""
    marks = await open_marks(ctx.uow, ctx.actor, lesson_id)
    work = _work_type(marks, work_type_id)
    return grid_screen(marks, work, page_of(marks, work, student_id))


async def show_pupil(query: CallbackQuery, callback_data: OpenPupil, ctx: Context) -> Screen:
    marks = await open_marks(ctx.uow, ctx.actor, callback_data.lesson_id)
    work = _work_type(marks, callback_data.work_type_id)
    return pupil_screen(marks, work, _pupil(marks, callback_data.student_id), callback_data.nth)


async def show_handed(query: CallbackQuery, callback_data: OpenHandedMark, ctx: Context) -> Screen:
    marks = await open_marks(ctx.uow, ctx.actor, callback_data.lesson_id)
    work = _work_type(marks, callback_data.work_type_id)
    return pupil_screen(marks, work, _pupil(marks, callback_data.student_id), 0, is_handed=True)


async def give_mark(query: CallbackQuery, callback_data: SetMark, ctx: Context) -> Screen:
    return await _set(ctx, callback_data, callback_data.code)


async def give_owed(query: CallbackQuery, callback_data: SetOwed, ctx: Context) -> Screen:
    return await _set(ctx, callback_data, MarkValue.pending(callback_data.due_on).code)


async def _set(ctx: Context, wanted: SetMark | SetOwed, code: str) -> Screen:
    await set_mark(
        ctx.uow,
        ctx.actor,
        wanted.lesson_id,
        wanted.student_id,
        wanted.work_type_id,
        wanted.nth,
        code,
        wanted.seen,
    )
    return await _grid(ctx, wanted.lesson_id, wanted.work_type_id, wanted.student_id)


async def choose_day(query: CallbackQuery, callback_data: ChooseDay, ctx: Context) -> Screen:
    marks = await open_marks(ctx.uow, ctx.actor, callback_data.lesson_id)
    work = _work_type(marks, callback_data.work_type_id)
    return day_screen(marks, work, _pupil(marks, callback_data.student_id), callback_data.nth)


async def ask_day(query: CallbackQuery, callback_data: AskDay, ctx: Context) -> Screen:
    marks = await open_marks(ctx.uow, ctx.actor, callback_data.lesson_id)
    work = _work_type(marks, callback_data.work_type_id)
    pupil = _pupil(marks, callback_data.student_id)
    await ctx.uow.chats.ask(ctx.session.chat_id, "owed_until", callback_data.model_dump())
    return day_screen(marks, work, pupil, callback_data.nth, is_typed=True)


async def take_day(message: Message, ctx: Context) -> Screen:
    wanted = AskDay(**ctx.session.typing_data)
    hat = ctx.actor.require_hat()
    due_on = read_day(message.text or "", hat.school.today(ctx.uow.now))
    await set_mark(
        ctx.uow,
        ctx.actor,
        wanted.lesson_id,
        wanted.student_id,
        wanted.work_type_id,
        wanted.nth,
        MarkValue.pending(due_on).code,
        wanted.seen,
    )
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return await _grid(ctx, wanted.lesson_id, wanted.work_type_id, wanted.student_id)


async def take_mark_away(query: CallbackQuery, callback_data: RemoveMark, ctx: Context) -> Screen:
    mark = await remove_mark(ctx.uow, ctx.actor, callback_data.lesson_id, callback_data.mark_id)
    return await _grid(ctx, callback_data.lesson_id, mark.work_type_id, mark.student_id)


async def ask_comment(query: CallbackQuery, callback_data: AskComment, ctx: Context) -> Screen:
    marks = await open_marks(ctx.uow, ctx.actor, callback_data.lesson_id)
    mark = standing_mark(marks, callback_data.mark_id)
    require_open(marks, mark)
    pupil = _pupil(marks, mark.student_id)
    asked = {"lesson_id": callback_data.lesson_id, "mark_id": mark.id}
    await ctx.uow.chats.ask(ctx.session.chat_id, "mark_comment", asked)
    return comment_screen(marks, mark, pupil)


async def take_comment(message: Message, ctx: Context) -> Screen:
    refused = await too_long(ctx, message, "comment_length", COMMENT_LENGTH)
    if refused is not None:
        return refused
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
    screen = class_marks_screen(marks, callback_data.page)
    taught = marks.taught
    if not ctx.actor.may(
        Action.READ_GRADEBOOK, replace(taught.target, teacher_id=taught.usual_teacher_id)
    ):
        return screen
    # There stands, too, who has too few marks while there is time to set more (R102).
    book = OpenSectionBook(section_id=taught.lesson.section_id)
    *rows, back = screen.keyboard
    return replace(screen, keyboard=[*rows, [Button(c_("button", "Gradebook"), book)], back])


def _work_type(marks: LessonMarks, work_type_id: int) -> WorkType:
    work = marks.work_type(work_type_id)
    if work is None:
        raise Denied(Action.SET_MARK)
    return work


def _pupil(marks: LessonMarks, student_id: int) -> Person:
    pupil = marks.pupil(student_id)
    if pupil is None:
        raise Refused("pupil_not_here", day=marks.taught.date)
    return pupil
