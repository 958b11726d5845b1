"""Events: what is ahead, entering one as a line of text, cancelling it."""

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.actor import Actor
from domain.errors import Refused
from domain.events.model import CalendarEvent
from domain.events.use_cases import (
    audiences,
    cancel_event,
    enter_event,
    events_ahead,
    keep_event,
    open_event,
    place_of_event,
)
from domain.uow import UnitOfWork
from handlers.context import Context
from handlers.events.callbacks import (
    AskEvent,
    CancelEvent,
    ChooseAudience,
    KeepEvent,
    OpenEvent,
    OpenEvents,
)
from handlers.events.screens import (
    audience_screen,
    event_screen,
    events_screen,
    late_screen,
    typing_screen,
)
from handlers.refusals import leading_back
from handlers.screen import Screen
from handlers.typing import WRITES, Typing

_Change = Callable[[UnitOfWork, Actor, int], Awaitable[CalendarEvent]]


def make_router() -> Router:
    router = Router(name="events")
    on = router.callback_query.register
    on(show_events, OpenEvents.filter())
    on(choose_audience, ChooseAudience.filter())
    on(ask_event, AskEvent.filter(), flags=WRITES)
    on(take_late_event, KeepEvent.filter(), flags=WRITES)
    on(show_event, OpenEvent.filter())
    on(drop_event, CancelEvent.filter(), flags=WRITES)
    router.message.register(take_event, Typing("calendar_event"), flags=WRITES)
    return router


async def show_events(query: CallbackQuery, callback_data: OpenEvents, ctx: Context) -> Screen:
    return events_screen(await events_ahead(ctx.uow, ctx.actor), callback_data.page)


async def choose_audience(
    query: CallbackQuery, callback_data: ChooseAudience, ctx: Context
) -> Screen:
    return audience_screen(await audiences(ctx.uow, ctx.actor), callback_data.grade)


async def ask_event(query: CallbackQuery, callback_data: AskEvent, ctx: Context) -> Screen:
    grade, class_id = callback_data.grade, callback_data.class_id
    place = await place_of_event(ctx.uow, ctx.actor, grade, class_id)
    data = {"grade": grade, "class_id": class_id}
    await ctx.uow.chats.ask(ctx.session.chat_id, "calendar_event", data)
    return typing_screen(place)


async def take_event(message: Message, ctx: Context) -> Screen:
    data = ctx.session.typing_data
    grade, class_id = int(data.get("grade", 0)), int(data.get("class_id", 0))
    typed = message.text or ""
    entered = await enter_event(ctx.uow, ctx.actor, grade, class_id, typed)
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    if entered.event.is_kept_back:
        return late_screen(entered)
    return event_screen(entered.event)


async def take_late_event(query: CallbackQuery, callback_data: KeepEvent, ctx: Context) -> Screen:
    return await _changed(ctx, callback_data.event_id, keep_event)


async def show_event(query: CallbackQuery, callback_data: OpenEvent, ctx: Context) -> Screen:
    return event_screen(await open_event(ctx.uow, ctx.actor, callback_data.event_id))


async def drop_event(query: CallbackQuery, callback_data: CancelEvent, ctx: Context) -> Screen:
    return await _changed(ctx, callback_data.event_id, cancel_event)


async def _changed(ctx: Context, event_id: int, change: _Change) -> Screen:
    try:
        return event_screen(await change(ctx.uow, ctx.actor, event_id))
    except Refused as error:
        return leading_back(error, OpenEvents())
