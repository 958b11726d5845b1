"""A press goes to the conversation that knows its prefix, and to the others as aiogram does it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Chat, Message, User

from bot.switchboard import Switchboard

ANNA = User(id=1, is_bot=False, first_name="Анна")


class ToMarks(CallbackData, prefix="marks"):
    page: int


class ToDays(CallbackData, prefix="days"):
    page: int


def press(data: str) -> CallbackQuery:
    return CallbackQuery(id="1", from_user=ANNA, chat_instance="1", data=data)


def router_of(name: str, *filters: Any) -> Router:
    router = Router(name=name)

    async def answer(_event: Any) -> str:
        return name

    router.callback_query.register(answer, *filters)
    router.message.register(answer)
    return router


async def asked(switchboard: Switchboard, event: CallbackQuery) -> Any:
    return await switchboard.propagate_event("callback_query", event)


@pytest.mark.parametrize(
    ("data", "answered_by"),
    [
        ("marks:1", "marks"),
        ("days:1", "days"),
        ("days:x", "fallback"),  # the prefix is known, the rest is not
        ("days", "fallback"),
        ("forged:1:2", "fallback"),
    ],
)
async def test_a_press_is_answered_by_its_conversation(data: str, answered_by: str) -> None:
    switchboard = Switchboard(
        [
            router_of("marks", ToMarks.filter()),
            router_of("days", ToDays.filter()),
            router_of("fallback"),
        ]
    )
    assert await asked(switchboard, press(data)) == answered_by


async def test_a_conversation_inside_another_is_found() -> None:
    outer = Router(name="outer")
    outer.include_router(router_of("days", ToDays.filter()))
    switchboard = Switchboard([router_of("marks", ToMarks.filter()), outer])
    assert await asked(switchboard, press("days:1")) == "days"


async def test_who_listens_to_anything_keeps_its_place_in_the_order() -> None:
    switchboard = Switchboard([router_of("first"), router_of("days", ToDays.filter())])
    assert await asked(switchboard, press("days:1")) == "first"


async def test_what_nobody_knows_stays_unhandled() -> None:
    switchboard = Switchboard([router_of("days", ToDays.filter())])
    assert await asked(switchboard, press("marks:1")) is UNHANDLED


async def test_messages_go_round_in_order() -> None:
    switchboard = Switchboard([router_of("marks"), router_of("days")])
    message = Message(
        message_id=1, date=datetime.now(UTC), chat=Chat(id=1, type="private"), text="/days"
    )
    assert await switchboard.propagate_event("message", message) == "marks"
