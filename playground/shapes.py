"""Names and types of parameters, checked before a method sees them.

The shapes come from `bot_api_10_3.json` (see `shapes_generator`): Bot API 10.3 as described in
aiogram's source distribution (MIT). Telegram ignores parameters and fields that it does not know,
and takes some values of a wrong type for absent; here both are refused, because each is a mistake
in the bot that nobody would notice otherwise.
"""

import json
from collections.abc import Callable, Container, Mapping
from pathlib import Path
from typing import Any

from playground.errors import ApiError, bad_request, not_simulated

Check = Callable[[Any], Any]

_SHAPES: dict[str, Any] = json.loads(
    (Path(__file__).parent / "bot_api_10_3.json").read_text(encoding="utf-8")
)
_YES, _NO = {"true", "True", "1"}, {"false", "False", "0", ""}

UPDATE_TYPES = frozenset(_SHAPES["updates"])
SIMULATED = frozenset(_SHAPES["methods"])
NOT_SIMULATED = frozenset(_SHAPES["not_simulated"])
# "All methods in the Bot API are case-insensitive."
CANONICAL = {name.lower(): name for name in (*SIMULATED, *NOT_SIMULATED)}


class ShapeError(Exception):
    """A value of the wrong shape; the way to it is added while the error travels up."""

    def under(self, step: str) -> "ShapeError":
        way, problem = self.args
        return ShapeError(f"{step}{'' if way.startswith('[') or not way else '.'}{way}", problem)


def _fail(problem: str) -> Any:
    raise ShapeError("", problem)


def _string(value: Any) -> Any:
    return value if type(value) is str else _fail("must be a String")


def _integer(value: Any) -> Any:
    return value if type(value) is int else _fail("must be an Integer")


def _boolean(value: Any) -> Any:
    return value if type(value) is bool else _fail("must be a Boolean")


def _true(value: Any) -> Any:
    return value if value is True else _fail("must be True")


def _float(value: Any) -> Any:
    return value if type(value) in (int, float) else _fail("must be a Float")


def _file(value: Any) -> Any:
    return value if type(value) is str else _fail("must be a file")


_PLAIN: dict[str, Check] = {
    "String": _string,
    "Integer": _integer,
    "Boolean": _boolean,
    "True": _true,
    "Float": _float,
    "InputFile": _file,
}


def _array(check: Check) -> Check:
    def check_array(value: Any) -> Any:
        if type(value) is not list:
            _fail("must be an Array")
        index = 0
        try:
            for index, item in enumerate(value):  # noqa: B007 - the error names the last index
                check(item)
        except ShapeError as error:
            raise error.under(f"[{index}]") from None
        return value

    return check_array


def _object(name: str, fields: Mapping[str, list[Any]]) -> Check:
    checks = {key: _Late(field[0]) for key, field in fields.items()}
    required = [key for key, field in fields.items() if field[1]]

    def check_object(value: Any) -> Any:
        if type(value) is not dict:
            _fail(f"must be an object of type {name}")
        for key in required:
            if key not in value:
                _fail(f'lacks the field "{key}" of {name}')
        for key, item in value.items():
            check = checks.get(key)
            if check is None:
                _fail(f'has an unknown field "{key}"; {name} has none')
                continue
            try:
                check(item)
            except ShapeError as error:
                raise error.under(key) from None
        return value

    return check_object


def _union(names: list[str]) -> Check:
    """One of several: by JSON kind, then by the constant `type`, then by required fields."""
    scalars = [_PLAIN[name] for name in names if name in _PLAIN]
    arrays = [_Late(name) for name in names if name.startswith("Array of ")]
    objects = [(name, _SHAPES["types"][name]) for name in names if name in _SHAPES["types"]]
    by_type = {
        fields["type"][2]: _Late("object " + name)
        for name, fields in objects
        if len(fields.get("type", ())) > 2
    }
    by_fields = [
        ({key for key, field in fields.items() if field[1]}, _Late("object " + name))
        for name, fields in objects
        if name not in by_type
    ]
    wording = "must be " + (" or ".join(names) if len(names) < 5 else f"one of {len(names)} types")

    def check_union(value: Any) -> Any:
        if type(value) is dict:
            if by_type:
                kind = value.get("type")
                chosen = by_type.get(kind) if isinstance(kind, str) else None
                return chosen(value) if chosen else _fail(f"has an unknown type {kind!r}")
            for needed, check in by_fields:
                if needed <= value.keys():
                    return check(value)
            return _fail(wording)
        if type(value) is list and arrays:
            return arrays[0](value)
        for scalar in scalars:
            try:
                return scalar(value)
            except ShapeError:
                continue
        return _fail(wording)

    return check_union


