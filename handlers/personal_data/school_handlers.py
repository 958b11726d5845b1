"""Personal data at the school: requests, erasing, statements on paper."""

import asyncio
from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.access import Action
from domain.errors import Refused
from domain.hat import Target
from domain.personal_data.changes import (
    REASON_LENGTH,
    accept,
    decline,
    request_to_decide,
    waiting_requests,
)
from domain.personal_data.erasing import (
    decline_erasure,
    erasures_of_school,
    execute_erasure,
    find_people,
    open_erasure,
    record_erasure,
    subject_to_record,
)
from domain.personal_data.overview import school_data
from handlers.context import Context
from handlers.documents.erasure_act import erasure_act_pdf
from handlers.personal_data.callbacks import (
    AcceptRequest,
    AskSurname,
    AskToErase,
    DeclineErasure,
    DeclineRequest,
    Erase,
    OpenErasure,
    OpenErasures,
    OpenRequest,
    OpenRequests,
    OpenSchoolData,
    OpenSubject,
    RecordErasure,
)
from handlers.personal_data.erasure_screens import (
    ask_to_erase_screen,
    decline_reason_screen,
    erased_screen,
    erasure_screen,
    erasures_screen,
    found_screen,
    statement_screen,
    subject_screen,
    surname_screen,
)
from handlers.personal_data.request_screens import reason_screen, request_screen, requests_screen
from handlers.personal_data.school_screens import school_data_screen
from handlers.pieces import too_long
from handlers.screen import File, Screen
from handlers.typing import WRITES, Typing
from handlers.words import _


def make_router() -> Router:
    router = Router(name="personal data")
    on = router.callback_query.register
    on(show_school, OpenSchoolData.filter())
    on(show_requests, OpenRequests.filter())
    on(show_request, OpenRequest.filter())
    on(accept_request, AcceptRequest.filter(), flags=WRITES)
    on(ask_reason, DeclineRequest.filter(), flags=WRITES)
    on(show_erasures, OpenErasures.filter())
    on(show_erasure, OpenErasure.filter())
    on(ask_to_erase, AskToErase.filter())
    on(erase, Erase.filter(), flags=WRITES)
    on(ask_erasure_reason, DeclineErasure.filter(), flags=WRITES)
    on(ask_surname, AskSurname.filter(), flags=WRITES)
    on(show_subject, OpenSubject.filter())
    on(ask_statement, RecordErasure.filter(), flags=WRITES)
    typed = router.message.register
    typed(take_reason, Typing("decline_change"), flags=WRITES)
    typed(take_erasure_reason, Typing("decline_erasure"), flags=WRITES)
    typed(take_surname, Typing("surname"), flags=WRITES)
    typed(take_statement, Typing("erasure_statement"), flags=WRITES)
    return router


async def show_school(query: CallbackQuery, callback_data: OpenSchoolData, ctx: Context) -> Screen:
    data = await school_data(ctx.uow, ctx.actor)
    return school_data_screen(data, data.hat.school.today(ctx.now))


async def show_requests(query: CallbackQuery, callback_data: OpenRequests, ctx: Context) -> Screen:
    return requests_screen(await waiting_requests(ctx.uow, ctx.actor), callback_data.page)


async def show_request(query: CallbackQuery, callback_data: OpenRequest, ctx: Context) -> Screen:
    _hat, request = await request_to_decide(ctx.uow, ctx.actor, callback_data.request_id)
    return request_screen(request)


async def accept_request(
    query: CallbackQuery, callback_data: AcceptRequest, ctx: Context
) -> Screen:
    return request_screen(await accept(ctx.uow, ctx.actor, callback_data.request_id))


async def ask_reason(query: CallbackQuery, callback_data: DeclineRequest, ctx: Context) -> Screen:
    _hat, request = await request_to_decide(ctx.uow, ctx.actor, callback_data.request_id)
    if not request.is_open:
        return request_screen(request)
    await ctx.uow.chats.ask(ctx.session.chat_id, "decline_change", {"request_id": request.id})
    return reason_screen(request)


