"""From a refusal back to where the person was: after a button, and after what was typed."""

from datetime import UTC, datetime

import pytest
from aiogram.types import CallbackQuery, Chat, InlineKeyboardButton, Message, User
from aiogram.types import InlineKeyboardMarkup as Markup

from domain.errors import NotFound, Refused
from handlers.cancelling import _BACK
from handlers.menu.callbacks import OpenMenu
from handlers.refusals import refusal
from handlers.routers import make_routers
from handlers.screen import Button, Screen
from handlers.typing import Typing
from handlers.way_back import with_way_back
from handlers.words import speaking

_PINS = {"pin", "pin_again"}  # their screens are made where they are asked


def pressed(data: str, *rows: tuple[tuple[str, str], ...]) -> CallbackQuery:
    """A press of the button with this data on a message with these buttons."""
    keyboard = [[InlineKeyboardButton(text=text, callback_data=to) for text, to in r] for r in rows]
    message = Message(
        message_id=1,
        date=datetime(2026, 11, 24, tzinfo=UTC),
        chat=Chat(id=1, type="private"),
        reply_markup=Markup(inline_keyboard=keyboard),
    )
    user = User(id=1, is_bot=False, first_name="Анна")
    return CallbackQuery(id="1", from_user=user, chat_instance="1", data=data, message=message)


def shown(screen: Screen) -> list[list[tuple[str, str | None]]]:
    return [
        [(each.text, None if each.to is None else each.to.pack()) for each in row]
        for row in screen.keyboard
    ]


MENU = ("Меню", "m")


@pytest.mark.parametrize("error", [Refused("lesson_ahead"), NotFound("lesson")])
def test_the_way_back_of_the_screen_stands_beside_the_menu(error: Refused | NotFound) -> None:
    with speaking("ru"):
        query = pressed(
            "tr:5", (("Перекличка", "tr:5"), ("Тема", "to:5")), (("‹ Мои уроки", "t:9"),)
        )
        assert shown(with_way_back(refusal(error), query)) == [[("‹ Мои уроки", "t:9"), MENU]]


def test_where_it_is_the_menu_or_what_was_refused_the_menu_is_left() -> None:
    with speaking("ru"):
        screen = refusal(Refused("lesson_ahead"))
        for query in (
            pressed("tr:5", (("Перекличка", "tr:5"),), (("‹ Назад", "m"),)),
            pressed("t:9", (("‹ Мои уроки", "t:9"), MENU)),
            pressed("tr:5", (("Перекличка", "tr:5"),)),
            None,
        ):
            assert shown(with_way_back(screen, query)) == [[MENU]]


def test_a_screen_that_leads_on_by_itself_stays_as_it_is() -> None:
    query = pressed("tr:5", (("‹ Назад", "t:9"),))
    for rows in ([[Button("‹ Назад", OpenMenu()), Button("Ещё")]], []):
        assert with_way_back(Screen(["Текст"], rows), query).keyboard == rows


def test_every_question_has_a_way_back() -> None:
    questions = {
        each.callback.what
        for root in make_routers()
        for router in root.chain_tail
        for handler in router.message.handlers
        for each in handler.filters or ()
        if isinstance(each.callback, Typing)
    }
    assert questions - _BACK.keys() == _PINS