class _Late:
    """A check made when first needed: types refer to one another in circles."""

    __slots__ = ("_check", "_kind")

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._check: Check | None = None

    def __call__(self, value: Any) -> Any:
        if self._check is None:
            self._check = _checker(self._kind)
        return self._check(value)


_MADE: dict[str, Check] = dict(_PLAIN)


def _checker(kind: str) -> Check:
    if kind not in _MADE:
        _MADE[kind] = _make(kind)
    return _MADE[kind]


def _make(kind: str) -> Check:
    if kind.startswith("Array of ") and " or " not in kind:
        return _array(_Late(kind.removeprefix("Array of ")))
    if kind.startswith("object "):
        name = kind.removeprefix("object ")
        return _object(name, _SHAPES["types"][name])
    if kind == "KeyboardButton":
        # "For simple text buttons, String can be used instead of this object".
        return _union(["String", kind])
    union = _SHAPES["unions"].get(kind, kind)
    names: list[str] = []
    for name in union.split(" or "):
        names += _SHAPES["unions"][name].split(" or ") if name in _SHAPES["unions"] else [name]
    if len(names) > 1:
        return _union(names)
    return _object(kind, _SHAPES["types"][kind])


def _from_text(kind: str, value: str) -> Any:
    """Forms and query strings carry text only: read it as the type that is wanted."""
    if kind in ("String", "InputFile or String", "InputFile"):
        return value
    if kind in ("Integer", "Integer or String"):
        digits = value.removeprefix("-")
        return int(value) if digits.isascii() and digits.isdigit() else value
    if kind in ("Boolean", "True"):
        return True if value in _YES else False if value in _NO else value
    try:
        return json.loads(value)
    except ValueError as error:
        raise ShapeError("", f"can't be parsed as JSON: {error}") from None


class _Method:
    def __init__(self, fields: Mapping[str, list[Any]]) -> None:
        self.fields = {key: (field[0], _Late(field[0])) for key, field in fields.items()}
        self.required = [key for key, field in fields.items() if field[1]]


_METHODS = {name: _Method(fields) for name, fields in _SHAPES["methods"].items()}

# What Telegram says when these are missing, instead of a general phrase.
_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "document": "there is no document in the request",
    "photo": "there is no photo in the request",
    "media": "there is no media in the request",
    "file_id": "file_id not specified",
}
_OUT_OF_SCENE = {
    "business_connection_id",
    "certificate",
    "direct_messages_topic_id",
    "ephemeral_message_parameters",
    "inline_message_id",
    "ip_address",
    "message_thread_id",
    "suggested_post_parameters",
}


def read_parameters(
    method: str, raw: Mapping[str, Any], files: Container[str] = ()
) -> dict[str, Any]:
    """The parameters of one call, decoded and checked; `raw` holds text or JSON values.

    Raises `ApiError` 400 for an unknown parameter, a wrong type at any depth, a missing one.
    """
    shape = _METHODS[method]
    values: dict[str, Any] = {}
    for name, value in raw.items():
        if value is None:
            continue
        kind_and_check = shape.fields.get(name)
        if kind_and_check is None:
            raise bad_request(f'unknown parameter "{name}"')
        kind, check = kind_and_check
        try:
            values[name] = check(_from_text(kind, value) if type(value) is str else value)
        except ShapeError as error:
            raise _refusal(name, error) from None
    for name in shape.required:
        if name not in values and name not in files:
            raise bad_request(_MISSING.get(name, f'parameter "{name}" is required'))
    if not _OUT_OF_SCENE.isdisjoint(values):
        raise not_simulated(f"the parameter {min(_OUT_OF_SCENE & values.keys())}")
    return values


def _refusal(name: str, error: ShapeError) -> ApiError:
    way, problem = error.under(name).args
    if "unknown field" in problem:
        field = problem.split('"')[1]
        return bad_request(f'unknown parameter "{way}.{field}"')
    return bad_request(f'parameter "{way}" {problem}')
