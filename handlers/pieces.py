"""Texts that Telegram's applications cut in two: the rest is no text of its own.

An application sends at most 4 096 characters in one message and the rest in the next. The first
piece is refused as too long and the question stays open, so the rest, perhaps one character, would
be taken for the answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiogram.types import Message

from domain.errors import Refused
from domain.typed import one_line
from handlers.cancelling import cancelling
from handlers.context import Context
from handlers.refusals import refusal
from handlers.screen import Screen

TOGETHER = 2  # seconds between the pieces of one text; their dates are whole seconds
_CUT = "cut"


@dataclass(frozen=True, slots=True)
class Cut:
    """A refused text, as far as it has come: its last message, the second, all its characters."""

    message_id: int
    at: int
    length: int


def is_piece_of(last: Cut, message_id: int, at: int) -> bool:
    """Sent at once after it: nobody has answered between, and nobody types so fast."""
    return message_id == last.message_id + 1 and 0 <= at - last.at <= TOGETHER


def length_of(asked: Mapping[str, Any], message: Message) -> int:
    """Of what was typed, with the pieces of it that came before."""
    before = Cut(**asked[_CUT]) if asked.get(_CUT) else None
    own = len(message.text or "")
    if before is not None and is_piece_of(before, message.message_id, second(message)):
        return before.length + own
    return own


async def too_long(ctx: Context, message: Message, code: str, limit: int) -> Screen | None:
    """The refusal of a text, or of a piece of one, beyond the limit; None where it may be read on.

    What cannot be seen does not count; the use case still judges what it makes of the rest.
    """
    typed = message.text or ""
    before = length_of(ctx.session.typing_data, message) - len(typed)
    length = before + len(one_line(typed))
    if length <= limit:
        return None
    error = Refused(code, limit=limit, length=length, over=length - limit)
    return await refuse_length(ctx, message, error, before + len(typed))


async def refuse_length(ctx: Context, message: Message, error: Refused, length: int) -> Screen:
    """Too long: the question stays, and what follows at once is known as the rest."""
    cut = {"message_id": message.message_id, "at": second(message), "length": length}
    asked = {**ctx.session.typing_data, _CUT: cut}
    await ctx.uow.chats.ask(ctx.session.chat_id, ctx.session.typing or "", asked)
    return cancelling(refusal(error, ctx.actor), ctx.session)


def second(message: Message) -> int:
    """When it was sent; Telegram says no more."""
    return int(message.date.timestamp())
