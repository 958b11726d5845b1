"""The playground beside the bot: a process of its own, spoken to over its control API."""

import asyncio
import socket
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

HOST = "127.0.0.1"
TOKEN = "42:playground"  # noqa: S105 - the playground's bot; opens nothing else
_CHILD = "bot.demo.playground_child"
_PORTS_TRIED = 100
_START_SECONDS = 20.0
_STOP_SECONDS = 5.0
_CONTROL = {"X-Playground": "1"}


class PlaygroundFailed(Exception):
    """The playground did not start, or ended by itself."""


class PlaygroundProcess:
    """Starts at once, without waiting; `ready` waits, `stop` ends it and leaves nothing behind."""

    def __init__(self, port: int, log: Path) -> None:
        self.port = free_port(port)
        self._log: IO[bytes] = log.open("wb")
        # Its own session: Ctrl-C in the terminal reaches the bot alone, which then ends it.
        self._process = subprocess.Popen(  # noqa: S603 - our own module by our own interpreter
            [sys.executable, "-m", _CHILD, "--host", HOST, "--port", str(self.port)],
            stdin=subprocess.PIPE,
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
        )

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    async def ready(self) -> None:
        """Returns once the port is answered."""
        async with asyncio.timeout(_START_SECONDS):
            while True:
                if self._process.poll() is not None:
                    raise PlaygroundFailed(f"the playground did not start, see {self._log.name}")
                try:
                    _, writer = await asyncio.open_connection(HOST, self.port)
                except ConnectionRefusedError:
                    await asyncio.sleep(0.02)
                    continue
                writer.close()
                await writer.wait_closed()
                return

    async def ended(self) -> int:
        """Waits until the process ends by itself; gives its exit code."""
        while (code := self._process.poll()) is None:  # noqa: ASYNC110 - older than the loop
            await asyncio.sleep(0.5)
        return code

    async def post(self, path: str, body: dict[str, Any]) -> None:
        """One call of the control API. Raises `PlaygroundFailed` when it is refused."""
        import aiohttp

        async with (
            aiohttp.ClientSession(self.url, headers=_CONTROL) as session,
            session.post(f"/playground/{path}", json=body) as response,
        ):
            if response.status != 200:
                raise PlaygroundFailed(f"{path}: {response.status} {await response.text()}")

    def stop(self) -> None:
        """Ends the process, kindly at first."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._log.close()


def free_port(first: int) -> int:
    """The first port from `first` on that nobody listens on."""
    for port in range(first, min(first + _PORTS_TRIED, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise PlaygroundFailed(f"no free port from {first} on")
