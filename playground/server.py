"""The playground as a server: Bot API, chat page and control API on one loopback address."""

import ipaddress
from types import TracebackType

from aiohttp import ClientSession, TCPConnector, web

from playground.control import Control
from playground.http_calls import BotApi
from playground.telegram import Telegram
from playground.webhooks import webhook_post

DEFAULT_TOKEN = "42:playground"  # noqa: S105 - opens nothing but this
_LARGEST_BODY = 64 * 1024 * 1024


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Playground:
    """`async with Playground() as pg:` serves `pg.telegram` at `pg.url` until the block ends.

    Listens on loopback addresses only and raises `ValueError` for others: whoever reaches the
    port can act for every person in it. Without a Telegram of your own it has one bot, whose
    token is `DEFAULT_TOKEN`.
    """

    def __init__(
        self, host: str = "127.0.0.1", port: int = 0, telegram: Telegram | None = None
    ) -> None:
        if not is_loopback(host):
            raise ValueError(f"the playground listens on this machine only, not on {host}")
        self.host = host
        self.port = port
        self.telegram = telegram or Telegram()
        if not self.telegram.bots:
            self.telegram.add_bot(DEFAULT_TOKEN)
        self._runner: web.AppRunner | None = None
        self._session: ClientSession | None = None

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def token(self) -> str:
        return self.telegram.bot.token

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=_LARGEST_BODY)
        app.add_routes(BotApi(self.telegram).routes())
        app.add_routes(Control(self.telegram).routes())
        return app

    async def __aenter__(self) -> "Playground":
        session = self._session = ClientSession(connector=TCPConnector(limit=0))
        self.telegram.webhook_transport = lambda hook: webhook_post(session, hook)
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port)
        await site.start()
        for address in self._runner.addresses:
            self.port = address[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.telegram.stop()
        self.telegram.webhook_transport = None
        if self._runner:
            await self._runner.cleanup()
        if self._session:
            await self._session.close()
