"""The least a bot may do: `python -m tests.benchmarks.echo_bot URL TOKEN`.

Plain aiogram as its documentation shows it: "ok" to a message; to a button, its message becomes
"ok" and the press is answered.
"""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, Message

dispatcher = Dispatcher()


@dispatcher.message()
async def say(message: Message) -> None:
    await message.answer("ok")


@dispatcher.callback_query()
async def show(query: CallbackQuery) -> None:
    if isinstance(query.message, Message):
        await query.message.edit_text("ok")
    await query.answer()


async def main(url: str, token: str) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    await dispatcher.start_polling(Bot(token, session=session))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
