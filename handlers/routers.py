"""Every conversation, in the order in which they are asked; the fallback comes last."""

from collections.abc import Callable

from aiogram import Router

from handlers.schedule import handlers as schedule

MAKERS: tuple[Callable[[], Router], ...] = (schedule.make_router,)


def make_routers() -> list[Router]:
    """New routers: aiogram lets one have one parent only."""
    return [make() for make in MAKERS]
