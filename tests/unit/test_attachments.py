"""What a message carries besides words, and which of it may be kept."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import (
    Animation,
    Chat,
    Document,
    Message,
    PhotoSize,
    Sticker,
    User,
    Voice,
)
from hypothesis import given
from hypothesis import strategies as st

from domain.actor import Actor
from domain.attachments.model import BOTH, MEGABYTE, FileKind, Held, Incoming, checked
from domain.attachments.room import require_room, year_begins
from domain.errors import Refused
from domain.policy import SchoolPolicy
from domain.session import Session
from handlers.attached import Attached, caption_of, incoming_of

BOT = Bot("42:abcdefghijklmnopqrstuvwxyzabcdefghi")
POLICY = SchoolPolicy()
PHOTO = Incoming(FileKind.PHOTO, "p", "u", 42, "", "image/jpeg", 1000)
DOCUMENT = replace(PHOTO, kind=FileKind.DOCUMENT, name="план.pdf", mime="application/pdf")


def message(**content: Any) -> Message:
    sender = User(id=7, is_bot=False, first_name="Анна")
    chat, at = Chat(id=7, type="private"), datetime(2026, 11, 24, tzinfo=UTC)
    return Message(message_id=1, date=at, chat=chat, from_user=sender, **content).as_(BOT)


def size(file_id: str, width: int, file_size: int | None = 1000) -> PhotoSize:
    return PhotoSize(
        file_id=file_id, file_unique_id="u", width=width, height=10, file_size=file_size
    )


def document(name: str | None = "план.pdf", mime: str | None = "application/pdf") -> Document:
    return Document(file_id="d", file_unique_id="u", file_name=name, mime_type=mime, file_size=2000)


def refused(incoming: Incoming | None, **how: Any) -> str:
    with pytest.raises(Refused) as caught:
        checked(incoming, POLICY, **{"wants": BOTH, **how})
    return caught.value.code


def test_of_a_photo_the_largest_is_taken_and_of_a_document_its_name() -> None:
    assert incoming_of(message(photo=[size("s", 90), size("l", 800), size("m", 320)])) == replace(
        PHOTO, file_id="l"
    )
    assert incoming_of(message(document=document())) == Incoming(
        FileKind.DOCUMENT, "d", "u", 42, "план.pdf", "application/pdf", 2000
    )


def test_a_document_without_a_name_has_none_and_a_long_name_keeps_its_ending() -> None:
    bare = incoming_of(message(document=document(None, None)))
    assert bare is not None
    assert (bare.name, bare.mime) == ("", "")
    long = incoming_of(message(document=document("ж" * 300 + ".pdf")))
    assert long is not None
    assert (len(long.name), long.name[-5:]) == (255, "ж.pdf")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("план\x00.pdf", "план.pdf"),  # PostgreSQL stores no such character
        ("план\u202efdp.exe", "планfdp.exe"),  # is read as «планexe.pdf»
        ("план.pdf\n\nОценка: 5", "план.pdf Оценка: 5"),
        ("\u2066\x1b", ""),
    ],
)
def test_of_a_name_only_what_can_be_seen_is_kept(sent: str, kept: str) -> None:
    incoming = incoming_of(message(document=document(sent, "a/b\x00")))
    assert incoming is not None
    assert (incoming.name, incoming.mime) == (kept, "a/b")


def test_an_animation_is_no_document_though_telegram_sends_it_as_one() -> None:
    moving = Animation(file_id="a", file_unique_id="u", width=1, height=1, duration=1)
    assert incoming_of(message(animation=moving, document=document())) is None


async def test_the_filter_gives_what_came_while_the_chat_is_asked_and_passes_nothing_else() -> None:
    asked = Session(Actor(7), "ru", typing="files")
    filter_ = Attached("files")
    assert await filter_(message(document=document()), asked) == {
        "incoming": incoming_of(message(document=document()))
    }
    voice = Voice(file_id="v", file_unique_id="u", duration=1)
    sticker = Sticker(
        file_id="s",
        file_unique_id="u",
        type="regular",
        width=1,
        height=1,
        is_animated=False,
        is_video=False,
    )
    assert await filter_(message(voice=voice), asked) == {"incoming": None}
    assert await filter_(message(sticker=sticker), asked) == {"incoming": None}
    assert await filter_(message(text="№ 112"), asked) is False
    other = Session(Actor(7), "ru", typing="lesson_topic")
    assert await filter_(message(document=document()), other) is False


def test_a_caption_counts_as_a_text() -> None:
    assert caption_of(message(document=document(), caption="№ 112")) == "№ 112"
    assert caption_of(message(document=document())) == ""


def test_what_is_no_photo_and_no_document_is_refused() -> None:
    assert refused(None) == "not_a_file"


def test_the_other_kind_than_is_wanted_is_refused_by_name() -> None:
    assert refused(PHOTO, wants={FileKind.DOCUMENT}) == "photo_not_document"
    assert refused(DOCUMENT, wants={FileKind.PHOTO}) == "document_not_photo"


@given(megabytes=st.integers(1, 20), size=st.integers(0, 40 * MEGABYTE), have=st.integers(0, 12))
def test_within_the_limits_a_file_is_taken_as_it_is(megabytes: int, size: int, have: int) -> None:
    policy = replace(POLICY, largest_file_mb=megabytes)
    given = replace(DOCUMENT, size=size)
    fits = size <= megabytes * MEGABYTE
    if fits and have < policy.most_files:
        assert checked(given, policy, wants=BOTH, have=have) is given
        return
    with pytest.raises(Refused) as caught:
        checked(given, policy, wants=BOTH, have=have)
    assert caught.value.code == ("too_many_files" if fits else "file_too_large")
    if not fits:  # the size that is said is never within the limit
        assert caught.value.params["size"] > caught.value.params["limit"] == megabytes


@given(
    held=st.tuples(*(st.integers(0, 60 * MEGABYTE) for _ in range(3))),
    size=st.integers(0, 40 * MEGABYTE),
    is_family=st.booleans(),
)
def test_together_files_take_no_more_room_than_there_is(
    held: tuple[int, int, int], size: int, is_family: bool
) -> None:
    """R108: what is kept never exceeds a limit, and what fits all of them is taken."""
    policy = replace(POLICY, lesson_files_mb=40, person_files_mb=30, school_files_mb=50)
    lesson, person, school = held
    counted = [(lesson, 40), *([(person, 30)] if is_family else []), (school, 50)]
    full = [limit for kept, limit in counted if kept + size > limit * MEGABYTE and size]
    if not full:
        require_room(Held(*held), size, policy, is_family=is_family)
        return
    with pytest.raises(Refused) as caught:
        require_room(Held(*held), size, policy, is_family=is_family)
    assert caught.value.params["limit"] == full[0]
    assert caught.value.params.get("left", 0) * MEGABYTE < size
    if caught.value.code.endswith("_full") and caught.value.code != "school_files_full":
        assert caught.value.params["left"] > 0, "a smaller file is advised where one can be sent"


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        (date(2026, 8, 1), date(2026, 8, 1)),
        (date(2027, 7, 31), date(2026, 8, 1)),
    ],
)
def test_the_room_of_a_year_begins_in_august(day: date, begins: date) -> None:
    assert year_begins(day) == begins
