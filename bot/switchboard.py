"""Takes a press straight to the conversation that its button belongs to."""

from collections.abc import Iterable
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.types import CallbackQuery, TelegramObject

_ANY = ""


class Switchboard(Router):
    """Routers in their order; for a press only those that know the prefix of its data.

    aiogram asks every router and every handler before the right one, which cost a press a tenth of
    its time (docs/decisions/0010).
    """

    def __init__(self, routers: Iterable[Router]) -> None:
        super().__init__(name="switchboard")
        self.include_routers(*routers)
        prefixes = {router: _prefixes(router) for router in self.sub_routers}
        self._of_prefix = {
            prefix: [router for router, known in prefixes.items() if known & {prefix, _ANY}]
            for prefix in set().union(*prefixes.values())
        }

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:
        """As aiogram's: the first that does not leave it unhandled."""
        for router in self._asked(event):
            response = await router.propagate_event(update_type, event, **kwargs)
            if response is not UNHANDLED:
                return response
        return UNHANDLED

    def _asked(self, event: TelegramObject) -> list[Router]:
        if not isinstance(event, CallbackQuery) or not event.data:
            return self.sub_routers
        return self._of_prefix.get(event.data.partition(":")[0], self.sub_routers)


def _prefixes(router: Router) -> set[str]:
    """Of the callback data that the router listens to; `_ANY` when some of it may be anything."""
    found = set()
    for handler in router.callback_query.handlers:
        own = {
            each.callback.callback_data.__prefix__
            for each in handler.filters or ()
            if isinstance(each.callback, CallbackQueryFilter)
        }
        found |= own or {_ANY}
    return found.union(*(_prefixes(inner) for inner in router.sub_routers))
