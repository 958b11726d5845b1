"""Roles that are given and taken inside, on both databases; what files may and may not undo."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from domain.access import Role
from domain.actor import Actor
from domain.errors import Denied, DomainError, Refused
from domain.people import Sex
from domain.staff.codes import issue_staff_code
from domain.staff.first import invite_principal
from domain.staff.granting import set_role
from domain.staff.hiring import add_member, set_field, set_group, set_sex
from domain.staff.model import CardField, Duty, Order
from domain.staff.summaries import set_grant
from domain.summaries import Summary
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock
from tests.support.school import BEGAN, TODAY, SmallSchool
from tests.support.statements import counted

CHAT = 900


async def connect(uow: SqlUnitOfWork, person_id: int, chat_id: int = CHAT) -> None:
    await uow.chats.remember(chat_id, "ru")
    await uow.connection.execute(
        insert(t.binding).values(
            chat_id=chat_id, person_id=person_id, role="staff", student_id=None, bound_at=BEGAN
        )
    )


async def actor(database: Database, clock: OwnClock, chat_id: int = CHAT) -> Actor:
    async with database.read(clock()) as uow:
        return (await uow.chats.session(chat_id)).actor


@pytest.fixture
async def principal(database: Database, school: SmallSchool, clock: OwnClock) -> int:
    """The director, made by the command line, in the chat `CHAT`."""
    async with database.write(clock()) as uow:
        (issued,), is_new = await invite_principal(uow, school.id, "Зимина Вера Павловна")
        await connect(uow, issued.person.id)
        await uow.commit()
    assert is_new
    return issued.person.id


async def rows(database: Database, clock: OwnClock, statement: Any) -> list[dict[str, Any]]:
    async with database.read(clock()) as uow:
        found = await uow.connection.execute(statement)
        return [dict(row) for row in found.mappings()]


async def test_the_first_director_is_found_or_made(
    database: Database, school: SmallSchool, clock: OwnClock, principal: int
) -> None:
    async with database.write(clock()) as uow:
        (again,), is_new = await invite_principal(uow, school.id, "зимина вера павловна")
        assert (again.person.id, is_new) == (principal, False)
        (teacher,), is_new = await invite_principal(uow, school.id, "Орлова Марина Петровна")
        assert (teacher.person.id, is_new) == (school["orlova"], False)
        # A guardian of that name may be somebody else.
        (other,), is_new = await invite_principal(uow, school.id, "Белова Ольга Ивановна")
        assert is_new
        assert other.person.id != school["olga"]
        with pytest.raises(Refused, match="staff_name"):
            await invite_principal(uow, school.id, "Зимина")
        await uow.commit()
    decisions = await rows(database, clock, select(t.role_decision))
    assert [each["decided_by"] for each in decisions] == [None] * 3


async def test_a_role_holds_from_the_next_update_until_it_is_taken(
    database: Database, school: SmallSchool, clock: OwnClock, principal: int
) -> None:
    director = await actor(database, clock)
    async with database.write(clock()) as uow:
        await connect(uow, school["sokolova"], 901)
        await uow.commit()
    for is_granted in (True, True, False, False, True):
        async with database.write(clock()) as uow:
            await set_role(
                uow, director, school["sokolova"], Role.DEPUTY_PRINCIPAL, is_granted=is_granted
            )
            await uow.commit()
        (hat,) = (await actor(database, clock, 901)).hats
        assert (Role.DEPUTY_PRINCIPAL in hat.roles) is is_granted
    decisions = await rows(
        database, clock, select(t.role_decision).where(t.role_decision.c.decided_by == principal)
    )
    assert [each["is_granted"] for each in decisions] == [True, False, True], "twice is once"


async def test_two_directors_cannot_dismiss_each_other(
    database: Database, school: SmallSchool, clock: OwnClock, principal: int
) -> None:
    async with database.write(clock()) as uow:
        (second,), _new = await invite_principal(uow, school.id, "Фомин Олег Ильич")
        await connect(uow, second.person.id, 901)
        await uow.commit()
    first_actor, second_actor = await actor(database, clock), await actor(database, clock, 901)

    async def dismiss(by: Actor, whom: int) -> str:
        async with database.write(clock()) as uow:
            try:
                await set_role(uow, by, whom, Role.PRINCIPAL, is_granted=False)
            except DomainError as error:
                return error.code
            await uow.commit()
            return "done"

    done = await asyncio.gather(
        dismiss(first_actor, second.person.id), dismiss(second_actor, principal)
    )
    assert sorted(done) == ["denied", "done"]
    async with database.read(clock()) as uow:
        assert len(await uow.staff.connected_principals(school.id)) == 1


async def test_who_is_no_teacher_any_more_leads_no_class(
    database: Database, school: SmallSchool, clock: OwnClock, principal: int
) -> None:
    async with database.write(clock()) as uow:
        await connect(uow, school["orlova"], 901)
        await uow.commit()
    director = await actor(database, clock)
    (before,) = (await actor(database, clock, 901)).hats
    assert before.homeroom_class_ids == {school.classes["7А"]}
    for is_granted in (False, True):
        async with database.write(clock()) as uow:
            card = await set_role(
                uow, director, school["orlova"], Role.TEACHER, is_granted=is_granted
            )
            await uow.commit()
        (hat,) = (await actor(database, clock, 901)).hats
        assert bool(hat.homeroom_class_ids) is is_granted
        assert bool(card.led) is is_granted
        assert (Role.HOMEROOM_TEACHER in hat.roles) is is_granted


async def test_one_statement_tells_groups_and_summaries_too(
    database: Database, school: SmallSchool, clock: OwnClock, principal: int
) -> None:
    director, somebody = await actor(database, clock), school["sokolova"]
    async with database.write(clock()) as uow:
        await connect(uow, somebody, 901)
        await set_role(uow, director, somebody, Role.EDUCATOR, is_granted=True)
        for title in ("7А", "7Б"):
            await set_group(uow, director, somebody, school.classes[title], is_educator=True)
        await set_group(uow, director, somebody, school.classes["7Б"], is_educator=False)
        for summary in Summary:
            await set_grant(uow, director, somebody, summary, is_granted=True)
        await set_grant(uow, director, somebody, Summary.PAPER, is_granted=False)
        await uow.commit()
    with counted() as statements:
        (hat,) = (await actor(database, clock, 901)).hats
    assert len([each for each in statements if "SELECT" in each]) == 1
    assert hat.group_class_ids == {school.classes["7А"]}
    assert hat.granted == frozenset(Summary) - {Summary.PAPER}
    async with database.read(clock()) as uow:
        card = await uow.staff.card(somebody)
        assert card is not None
        assert [each.title for each in card.groups] == ["7А"]
        assert card.granted == hat.granted
        granted = await uow.duties.granted(school.id)
        assert {key: [each.id for each in people] for key, people in granted.items()} == {
            summary: [somebody] for summary in Summary if summary is not Summary.PAPER
        }


async def test_somebody_new_and_the_card(
    database: Database, school: SmallSchool, clock: OwnClock, principal: int
) -> None:
    director = await actor(database, clock)
    async with database.write(clock()) as uow:
        card = await add_member(uow, director, "Юдина Алла Ильинична", Role.SECRETARY)
        person_id = card.person.id
        assert card.member.roles == {Role.SECRETARY}
        assert card.is_own_entry
        assert card.person.sex is Sex.FEMALE
        for field, typed in (
            (CardField.NAME, "Юдина-Ветрова Алла Ильинична"),
            (CardField.BIRTH_DATE, "05.03.1980"),
            (CardField.POSITION, "секретарь"),
            (CardField.PAY_GRADE, "5"),
        ):
            card = await set_field(uow, director, person_id, field, typed)
        card = await set_sex(uow, director, person_id, Sex.MALE)
        await uow.commit()
    assert card.person.full_name == "Юдина-Ветрова Алла Ильинична"
    assert (str(card.birth_date), card.position, card.pay_grade) == ("1980-03-05", "секретарь", "5")
    assert card.missing == {CardField.CATEGORY, CardField.SPECIALTY}
    async with database.read(clock()) as uow:
        listed = [each.person.id for each in await uow.staff.members(school.id)]
        assert person_id in listed
        assert school["elena"] not in listed


async def test_the_register_keeps_what_is_over(
    database: Database, school: SmallSchool, clock: OwnClock, principal: int
) -> None:
    order = Order("5", TODAY)
    async with database.write(clock()) as uow:
        line = await uow.duties.add_responsible(
            school.id, Duty.JOURNAL, school["deputy"], order, principal
        )
        await uow.duties.end_responsible(line)
        await uow.duties.add_responsible(school.id, Duty.JOURNAL, school["admin"], order, principal)
        await uow.commit()
    async with database.read(clock()) as uow:
        lines = await uow.duties.responsible(school.id)
    assert [(each.person.id, each.ends) for each in lines] == [
        (school["admin"], None),
        (school["deputy"], TODAY),
    ]
    assert [each.holds(TODAY) for each in lines] == [True, False]


async def test_a_code_of_who_will_be_deputy_is_the_directors_to_give(
    database: Database, school: SmallSchool, clock: OwnClock, principal: int
) -> None:
    director = await actor(database, clock)
    async with database.write(clock()) as uow:
        await connect(uow, school["admin"], 901)
        await uow.connection.execute(
            insert(t.role_assignment).values(
                person_id=school["sokolova"],
                role=Role.DEPUTY_PRINCIPAL.value,
                begins=TODAY + timedelta(days=1),
            )
        )
        await uow.commit()
    admin = await actor(database, clock, 901)
    async with database.write(clock()) as uow:
        with pytest.raises(Denied):
            await issue_staff_code(uow, admin, school["sokolova"], seen=0)
        _card, issued = await issue_staff_code(uow, director, school["sokolova"], seen=0)
        assert len(issued) == 1
        await issue_staff_code(uow, admin, school["kuznetsov"], seen=0)
