"""Every button that is shown works, for everybody, in a full school and in an empty one."""

import logging
import random
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from bot.app import App
from bot.demo.build import DemoPlan
from bot.demo.cast import Character
from bot.demo.load import load_demo
from domain.binding.model import BindingRole
from playground.telegram import Telegram
from storage import tables as t
from storage.database import Database
from storage.roster.load import import_path
from tests.support.clock import MOSCOW, SCHOOL_MORNING, OwnClock
from tests.support.consenting import born
from tests.support.people import Client, World
from tests.support.school import BEGAN, SmallSchool
from tests.support.walking import Walk

SEED = 20261124
PRESSES = 60  # a person; with other seeds and more of them it finds the same
COMMANDS = (
    "/menu",
    "/start",
    "/schedule",
    "/homework",
    "/marks",
    "/attendance",
    "/finals",
    "/children",
    "/messages",
    "/notifications",
    "/settings",
    "/language",
    "/help",
    "/lessons",
    "/class",
    "/leave",
    "/unknown",
)
CLASS_LIST = """\
Класс;Фамилия;Имя;Отчество;Дата рождения;Пол;Родитель 1;Родитель 2;Классный руководитель
7А;Иванова;Анна;Дмитриевна;04.05.2013;Ж;Иванова Елена Сергеевна;;Орлова Марина Петровна
7А;Белов;Пётр;;31.01.2013;М;;;Орлова Марина Петровна
1Б;Иванов;Михаил;Дмитриевич;01.02.2019;М;Иванова Елена Сергеевна;;
"""
# Parents walk after those to whom they may close the diary on their way.
ENDED_BY_OTHERS = {
    BindingRole.TRUSTED_CONTACT: 0,
    BindingRole.STUDENT: 1,
    BindingRole.GUARDIAN: 2,
    BindingRole.STAFF: 3,
}

Accesses = list[tuple[int, BindingRole, int | None]]


@pytest.fixture
def bare_world(app: App, telegram: Telegram, clock: OwnClock) -> World:
    """People with phones and whatever school the test puts into the database."""
    return World(app, telegram, SmallSchool(), clock)


async def bound(world: World, accesses: Accesses) -> Client:
    client = world.newcomer()
    async with world.app.database.write(world.clock()) as uow:
        await uow.chats.remember(client.id, "ru")
        for person_id, role, student_id in accesses:
            await uow.connection.execute(
                insert(t.binding).values(
                    chat_id=client.id,
                    person_id=person_id,
                    role=role.value,
                    student_id=student_id,
                    bound_at=BEGAN,
                )
            )
        await uow.commit()
    world.telegram.chat(client.id).started = True
    return client


async def walk(
    world: World, who: str, accesses: Accesses, caplog: pytest.LogCaptureFixture
) -> Walk:
    print(f"{who}: seed {SEED}")  # noqa: T201 - to walk the same way again
    caplog.set_level(logging.INFO)
    client = await bound(world, accesses)
    going = Walk(client, random.Random(SEED), caplog, who)
    await going.through(COMMANDS, PRESSES)
    return going


async def test_everybody_of_the_demo_finds_a_way_through(
    bare_world: World, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """Among them a first-grader's mother, a teacher who is a mother, one phone for two parents."""
    loaded = await load_demo(database, DemoPlan(SCHOOL_MORNING.date(), MOSCOW, 60, 1))
    wrong = []
    kinds: set[str] = set()

    def turn(one: Character) -> int:
        return min(ENDED_BY_OTHERS[each.role] for each in one.accesses)

    for one in sorted(loaded.cast, key=turn):
        accesses: Accesses = [(a.person_id, a.role, a.student_id) for a in one.accesses]
        done = await walk(bare_world, one.about, accesses, caplog)
        wrong += done.wrong
        kinds |= set(done.kinds)
    assert not wrong, "\n".join(wrong)
    assert len(kinds) > 50, "most kinds of buttons were pressed"


async def test_a_school_of_which_only_class_lists_are_known(
    bare_world: World, database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """No timetable, no periods, no marks: every screen says so and none fails."""
    path = tmp_path / "list.csv"
    path.write_text(CLASS_LIST, encoding="utf-8")
    await import_path(database, path, bare_world.clock())
    found = await bare_world.rows(select(t.person.c.id, t.person.c.given_name))
    ids = {row["given_name"]: row["id"] for row in found}
    people: dict[str, Accesses] = {
        "mother": [(ids["Елена"], BindingRole.GUARDIAN, ids[name]) for name in ("Анна", "Михаил")],
        "pupil": [(ids["Анна"], BindingRole.STUDENT, ids["Анна"])],
        "homeroom teacher": [(ids["Марина"], BindingRole.STAFF, None)],
    }
    wrong = []
    for who, accesses in people.items():
        wrong += (await walk(bare_world, who, accesses, caplog)).wrong
    assert not wrong, "\n".join(wrong)


async def test_who_lacks_a_consent_is_shown_nothing_that_refuses(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """A mother of two who consented for one, a father for none, a pupil of 16 not for himself."""
    school = world.school
    await born(world, "darya", date(2010, 1, 31))
    standing = t.consent_standing
    async with world.app.database.write(world.clock()) as uow:
        for name, values in (("misha", {"by_guardian": 0}), ("darya", {"own": 0})):
            whose = standing.c.person_id == school[name]
            await uow.connection.execute(update(standing).where(whose).values(**values))
        none = standing.c.person_id == school["dmitry"]
        await uow.connection.execute(update(standing).where(none).values(own=0))
        await uow.commit()
    elena, guardian = school["elena"], BindingRole.GUARDIAN
    people: dict[str, Accesses] = {
        "mother": [(elena, guardian, school[name]) for name in ("anna", "misha")],
        "father": [(school["dmitry"], guardian, school["anna"])],
        "both": [
            (school["dmitry"], guardian, school["anna"]),
            (elena, guardian, school["anna"]),
        ],
        "pupil": [(school["darya"], BindingRole.STUDENT, school["darya"])],
    }
    wrong, asked = [], set()
    for who, accesses in people.items():
        done = await walk(world, who, accesses, caplog)
        wrong += done.wrong
        asked |= {who for shown in done.screens.values() if "огласие" in shown}
    assert not wrong, "\n".join(wrong)
    assert asked >= people.keys() - {"both"}, "where one parent consented the diary is open"
