"""What an update says besides what it asks for."""

from enum import Enum, auto

from aiogram.types import Update

from bot.responder import BELOW
from domain.session import Session


class Note(Enum):
    """What an update says of its chat, besides what it asks for."""

    STOPPED_TYPING = auto()
    IS_BACK = auto()  # whoever writes can be written to, whatever was thought before
    OTHER_BOT = auto()  # of several, the one that a person writes to is the one to write


def notes_of(session: Session, update: Update, bot_id: int, *, is_effected: bool) -> list[Note]:
    notes = []
    if session.typing and _leaves_the_question(update) and not is_effected:
        notes.append(Note.STOPPED_TYPING)
    if session.is_unreachable and update.my_chat_member is None:
        notes.append(Note.IS_BACK)
    if session.bot_id not in (None, bot_id):
        notes.append(Note.OTHER_BOT)
    return notes


def says_good_bye(session: Session, update: Update, bot_id: int) -> bool:
    """Whether it comes from the bot that was left for another."""
    is_other = session.bot_id not in (None, 0, bot_id)
    return is_other and update.my_chat_member is not None


def is_below(update: Update) -> bool:
    """Whether the button is one that leaves its message as it is."""
    return update.callback_query is not None and (update.callback_query.data or "").startswith(
        BELOW
    )


def unmarked(update: Update) -> Update:
    """The same update with the data that handlers know."""
    query = update.callback_query
    if query is None or not is_below(update):
        return update
    known = query.model_copy(update={"data": (query.data or "").removeprefix(BELOW)})
    return update.model_copy(update={"callback_query": known})


def _leaves_the_question(update: Update) -> bool:
    """A button or a command means that the person went elsewhere instead of typing."""
    text = update.message.text if update.message else None
    return update.callback_query is not None or bool(text and text.startswith("/"))
