"""A file as a message carries it."""

from collections.abc import Collection, Set
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from domain.errors import Refused
from domain.policy import SchoolPolicy

MEGABYTE = 1024 * 1024  # bytes


class FileKind(StrEnum):
    """How it was attached: the application made a photo smaller, a document is as it was."""

    PHOTO = "photo"
    DOCUMENT = "document"


BOTH = frozenset(FileKind)


@dataclass(frozen=True, slots=True)
class Incoming:
    """What came in a message, without a byte of it; `size` is in bytes.

    `file_id` is good for the bot `bot_id` alone; `unique_id` is the same for every bot and opens
    nothing. A photo has no `name`.
    """

    kind: FileKind
    file_id: str
    unique_id: str
    bot_id: int
    name: str
    mime: str
    size: int


def checked(
    incoming: Incoming | None, policy: SchoolPolicy, *, wants: Set[FileKind], have: int = 0
) -> Incoming:
    """What may be kept beside the `have` files that are there (R108: with limits of size).

    None is a sticker, a voice, a video. `Refused` "not_a_file" for it, "photo_not_document" and
    "document_not_photo" for the other kind than is wanted, "file_too_large", "too_many_files".
    """
    if incoming is None:
        raise Refused("not_a_file")
    if incoming.kind not in wants:
        if incoming.kind is FileKind.PHOTO:
            raise Refused("photo_not_document")
        raise Refused("document_not_photo")
    if incoming.size > policy.largest_file_mb * MEGABYTE:
        size = -(-incoming.size // MEGABYTE)
        raise Refused("file_too_large", limit=policy.largest_file_mb, size=size)
    if have >= policy.most_files:
        raise Refused("too_many_files", most=policy.most_files)
    return incoming


class Owner(StrEnum):
    """What a file belongs to."""

    HOMEWORK = "homework"
    SUBMISSION = "submission"
    ABSENCE = "absence"  # the note of an announced one
    REPORT = "report"  # a check, analysis or report that was made (deadline_done)
    DOCUMENT = "document"  # a version of a document of the school


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is kept; `name` is empty for a photo, `size` is in bytes."""

    id: int
    kind: FileKind
    file_id: str
    bot_id: int
    unique_id: str
    name: str
    size: int


class Held(NamedTuple):
    """What is kept already, in bytes; of the person and the school in this school year."""

    lesson: int
    person: int
    school: int


class AttachmentStore(Protocol):
    """References of files."""

    async def of(self, owner: Owner, owner_id: int) -> list[Attachment]:
        """Those that were not removed, in the order in which they came."""

    async def add(self, owner: Owner, owner_id: int, incoming: Incoming, added_by: int) -> int:
        """Keeps it; its id."""

    async def held(self, school_id: int, by: int, lesson_id: int, since: date) -> Held:
        """What is kept by then of the homework of a lesson, and since that day of what this person
        and all people of the school sent.
        """

    async def without_content(self, owner: Owner, since: datetime, most: int) -> list[Attachment]:
        """Those of such owners that came since then and of which no bytes are kept."""

    async def keep_content(self, attachment_id: int, content: bytes) -> None:
        """Keeps the bytes once; of one that was removed meanwhile none."""

    async def contents(self, attachment_ids: Collection[int]) -> dict[int, bytes]:
        """The bytes of those of which any are kept."""

    async def take_turn(self, school_id: int) -> None:
        """Nobody else of the school adds a file until this transaction is over."""

    async def remove(self, attachment_id: int) -> None:
        """It is not handed out any more, and its bytes are gone."""
