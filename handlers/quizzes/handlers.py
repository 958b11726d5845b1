"""Making, answering and reading quizzes."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.errors import Refused
from domain.homework.addressing import open_addressing
from domain.homework.desk import HomeworkDesk
from domain.quizzes.answering import answer_question, open_quiz
from domain.quizzes.results import pupil_quiz, quiz_questions, quiz_results
from domain.quizzes.setting import (
    QUIZ_LENGTH,
    drop_quiz_draft,
    open_quiz_draft,
    set_quiz,
    type_quiz,
)
from handlers.context import Context
from handlers.lessons.homework_handlers import show_item
from handlers.lessons.pupil_screens import read_mask
from handlers.pieces import length_of, refuse_length
from handlers.quizzes import mark_handlers
from handlers.quizzes.callbacks import (
    AnswerQuestion,
    AskQuiz,
    DropQuiz,
    OpenPupilQuiz,
    OpenQuiz,
    OpenQuizQuestions,
    OpenQuizResults,
    PickAnswers,
    PreviewQuiz,
    SetQuiz,
)
from handlers.quizzes.making_screens import ask_quiz_screen, preview_screen
from handlers.quizzes.own_screens import question_screen, quiz_screen
from handlers.quizzes.result_screens import pupil_quiz_screen, questions_screen, results_screen
from handlers.screen import Screen
from handlers.typing import WRITES, Typing

ASKED = "quiz"


def make_router() -> Router:
    router = Router(name="quizzes")
    on = router.callback_query.register
    on(show_quiz, OpenQuiz.filter())
    on(pick, PickAnswers.filter())
    on(answer, AnswerQuestion.filter(), flags=WRITES)
    on(ask, AskQuiz.filter(), flags=WRITES)
    on(preview, PreviewQuiz.filter())
    on(set_it, SetQuiz.filter(), flags=WRITES)
    on(drop, DropQuiz.filter(), flags=WRITES)
    on(show_results, OpenQuizResults.filter())
    on(show_questions, OpenQuizQuestions.filter())
    on(show_pupil, OpenPupilQuiz.filter())
    router.include_router(mark_handlers.make_router())
    router.message.register(take_quiz, Typing(ASKED), flags=WRITES)
    return router


async def show_quiz(query: CallbackQuery, callback_data: OpenQuiz, ctx: Context) -> Screen:
    wanted = callback_data
    own = await open_quiz(ctx.uow, ctx.actor, wanted.student_id, wanted.homework_id)
    return quiz_screen(own, wanted.page)


async def pick(query: CallbackQuery, callback_data: PickAnswers, ctx: Context) -> Screen:
    """The question with its ticks; from an old keyboard, the one that comes next."""
    wanted = callback_data
    own = await open_quiz(ctx.uow, ctx.actor, wanted.student_id, wanted.homework_id)
    if own.is_own and wanted.number == own.next_number and not own.is_closed:
        return question_screen(own, wanted.number, wanted.picked)
    return quiz_screen(own)


async def answer(query: CallbackQuery, callback_data: AnswerQuestion, ctx: Context) -> Screen:
    wanted = callback_data
    chosen = [at for at in range(wanted.picked.bit_length()) if wanted.picked >> at & 1]
    own = await answer_question(
        ctx.uow, ctx.actor, wanted.student_id, wanted.quiz_id, wanted.number, chosen
    )
    return quiz_screen(own)


async def ask(query: CallbackQuery, callback_data: AskQuiz, ctx: Context) -> Screen:
    """How it is typed, or what waits to be set; either way a text is waited for.

    What waits is for whom a new homework is now, where some were picked.
    """
    wanted = callback_data
    place = wanted.lesson_id, wanted.homework_id
    students = await _picked(ctx, wanted)
    desk, waits = await open_quiz_draft(ctx.uow, ctx.actor, *place)
    if waits is None:
        return await _ask(ctx, desk, place, wanted.due_lesson_id, students)
    draft = waits.draft
    due_lesson_id = draft.due_lesson_id
    if students and students != draft.student_ids:
        due_lesson_id = wanted.due_lesson_id
        waits = await type_quiz(
            ctx.uow, ctx.actor, place[0], draft.text, place[1], due_lesson_id, students
        )
    students = waits.draft.student_ids
    return await _asking(ctx, desk, preview_screen(waits), place, due_lesson_id, students)


async def _picked(ctx: Context, wanted: AskQuiz) -> tuple[int, ...]:
    """Of a homework that is there already, it says by itself for whom it is."""
    if wanted.homework_id or not wanted.picked:
        return ()
    found = await open_addressing(ctx.uow, ctx.actor, wanted.lesson_id, 0)
    return tuple(sorted(read_mask(found.pupils, wanted.picked, wanted.check)))


async def _ask(
    ctx: Context,
    desk: HomeworkDesk,
    place: tuple[int, int],
    due_lesson_id: int,
    students: tuple[int, ...],
) -> Screen:
    screen = ask_quiz_screen(desk, desk.item(place[1]), due_lesson_id, for_some=len(students))
    return await _asking(ctx, desk, screen, place, due_lesson_id, students)


async def _asking(
    ctx: Context,
    desk: HomeworkDesk,
    screen: Screen,
    place: tuple[int, int],
    due_lesson_id: int,
    students: tuple[int, ...],
) -> Screen:
    lesson_id, homework_id = place
    asked = {
        "lesson_id": lesson_id,
        "homework_id": homework_id if desk.item(homework_id) else 0,
        "due_lesson_id": due_lesson_id if desk.due_lesson(due_lesson_id) else 0,
        "student_ids": list(students),
    }
    await ctx.uow.chats.ask(ctx.session.chat_id, ASKED, asked)
    return screen


async def take_quiz(message: Message, ctx: Context) -> Screen:
    """The question stays, for a better text, until the quiz is set or left."""
    asked = ctx.session.typing_data
    length = length_of(asked, message)
    if length > QUIZ_LENGTH:
        error = Refused("quiz_length", limit=QUIZ_LENGTH, length=length)
        return await refuse_length(ctx, message, error, length)
    found = await type_quiz(
        ctx.uow,
        ctx.actor,
        asked["lesson_id"],
        message.text or "",
        asked["homework_id"],
        asked.get("due_lesson_id", 0),
        asked.get("student_ids", ()),
    )
    return preview_screen(found)


async def preview(query: CallbackQuery, callback_data: PreviewQuiz, ctx: Context) -> Screen:
    wanted = callback_data
    desk, waits = await open_quiz_draft(ctx.uow, ctx.actor, wanted.lesson_id, wanted.homework_id)
    if waits is None:
        return ask_quiz_screen(desk, desk.item(wanted.homework_id))
    return preview_screen(waits, wanted.page)


async def set_it(query: CallbackQuery, callback_data: SetQuiz, ctx: Context) -> Screen:
    """The homework with the quiz. What was typed since the button was shown is previewed anew."""
    wanted = callback_data
    place = wanted.lesson_id, wanted.homework_id
    made = await set_quiz(ctx.uow, ctx.actor, *place, wanted.check)
    if made:
        await ctx.uow.chats.stop_asking(ctx.session.chat_id)
        return await show_item(ctx, wanted.lesson_id, made)
    _desk, waits = await open_quiz_draft(ctx.uow, ctx.actor, *place)
    return preview_screen(waits) if waits is not None else await show_item(ctx, *place)


async def drop(query: CallbackQuery, callback_data: DropQuiz, ctx: Context) -> Screen:
    place = callback_data.lesson_id, callback_data.homework_id
    desk, kept = await drop_quiz_draft(ctx.uow, ctx.actor, *place)
    return await _ask(ctx, desk, place, kept.due_lesson_id, kept.student_ids)


async def show_results(
    query: CallbackQuery, callback_data: OpenQuizResults, ctx: Context
) -> Screen:
    wanted = callback_data
    return results_screen(
        await quiz_results(ctx.uow, ctx.actor, wanted.lesson_id, wanted.homework_id)
    )


async def show_questions(
    query: CallbackQuery, callback_data: OpenQuizQuestions, ctx: Context
) -> Screen:
    wanted = callback_data
    found, quiz = await quiz_questions(ctx.uow, ctx.actor, wanted.lesson_id, wanted.homework_id)
    return questions_screen(found, quiz, wanted.page)


async def show_pupil(query: CallbackQuery, callback_data: OpenPupilQuiz, ctx: Context) -> Screen:
    wanted = callback_data
    place = wanted.lesson_id, wanted.homework_id, wanted.student_id
    return pupil_quiz_screen(await pupil_quiz(ctx.uow, ctx.actor, *place), wanted.page)
