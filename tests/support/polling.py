"""A bot that polls the local Telegram without HTTP."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app import App
from bot.patience import Sleep
from bot.polling import poll
from tests.support.people import Client, World


async def no_pause(_seconds: float) -> None:
    await asyncio.sleep(0)


@asynccontextmanager
async def polling(app: App, sleep: Sleep = no_pause) -> AsyncIterator["asyncio.Task[None]"]:
    wanted = app.dispatcher.resolve_used_update_types()
    task = asyncio.create_task(poll(app.bot, app.intake, wanted, sleep))
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until_answered(world: World, client: Client, answers: int) -> None:
    await asyncio.wait_for(
        world.telegram.changed.wait_until(lambda: len(client.from_bot) >= answers), 20
    )