async def take_reason(message: Message, ctx: Context) -> Screen:
    refused = await too_long(ctx, message, "reason_length", REASON_LENGTH)
    if refused is not None:
        return refused
    request_id = ctx.session.typing_data["request_id"]
    request = await decline(ctx.uow, ctx.actor, request_id, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return request_screen(request)


async def show_erasures(query: CallbackQuery, callback_data: OpenErasures, ctx: Context) -> Screen:
    is_open = callback_data.is_open
    hat, found = await erasures_of_school(ctx.uow, ctx.actor, is_open=is_open)
    today = hat.school.today(ctx.now)
    return erasures_screen(found, callback_data.page, today, is_open=is_open)


async def show_erasure(query: CallbackQuery, callback_data: OpenErasure, ctx: Context) -> Screen:
    return await _erasure(ctx, callback_data.erasure_id)


async def _erasure(ctx: Context, erasure_id: int) -> Screen:
    hat, erasure, subject = await open_erasure(ctx.uow, ctx.actor, erasure_id)
    may_erase = ctx.actor.may(Action.ERASE_DATA, Target(school_id=erasure.school.id))
    return erasure_screen(erasure, subject, hat.school.today(ctx.now), may_erase=may_erase)


async def ask_to_erase(query: CallbackQuery, callback_data: AskToErase, ctx: Context) -> Screen:
    hat, erasure, subject = await open_erasure(
        ctx.uow, ctx.actor, callback_data.erasure_id, Action.ERASE_DATA
    )
    if not erasure.is_open:
        return await _erasure(ctx, erasure.id)
    return ask_to_erase_screen(erasure, subject, hat.school.today(ctx.now))


async def erase(query: CallbackQuery, callback_data: Erase, ctx: Context) -> Screen:
    """Whoever comes second sees what the first has done."""
    try:
        act = await execute_erasure(ctx.uow, ctx.actor, callback_data.erasure_id)
    except Refused as error:
        if error.code != "erasure_decided":
            raise
        screen = await _erasure(ctx, callback_data.erasure_id)
        first, *rest = screen.blocks
        return replace(screen, blocks=[first, _("This request was decided already."), *rest])
    content = await asyncio.to_thread(erasure_act_pdf, act)
    name = _("act {number}.pdf").format(number=act.erasure.act_number)
    return replace(erased_screen(act), files=[File(name, content)])


async def ask_erasure_reason(
    query: CallbackQuery, callback_data: DeclineErasure, ctx: Context
) -> Screen:
    _hat, erasure, subject = await open_erasure(
        ctx.uow, ctx.actor, callback_data.erasure_id, Action.ERASE_DATA
    )
    if not erasure.is_open:
        return await _erasure(ctx, erasure.id)
    await ctx.uow.chats.ask(ctx.session.chat_id, "decline_erasure", {"erasure_id": erasure.id})
    return decline_reason_screen(erasure, subject)


async def take_erasure_reason(message: Message, ctx: Context) -> Screen:
    refused = await too_long(ctx, message, "reason_length", REASON_LENGTH)
    if refused is not None:
        return refused
    erasure_id = ctx.session.typing_data["erasure_id"]
    await decline_erasure(ctx.uow, ctx.actor, erasure_id, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return await _erasure(ctx, erasure_id)


async def ask_surname(query: CallbackQuery, callback_data: AskSurname, ctx: Context) -> Screen:
    ctx.actor.require(Action.ASK_ERASURE, Target(school_id=ctx.school.id))
    await ctx.uow.chats.ask(ctx.session.chat_id, "surname", {})
    return surname_screen()


async def take_surname(message: Message, ctx: Context) -> Screen:
    """The question stays: another surname searches anew."""
    _hat, found = await find_people(ctx.uow, ctx.actor, message.text or "")
    return found_screen(found)


async def show_subject(query: CallbackQuery, callback_data: OpenSubject, ctx: Context) -> Screen:
    _hat, subject = await subject_to_record(ctx.uow, ctx.actor, callback_data.person_id)
    return subject_screen(subject)


async def ask_statement(query: CallbackQuery, callback_data: RecordErasure, ctx: Context) -> Screen:
    person_id = callback_data.person_id
    _hat, subject = await subject_to_record(ctx.uow, ctx.actor, person_id)
    await ctx.uow.chats.ask(ctx.session.chat_id, "erasure_statement", {"person_id": person_id})
    return statement_screen(subject)


async def take_statement(message: Message, ctx: Context) -> Screen:
    person_id = ctx.session.typing_data["person_id"]
    erasure = await record_erasure(ctx.uow, ctx.actor, person_id, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return await _erasure(ctx, erasure.id)
