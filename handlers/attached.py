"""Files that answer a question of ours, beside the texts of `handlers.typing`."""

from typing import Any

from aiogram.enums import ContentType
from aiogram.filters import Filter
from aiogram.types import Document, Message, PhotoSize

from domain.attachments.model import FileKind, Incoming
from domain.session import Session
from domain.typed import one_line

_MAX_NAME = 255  # characters that are kept; the ending, which says how to open it, stays

_CONTENTS = frozenset(
    {
        ContentType.PHOTO,
        ContentType.DOCUMENT,
        ContentType.ANIMATION,
        ContentType.AUDIO,
        ContentType.VIDEO,
        ContentType.VIDEO_NOTE,
        ContentType.VOICE,
        ContentType.STICKER,
        ContentType.PAID_MEDIA,
    }
)
"""What a person can send that is a file of some kind."""


class Attached(Filter):
    """Passes a file sent while the chat is being asked for `what`, and gives it as `incoming`.

    `incoming` is None for what is no photo and no document; `domain.attachments.checked` refuses
    it. Of an album every file comes as a message of its own; the caption is with one of them.
    """

    def __init__(self, what: str) -> None:
        self.what = what

    async def __call__(
        self, message: Message, session: Session, **_: Any
    ) -> bool | dict[str, Incoming | None]:
        if session.typing != self.what or message.content_type not in _CONTENTS:
            return False
        return {"incoming": incoming_of(message)}


def incoming_of(message: Message) -> Incoming | None:
    """The photo at its largest, or the document; a video and an animation are documents of the
    applications' own making and are not taken."""
    bot_id = message.bot.id if message.bot is not None else 0
    if message.photo:
        return _photo(max(message.photo, key=lambda size: size.width * size.height), bot_id)
    if message.document is not None and message.animation is None:
        return _document(message.document, bot_id)
    return None


def caption_of(message: Message) -> str:
    """What was typed beside the file; it counts as a text."""
    return message.caption or ""


def _photo(size: PhotoSize, bot_id: int) -> Incoming:
    return Incoming(
        FileKind.PHOTO,
        size.file_id,
        size.file_unique_id,
        bot_id,
        name="",
        mime="image/jpeg",
        size=size.file_size or 0,
    )


def _document(document: Document, bot_id: int) -> Incoming:
    return Incoming(
        FileKind.DOCUMENT,
        document.file_id,
        document.file_unique_id,
        bot_id,
        name=one_line(document.file_name or "")[-_MAX_NAME:],
        mime=one_line(document.mime_type or "")[:127],
        size=document.file_size or 0,
    )
