"""«Доставка» and «Когда мне сообщили»."""

import asyncio
from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.access import Action
from domain.calendar import School
from domain.classes.use_cases import class_families
from domain.delivery.troubles import open_troubles, send_again
from domain.delivery.use_cases import (
    class_delivery,
    finals_delivery,
    grade_delivery,
    own_ledger,
    paper_list,
    pupil_ledger,
    school_delivery,
)
from domain.errors import Refused
from domain.hat import Target
from domain.summaries import Summary
from handlers.context import Context
from handlers.delivery.callbacks import (
    GetPaper,
    OpenDelivery,
    OpenDeliveryPupils,
    OpenFinalsDelivery,
    OpenGradeDelivery,
    OpenOwnNews,
    OpenPaper,
    OpenPupilLedger,
    OpenSchoolDelivery,
    OpenTroubles,
    SendAgain,
)
from handlers.delivery.class_screens import (
    class_screen,
    finals_screen,
    ledger_screen,
    pupils_screen,
)
from handlers.delivery.own_screens import own_news_screen
from handlers.delivery.school_screens import (
    Ways,
    grade_screen,
    paper_screen,
    school_screen,
    troubles_screen,
)
from handlers.documents.paper import paper_pdf
from handlers.refusals import not_yet
from handlers.screen import File, Screen
from handlers.typing import WRITES
from handlers.whose import chosen_student
from handlers.words import _, n_


def make_router() -> Router:
    router = Router(name="delivery")
    on = router.callback_query.register
    on(show_school, OpenSchoolDelivery.filter())
    on(show_grade, OpenGradeDelivery.filter())
    on(show_class, OpenDelivery.filter())
    on(show_pupils, OpenDeliveryPupils.filter())
    on(show_pupil, OpenPupilLedger.filter())
    on(show_finals, OpenFinalsDelivery.filter())
    on(show_paper, OpenPaper.filter())
    on(hand_out_paper, GetPaper.filter())
    on(show_troubles, OpenTroubles.filter())
    on(repeat, SendAgain.filter(), flags=WRITES)
    on(show_own, OpenOwnNews.filter())
    return router


async def show_school(
    query: CallbackQuery, callback_data: OpenSchoolDelivery, ctx: Context
) -> Screen:
    delivery = await school_delivery(ctx.uow, ctx.actor)
    ways = _ways(ctx, delivery.school)
    return school_screen(delivery, delivery.school.today(ctx.now), ways)


async def show_grade(
    query: CallbackQuery, callback_data: OpenGradeDelivery, ctx: Context
) -> Screen:
    delivery = await grade_delivery(ctx.uow, ctx.actor, callback_data.grade_level)
    return grade_screen(delivery, _ways(ctx, ctx.school))


async def show_class(query: CallbackQuery, callback_data: OpenDelivery, ctx: Context) -> Screen:
    week = callback_data.week
    delivery = await class_delivery(ctx.uow, ctx.actor, callback_data.class_id, week=week)
    return class_screen(delivery, week=week, page=callback_data.page)


async def show_pupils(
    query: CallbackQuery, callback_data: OpenDeliveryPupils, ctx: Context
) -> Screen:
    school_class, families = await class_families(
        ctx.uow, ctx.actor, callback_data.class_id, Action.READ_DELIVERY
    )
    return pupils_screen(school_class.title, school_class.id, [each.student for each in families])


async def show_pupil(query: CallbackQuery, callback_data: OpenPupilLedger, ctx: Context) -> Screen:
    ledger = await pupil_ledger(ctx.uow, ctx.actor, callback_data.student_id, callback_data.page)
    return ledger_screen(ledger, ledger.school.today(ctx.now))


async def show_finals(
    query: CallbackQuery, callback_data: OpenFinalsDelivery, ctx: Context
) -> Screen:
    class_id = callback_data.class_id
    try:
        delivery = await finals_delivery(
            ctx.uow, ctx.actor, class_id, callback_data.period_id or None
        )
    except Refused as error:
        return not_yet(error, OpenDelivery(class_id=class_id))
    today = delivery.school_class.school.today(ctx.now)
    return finals_screen(delivery, callback_data.page, today)


async def show_paper(query: CallbackQuery, callback_data: OpenPaper, ctx: Context) -> Screen:
    paper = await paper_list(ctx.uow, ctx.actor)
    return paper_screen(paper, callback_data.page, _ways(ctx, paper.school))


async def hand_out_paper(query: CallbackQuery, callback_data: GetPaper, ctx: Context) -> Screen:
    paper = await paper_list(ctx.uow, ctx.actor)
    today = paper.school.today(ctx.now)
    content = await asyncio.to_thread(paper_pdf, paper, today)
    name = _("to-tell-on-paper-{day}.pdf").format(day=today.isoformat())
    screen = paper_screen(paper, 0, _ways(ctx, paper.school))
    return replace(screen, files=[File(name, content)])


async def show_troubles(query: CallbackQuery, callback_data: OpenTroubles, ctx: Context) -> Screen:
    return await _troubles(ctx, callback_data.page)


async def repeat(query: CallbackQuery, callback_data: SendAgain, ctx: Context) -> Screen:
    count = await send_again(ctx.uow, ctx.actor, callback_data.notice_id or None)
    screen = await _troubles(ctx, callback_data.page)
    words = n_("{count} is sent again.", "{count} are sent again.", count)
    return replace(screen, toast=words)


async def show_own(query: CallbackQuery, callback_data: OpenOwnNews, ctx: Context) -> Screen:
    student_id = callback_data.student_id or chosen_student(ctx)
    ledger = await own_ledger(ctx.uow, ctx.actor, student_id, callback_data.page)
    return own_news_screen(ledger, ledger.school.today(ctx.now))


def _ways(ctx: Context, school: School) -> Ways:
    """Where this reader can go from a summary of the school."""
    own = Target(school_id=school.id)

    def sees(summary: Summary) -> bool:
        return ctx.actor.may(Action.READ_SUMMARY, replace(own, summary=summary))

    return Ways(
        summaries=frozenset(filter(sees, Summary)),
        troubles=ctx.actor.may(Action.RESEND_NOTICES, own),
        classes=ctx.actor.may(Action.READ_DELIVERY, own),
    )


async def _troubles(ctx: Context, page: int) -> Screen:
    troubles = await open_troubles(ctx.uow, ctx.actor, page)
    school = troubles.school
    sees_school = Summary.DELIVERY in _ways(ctx, school).summaries
    return troubles_screen(troubles, school.today(ctx.now), back=sees_school)
