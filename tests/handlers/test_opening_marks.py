"""A mark after its term: the teacher asks, the deputy opens one place for hours, or declines."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select

from storage import tables as t
from tests.support.journal import journal
from tests.support.outbox import Outbox
from tests.support.people import Client, World, text_of
from tests.support.school import MONDAY
from tests.support.staff import at_work
from tests.support.statements import counted


@pytest.fixture
async def teacher(world: World) -> Client:
    """Орлова, with a 3 of Monday's answer that should have been a 5."""
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.mark("petr", "algebra", MONDAY, 3)
    found = await world.staff("orlova")
    await found.send("/lessons")
    return found


@pytest.fixture
async def deputy(world: World) -> Client:
    return await world.staff("deputy")


def place(world: World, pupil: str = "petr") -> str:
    school = world.school
    lesson_id, work = school.lesson("algebra", MONDAY), school.work_types["answer"]
    return f"{lesson_id}:{work}:{school[pupil]}:0"


async def ask(teacher: Client, world: World, reason: str = "Описка: отвечал на пять") -> None:
    await teacher.forge(f"tq:{place(world)}")
    await teacher.click("Попросить открыть")
    await teacher.send(reason)


async def test_asked_opened_changed_and_the_family_sees_it_corrected(
    world: World, outbox: Outbox, teacher: Client, deputy: Client
) -> None:
    await ask(teacher, world)
    assert "Просьба у завуча" in teacher.text
    await outbox.drain()
    assert text_of(deputy.from_bot[-1]).split("\n") == [
        "Орлова М. П. просит открыть отметку",
        "Белов Пётр, 7А: алгебра, 23 ноября, ответ на уроке: 3",
        "«Описка: отвечал на пять»",
    ]
    await deputy.click("Ответить")
    await deputy.click("Открыть")
    assert "Открыто до 25 ноября, 10:40" in deputy.text
    await outbox.drain()
    assert text_of(teacher.from_bot[-1]).split("\n") == [
        "Белов Пётр, 7А: алгебра, 23 ноября, ответ на уроке: 3",
        "Открыто до 25 ноября, 10:40",
    ]
    olga = await world.guardian("olga", "petr")
    await teacher.click("Открыть отметку")
    assert "Открыто до 25 ноября, 10:40" in teacher.text
    await teacher.click("5")
    [mark] = await world.rows(select(t.mark))
    [change] = await world.rows(select(t.mark_change))
    [unlock] = await world.rows(select(t.mark_unlock))
    assert mark["value"] == 5
    assert (change["old_value"], change["new_value"]) == (3, 5)
    assert (change["changed_by"], change["unlock_id"]) == (world.school["orlova"], unlock["id"])
    assert change["changed_at"] == world.clock()
    assert unlock["reason"] == "Описка: отвечал на пять"
    await olga.send("/marks")
    assert "5↺" in olga.text
    await olga.click("Алгебра")
    assert "исправлена" in olga.text


async def test_only_that_place_and_only_for_its_hours(
    world: World, teacher: Client, deputy: Client
) -> None:
    await ask(teacher, world)
    await deputy.send("/menu")
    await deputy.click("Исправления · 1")
    await deputy.click("7А · Белов Пётр")
    await deputy.click("Открыть")
    for other in (place(world, "anna"), place(world)[:-1] + "1"):
        await teacher.forge(f"jm:{other}:5:0")
        assert "срок этих отметок закончился" in teacher.text
    world.clock.advance(timedelta(hours=24) - timedelta(seconds=1))
    await teacher.forge(f"jm:{place(world)}:4:3")
    world.clock.advance(timedelta(seconds=1))
    await teacher.forge(f"jm:{place(world)}:5:4")
    assert "срок этих отметок закончился" in teacher.text
    marks = await world.rows(select(t.mark))
    assert [(row["student_id"], row["value"]) for row in marks] == [(world.school["petr"], 4)]
    await teacher.forge(f"tq:{place(world)}")
    assert ["Попросить открыть"] in teacher.buttons  # it may be asked for anew


