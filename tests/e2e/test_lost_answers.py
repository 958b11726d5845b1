"""Calls over real sockets to a server that fails in every way: has the call left, or has it not?"""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramNotFound,
    TelegramServerError,
)
from aiogram.methods import SendDocument, TelegramMethod
from aiogram.types import BufferedInputFile

from bot.calls import SendMessage
from bot.telegram_session import LostAnswer, NotSent, TelegramSession

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

TOKEN = "42:secret-part"
MESSAGE = SendMessage(chat_id=1, text="…")
DOCUMENT = SendDocument(chat_id=1, document=BufferedInputFile(b"0", "a.pdf"))
DONE = b'{"ok": true, "result": {"message_id": 7}}'


@asynccontextmanager
async def server(serve: Serve) -> AsyncIterator[str]:
    """The address of something on loopback that treats every connection like this."""
    serving: set[asyncio.Task[None]] = set()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        serving.add(task)
        try:
            await serve(reader, writer)
        except asyncio.CancelledError:
            pass  # the test is over
        finally:
            serving.discard(task)
            writer.close()

    listening = await asyncio.start_server(accept, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    finally:
        listening.close()
        for task in list(serving):
            task.cancel()
        await asyncio.gather(*serving)


@asynccontextmanager
async def bot_at(address: str, seconds: float = 5.0) -> AsyncIterator[Bot]:
    session = TelegramSession(api=TelegramAPIServer.from_base(address), timeout=seconds)
    bot = Bot(TOKEN, session=session)
    try:
        yield bot
    finally:
        await session.close()


async def failure(
    address: str, call: TelegramMethod[Any] = MESSAGE, seconds: float = 5.0
) -> Exception:
    async with bot_at(address, seconds) as bot:
        with pytest.raises((TelegramAPIError, ClientDecodeError)) as caught:
            await bot(call)
    assert "secret-part" not in str(caught.value)
    return caught.value


async def read_request(reader: asyncio.StreamReader) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            await reader.readexactly(int(line.partition(b":")[2]))


def answer(content: bytes, status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


def answers_with(status: str) -> Serve:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(answer(b"", status))
        await writer.drain()

    return serve


async def close_at_once(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    return None


async def close_when_read(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await read_request(reader)


async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await read_request(reader)
    open_socket = writer.get_extra_info("socket")
    open_socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def half_an_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await read_request(reader)
    writer.write(answer(DONE)[:-5])
    await writer.drain()


async def never(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


@pytest.mark.parametrize("serve", [close_at_once, close_when_read, reset, half_an_answer])
@pytest.mark.parametrize("call", [MESSAGE, DOCUMENT], ids=["json", "form"])
async def test_a_connection_that_ends_after_it_was_made_leaves_the_outcome_unknown(
    serve: Serve, call: TelegramMethod[Any]
) -> None:
    async with server(serve) as address:
        assert type(await failure(address, call)) is LostAnswer


@pytest.mark.parametrize("call", [MESSAGE, DOCUMENT], ids=["json", "form"])
async def test_a_server_that_never_answers_leaves_the_outcome_unknown(
    call: TelegramMethod[Any],
) -> None:
    """Over a connection that is there: its making is not what takes the time."""

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(answer(DONE))
        await never(reader, writer)

    async with server(once) as address, bot_at(address, seconds=30) as bot:
        await bot(MESSAGE)
        with pytest.raises(LostAnswer):
            await bot(call, request_timeout=1)


@pytest.mark.parametrize("call", [MESSAGE, DOCUMENT], ids=["json", "form"])
async def test_a_refused_connection_has_sent_nothing(call: TelegramMethod[Any]) -> None:
    with socket.socket() as held:  # nobody listens there, and nobody else can
        held.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{held.getsockname()[1]}"
        assert type(await failure(address, call)) is NotSent


async def no_tls(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(1)
    writer.write(b"not a handshake\r\n")
    await writer.drain()


@pytest.mark.parametrize("serve", [close_at_once, no_tls])
async def test_a_failed_handshake_has_sent_nothing(serve: Serve) -> None:
    async with server(serve) as address:
        assert type(await failure(address.replace("http", "https"))) is NotSent


async def test_a_connection_that_is_never_made_has_sent_nothing() -> None:
    """A handshake without an end stands for a network that swallows what it is given."""
    async with server(never) as address:
        assert type(await failure(address.replace("http", "https"), seconds=0.4)) is NotSent


async def test_waiting_for_a_free_connection_has_sent_nothing() -> None:
    """Every connection is taken by calls that hang: the one in line has not left."""
    taken = asyncio.Event()

    async def hang(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        taken.set()
        await asyncio.Event().wait()

    async with server(hang) as address:
        session = TelegramSession(api=TelegramAPIServer.from_base(address), limit=1)
        bot = Bot(TOKEN, session=session)
        first = asyncio.create_task(bot(MESSAGE))
        await taken.wait()
        with pytest.raises(NotSent):
            await bot(MESSAGE, request_timeout=1)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        await session.close()


@pytest.mark.parametrize(
    ("status", "kind"), [("502 Bad Gateway", ClientDecodeError), ("200 OK", LostAnswer)]
)
async def test_a_page_in_an_unknown_encoding_is_a_page_like_any_other(
    status: str, kind: type[Exception]
) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(answer("сервер недоступен".encode("cp1251"), status))
        await writer.drain()

    async with server(serve) as address:
        assert type(await failure(address)) is kind


async def test_a_kept_connection_closed_when_used_again_leaves_the_outcome_unknown() -> None:
    """A POST is not repeated behind our back either: the server sees two requests, not three."""
    requests = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal requests
        await read_request(reader)
        requests += 1
        writer.write(answer(DONE))
        await writer.drain()
        await read_request(reader)
        requests += 1

    async with server(serve) as address, bot_at(address) as bot:
        assert (await bot(MESSAGE)).message_id == 7
        with pytest.raises(LostAnswer):
            await bot(MESSAGE)
        assert requests == 2


@pytest.mark.parametrize(
    ("status", "content", "kind"),
    [
        ("502 Bad Gateway", b"<html>Bad Gateway</html>", ClientDecodeError),
        ("504 Gateway Timeout", b"<html>Gateway Timeout</html>", LostAnswer),
        ("200 OK", b"<html>nothing that can be read</html>", LostAnswer),
        ("200 OK", b'{"ok": true, "result": {}}', LostAnswer),
    ],
)
async def test_what_an_unreadable_answer_says(
    status: str, content: bytes, kind: type[Exception]
) -> None:
    """A gateway that gave up waiting, or a success in words we do not know: perhaps performed."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(answer(content, status))
        await writer.drain()

    async with server(serve) as address:
        assert type(await failure(address)) is kind


@pytest.mark.parametrize(
    ("serve", "kind"),
    [
        (answers_with("404 Not Found"), TelegramNotFound),
        (answers_with("502 Bad Gateway"), TelegramServerError),
        (answers_with("429 Too Many Requests"), TelegramServerError),
        (half_an_answer, LostAnswer),
        (close_when_read, LostAnswer),
    ],
)
async def test_a_file_that_does_not_come_is_a_failure_as_of_any_call(
    serve: Serve, kind: type[TelegramAPIError]
) -> None:
    async with server(serve) as address, bot_at(address) as bot:
        with pytest.raises(TelegramAPIError) as caught:
            await bot.download_file("documents/a.pdf")
    assert type(caught.value) is kind
    assert caught.value.__cause__ is None
    assert "secret-part" not in str(caught.value)
