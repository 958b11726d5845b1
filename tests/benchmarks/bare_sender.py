"""The least a sender may do: `python -m tests.benchmarks.bare_sender URL TOKEN CHATS AT_ONCE`.

Plain aiogram: one message of a notice's size and buttons to each chat, so many calls at once.
"""

import asyncio
import sys
from collections.abc import Iterator

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from tests.benchmarks.readers import FIRST_CHAT

TEXT = (
    "<b>Анна, алгебра: 5 за контрольную</b>\n«Квадратные уравнения», 23 ноября, вес 3\n"
    "Средний 4,33 → 4,45"
)
BUTTONS = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text="Подробнее", callback_data="+ms:1:2"),
            InlineKeyboardButton(text="Все оценки", callback_data="+mp:1:"),
        ]
    ]
)


async def main(url: str, token: str, chats: int, at_once: int) -> None:
    """Waits for a line of input, so that starting is not measured."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    async with Bot(token, session=session) as bot:
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        left = iter(range(FIRST_CHAT, FIRST_CHAT + chats))
        await asyncio.gather(*(_send(bot, left) for _ in range(at_once)))
    print("done", flush=True)


async def _send(bot: Bot, left: Iterator[int]) -> None:
    for chat_id in left:
        await bot.send_message(chat_id, TEXT, parse_mode="HTML", reply_markup=BUTTONS)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
