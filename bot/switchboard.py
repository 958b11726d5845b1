"""Takes an update straight to the handlers that it may belong to."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.dispatcher.event.telegram import TelegramEventObserver
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.types import CallbackQuery, TelegramObject

from handlers.typing import Typing

Fitting = Mapping[str | None, Sequence[HandlerObject]]
"""Handlers in their order: by a key those that may belong to it, by None those for anything."""


class Directory:
    """What the conversations registered; it is only read, so all programs of a process share one.

    What belongs to a whole router, its filters and middlewares, would be passed over: there is
    none, and `ValueError` says so.
    """

    def __init__(self, routers: Iterable[Router]) -> None:
        every = [inner for router in routers for inner in router.chain_tail]
        for router in every:
            _refuse_what_is_passed_over(router)
        self.handlers: dict[str, list[HandlerObject]] = {}
        for router in every:
            for event, observer in router.observers.items():
                self.handlers.setdefault(event, []).extend(observer.handlers)
        self.presses = _sorted(self.handlers.get("callback_query", ()), _prefixes)
        self.messages = _sorted(self.handlers.get("message", ()), _questions)


class Switchboard(Router):
    """The one router of a program: asks the handlers of a `Directory` in their order.

    For a press only those that know the prefix of its data; for a message only those that listen to
    anything or to what the chat is being asked for. aiogram asks every router and every handler
    before the right one, which cost a press a tenth of its time (docs/decisions/0010).
    """

    def __init__(self, directory: Directory) -> None:
        super().__init__(name="switchboard")
        for event, handlers in directory.handlers.items():
            self.observers[event].handlers = handlers
        self._directory = directory
        self._asked: dict[tuple[str, str | None], TelegramEventObserver] = {}

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:
        """As aiogram's: the first that does not leave it unhandled."""
        if isinstance(event, CallbackQuery):
            found, key = self._directory.presses, (event.data or "").partition(":")[0]
        elif update_type == "message" and "session" in kwargs:
            found, key = self._directory.messages, kwargs["session"].typing
        else:
            return await super().propagate_event(update_type, event, **kwargs)
        return await self._observer(update_type, key if key in found else None, found).trigger(
            event, **kwargs
        )

    def _observer(self, event: str, key: str | None, found: Fitting) -> TelegramEventObserver:
        if (event, key) not in self._asked:
            observer = TelegramEventObserver(self, event)
            observer.handlers = list(found[key])
            self._asked[event, key] = observer
        return self._asked[event, key]


def _refuse_what_is_passed_over(router: Router) -> None:
    for event, observer in router.observers.items():
        if observer.middleware or observer.outer_middleware or observer._handler.filters:
            raise ValueError(f"a filter or middleware of {router} for {event} would be passed over")


def _sorted(
    handlers: Sequence[HandlerObject], keys_of: Callable[[HandlerObject], set[str]]
) -> Fitting:
    keyed = [(handler, keys_of(handler)) for handler in handlers]
    fitting: dict[str | None, Sequence[HandlerObject]] = {
        key: [handler for handler, own in keyed if not own or key in own]
        for key in set[str]().union(*(own for _, own in keyed))
    }
    fitting[None] = [handler for handler, own in keyed if not own]
    return fitting


def _prefixes(handler: HandlerObject) -> set[str]:
    """Of the callback data that it listens to; none when that may be anything."""
    return {
        each.callback.callback_data.__prefix__
        for each in handler.filters or ()
        if isinstance(each.callback, CallbackQueryFilter)
    }


def _questions(handler: HandlerObject) -> set[str]:
    """That it takes the answers of; none when it does not depend on what is asked."""
    return {
        each.callback.what for each in handler.filters or () if isinstance(each.callback, Typing)
    }
