"""What a trusted person's chat is worth today, whatever was ticked and has happened since."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import insert, update

from domain.access import ENTRUSTABLE, Action
from domain.actor import Actor
from domain.consent.model import NEEDED, Purpose
from domain.hat import Target
from domain.trust.model import to_number
from storage import tables as t
from storage.consent_reading import PURPOSE_BIT
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock
from tests.support.outbox import add
from tests.support.school import BEGAN, TODAY, SmallSchool
from tests.support.trials import trials

ALONG = {Action.CHOOSE_NOTICES, Action.READ_DOCUMENTS}  # with any tick
GRANDMOTHER, MOTHER = 811, 812
FOR_TRUSTED = {*NEEDED, Purpose.TRUSTED}


@dataclass(frozen=True)
class State:
    """All that the right depends on, a day or a yes and no each."""

    ticks: frozenset[Action]
    ends_in: int  # days; 0: today is the first day without it
    is_revoked: bool
    guardianship_ends_in: int | None
    is_guardian_active: bool
    is_person_active: bool
    is_child_active: bool
    is_bound: bool
    of_child: frozenset[Purpose]
    of_guardian: frozenset[Purpose]

    @property
    def holds(self) -> bool:
        guardianship = self.guardianship_ends_in
        return (
            self.ends_in > 0
            and not self.is_revoked
            and (guardianship is None or guardianship > 0)
            and self.is_guardian_active
            and self.is_person_active
            and self.is_child_active
            and self.is_bound
            and self.of_child >= FOR_TRUSTED
            and self.of_guardian >= set(NEEDED)
        )


def any_state(chance: Random) -> State:
    """Mostly in order, so that one thing alone is often what is wrong."""

    def mostly() -> bool:
        return chance.random() < 0.9

    def purposes(wanted: set[Purpose]) -> frozenset[Purpose]:
        return frozenset(each for each in sorted(wanted) if chance.random() < 0.95)

    return State(
        ticks=frozenset(each for each in ENTRUSTABLE if chance.random() < 0.5),
        ends_in=chance.choice([-40, -1, 0, 1, 1, 2, 30, 365]),
        is_revoked=not mostly(),
        guardianship_ends_in=chance.choice([None, None, None, -1, 0, 1, 2]),
        is_guardian_active=mostly(),
        is_person_active=mostly(),
        is_child_active=mostly(),
        is_bound=mostly(),
        of_child=purposes(FOR_TRUSTED),
        of_guardian=purposes(set(NEEDED)),
    )


class Stage:
    """One grandmother and one mother of Anna, brought from state to state."""

    def __init__(self, uow: SqlUnitOfWork, school: SmallSchool) -> None:
        self.uow, self.school = uow, school
        self.person = self.trust = 0

    async def prepare(self) -> None:
        anna, elena = self.school["anna"], self.school["elena"]
        self.person = await add(
            self.uow,
            t.person,
            sourced_id="trusted:1",
            school_id=self.school.id,
            family_name="Иванова",
            given_name="Мария",
            sort_key="иванова мария",
        )
        self.trust = await add(
            self.uow,
            t.trusted_contact,
            person_id=self.person,
            student_id=anna,
            guardian_id=elena,
            relation="grandmother",
            rights=1,
            named_at=BEGAN,
            ends=TODAY,
        )
        for chat_id, person_id, role in (
            (GRANDMOTHER, self.person, "trusted_contact"),
            (MOTHER, elena, "guardian"),
        ):
            await self.uow.chats.remember(chat_id, "ru")
            await add(
                self.uow,
                t.binding,
                chat_id=chat_id,
                person_id=person_id,
                role=role,
                student_id=anna,
                bound_at=BEGAN,
            )

    async def bring_to(self, state: State) -> None:
        anna, elena = self.school["anna"], self.school["elena"]
        await self._set(
            t.trusted_contact,
            t.trusted_contact.c.id == self.trust,
            rights=to_number(state.ticks),
            ends=TODAY + timedelta(days=state.ends_in),
            revoked_at=BEGAN if state.is_revoked else None,
        )
        ends = state.guardianship_ends_in
        await self._set(
            t.guardianship,
            (t.guardianship.c.guardian_id == elena) & (t.guardianship.c.student_id == anna),
            ends=None if ends is None else TODAY + timedelta(days=ends),
        )
        for person_id, is_active in (
            (elena, state.is_guardian_active),
            (self.person, state.is_person_active),
            (anna, state.is_child_active),
        ):
            await self._set(t.person, t.person.c.id == person_id, is_active=is_active)
        ended_at = None if state.is_bound else BEGAN
        await self._set(t.binding, t.binding.c.chat_id == GRANDMOTHER, ended_at=ended_at)
        standing = t.consent_standing
        of_child = sum(PURPOSE_BIT[each] for each in state.of_child)
        of_guardian = sum(PURPOSE_BIT[each] for each in state.of_guardian)
        await self._set(standing, standing.c.person_id == anna, by_guardian=of_child)
        await self._set(standing, standing.c.person_id == elena, own=of_guardian)

    async def _set(self, table: Any, which: Any, **values: Any) -> None:
        await self.uow.connection.execute(update(table).where(which).values(**values))

    async def actor(self, chat_id: int) -> Actor:
        return (await self.uow.chats.session(chat_id)).actor

    @property
    def target(self) -> Target:
        return Target(
            school_id=self.school.id,
            student_id=self.school["anna"],
            school_class_id=self.school.classes["7А"],
        )


@pytest.mark.parametrize("seed", range(4))
async def test_within_the_ticks_and_the_guardian_in_any_state(
    database: Database, school: SmallSchool, clock: OwnClock, seed: int
) -> None:
    chance = Random(seed)
    async with database.write(clock()) as uow:
        stage = Stage(uow, school)
        await stage.prepare()
        held = 0
        for _ in range(trials(150)):
            state = any_state(chance)
            await stage.bring_to(state)
            grandmother, mother = await stage.actor(GRANDMOTHER), await stage.actor(MOTHER)
            seen = {each for each in Action if grandmother.may(each, stage.target)}
            is_let = state.holds and bool(state.ticks)
            assert seen == (state.ticks | ALONG if is_let else set()), state
            assert seen <= {each for each in Action if mother.may(each, stage.target)}, state
            assert bool(grandmother.hats) is is_let, state
            held += bool(seen)
    assert held > trials(150) // 8


async def test_it_ends_by_the_schools_date(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.write(clock()) as uow:
        stage = Stage(uow, school)
        await stage.prepare()
        chance = Random(7)
        state = any_state(chance)
        while not (state.holds and state.ends_in == 1 and state.ticks):
            state = any_state(chance)
        if state.guardianship_ends_in == 1:
            state = State(**{**state.__dict__, "guardianship_ends_in": None})
        await stage.bring_to(state)
        await uow.commit()
    midnight = clock().replace(day=24, hour=21, minute=0, second=0, microsecond=0)
    for moment, sees in ((midnight - timedelta(seconds=1), True), (midnight, False)):
        async with database.read(moment) as uow:
            assert bool((await uow.chats.session(GRANDMOTHER)).actor.hats) is sees


async def test_a_binding_without_a_trust_is_worth_nothing(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    """Not even of somebody who is a guardian besides."""
    async with database.write(clock()) as uow:
        await uow.chats.remember(GRANDMOTHER, "ru")
        await uow.connection.execute(
            insert(t.binding).values(
                chat_id=GRANDMOTHER,
                person_id=school["elena"],
                student_id=school["anna"],
                role="trusted_contact",
                bound_at=BEGAN,
            )
        )
        assert not (await uow.chats.session(GRANDMOTHER)).actor.hats
