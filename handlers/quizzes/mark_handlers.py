"""Marks for a quiz."""

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.quizzes.marking import QuizMarks, open_quiz_marks, set_quiz_marks
from handlers.context import Context
from handlers.quizzes.callbacks import ChooseQuizWork, OpenQuizMarks, SetQuizMarks
from handlers.quizzes.choices import check_of, mark_of, unpacked
from handlers.quizzes.mark_screens import quiz_marks_screen, quiz_works_screen
from handlers.screen import Screen
from handlers.typing import WRITES


def make_router() -> Router:
    router = Router(name="quiz_marks")
    router.callback_query.register(show_marks, OpenQuizMarks.filter())
    router.callback_query.register(choose_work, ChooseQuizWork.filter())
    router.callback_query.register(set_marks, SetQuizMarks.filter(), flags=WRITES)
    return router


async def show_marks(query: CallbackQuery, callback_data: OpenQuizMarks, ctx: Context) -> Screen:
    wanted = callback_data
    found = await _open(ctx, wanted)
    return quiz_marks_screen(found, unpacked(found, wanted.picked, wanted.check))


async def choose_work(query: CallbackQuery, callback_data: ChooseQuizWork, ctx: Context) -> Screen:
    place = callback_data.lesson_id, callback_data.homework_id
    return quiz_works_screen(await open_quiz_marks(ctx.uow, ctx.actor, *place))


async def set_marks(query: CallbackQuery, callback_data: SetQuizMarks, ctx: Context) -> Screen:
    """What was suggested otherwise than now is shown anew, and nothing of it is set."""
    wanted = callback_data
    found = await _open(ctx, wanted)
    if wanted.check == check_of(found):
        choices = unpacked(found, wanted.picked, wanted.check)
        marks = {
            each.score.pupil.id: mark.code
            for at, each in enumerate(found.suggested)
            if (mark := mark_of(found, at, choices[at])) is not None
        }
        place = wanted.lesson_id, wanted.homework_id, wanted.work_type_id
        await set_quiz_marks(ctx.uow, ctx.actor, *place, marks)
        found = await _open(ctx, wanted)
    return quiz_marks_screen(found, [0] * len(found.suggested))


async def _open(ctx: Context, wanted: OpenQuizMarks | SetQuizMarks) -> QuizMarks:
    place = wanted.lesson_id, wanted.homework_id, wanted.work_type_id
    return await open_quiz_marks(ctx.uow, ctx.actor, *place)
