"""Announcing an absence and taking it back."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.absences.announcing import (
    announce,
    lessons_to_miss,
    open_announcing,
    typed_days,
    withdraw,
)
from domain.absences.answering import answer_absence, settle
from domain.absences.duty import open_duty, set_duty
from domain.absences.model import Announcing, Term
from domain.absences.rules import require_term
from handlers.absences.answers import answered_screen
from handlers.absences.callbacks import (
    Announce,
    AnswerAbsence,
    OpenAnnouncing,
    OpenDuty,
    OpenLessonsToMiss,
    OpenOtherDays,
    OpenReasons,
    SetDuty,
    Settle,
    Withdraw,
)
from handlers.absences.duty_screens import duty_screen
from handlers.absences.note_handlers import NOTE
from handlers.absences.screens import (
    announcing_screen,
    lessons_screen,
    other_days_screen,
    reasons_screen,
)
from handlers.context import Context
from handlers.days import to_day
from handlers.screen import Screen
from handlers.typing import WRITES, Typing
from handlers.words import _

DAYS = "absence_days"


def make_router() -> Router:
    router = Router(name="absences")
    router.callback_query.register(show_announcing, OpenAnnouncing.filter())
    router.callback_query.register(show_other_days, OpenOtherDays.filter(), flags=WRITES)
    router.message.register(take_days, Typing(DAYS), flags=WRITES)
    router.callback_query.register(show_lessons, OpenLessonsToMiss.filter())
    router.callback_query.register(show_reasons, OpenReasons.filter())
    router.callback_query.register(take_announcement, Announce.filter(), flags=WRITES)
    router.callback_query.register(take_answer, AnswerAbsence.filter(), flags=WRITES)
    router.callback_query.register(take_word, Settle.filter(), flags=WRITES)
    router.callback_query.register(take_back, Withdraw.filter(), flags=WRITES)
    router.callback_query.register(show_duty, OpenDuty.filter())
    router.callback_query.register(set_on_duty, SetDuty.filter(), flags=WRITES)
    return router


async def show_announcing(
    query: CallbackQuery, callback_data: OpenAnnouncing, ctx: Context
) -> Screen:
    student_id = callback_data.student_id
    return _shown(ctx, await open_announcing(ctx.uow, ctx.actor, student_id, with_parts=True))


async def show_other_days(
    query: CallbackQuery, callback_data: OpenOtherDays, ctx: Context
) -> Screen:
    announcing = await open_announcing(ctx.uow, ctx.actor, callback_data.student_id)
    since = to_day(callback_data.since) if callback_data.since else None
    if since is not None:
        require_term(Term(since, since), announcing.today, announcing.school.policy)
    asked = {"student_id": announcing.student.id}
    await ctx.uow.chats.ask(ctx.session.chat_id, DAYS, asked)
    return other_days_screen(announcing, since)


async def take_days(message: Message, ctx: Context) -> Screen:
    """Typed instead of tapped; what is refused is asked for again."""
    student_id = ctx.session.typing_data["student_id"]
    announcing, term = await typed_days(ctx.uow, ctx.actor, student_id, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return reasons_screen(announcing, OpenReasons.of(student_id, term))


async def show_lessons(
    query: CallbackQuery, callback_data: OpenLessonsToMiss, ctx: Context
) -> Screen:
    day = to_day(callback_data.day)
    term = Term(day, day)
    found = await lessons_to_miss(ctx.uow, ctx.actor, callback_data.student_id, term)
    return lessons_screen(found)


async def show_reasons(query: CallbackQuery, callback_data: OpenReasons, ctx: Context) -> Screen:
    announcing = await open_announcing(ctx.uow, ctx.actor, callback_data.student_id)
    require_term(callback_data.term, announcing.today, announcing.school.policy)
    return reasons_screen(announcing, callback_data)


async def take_announcement(query: CallbackQuery, callback_data: Announce, ctx: Context) -> Screen:
    announcing = await announce(
        ctx.uow, ctx.actor, callback_data.student_id, callback_data.term, callback_data.excuse
    )
    asked = {"announced_id": announcing.new_id}
    await ctx.uow.chats.ask(ctx.session.chat_id, NOTE, asked)
    return replace(_shown(ctx, announcing), toast=_("Announced. Teachers see it."))


async def take_back(query: CallbackQuery, callback_data: Withdraw, ctx: Context) -> Screen:
    announcing = await withdraw(ctx.uow, ctx.actor, callback_data.announced_id)
    return replace(_shown(ctx, announcing), toast=_("Taken back."))


async def take_answer(query: CallbackQuery, callback_data: AnswerAbsence, ctx: Context) -> Screen:
    answered = await answer_absence(
        ctx.uow,
        ctx.actor,
        callback_data.student_id,
        to_day(callback_data.day),
        callback_data.answer,
    )
    return answered_screen(answered, is_family=True)


async def take_word(query: CallbackQuery, callback_data: Settle, ctx: Context) -> Screen:
    answered = await settle(
        ctx.uow,
        ctx.actor,
        callback_data.student_id,
        to_day(callback_data.day),
        callback_data.how,
    )
    return answered_screen(answered, is_family=False)


async def show_duty(query: CallbackQuery, callback_data: OpenDuty, ctx: Context) -> Screen:
    return duty_screen(await open_duty(ctx.uow, ctx.actor), callback_data.weekday)


async def set_on_duty(query: CallbackQuery, callback_data: SetDuty, ctx: Context) -> Screen:
    plan = await set_duty(
        ctx.uow,
        ctx.actor,
        callback_data.weekday,
        callback_data.person_id,
        is_on=callback_data.is_on,
    )
    return duty_screen(plan, callback_data.weekday)


def _shown(ctx: Context, announcing: Announcing) -> Screen:
    is_staff = not ctx.actor.hats_about(announcing.student.id)
    return announcing_screen(announcing, is_staff=is_staff)
