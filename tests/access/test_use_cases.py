"""The walk: every use case, by every role, to everything: allowed exactly where the table says so.

Use cases find themselves; how each is called stands in `tests.access.calls`. Who comes and what
they ask for stand in `tests.access.cast`, the truth in `tests.access.truth`.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import pytest
from sqlalchemy import Connection

import domain
from domain.access import Action, Role
from domain.actor import Actor
from domain.errors import ConsentMissing, Denied, NoteMissing, NotFound, Refused, TryLater, Unbound
from storage.database import Database
from tests.access.call import USUAL, Call
from tests.access.calls import CALLS, EXEMPT, UNASKED
from tests.access.cast import CAST, Place
from tests.access.scene import Scene
from tests.access.stage import in_place, undone, unit_of_work
from tests.access.truth import On
from tests.support.clock import OwnClock
from tests.support.figures import Figure

PARTS = 4  # of the cast: so many processes may share the work
_REFUSES = (Denied, NotFound, Unbound, ConsentMissing, NoteMissing)
# Where one place is as good as another; and classes, of which there are three.
_ONE = frozenset({On.SCHOOL, On.SELF, On.IN_NUMBERS, On.ON_PAPER, On.DIARY, On.LED})
_BY_CLASS = {On.CLASS: (0, 4, 7), On.STAFF: (0, 7), On.SHELF: (0, 7)}

UseCase = Callable[..., Awaitable[Any]]


@cache
def use_cases() -> dict[str, UseCase]:
    """Every public coroutine of domain that acts for an actor, by its name within domain."""
    found: dict[str, UseCase] = {}
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        made = importlib.import_module(module.name)
        for name, function in inspect.getmembers(made, inspect.iscoroutinefunction):
            is_own = function.__module__ == module.name and not name.startswith("_")
            if is_own and "actor" in inspect.signature(function).parameters:
                found[f"{module.name.removeprefix('domain.')}.{name}"] = function
    return found


@dataclass
class Walk:
    """Goes from door to door and notes where it was let in wrongly, or wrongly not."""

    connection: Connection
    clock: OwnClock
    wrong: list[str] = field(default_factory=list)
    count: int = 0
    allowed: int = 0

    async def try_all(self, chat: str, actor: Actor, scene: Scene) -> None:
        for name, function in use_cases().items():
            for call in CALLS.get(name, ()):
                for place in _places(call, scene) if CAST[chat] else scene.places[:1]:
                    await self._try(chat, actor, place, function, call)

    async def _try(
        self, chat: str, actor: Actor, place: Place, function: UseCase, call: Call
    ) -> None:
        expected = any(call.expects(hat, place) for hat in CAST[chat])
        outcome = await self._call(actor, place, function, call)
        self.count += 1
        self.allowed += expected
        if expected != outcome.startswith("let"):
            table = "lets" if expected else "forbids"
            why = f", save {call.rule.because}" if call.rule else ""
            self.wrong.append(
                f"{function.__name__} by «{chat}» on «{place.name}»: {outcome},"
                f" but the table {table} {call.action} on {call.on.name.lower()}{why}"
            )

    async def _call(self, actor: Actor, place: Place, function: UseCase, call: Call) -> str:
        uow = unit_of_work(self.connection, self.clock())
        try:
            with undone(self.connection):
                await function(**arguments(function, uow, actor, place, call))
        except _REFUSES as error:
            return f"refused with {error.code}"
        except (Refused, TryLater) as error:
            if error.code == call.says_no:
                return f"refused with {error.code}"
            return f"let in, refused by a rule: {error.code}"
        except Exception as error:  # noqa: BLE001 - one of many; the others are told of as well
            return f"failed with {error!r}"
        return "let in"


def _places(call: Call, scene: Scene) -> list[Place]:
    if call.on in _ONE and call.rule is None:
        return scene.places[:1]
    chosen = _BY_CLASS.get(call.on, range(len(scene.places)))
    return [*(scene.places[number] for number in chosen), scene.nobody]


@cache
def _parameters(function: UseCase) -> Mapping[str, inspect.Parameter]:
    return inspect.signature(function).parameters


def arguments(
    function: UseCase, uow: Any, actor: Actor, place: Place, call: Call
) -> dict[str, Any]:
    """By name; what has a default and no value here is left out."""
    own = {
        name: value(place.ids) if callable(value) and not isinstance(value, type) else value
        for name, value in call.more.items()
    }
    actor = replace(actor, permitted=[])
    given: dict[str, Any] = {**USUAL, **place.ids, **own, "uow": uow, "actor": actor}
    wanted = _parameters(function)
    lacking = [
        name for name, each in wanted.items() if name not in given and each.default is each.empty
    ]
    assert not lacking, f"{function.__qualname__}: no value for {lacking}"
    return {name: given[name] for name in wanted if name in given}


def test_every_use_case_is_in_the_walk() -> None:
    known = CALLS.keys() | EXEMPT.keys()
    missing, gone = use_cases().keys() - known, known - use_cases().keys()
    assert not missing, (
        f"not in the walk: {sorted(missing)}. Add how each is called, which right it needs and to"
        " what, to tests/access/calls.py or office_calls.py; or the reason why not to EXEMPT."
    )
    assert not gone, f"in the walk and nowhere else: {sorted(gone)}"
    assert not CALLS.keys() & EXEMPT.keys()


def test_every_role_and_every_action_is_walked() -> None:
    walking = {role for hats in CAST.values() for hat in hats for role in hat.roles}
    assert walking == set(Role)
    calls = [call for calls in CALLS.values() for call in calls]
    asked = {call.action for call in calls} | {call.also[0] for call in calls if call.also}
    missing = set(Action) - asked - UNASKED.keys()
    assert not missing, f"walked by nobody: {sorted(missing)}"


async def test_the_facts_are_those_of_the_rows(
    database: Database, scene: Scene, clock: OwnClock
) -> None:
    """Else the walk would compare the table with a mistake of its own."""
    names = {number: name for name, number in scene.people.items()}
    async with database.read(clock()) as uow:
        for chat, facts in CAST.items():
            hats = (await uow.chats.session(scene.chats[chat])).actor.hats
            held = [
                (names[each.person.id], each.roles, each.school.id, each.rights, each.granted)
                for each in hats
            ]
            said = [
                (each.person, each.roles, each.school, each.entrusted, each.granted)
                for each in facts
            ]
            assert held == said, chat
            lacking = [bool(each.lacks) or not each.has_signed for each in hats]
            assert lacking == [each.lacks for each in facts], chat


@pytest.mark.parametrize("part", range(PARTS))
async def test_everybody_is_let_in_exactly_where_the_table_says_so(
    database: Database, scene: Scene, clock: OwnClock, part: int, figure: Figure
) -> None:
    with in_place(database) as connection:
        walk = Walk(connection, clock)
        for chat in list(CAST)[part::PARTS]:
            async with database.read(clock()) as uow:
                actor = (await uow.chats.session(scene.chats[chat])).actor
            await walk.try_all(chat, actor, scene)
    counted = f"{walk.count} calls of {len(CALLS)} use cases, {walk.allowed} allowed"
    figure(f"{counted}, {len(walk.wrong)} against the table")
    assert not walk.wrong, f"{len(walk.wrong)} wrong:\n" + "\n".join(walk.wrong[:40])
    assert walk.allowed > walk.count / 50
