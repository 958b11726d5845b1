"""An update goes to the conversations that it may belong to, in their order, as aiogram does it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.filters import Filter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Chat, Message, User

from bot.switchboard import Directory, Switchboard
from domain.actor import Actor
from domain.session import Session
from handlers.typing import Typing

ANNA = User(id=1, is_bot=False, first_name="Анна")


class ToMarks(CallbackData, prefix="marks"):
    page: int


class ToDays(CallbackData, prefix="days"):
    page: int


class Never(Filter):
    async def __call__(self, *_events: Any) -> bool:
        return False


def press(data: str | None) -> CallbackQuery:
    return CallbackQuery(id="1", from_user=ANNA, chat_instance="1", data=data)


def message(text: str) -> Message:
    return Message(message_id=1, date=datetime.now(UTC), chat=Chat(id=1, type="private"), text=text)


def router_of(name: str, *filters: Any) -> Router:
    """Listens to presses with these filters and to every message."""
    router = Router(name=name)
    router.callback_query.register(answering(name), *filters)
    router.message.register(answering(name))
    return router


def listening(name: str, *filters: Any) -> Router:
    router = Router(name=name)
    router.message.register(answering(name), *filters)
    return router


def answering(name: str) -> Any:
    async def answer(_event: Any) -> str:
        return name

    return answer


def switchboard_of(*routers: Router) -> Switchboard:
    return Switchboard(Directory(routers))


async def asked(switchboard: Switchboard, event: CallbackQuery) -> Any:
    return await switchboard.propagate_event("callback_query", event)


async def told(switchboard: Switchboard, text: str, typing: str | None) -> Any:
    session = Session(Actor(1), "ru", typing=typing)
    return await switchboard.propagate_event("message", message(text), session=session)


@pytest.mark.parametrize(
    ("data", "answered_by"),
    [
        ("marks:1", "marks"),
        ("days:1", "days"),
        ("days:x", "fallback"),  # the prefix is known, the rest is not
        ("days", "fallback"),
        ("forged:1:2", "fallback"),
        ("", "fallback"),
        (None, "fallback"),
    ],
)
async def test_a_press_is_answered_by_its_conversation(data: str | None, answered_by: str) -> None:
    switchboard = switchboard_of(
        router_of("marks", ToMarks.filter()),
        router_of("days", ToDays.filter()),
        router_of("fallback"),
    )
    assert await asked(switchboard, press(data)) == answered_by


async def test_a_conversation_inside_another_is_found() -> None:
    outer = Router(name="outer")
    outer.include_router(router_of("days", ToDays.filter()))
    switchboard = switchboard_of(router_of("marks", ToMarks.filter()), outer)
    assert await asked(switchboard, press("days:1")) == "days"


async def test_who_listens_to_anything_keeps_its_place_in_the_order() -> None:
    switchboard = switchboard_of(router_of("first"), router_of("days", ToDays.filter()))
    assert await asked(switchboard, press("days:1")) == "first"


async def test_what_nobody_knows_stays_unhandled() -> None:
    switchboard = switchboard_of(router_of("days", ToDays.filter()))
    assert await asked(switchboard, press("marks:1")) is UNHANDLED


async def test_messages_go_round_in_order() -> None:
    switchboard = switchboard_of(router_of("marks"), router_of("days"))
    assert await switchboard.propagate_event("message", message("/days")) == "marks"


@pytest.mark.parametrize(
    ("text", "typing", "answered_by"),
    [
        ("5", "mark", "mark"),
        ("5", "topic", "topic"),
        ("5", "another question", "fallback"),
        ("5", None, "fallback"),
        ("/menu", "mark", "fallback"),
    ],
)
async def test_what_is_typed_answers_the_question(
    text: str, typing: str | None, answered_by: str
) -> None:
    switchboard = switchboard_of(
        listening("nobody", Never()),
        listening("mark", Typing("mark")),
        listening("topic", Typing("topic")),
        listening("fallback"),
    )
    assert await told(switchboard, text, typing) == answered_by


async def test_who_listens_to_all_messages_keeps_its_place_before_a_question() -> None:
    switchboard = switchboard_of(listening("first"), listening("mark", Typing("mark")))
    assert await told(switchboard, "5", "mark") == "first"


async def test_several_programs_read_one_directory() -> None:
    directory = Directory([router_of("days", ToDays.filter())])
    first, second = Switchboard(directory), Switchboard(directory)
    for each in (first, second, first):
        assert await asked(each, press("days:1")) == "days"
        assert each.resolve_used_update_types() == ["callback_query", "message"]


def _filter(router: Router) -> None:
    router.callback_query.filter(Never())


def _middleware(router: Router) -> None:
    router.message.middleware(answering("inner"))


def _outer_middleware(router: Router) -> None:
    router.message.outer_middleware(answering("outer"))


@pytest.mark.parametrize("add", [_filter, _middleware, _outer_middleware])
def test_what_belongs_to_a_whole_router_is_refused(add: Any) -> None:
    """It would be passed over."""
    router = router_of("days", ToDays.filter())
    add(router)
    outer = Router(name="outer")
    outer.include_router(router)
    with pytest.raises(ValueError, match="passed over"):
        Directory([outer])
