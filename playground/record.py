"""What became of every call, for whoever checks afterwards that all was right.

`History` shows the last calls to a person who watches; this keeps all of them, so it is off
unless asked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playground.errors import ApiError, ConnectionDropped, ConnectionRefused, PlaygroundError
from playground.model import JSON, Clock


@dataclass(frozen=True, slots=True)
class Call:
    """One call: `outcome` is "done", "lost" (done, but the caller was not told), "dropped",
    "away", "gateway", or the code of a refusal. `message` is what the chat then showed."""

    at: float
    method: str
    chat_id: int
    outcome: str
    message: JSON | None

    @property
    def is_done(self) -> bool:
        return self.message is not None


@dataclass(slots=True)
class Record:
    """Calls that name a chat, in the order in which they ended."""

    clock: Clock
    calls: list[Call] = field(default_factory=list)

    def note(self, method: str, chat_id: Any, error: PlaygroundError | None, result: Any) -> None:
        if not str(chat_id).lstrip("-").isdigit():
            return
        if isinstance(error, ConnectionDropped):
            result = error.result
        message = result if isinstance(result, dict) and "message_id" in result else None
        self.calls.append(Call(self.clock(), method, int(chat_id), _outcome(error), message))

    def done(self, chat_id: int | None = None) -> Iterator[Call]:
        """What was shown, or changed, in a chat or in all of them."""
        return (each for each in self.calls if each.is_done and chat_id in (None, each.chat_id))

    def clear(self) -> None:
        self.calls.clear()


def _outcome(error: PlaygroundError | None) -> str:
    match error:
        case None:
            return "done"
        case ApiError():
            return str(error.code)
        case ConnectionDropped():
            return "lost" if error.performed else "dropped"
        case ConnectionRefused():
            return "away"
    return "gateway"
