"""A binding stays, the right behind it ends or has not begun: what a chat is worth today."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from domain.access import Role
from domain.actor import Actor
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock
from tests.support.outbox import add
from tests.support.school import BEGAN, TODAY, SmallSchool

CHAT = 801
TOMORROW = TODAY + timedelta(days=1)


async def bound(uow: SqlUnitOfWork, school: SmallSchool, who: str, child: str | None) -> None:
    await uow.chats.remember(CHAT, "ru")
    role = "staff" if child is None else "student" if child == who else "guardian"
    values: dict[str, Any] = {"chat_id": CHAT, "person_id": school[who], "role": role}
    child_id = school[child] if child else None
    await uow.connection.execute(
        insert(t.binding).values(**values, student_id=child_id, bound_at=BEGAN)
    )


async def actor(database: Database, now: datetime) -> Actor:
    async with database.read(now) as uow:
        return (await uow.chats.session(CHAT)).actor


@pytest.mark.parametrize(("ends", "reads"), [(None, True), (TOMORROW, True), (TODAY, False)])
async def test_a_guardian_reads_until_the_day_it_ends(
    database: Database, school: SmallSchool, clock: OwnClock, ends: date | None, reads: bool
) -> None:
    async with database.write(clock()) as uow:
        await bound(uow, school, "olga", "petr")
        of_petr = t.guardianship.c.student_id == school["petr"]
        await uow.connection.execute(update(t.guardianship).where(of_petr).values(ends=ends))
        await uow.commit()
    assert bool((await actor(database, clock())).hats) is reads


async def test_a_right_ends_by_the_schools_date_and_not_by_utc(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.write(clock()) as uow:
        await bound(uow, school, "olga", "petr")
        of_petr = t.guardianship.c.student_id == school["petr"]
        await uow.connection.execute(update(t.guardianship).where(of_petr).values(ends=TOMORROW))
        await uow.commit()
    midnight = datetime(2026, 11, 24, 21, 0, tzinfo=UTC)  # 25 November, 0:00 in Moscow
    assert (await actor(database, midnight - timedelta(seconds=1))).hats
    assert not (await actor(database, midnight)).hats


@pytest.mark.parametrize(
    ("begins", "ends", "holds"),
    [(None, None, True), (TODAY, TOMORROW, True), (TOMORROW, None, False), (None, TODAY, False)],
)
async def test_a_role_holds_from_its_first_day_to_the_last(
    database: Database,
    school: SmallSchool,
    clock: OwnClock,
    begins: date | None,
    ends: date | None,
    holds: bool,
) -> None:
    async with database.write(clock()) as uow:
        await bound(uow, school, "deputy", None)
        of_deputy = t.role_assignment.c.person_id == school["deputy"]
        await uow.connection.execute(
            update(t.role_assignment).where(of_deputy).values(begins=begins, ends=ends)
        )
        await uow.commit()
    [hat] = (await actor(database, clock())).hats
    assert hat.roles == (frozenset({Role.DEPUTY_PRINCIPAL}) if holds else frozenset())


@pytest.mark.parametrize(
    ("who", "child", "left"),
    [
        ("deputy", None, "deputy"),
        ("orlova", None, "orlova"),
        ("olga", "petr", "olga"),
        ("olga", "petr", "petr"),
        ("anna", "anna", "anna"),
    ],
)
async def test_who_has_left_reads_nothing(
    database: Database, school: SmallSchool, clock: OwnClock, who: str, child: str, left: str
) -> None:
    async with database.write(clock()) as uow:
        await bound(uow, school, who, child)
        await uow.commit()
    assert (await actor(database, clock())).hats
    async with database.write(clock()) as uow:
        person = t.person.c.id == school[left]
        await uow.connection.execute(update(t.person).where(person).values(is_active=False))
        await uow.commit()
    assert not (await actor(database, clock())).hats


async def test_who_moves_is_of_the_old_class_until_the_day(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    """The next homeroom teacher has no right before it, the last one none after."""
    petr = school["petr"]
    async with database.write(clock()) as uow:
        await bound(uow, school, "olga", "petr")
        of_petr = t.enrollment.c.student_id == petr
        await uow.connection.execute(update(t.enrollment).where(of_petr).values(ends=TOMORROW))
        key = {"student_id": petr, "school_class_id": school.classes["7Б"]}
        await add(uow, t.enrollment, **key, begins=TOMORROW)
        await uow.commit()
    for now, title in ((clock(), "7А"), (clock() + timedelta(days=1), "7Б")):
        async with database.read(now) as uow:
            student, _school = await uow.people.student(petr)
            session = await uow.chats.session(CHAT)
        [hat] = session.actor.hats
        assert hat.student is not None
        assert (student.class_title, hat.student.class_title) == (title, title)
