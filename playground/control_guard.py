"""Who may use the control API, and how its input is read.

Only this machine may. The Host header must name it, so that a foreign page whose name was made to
point here is turned away; whatever changes something needs the header `X-Playground: 1`, which a
foreign page cannot send without asking first.
"""

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from playground.errors import ApiError, PersonError
from playground.http_calls import json_response
from playground.model import JSON

HEADER = "X-Playground"
_LOCAL_NAMES = ("127.0.0.1", "localhost", "::1")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class BadInput(Exception):
    """The body or the address makes no sense; the text says why."""


def is_local(host: str) -> bool:
    """Whether a Host header names this machine by a loopback address."""
    try:
        return urlsplit(f"//{host}").hostname in _LOCAL_NAMES
    except ValueError:
        return False


def guarded(handler: Handler) -> Handler:
    """Checks who asks, and turns refusals into JSON."""

    async def handle(request: web.Request) -> web.StreamResponse:
        if not is_local(request.host):
            return refused(403, "this address is for this machine only")
        if request.method not in ("GET", "HEAD") and request.headers.get(HEADER) != "1":
            return refused(403, f"the header {HEADER}: 1 is missing")
        try:
            return await handler(request)
        except (BadInput, PersonError, ValueError) as error:
            return refused(400, str(error))
        except ApiError as error:
            return refused(400, error.description)

    return handle


def refused(status: int, why: str) -> web.Response:
    return json_response({"error": why}, status)


class Fields:
    """A JSON body whose fields are asked for by name and type."""

    def __init__(self, body: JSON) -> None:
        self._body = body

    @classmethod
    async def of(cls, request: web.Request) -> "Fields":
        raw = await request.read()
        try:
            body = json.loads(raw) if raw else {}
        except ValueError:
            raise BadInput("the body is not JSON") from None
        if not isinstance(body, dict):
            raise BadInput("the body must be a JSON object")
        return cls(body)

    def only(self, **kinds: Any) -> dict[str, Any]:
        """The fields given, each checked to be of its kind; an unknown one is refused."""
        for name, value in self._body.items():
            if name not in kinds:
                raise BadInput(f"unknown field {name!r}; there are {', '.join(kinds)}")
            wrong = isinstance(value, bool) or not isinstance(value, kinds[name])
            if value is not None and wrong:
                raise BadInput(f"the field {name!r} has a wrong type")
        return dict(self._body)

    def need(self, name: str) -> Any:
        if self._body.get(name) is None:
            raise BadInput(f"the field {name!r} is missing")
        return self._body[name]


def person_number(request: web.Request) -> int:
    text = request.match_info["person_id"]
    if not text.isascii() or not text.isdigit():
        raise BadInput(f"{text!r} is not the number of a person")
    return int(text)
