"""Running: start every part, wait for a signal or a failure, stop in order."""

import asyncio
import gc
import logging
import signal
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from aiogram.types import Update

from bot.app import App
from bot.clockwork import Clockwork
from bot.commands import publish_commands
from bot.greeting import until_answered
from bot.health import Duties
from bot.polling import poll
from handlers.words import load_words

_log = logging.getLogger(__name__)

STOP_SECONDS = 7.0  # what is under way gets this long to finish; all of it is over in ten


class Part(StrEnum):
    """What a process may do alone, where several share a database."""

    RECEIVE = "receive"  # take updates and answer them
    SEND = "send"  # empty the outbox


async def run(app: App, stop: asyncio.Event | None = None, only: Part | None = None) -> None:
    """Serves until SIGINT, SIGTERM or `stop`; finishes what is under way, then closes.

    When one part fails all of it stops, with that part's error: half a program is no program. Jobs
    are everybody's: each runs in whichever process is the first.
    """
    try:
        with _stop_signals() as signalled:
            waiting = (signalled.wait(), *([stop.wait()] if stop else []))
            await _until_first(*_parts(app, only), *waiting)
    finally:
        await app.close()


def _parts(app: App, only: Part | None) -> list[Coroutine[Any, Any, None]]:
    """What this process does, side by side."""
    parts = [Clockwork(app).run(), app.signals.run(), _talk(app, only)]
    if app.settings.metrics_port is not None:
        parts.append(_serve_status(app, only, app.settings.metrics_port))
    return parts


async def _talk(app: App, only: Part | None) -> None:
    """What is done with Telegram; it begins when Telegram answers, and not before."""
    await _adopt_chats(app)
    app.identity.username = (await until_answered(app.bot.me)).username or ""
    parts: list[Coroutine[Any, Any, None]] = []
    if only is not Part.SEND:
        await until_answered(lambda: publish_commands(app.bot))
        parts += [_receive(app), app.intake.run()]
    if only is not Part.RECEIVE:
        parts.append(app.sender.run())
    keep_what_is_loaded()
    await _until_first(*parts)


async def _adopt_chats(app: App) -> None:
    """No bot may write to people who began their talk with another one."""
    async with app.database.write(app.clock()) as uow:
        adopted = await uow.chats.adopt(app.bot.id)
        await uow.commit()
    if adopted:
        _log.info("%d chats of an unknown bot have one now", adopted)


async def _serve_status(app: App, only: Part | None, port: int) -> None:
    from bot.status import Status  # aiohttp's server, which not every bot needs

    duties = Duties(
        since=app.clock(),
        receives=only is not Part.SEND,
        sends=only is not Part.RECEIVE,
        polls=app.settings.webhook_url is None,
    )
    await Status(app.database, app.counts, app.clock, duties).serve(port)


def keep_what_is_loaded() -> None:
    """Modules and their types live to the end: the collector need not walk them again and again.

    Nor need it look so often among what a hundred updates hold (docs/decisions/0015).
    """
    load_words()
    Update.model_rebuild()  # a tenth of a second, for which the first update would wait
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


async def _receive(app: App) -> None:
    """Takes updates until cancelled; what is under way then may finish."""
    try:
        await _take_updates(app)
    finally:
        await app.intake.finish(STOP_SECONDS)


async def _take_updates(app: App) -> None:
    """Long polling, or a webhook when the settings name one."""
    settings = app.settings
    wanted = app.dispatcher.resolve_used_update_types()
    if settings.webhook_url is None or settings.webhook_secret is None:
        await poll(app.bot, app.intake, wanted)
        return
    from bot.webhook import Webhook  # aiohttp's server, which not every bot needs

    webhook = Webhook(
        app.bot,
        app.intake,
        url=settings.webhook_url,
        secret=settings.webhook_secret.get_secret_value(),
        port=settings.webhook_port,
    )
    await webhook.serve(wanted)


async def _until_first(*parts: Coroutine[Any, Any, Any]) -> None:
    """Runs the parts until one ends; cancels the others and raises what failed."""
    tasks = [asyncio.create_task(part) for part in parts]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        _log.info("stopping")
    finally:
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            raise result


@contextmanager
def _stop_signals() -> Iterator[asyncio.Event]:
    """An event that SIGINT and SIGTERM set instead of ending the program on the spot."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
