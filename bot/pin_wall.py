"""Asking staff for their PIN before a write, and going on with what they wanted after it.

A right PIN is accepted in the transaction of the write that it was asked for, so that a program
that dies between the two leaves neither: the digits come again from the inbox and both are done.
"""

from dataclasses import replace
from typing import Any

from aiogram.types import CallbackQuery, Document, Message, PhotoSize, Update

from domain.errors import PinNeeded
from domain.pins.use_cases import lock_idle
from domain.session import Session
from domain.uow import UnitOfWork
from handlers.page import Block
from handlers.pins.handlers import WALL
from handlers.pins.screens import wall_screen
from handlers.screen import Screen, Wanted


async def locked(uow: UnitOfWork, session: Session) -> Session:
    """The session for a write: whoever's PIN is due may only look."""
    return replace(session, actor=await lock_idle(uow, session.actor))


async def ask_pin(uow: UnitOfWork, session: Session, update: Update, needed: PinNeeded) -> Screen:
    """The question; what was wanted is kept beside it. To be committed by the caller."""
    data: dict[str, Any] = {"person_id": needed.params["person_id"]}
    if update.callback_query is not None:
        data["button"] = update.callback_query.data
    elif update.message is not None:
        data |= {
            "text": update.message.text,
            "file": _file_of(update.message),
            "typing": session.typing,
            "typing_data": session.typing_data,
        }
    await uow.chats.ask(session.chat_id, WALL, data)
    return replace(wall_screen(), as_new=True)


def resumed(session: Session, wanted: Wanted | None) -> Session:
    """The session as it was before the PIN was asked for."""
    if wanted is None:
        return session
    return replace(session, typing=wanted.typing, typing_data=wanted.typing_data)


async def accept_pin(uow: UnitOfWork, chat_id: int, wanted: Wanted) -> None:
    """The PIN was right: the chat is asked again what it was asked before. To be committed."""
    if await uow.pins.state(chat_id, wanted.person_id) is not None:  # not removed meanwhile
        await uow.pins.note_seen(chat_id, wanted.person_id)
    if wanted.typing:
        await uow.chats.ask(chat_id, wanted.typing, wanted.typing_data)
    else:
        await uow.chats.stop_asking(chat_id)


def asks_for(session: Session, wanted: Wanted) -> bool:
    """Whether the chat still waits for this PIN."""
    return session.typing == WALL and session.typing_data.get("person_id") == wanted.person_id


def wanted_update(update: Update, wanted: Wanted) -> Update | None:
    """What was wanted before the PIN, as if it came now; None when nothing can go on."""
    message = update.message
    if message is None:
        return None
    if wanted.button is not None and message.from_user is not None:
        query = CallbackQuery(
            id="0",
            from_user=message.from_user,
            chat_instance="",
            message=message,
            data=wanted.button,
        )
        return Update(update_id=update.update_id, callback_query=query)
    if wanted.file is not None:
        carried: dict[str, Any] = {"text": None, "caption": wanted.file.get("caption")}
        if "photo" in wanted.file:
            carried["photo"] = [PhotoSize.model_validate(each) for each in wanted.file["photo"]]
        if "document" in wanted.file:
            carried["document"] = Document.model_validate(wanted.file["document"])
        return Update(update_id=update.update_id, message=message.model_copy(update=carried))
    if wanted.text is not None:
        again = message.model_copy(update={"text": wanted.text})
        return Update(update_id=update.update_id, message=again)
    return None


def _file_of(message: Message) -> dict[str, Any] | None:
    """What the message carried, by reference; the bytes stay with Telegram."""
    found = message.model_dump(
        mode="json", include={"photo", "document", "caption"}, exclude_none=True
    )
    return found if found.keys() - {"caption"} else None


def after_pin(screen: Screen) -> Screen:
    """Shown below the question; the message with the digits goes. A toast alone becomes words."""
    blocks: list[Block] = list(screen.blocks) or [screen.toast or ""]
    return replace(screen, blocks=blocks, toast=None, forget_message=True)
