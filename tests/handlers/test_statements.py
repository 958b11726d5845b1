"""A screen asks the database five times at the most, a family's four, the session included."""

import pytest

from domain.attendance.model import Reason
from handlers.handover.callbacks import OpenFamilyCodes
from handlers.personal_data.callbacks import OpenErasures, OpenSchoolData
from handlers.submissions.callbacks import OpenHandedWork
from storage import tables as t
from tests.support.journal import journal
from tests.support.people import World
from tests.support.school import BEGAN, MONDAY, TODAY
from tests.support.statements import counted

MOST = 4
MOST_OF_STAFF = 5


@pytest.mark.parametrize(
    "command",
    ["/menu", "/schedule", "/homework", "/marks", "/finals", "/attendance", "/children", "/help"],
)
async def test_commands(world: World, command: str) -> None:
    elena = await world.guardian("elena", "anna", "misha")
    await elena.send("/menu")
    with counted() as statements:
        await elena.send(command)
    assert "Анна" in elena.text or command == "/help"
    assert len(statements) <= MOST, "\n".join(statements)


async def test_buttons(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.homework("algebra", TODAY, "№ 1")
        await written.mark("anna", "algebra", MONDAY, 5)
        await written.roll_call("algebra", MONDAY)
        await written.absence("anna", "algebra", MONDAY, reason=Reason.ILL)
    elena = await world.guardian("elena", "anna")
    anna, algebra = world.school["anna"], world.school.subjects["Алгебра"]
    past = world.school.periods["I четверть"]
    await elena.send("/menu")
    for data in (
        "m",
        f"sd:{anna}:{TODAY.toordinal()}",
        f"sw:{anna}:{TODAY.toordinal()}",
        f"h:{anna}",
        f"hd:{anna}:{TODAY.toordinal()}:0",
        f"hs:{anna}:0",
        f"hu:{anna}:{algebra}:0",
        f"k:{anna}:{past}:0",
        f"ks:{anna}:{algebra}:0:0",
        f"ks:{anna}:{algebra}:{past}:0",
        f"f:{anna}:2027:0",
        f"a:{anna}:{past}:0",
        f"b:{anna}",
        "ml",
        "s",
    ):
        with counted() as statements:
            await elena.forge(data)
        assert "не для вас" not in elena.text, data
        assert "не работает" not in elena.text, data
        assert 1 <= len(statements) <= MOST, "\n".join([data, *statements])


async def test_screens_of_the_office(world: World) -> None:
    """However many requests wait."""
    for name, child in (("elena", "anna"), ("olga", "petr"), ("dmitry", "anna")):
        parent = await world.guardian(name, child)
        await parent.send("/settings")
        for label in ("Мои данные", "Удалить данные", "Удалить: мои", "Попросить удалить"):
            await parent.click(label)
    petr = world.school["petr"]
    for who, screens in {
        "admin": (OpenSchoolData(), OpenErasures(), OpenFamilyCodes(student_id=petr)),
        "orlova": (OpenFamilyCodes(student_id=petr),),
    }.items():
        client = await world.staff(who)
        await client.send("/menu")
        for screen in screens:
            with counted() as statements:
                await client.forge(screen.pack())
            assert "не для вас" not in client.text, screen
            assert 1 <= len(statements) <= MOST_OF_STAFF, "\n".join([screen.pack(), *statements])


async def test_work_that_was_handed_in(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        homework = await written.homework("algebra", TODAY, "№ 1")
        handed = {"homework_id": homework, "student_id": world.school["anna"], "text": "х = 5"}
        await written.add(t.submission, **handed, handed_at=BEGAN)
    set_in = world.school.lesson("algebra", MONDAY)
    await world.change(t.homework, homework, lesson_id=set_in)
    teacher = await world.staff("orlova")
    await teacher.send("/menu")
    work = OpenHandedWork(lesson_id=set_in, homework_id=homework, student_id=world.school["anna"])
    with counted() as statements:
        await teacher.forge(work.pack())
    assert "х = 5" in teacher.text
    assert len(statements) <= MOST_OF_STAFF, "\n".join(statements)


async def test_asking_to_erase_what_is_asked_for_already(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    anna = world.school["anna"]
    await elena.send("/menu")
    await elena.forge(f"pq:{anna}:{anna}")
    with counted() as statements:
        await elena.forge(f"pa:{anna}:{anna}")
    assert "Анна" in elena.text
    assert len(statements) <= MOST, "\n".join(statements)
