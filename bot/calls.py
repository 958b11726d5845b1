"""The calls that every screen makes, in a light form.

aiogram's own methods build an object for every button, and decode the whole message that comes
back. Nobody reads that message: its number is enough (docs/decisions/0010).
"""

from typing import Any

from aiogram.methods import TelegramMethod
from pydantic import BaseModel, Field

JSON = dict[str, Any]

NO_PREVIEW: JSON = {"is_disabled": True}


class Shown(BaseModel):
    """What is kept of the message that Telegram answers with."""

    message_id: int


class Shows(TelegramMethod[Shown]):
    """A call of plain JSON: what is set goes to Telegram as it is (bot/telegram_session.py)."""

    __returning__ = Shown

    chat_id: int
    reply_markup: JSON | None = None


class _Sends(Shows):
    """A new message. Paid for, it may leave faster than the free rate; unset it costs nothing."""

    allow_paid_broadcast: bool | None = None


class SendMessage(_Sends):
    """https://core.telegram.org/bots/api#sendmessage"""

    __api_method__ = "sendMessage"

    text: str
    parse_mode: str | None = None
    # A default that is a dict would be copied deeply for every message.
    link_preview_options: JSON = Field(default_factory=lambda: NO_PREVIEW)


class SendRichMessage(_Sends):
    """https://core.telegram.org/bots/api#sendrichmessage"""

    __api_method__ = "sendRichMessage"

    rich_message: JSON


class EditMessageText(Shows):
    """https://core.telegram.org/bots/api#editmessagetext, into a text or into a rich message."""

    __api_method__ = "editMessageText"

    message_id: int
    text: str | None = None
    parse_mode: str | None = None
    link_preview_options: JSON | None = None
    rich_message: JSON | None = None
