"""/messages: a family's conversations, a teacher's letters, reading and answering."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.messages.use_cases import (
    TEXT_LENGTH,
    answer,
    confirm_read,
    open_thread,
    received_letters,
    sent_letters,
    sent_report,
)
from handlers.context import Context
from handlers.menu.around import around_diary, around_work
from handlers.menu.callbacks import Section
from handlers.messages import writing_handlers
from handlers.messages.callbacks import (
    AskAnswer,
    ConfirmRead,
    OpenAnswer,
    OpenMessage,
    OpenMessages,
    OpenSent,
)
from handlers.messages.screens import (
    ON_PAGE,
    question_screen,
    received_screen,
    report_screen,
    sent_screen,
    thread_screen,
)
from handlers.pieces import too_long
from handlers.screen import Screen
from handlers.typing import WRITES, Typing


def make_router() -> Router:
    router = Router(name="messages")
    router.message.register(show_first, Command("messages"))
    on = router.callback_query.register
    on(show_list, OpenMessages.filter())
    on(show_report, OpenSent.filter())
    on(show_thread, OpenMessage.filter())
    on(show_answer, OpenAnswer.filter(), flags=WRITES)
    on(confirm, ConfirmRead.filter(), flags=WRITES)
    on(ask_answer, AskAnswer.filter(), flags=WRITES)
    router.message.register(take_answer, Typing("answer"), flags=WRITES)
    router.include_router(writing_handlers.make_router())
    return router


async def show_first(message: Message, ctx: Context) -> Screen:
    return await _list(ctx, 0)


async def show_list(query: CallbackQuery, callback_data: OpenMessages, ctx: Context) -> Screen:
    return await _list(ctx, callback_data.page)


async def show_report(query: CallbackQuery, callback_data: OpenSent, ctx: Context) -> Screen:
    report = await sent_report(ctx.uow, ctx.actor, callback_data.message_id)
    return report_screen(report, ctx.school, callback_data.page)


async def show_thread(query: CallbackQuery, callback_data: OpenMessage, ctx: Context) -> Screen:
    """A family says itself that it has read: «Прочитано»."""
    thread = await open_thread(
        ctx.uow, ctx.actor, callback_data.message_id, callback_data.student_id
    )
    return thread_screen(thread, ctx.school, callback_data.page)


async def show_answer(query: CallbackQuery, callback_data: OpenAnswer, ctx: Context) -> Screen:
    """What was new stays marked on this screen."""
    message_id, student_id = callback_data.message_id, callback_data.student_id
    thread = await open_thread(ctx.uow, ctx.actor, message_id, student_id)
    await confirm_read(ctx.uow, ctx.actor, message_id, student_id)
    return thread_screen(thread, ctx.school)


async def confirm(query: CallbackQuery, callback_data: ConfirmRead, ctx: Context) -> Screen:
    thread = await confirm_read(
        ctx.uow, ctx.actor, callback_data.message_id, callback_data.student_id
    )
    return thread_screen(thread, ctx.school)


async def ask_answer(query: CallbackQuery, callback_data: AskAnswer, ctx: Context) -> Screen:
    message_id, student_id = callback_data.message_id, callback_data.student_id
    thread = await open_thread(ctx.uow, ctx.actor, message_id, student_id)
    if thread.is_teacher:
        await confirm_read(ctx.uow, ctx.actor, message_id, student_id)
    data = {"message_id": message_id, "student_id": student_id}
    await ctx.uow.chats.ask(ctx.session.chat_id, "answer", data)
    return question_screen(thread, ctx.school)


async def take_answer(message: Message, ctx: Context) -> Screen:
    refused = await too_long(ctx, message, "message_length", TEXT_LENGTH)
    if refused is not None:
        return refused
    data = ctx.session.typing_data
    thread = await answer(
        ctx.uow, ctx.actor, data["message_id"], data["student_id"], message.text or ""
    )
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return thread_screen(thread, ctx.school)


async def open_messages(ctx: Context, student_id: int) -> Screen:
    """The newest messages of the hat worn now, which is about this child."""
    return await _list(ctx, 0)


async def _list(ctx: Context, page: int) -> Screen:
    """One row more than is shown, to know whether there is an older page."""
    hat, skipped = ctx.hat, page * ON_PAGE
    if hat.student is not None:
        threads = await received_letters(ctx.uow, ctx.actor, hat.student.id, ON_PAGE + 1, skipped)
        screen = received_screen(hat.student, hat.school, threads, page)
        return around_diary(screen, ctx.actor, hat.student.id, Section.MESSAGES)
    letters = await sent_letters(ctx.uow, ctx.actor, hat, ON_PAGE + 1, skipped)
    led = sorted(hat.homeroom_class_ids)
    screen = sent_screen(hat.school, letters, page, led[0] if led else None)
    return around_work(screen, ctx.actor, hat.person)
