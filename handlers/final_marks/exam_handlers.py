"""Days of exams in the chat."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.final_marks.exams import drop_exam, enter_exam, grade_exams
from handlers.context import Context
from handlers.final_marks.exam_callbacks import AskExam, DropExam, OpenExams
from handlers.final_marks.exam_screens import exams_screen, new_exam_screen
from handlers.screen import Screen
from handlers.typing import WRITES, Typing
from handlers.words import _


def make_router() -> Router:
    router = Router(name="exams")
    on = router.callback_query.register
    on(show_exams, OpenExams.filter())
    on(ask_exam, AskExam.filter(), flags=WRITES)
    on(forget_exam, DropExam.filter(), flags=WRITES)
    router.message.register(take_exam, Typing("exam"), flags=WRITES)
    return router


async def show_exams(query: CallbackQuery, callback_data: OpenExams, ctx: Context) -> Screen:
    return exams_screen(await grade_exams(ctx.uow, ctx.actor, callback_data.grade_level))


async def ask_exam(query: CallbackQuery, callback_data: AskExam, ctx: Context) -> Screen:
    grade = callback_data.grade_level
    await grade_exams(ctx.uow, ctx.actor, grade)
    await ctx.uow.chats.ask(ctx.session.chat_id, "exam", {"grade_level": grade})
    return new_exam_screen(grade)


async def take_exam(message: Message, ctx: Context) -> Screen:
    grade = ctx.session.typing_data["grade_level"]
    shown = await enter_exam(ctx.uow, ctx.actor, grade, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return exams_screen(shown)


async def forget_exam(query: CallbackQuery, callback_data: DropExam, ctx: Context) -> Screen:
    shown = await drop_exam(ctx.uow, ctx.actor, callback_data.exam_id)
    return replace(exams_screen(shown), toast=_("Saved"))
