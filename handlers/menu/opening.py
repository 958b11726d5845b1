"""The first screen, read and drawn: for /menu, for /start, for a switch of the child."""

from domain.actor import Actor
from domain.errors import ConsentMissing
from domain.lessons.use_cases import teaching_day
from domain.overview.use_cases import diary_overview
from domain.unlocks.use_cases import count_unlocks
from domain.uow import UnitOfWork
from handlers.menu.screens import diary_menu, staff_menu, teacher_menu
from handlers.menu.waiting import Waiting
from handlers.refusals import refusal
from handlers.screen import Screen


async def first_screen(uow: UnitOfWork, actor: Actor) -> Screen:
    """The menu of the hat worn now; `Unbound` for a stranger."""
    hat = actor.require_hat()
    local = hat.school.local(uow.now)
    if hat.student is not None:
        try:
            overview = await diary_overview(uow, actor)
        except ConsentMissing as error:
            return refusal(error, actor)
        return diary_menu(overview, actor, local)
    waiting = Waiting(
        await uow.overview.unread_messages(hat.person.id),
        await count_unlocks(uow, actor) if hat.opens_marks else 0,
    )
    if hat.teaches:
        day = await teaching_day(uow, actor)
        return teacher_menu(day, actor, hat, waiting)
    return staff_menu(actor, hat, local.date(), waiting)
