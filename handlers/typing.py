"""Texts that answer a question of ours."""

from typing import Any

from aiogram.filters import Filter
from aiogram.types import Message

from domain.session import Session


class Typing(Filter):
    """Passes what is typed while the chat is being asked for `what`; commands never pass."""

    def __init__(self, what: str) -> None:
        self.what = what

    async def __call__(self, message: Message, session: Session, **_: Any) -> bool:
        return (
            session.typing == self.what
            and message.text is not None
            and not message.text.startswith("/")
        )


WRITES: dict[str, bool] = {"writes": True}
"""Flag of a handler that changes something: it gets a transaction that is committed."""
