"""What a call to the local Telegram can end with, besides its result.

PlaygroundError
├── ApiError            Telegram's own refusal: an error code, its words, parameters
├── PersonError         a person tried what their application would not let them do
└── TransportFault      no proper answer at all (asked for through `Faults`)
    ├── BadGateway      an HTML page with status 502
    ├── ConnectionDropped
    └── ConnectionRefused
"""

from typing import Any


class PlaygroundError(Exception):
    """Whatever the playground raises on purpose."""


class ApiError(PlaygroundError):
    """A refusal in the Bot API's form: `{"ok": false, "error_code", "description", …}`."""

    def __init__(
        self, code: int, description: str, parameters: dict[str, Any] | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        answer = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


class PersonError(PlaygroundError):
    """A person's action that no Telegram application would offer (no such button, blocked…)."""


class TransportFault(PlaygroundError):
    """The caller gets no Bot API answer; whoever carries the call shows it in its own way."""


class BadGateway(TransportFault):
    """A proxy's HTML page instead of JSON, status 502."""


class ConnectionDropped(TransportFault):
    """The connection closed. `performed` tells whether the call had its effect first."""

    def __init__(self, performed: bool, result: Any = None) -> None:
        super().__init__("connection dropped after" if performed else "connection dropped before")
        self.performed = performed
        self.result = result


class ConnectionRefused(TransportFault):
    """There is nobody to connect to: whoever called knows that nothing was done."""

    def __init__(self) -> None:
        super().__init__("connection refused")


def bad_request(text: str) -> ApiError:
    return ApiError(400, "Bad Request: " + text)


def forbidden(text: str) -> ApiError:
    return ApiError(403, "Forbidden: " + text)


def not_simulated(what: str) -> ApiError:
    """Exists in Telegram, is absent here: said plainly, so nobody takes it for their own error."""
    return bad_request("the playground does not simulate " + what)
