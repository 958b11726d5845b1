"""A mail server on this machine: takes letters, or answers as a test wants it to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO

from pypdf import PdfReader

_BROKEN = "broken off"


@dataclass
class MailServer:
    """`answers`: to a command, "DATA" or the letter ("."), once each, instead of the usual one."""

    port: int = 0
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    connections: int = 0
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    def breaks_off_at(self, command: str) -> None:
        """Takes what comes with it, closes and says nothing."""
        self.answers[command] = _BROKEN

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._open.add(writer)
        try:
            await self._talk(reader, writer)
        finally:
            writer.close()
            self._open.discard(writer)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        recipient = ""
        writer.write(b"220 here\r\n")
        while line := await reader.readline():
            words = line.decode("ascii").strip()
            command = words.split(maxsplit=1)[0].upper()
            if command == "RCPT":
                recipient = words.partition("<")[2].rstrip(">")
            answer = self.answers.pop(command, "354 go on" if command == "DATA" else "250 yes")
            if answer.startswith("354"):
                writer.write(b"354 go on\r\n")
                letter = await reader.readuntil(b"\r\n.\r\n")
                answer = self.answers.pop(".", "250 taken")
                if answer in ("250 taken", _BROKEN):
                    self.taken.append((recipient, _parsed(letter)))
            if answer == _BROKEN:
                return
            writer.write(f"{answer}\r\n".encode())


def _parsed(letter: bytes) -> EmailMessage:
    message = message_from_bytes(letter[:-3], policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def sheet_of(letter: EmailMessage) -> str:
    """What the document of a letter says."""
    _body, document = letter.iter_parts()
    return PdfReader(BytesIO(document.get_content())).pages[0].extract_text()


@asynccontextmanager
async def mail_server() -> AsyncIterator[MailServer]:
    """On a free port of the loopback, for as long as the test runs."""
    mail = MailServer()
    server = await asyncio.start_server(mail.serve, "127.0.0.1", 0)
    mail.port = server.sockets[0].getsockname()[1]
    async with server:
        yield mail
