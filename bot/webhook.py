"""Webhooks: Telegram posts updates to us; only who knows the secret is heard."""

import asyncio
import hmac
import json
import logging
from urllib.parse import urlsplit

from aiogram import Bot
from aiogram.methods import SetWebhook
from aiohttp import web

from bot.greeting import until_answered
from bot.intake import Intake, NotStored

_log = logging.getLogger(__name__)

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
_LARGEST_UPDATE = 1024 * 1024
_STOP_SECONDS = 2.0  # for requests that are being taken
# Without TLS nothing but the proxy on this machine should be able to ask.
_HOST = "127.0.0.1"


class Webhook:
    """A small web server behind the school's TLS proxy.

    The address of the caller is not trusted: a proxy's headers can be forged, the secret cannot.
    """

    def __init__(self, bot: Bot, intake: Intake, *, url: str, secret: str, port: int) -> None:
        self._bot = bot
        self._intake = intake
        self._url = url
        self._secret = secret
        self._port = port

    async def serve(self, allowed_updates: list[str]) -> None:
        """Listens, then tells Telegram where; until cancelled."""
        application = web.Application(client_max_size=_LARGEST_UPDATE)
        application.router.add_post(urlsplit(self._url).path or "/", self.take)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=_STOP_SECONDS)
        await runner.setup()
        try:
            await web.TCPSite(runner, _HOST, self._port).start()
            here = SetWebhook(
                url=self._url, secret_token=self._secret, allowed_updates=allowed_updates
            )
            await until_answered(lambda: self._bot(here))
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    async def take(self, request: web.Request) -> web.Response:
        """One update: 200 once it is stored, 500 if that fails, 401 without the secret."""
        given = request.headers.get(_SECRET_HEADER, "")
        # A header may hold any bytes; they come as lone surrogates.
        if not hmac.compare_digest(given.encode(errors="surrogateescape"), self._secret.encode()):
            return web.Response(status=401)
        try:
            raw = json.loads(await request.read())
        except (ValueError, RecursionError):
            return web.Response(status=400)
        if not isinstance(raw, dict):
            return web.Response(status=400)
        try:
            await self._intake.take([raw])
        except NotStored as error:
            _log.warning("an update cannot be stored: %s", error)
            return web.Response(status=500)  # Telegram sends it again
        return web.Response()
