"""Every conversation, in the order in which they are asked; the fallback comes last."""

from collections.abc import Callable

from aiogram import Router

from handlers.binding import handlers as binding
from handlers.help import handlers as help_
from handlers.lessons import handlers as lessons
from handlers.menu import handlers as menu
from handlers.schedule import handlers as schedule

MAKERS: tuple[Callable[[], Router], ...] = (
    binding.make_router,
    menu.make_router,
    schedule.make_router,
    lessons.make_router,
    help_.make_router,
    help_.make_fallback,
)


def make_routers() -> list[Router]:
    """New routers: aiogram lets one have one parent only."""
    return [make() for make in MAKERS]
