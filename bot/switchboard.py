"""Takes a press straight to the handlers that its button belongs to."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.dispatcher.event.telegram import TelegramEventObserver
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.types import CallbackQuery, TelegramObject


class Switchboard(Router):
    """Routers in their order; for a press only those handlers that know the prefix of its data.

    aiogram asks every router and every handler before the right one, which cost a press a tenth of
    its time (docs/decisions/0010). Filters and outer middlewares that belong to a whole router
    would be passed over: there are none, and `ValueError` says so of a middleware.
    """

    def __init__(self, routers: Iterable[Router]) -> None:
        super().__init__(name="switchboard")
        self.include_routers(*routers)
        if any(router.callback_query.outer_middleware for router in self.chain_tail):
            raise ValueError("an outer middleware of a router would be passed over")
        self._of_prefix = _by_prefix(list(self.chain_tail))

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:
        """As aiogram's: the first that does not leave it unhandled."""
        prefix = _prefix(event)
        if prefix is None or prefix not in self._of_prefix:
            return await super().propagate_event(update_type, event, **kwargs)
        for observer in self._of_prefix[prefix]:
            response = await observer.trigger(event, **kwargs)
            if response is not UNHANDLED:
                return response
        return UNHANDLED


def _by_prefix(routers: Sequence[Router]) -> Mapping[str, Sequence[TelegramEventObserver]]:
    """The observers of presses, each with those handlers alone to whom the prefix may belong."""
    known = [
        [(handler, _prefixes(handler)) for handler in router.callback_query.handlers]
        for router in routers
    ]
    found: dict[str, list[TelegramEventObserver]] = {
        prefix: [] for of_router in known for _, own in of_router for prefix in own
    }
    for router, of_router in zip(routers, known, strict=True):
        for_any = _observer(router, [each for each, own in of_router if not own])
        named = {prefix for _, own in of_router for prefix in own}
        for prefix in named:
            fitting = [each for each, own in of_router if not own or prefix in own]
            found[prefix].append(_observer(router, fitting))
        if for_any.handlers:
            for prefix in found.keys() - named:
                found[prefix].append(for_any)
    return found


def _observer(router: Router, handlers: list[HandlerObject]) -> TelegramEventObserver:
    observer = TelegramEventObserver(router, "callback_query")
    observer.handlers = handlers
    return observer


def _prefix(event: TelegramObject) -> str | None:
    """Of the data of a press."""
    if not isinstance(event, CallbackQuery) or event.data is None:
        return None
    return event.data.partition(":")[0]


def _prefixes(handler: HandlerObject) -> set[str]:
    """Of the callback data that it listens to; none when that may be anything."""
    return {
        each.callback.callback_data.__prefix__
        for each in handler.filters or ()
        if isinstance(each.callback, CallbackQueryFilter)
    }
