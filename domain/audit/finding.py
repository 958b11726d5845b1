"""Finding somebody's records in the log of the school: by the surname, or by the class (R016)."""

from dataclasses import replace

from domain.access import Action
from domain.actor import Actor
from domain.audit.trail_model import FOUND, Named, Part, Scope, Trail
from domain.audit.use_cases import log_of_school, page_of
from domain.classes.model import SchoolClass
from domain.errors import Refused, unknown_is_denied
from domain.hat import Target
from domain.people import sort_key
from domain.typed import one_line
from domain.uow import UnitOfWork

SHORTEST = 2  # letters of a name


async def log_classes(uow: UnitOfWork, actor: Actor) -> list[SchoolClass]:
    """The classes of the school whose log the actor reads."""
    return await uow.classes.of_school(log_of_school(actor).id)


async def find_in_log(uow: UnitOfWork, actor: Actor, typed: str) -> list[Named]:
    """Pupils, parents and staff by the beginning of any part of their name, who has left too.

    `Refused` "search_short". One more than `FOUND` means that there are more.
    """
    school = log_of_school(actor)
    begins = sort_key(one_line(typed), "")
    if len(begins) < SHORTEST:
        raise Refused("search_short", least=SHORTEST)
    return await uow.audit.find(school.id, begins, FOUND + 1)


async def ask_name(actor: Actor) -> None:
    """Whether the actor may search at all; else `Denied`."""
    log_of_school(actor)


async def person_trail(
    uow: UnitOfWork, actor: Actor, person_id: int, part: Part, before: int
) -> Trail:
    """What one person of the school did, for whoever reads the log of the school."""
    actor.require_hat()
    with unknown_is_denied(Action.READ_AUDIT):
        named, school = await uow.audit.named(person_id)
    actor.require(Action.READ_AUDIT, Target(school_id=school.id))
    page = await page_of(uow, school, Scope(school.id, by_id=person_id), part, before)
    with_values = actor.may(Action.READ_MARKS, Target(school_id=school.id))
    return replace(page, person=named.person, with_values=with_values)
