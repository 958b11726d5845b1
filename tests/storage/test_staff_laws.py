"""Whatever is pressed in whatever order: nobody rises without the director, and one remains."""

import random
from collections.abc import Sequence

from sqlalchemy import insert

from domain.access import Role
from domain.binding.model import BindingRole, InviteRequest
from domain.errors import DomainError
from domain.staff.codes import issue_staff_code
from domain.staff.first import invite_principal
from domain.staff.granting import set_role
from domain.staff.hiring import add_member, set_group
from domain.staff.model import LEADERS
from domain.staff.summaries import set_grant
from domain.summaries import Summary
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock
from tests.support.school import BEGAN, SmallSchool
from tests.support.trials import trials

STEPS = 25
SEED = 20261124
TAKEN = 7_000  # chats of whoever used a code that was not theirs
ABOVE = LEADERS | {Role.WORKING_GROUP}
DIRECTOR, SECOND = 900, 901
OTHERS = {902: "deputy", 903: "admin", 904: "orlova", 905: "sokolova"}


class Staffroom:
    """The school's staff with phones, in one transaction that is never committed."""

    def __init__(self, uow: SqlUnitOfWork, school: SmallSchool, dice: random.Random) -> None:
        self._uow, self._school, self._dice = uow, school, dice
        self.people: list[int] = []
        self.impostors: list[int] = []

    async def open(self) -> None:
        for chat_id, name in OTHERS.items():
            await self.connect(chat_id, self._school[name])
        for chat_id, name in ((DIRECTOR, "Зимина Вера Павловна"), (SECOND, "Фомин Олег Ильич")):
            (issued,), _new = await invite_principal(self._uow, self._school.id, name)
            await self.connect(chat_id, issued.person.id)
            self.people.append(issued.person.id)
        self.people += [self._school[name] for name in (*OTHERS.values(), "kuznetsov", "elena")]

    async def connect(self, chat_id: int, person_id: int) -> None:
        await self._uow.chats.remember(chat_id, "ru")
        await self._uow.connection.execute(
            insert(t.binding).values(
                chat_id=chat_id, person_id=person_id, role="staff", student_id=None, bound_at=BEGAN
            )
        )

    async def leaders(self) -> set[tuple[int, Role]]:
        members = await self._uow.staff.members(self._school.id)
        return {(each.person.id, role) for each in members for role in each.roles & ABOVE}

    async def roles_in(self, chat_id: int) -> frozenset[Role]:
        session = await self._uow.chats.session(chat_id)
        return frozenset(role for hat in session.actor.hats for role in hat.roles)

    async def press(self, chats: Sequence[int]) -> None:
        """Somebody of these chats tries something; a refusal changes nothing."""
        chat_id = self._dice.choice([*chats, *self.impostors])
        try:
            await self._try(chat_id)
        except DomainError:
            return

    async def _try(self, chat_id: int) -> None:
        uow, dice = self._uow, self._dice
        actor = (await uow.chats.session(chat_id)).actor
        whom, role = dice.choice(self.people), dice.choice(list(Role))
        match dice.randrange(8):
            case 0:
                name = f"Новая Анна {''.join(dice.choices('абвгдежз', k=8))}"
                card = await add_member(uow, actor, name, role)
                self.people.append(card.person.id)
            case 1:
                card_now = await uow.staff.card(whom)
                seen = card_now.last_invite_id if card_now else 0
                await issue_staff_code(uow, actor, whom, seen=seen)
                await self._use_code(whom)
            case 2:
                await set_grant(uow, actor, whom, dice.choice(list(Summary)), is_granted=True)
            case 3:
                await set_group(uow, actor, whom, self._school.classes["7А"], is_educator=True)
            case 4 | 5:
                director = dice.choice(self.people[:2])
                await set_role(uow, actor, director, Role.PRINCIPAL, is_granted=False)
            case _:
                await set_role(uow, actor, whom, role, is_granted=dice.random() < 0.6)

    async def _use_code(self, person_id: int) -> None:
        """Whoever issued the code keeps it and connects another chat of their own."""
        taken = TAKEN + len(self.impostors)
        await self._uow.chats.remember(taken, "ru")
        await self._uow.bindings.bind(taken, InviteRequest(person_id, BindingRole.STAFF))
        self.impostors.append(taken)


async def test_without_the_director_nobody_rises(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    for seed in range(SEED, SEED + trials(12)):
        async with database.write(clock()) as uow:
            room = Staffroom(uow, school, random.Random(seed))
            await room.open()
            before = await room.leaders()
            for step in range(STEPS):
                await room.press(list(OTHERS))
                assert await room.leaders() == before, f"seed {seed}, step {step}"
            for chat_id in room.impostors:
                assert not await room.roles_in(chat_id) & ABOVE, f"seed {seed}"


async def test_a_director_who_can_be_reached_remains(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    for seed in range(SEED, SEED + trials(12)):
        async with database.write(clock()) as uow:
            room = Staffroom(uow, school, random.Random(seed))
            await room.open()
            for step in range(STEPS):
                await room.press([DIRECTOR, SECOND, *OTHERS])
                left = await uow.staff.connected_principals(school.id)
                assert left, f"seed {seed}, step {step}"
