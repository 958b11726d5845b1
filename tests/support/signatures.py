"""Each program that a test makes registers all handlers; their signatures are read once."""

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from aiogram.dispatcher.event.handler import CallableObject
from aiogram.filters import Filter


@contextmanager
def remembered() -> Iterator[None]:
    """aiogram reads those of every handler, filter and observer anew, longer than a test runs."""
    known: dict[object, dict[str, Any]] = {}
    read = CallableObject.__post_init__

    def read_once(self: CallableObject) -> None:
        kind = _kind(self.callback)
        if kind is None:
            read(self)
            return
        if kind not in known:
            read(self)
            known[kind] = {name: getattr(self, name) for name in ("awaitable", "params", "varkw")}
        vars(self).update(known[kind])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CallableObject, "__post_init__", read_once)
        yield


def _kind(callback: Any) -> object | None:
    """What has one signature; None for what had better be looked at."""
    if hasattr(callback, "__wrapped__"):
        return None
    if inspect.isfunction(callback):
        return callback.__code__
    if inspect.ismethod(callback):
        return callback.__func__.__code__, "bound"
    return type(callback) if isinstance(callback, Filter) else None
