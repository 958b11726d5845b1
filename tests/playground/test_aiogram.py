"""A real aiogram bot in front of the playground, by polling and by webhook."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.methods import SendMessage
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputRichMessage,
    Message,
)
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web
from aiohttp.test_utils import TestServer

from playground.client import Client
from playground.server import Playground

_BUTTONS = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="День", callback_data="day", style="primary")]]
)
_TABLE = "<h3>Аня</h3><table bordered><tr><th>Алгебра</th><td>5 4</td></tr></table>"


def _dispatcher() -> Dispatcher:
    dispatcher = Dispatcher()

    @dispatcher.message(F.document)
    async def take(message: Message, bot: Bot) -> None:
        content = await bot.download(message.document)  # type: ignore[arg-type]
        assert content
        await message.answer_document(BufferedInputFile(content.read()[::-1], "наоборот.txt"))

    @dispatcher.message(F.text == "коротко")
    async def in_the_answer(message: Message) -> SendMessage:
        return message.answer("<b>Ответ</b>", parse_mode="HTML")

    @dispatcher.message()
    async def menu(message: Message) -> None:
        await message.answer("<b>Меню</b>", parse_mode="HTML", reply_markup=_BUTTONS)

    @dispatcher.callback_query()
    async def pressed(query: CallbackQuery, bot: Bot) -> None:
        assert query.message
        await bot.edit_message_text(
            chat_id=query.from_user.id,
            message_id=query.message.message_id,
            rich_message=InputRichMessage(html=_TABLE),
        )
        await query.answer("Готово")

    return dispatcher


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with Playground() as playground:
        yield playground


@pytest.fixture
async def bot(playground: Playground) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(playground.url))
    async with Bot(playground.token, session=session) as bot:
        yield bot


@contextlib.asynccontextmanager
async def _polling(bot: Bot) -> AsyncIterator[None]:
    dispatcher = _dispatcher()
    polling = asyncio.ensure_future(dispatcher.start_polling(bot, handle_signals=False))
    yield
    await dispatcher.stop_polling()
    await polling


async def _walk(client: Client) -> None:
    await client.start("CODE")
    assert client.text == "Меню"
    assert client.last["entities"] == [{"type": "bold", "offset": 0, "length": 4}]
    await client.click("День")
    assert client.text == "Аня\nАлгебра | 5 4"
    assert client.toast == "Готово"
    await client.send_document("текст.txt", b"abc")
    assert client.documents[0].content == b"cba"
    assert client.documents[0].file_name == "наоборот.txt"
    await client.send("коротко")
    assert client.text == "Ответ"


async def test_by_polling(playground: Playground, bot: Bot) -> None:
    async with _polling(bot):
        await _walk(Client(playground.telegram, first_name="Анна"))
    assert all(call["ok"] for call in playground.telegram.history.calls)


async def test_by_webhook(playground: Playground, bot: Bot) -> None:
    app = web.Application()
    handler = SimpleRequestHandler(_dispatcher(), bot, handle_in_background=False, secret_token="s")
    handler.register(app, "/hook")
    server = TestServer(app)
    await server.start_server()
    await bot.set_webhook(str(server.make_url("/hook")), secret_token="s")
    await _walk(Client(playground.telegram, first_name="Анна"))
    await bot.delete_webhook()
    await server.close()
    assert all(call["ok"] for call in playground.telegram.history.calls)


async def test_refusals_come_as_aiogram_s_errors(playground: Playground, bot: Bot) -> None:
    telegram = playground.telegram
    anna = telegram.create_person(first_name="Анна").id
    with pytest.raises(TelegramForbiddenError, match="can't initiate conversation"):
        await bot.send_message(anna, "x")
    telegram.press_start(anna)
    with pytest.raises(TelegramBadRequest, match="can't parse entities"):
        await bot.send_message(anna, "<b>", parse_mode="HTML")
    telegram.faults.add("too_many_requests", retry_after=9)
    with pytest.raises(TelegramRetryAfter) as caught:
        await bot.send_message(anna, "x")
    assert caught.value.retry_after == 9


async def test_everything_a_bot_sets_up_at_its_start(bot: Bot) -> None:
    from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, MenuButtonCommands

    me = await bot.get_me()
    assert me.username == "school_diary_bot"
    scope = BotCommandScopeAllPrivateChats()
    commands = [BotCommand(command="day", description="День")]
    assert await bot.set_my_commands(commands, scope=scope, language_code="ru")
    got = await bot.get_my_commands(scope=scope, language_code="ru")
    assert [command.model_dump() for command in got] == [c.model_dump() for c in commands]
    assert await bot.set_my_description("Оценки", language_code="ru")
    assert await bot.set_my_short_description("Дневник")
    assert await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert (await bot.get_webhook_info()).url == ""


async def test_every_kind_of_message_can_be_read_back(playground: Playground, bot: Bot) -> None:
    """What the playground returns is a Message as aiogram knows it, with nothing left over."""
    anna = playground.telegram.create_person(first_name="Анна").id
    playground.telegram.press_start(anna)
    rich = InputRichMessage(
        html="<p>x<br>y</p><ul><li>a</li></ul><details open><summary>s</summary>t</details>"
        "<blockquote>q<cite>me</cite></blockquote><hr><footer>f</footer>" + _TABLE
    )
    sent: list[Message] = [
        await bot.send_message(anna, f"<a href='tg://user?id={anna}'>я</a>", parse_mode="HTML"),
        await bot.send_rich_message(anna, rich),
        await bot.send_document(anna, BufferedInputFile(b"x", "x.txt"), caption="подпись"),
    ]
    extra: list[Any] = [message.model_extra for message in sent]
    assert extra == [{}, {}, {}]
    shown = playground.telegram.chat(anna).messages[sent[1].message_id].json["rich_message"]
    assert sent[1].rich_message
    returned = sent[1].rich_message.model_dump(mode="json", exclude_none=True)
    assert returned["blocks"] == shown["blocks"]
