"""Every button leads somewhere, and what leads nowhere is answered."""

import inspect
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

import pytest
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter

import handlers
from handlers.routers import make_routers


def callbacks() -> Iterator[type[CallbackData]]:
    for module in walk_packages(handlers.__path__, "handlers."):
        if module.name.endswith(".callbacks"):
            for _name, found in inspect.getmembers(import_module(module.name), inspect.isclass):
                if issubclass(found, CallbackData) and found.__module__ == module.name:
                    yield found


@cache
def handled() -> frozenset[type[CallbackData]]:
    return frozenset(
        each.callback.callback_data
        for root in make_routers()
        for router in root.chain_tail
        for handler in router.callback_query.handlers
        for each in handler.filters or ()
        if isinstance(each.callback, CallbackQueryFilter)
    )


@pytest.mark.parametrize("callback", list(callbacks()), ids=lambda each: each.__name__)
def test_a_button_has_a_handler(callback: type[CallbackData]) -> None:
    assert callback in handled()


def test_the_last_router_takes_whatever_is_left() -> None:
    *_others, last = make_routers()
    for observer in (last.message, last.callback_query):
        assert [handler.filters for handler in observer.handlers] == [[]]
