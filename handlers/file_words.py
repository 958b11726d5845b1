"""Files of the chat in words, and as they leave for another."""

from collections.abc import Sequence

from domain.attachments.model import MEGABYTE, Attachment, FileKind
from handlers.screen import Kept
from handlers.words import _, shorten

_KILOBYTE = 1024
_MAX_NAME = 60


def file_name(file: Attachment) -> str:
    """«Фото», «план.pdf, 120 КБ»."""
    if file.kind is FileKind.PHOTO:
        return _("Photo")
    name = shorten(file.name, _MAX_NAME) or _("Document")
    return f"{name}, {_size(file.size)}"


def _size(size: int) -> str:
    if size < MEGABYTE:
        return _("{count} KB").format(count=-(-size // _KILOBYTE))
    return _("{count} MB").format(count=-(-size // MEGABYTE))


def as_sent(files: Sequence[Attachment], caption: str, gone: str) -> list[Kept]:
    """Each with what it belongs to, as it may be sent on; `gone` says {file} cannot be had."""
    return [
        Kept(
            each.kind is FileKind.PHOTO,
            each.file_id,
            each.bot_id,
            each.name,
            caption,
            gone=gone.format(file=file_name(each)),
        )
        for each in files
    ]
