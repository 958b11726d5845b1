"""Updates as Telegram sends them; nothing of them is known to be sound."""

from typing import Any, TypeGuard

_LARGEST = 2**63  # what a column of the database holds
_WHERE = ("message_id", "date", "chat")  # `date` is 0 of a message that cannot be seen any more


def essence(raw: dict[str, Any]) -> dict[str, Any]:
    """The update without what a pressed message says, which the bot itself has made.

    Nobody reads it, and it is the largest part of a press: a page of a diary with its keyboard, to
    be taken apart, and to be stored until the press is handled.
    """
    press = raw.get("callback_query")
    if not isinstance(press, dict) or not isinstance(message := press.get("message"), dict):
        return raw
    where = {name: message[name] for name in _WHERE if name in message}
    return {**raw, "callback_query": {**press, "message": where}}


def person_of(raw: dict[str, Any]) -> int:
    """Whose lane: in private chats the chat is the person."""
    for event in raw.values():
        sender = event.get("from") if isinstance(event, dict) else None
        if isinstance(sender, dict) and is_id(found := sender.get("id")):
            return found
    return 0


def is_id(value: object) -> TypeGuard[int]:
    return type(value) is int and 0 <= value < _LARGEST