async def test_nobody_opens_what_they_asked_for(
    world: World, outbox: Outbox, teacher: Client, deputy: Client
) -> None:
    """R091: a deputy who teaches asks another one; where there is none, the director."""
    async with world.app.database.write(world.clock()) as uow:
        also = {"person_id": world.school["orlova"], "role": "deputy_principal"}
        await uow.connection.execute(insert(t.role_assignment).values(also))
        deputies = t.role_assignment.c.person_id == world.school["deputy"]
        await uow.connection.execute(delete(t.role_assignment).where(deputies))
        await uow.commit()
    await ask(teacher, world)
    assert "Ваша просьба ждёт" in teacher.text, "nobody else is there"
    [unlock] = await world.rows(select(t.mark_unlock))
    for answer in (f"jy:{unlock['id']}", f"jn:{unlock['id']}"):
        await teacher.forge(answer)
        assert "другой завуч или директор" in teacher.text
    await teacher.send("/menu")
    await teacher.click("Исправления · 1")
    await teacher.click("7А · Белов Пётр")
    assert teacher.labels == ["‹ Исправления"]
    principal = await at_work(world, "principal")
    await principal.click("Исправления · 1")
    await principal.click("7А · Белов Пётр")
    await principal.click("Открыть")
    [unlock] = await world.rows(select(t.mark_unlock))
    assert (unlock["state"], unlock["decided_by"]) == ("open", world.school["principal"])
    await outbox.drain()
    assert "Открыто до" in text_of(teacher.from_bot[-1])


async def test_declined_with_words(
    world: World, outbox: Outbox, teacher: Client, deputy: Client
) -> None:
    await ask(teacher, world)
    await deputy.send("/menu")
    await deputy.click("Исправления · 1")
    await deputy.click("7А · Белов Пётр")
    old = deputy.button("Открыть")["callback_data"]
    await deputy.click("Отклонить…")
    await deputy.send("х" * 301)
    assert "до 300 знаков" in deputy.text
    await deputy.send("Поставьте отметку за сегодняшний урок")
    assert "Отклонено. Громова Т. Ю.: «Поставьте отметку за сегодняшний урок»" in deputy.text
    await outbox.drain()
    assert "Отклонено. Громова Т. Ю." in text_of(teacher.from_bot[-1])
    await deputy.forge(old)
    assert "уже ответили" in deputy.text
    await teacher.forge(f"tq:{place(world)}")
    assert "Отклонено: «Поставьте отметку за сегодняшний урок»" in teacher.text
    [unlock] = await world.rows(select(t.mark_unlock))
    assert (unlock["state"], unlock["open_until"]) == ("declined", None)


async def test_one_request_a_place_and_none_where_the_term_runs(
    world: World, teacher: Client
) -> None:
    await ask(teacher, world)
    await teacher.forge(f"tq:{place(world)}")
    assert "Просьба у завуча" in teacher.text
    assert teacher.buttons == [["‹ Класс", "Замечания и похвала"]]
    await teacher.forge(f"ja:{place(world)}")
    assert "уже у завуча" in teacher.text
    school = world.school
    lesson_id, work = school.lesson("algebra", MONDAY), school.work_types["test"]
    await teacher.forge(f"ja:{lesson_id}:{work}:{school['petr']}:0")
    assert "и так можно поставить" in teacher.text
    await teacher.forge(f"ja:{lesson_id}:{school.work_types['answer']}:{school['oleg']}:0")
    assert "в группе не было" in teacher.text
    assert len(await world.rows(select(t.mark_unlock))) == 1


async def test_the_same_button_twice_opens_once(
    world: World, teacher: Client, deputy: Client
) -> None:
    await ask(teacher, world)
    [unlock] = await world.rows(select(t.mark_unlock))
    await deputy.send("/menu")
    await deputy.forge(f"jy:{unlock['id']}")
    world.clock.advance(timedelta(hours=1))
    await deputy.forge(f"jy:{unlock['id']}")
    assert "Открыто до 25 ноября, 10:40" in deputy.text
    await deputy.forge("jl:0")
    assert "Сейчас никто из учителей" in deputy.text


async def test_few_statements(world: World, teacher: Client, deputy: Client) -> None:
    """Also where the term is over: the session, the lesson, the class, the works, the requests."""
    await ask(teacher, world)
    for data, most in ((f"j:{place(world).rsplit(':', 2)[0]}:0", 5), (f"tq:{place(world)}", 5)):
        with counted() as statements:
            await teacher.forge(data)
        assert len(statements) <= most, statements
    await deputy.send("/menu")
    with counted() as statements:
        await deputy.forge("jl:0")
    assert len(statements) <= 3, statements
