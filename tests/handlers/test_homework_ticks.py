"""A pupil ticks homework done: the tick is private, the teacher is told numbers (R104, C5)."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select

from domain.homework.load import PupilLoad
from domain.homework.ticking import tick_summary
from storage import tables as t
from tests.support.journal import journal
from tests.support.people import Client, World
from tests.support.school import CLASS_7A, TODAY

TOMORROW = TODAY + timedelta(days=1)
DAY = date(2026, 11, 25)


@pytest.fixture
async def homework_id(world: World) -> int:
    async with journal(world.app.database, world.school, world.clock) as written:
        made = await written.homework("algebra", TOMORROW, "№ 112")
    await world.change(t.homework, made, lesson_id=world.school.lesson("algebra"))
    return made


async def ticks(world: World) -> list[tuple[int, int | None]]:
    rows = await world.rows(select(t.homework_tick).order_by(t.homework_tick.c.student_id))
    return [(row["student_id"], row["minutes"]) for row in rows]


async def opened(world: World, client: Client) -> Client:
    await client.send("/homework")
    return client


async def test_a_pupil_ticks_says_how_long_it_took_and_takes_it_back(
    world: World, homework_id: int
) -> None:
    anna = await opened(world, await world.pupil("anna"))
    await anna.click("☐ Алгебра")
    assert "Учитель видит, сколько человек сделали, но не кто" in anna.text
    await anna.click("45 мин")
    assert await ticks(world) == [(world.school["anna"], 45)]
    stale = anna.button("✓ Алгебра")["callback_data"][:-1] + "1"
    await anna.forge(stale)
    assert await ticks(world) == [(world.school["anna"], 45)], "ticked again, it keeps its time"
    await opened(world, anna)
    await anna.click("✓ Алгебра")
    assert await ticks(world) == []
    assert "☐ Алгебра" in anna.labels


async def test_nobody_else_sees_the_tick_or_can_set_it(world: World, homework_id: int) -> None:
    anna = await opened(world, await world.pupil("anna"))
    data = anna.button("☐ Алгебра")["callback_data"]
    await anna.click("☐ Алгебра")
    elena = await opened(world, await world.guardian("elena", "anna"))
    assert not [label for label in elena.labels if "алгебра" in label.lower()]
    petr = await opened(world, await world.pupil("petr"))
    for other in (elena, petr):
        await other.forge(data)
    assert await ticks(world) == [(world.school["anna"], None)]
    records = select(t.audit_record.c.action).where(t.audit_record.c.action == "tick_homework")
    assert await world.rows(records) == []


async def test_the_teacher_sees_how_many_and_the_median(world: World, homework_id: int) -> None:
    async with world.app.database.write(world.clock()) as uow:
        for minutes, name in zip((20, 30, 40, 50, 60), CLASS_7A, strict=False):
            row = {"homework_id": homework_id, "student_id": world.school[name]}
            await uow.connection.execute(
                insert(t.homework_tick).values(**row, minutes=minutes, ticked_at=world.clock())
            )
        await uow.commit()
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.click("3 · 7А ›")
    await teacher.click("Задание")
    assert "Сделали: 5 из 6, медиана 40 мин" in teacher.text
    await teacher.click("Для кого")
    for label in ("Иванова", "Ёлкина"):
        await teacher.click(label)
    await teacher.click("Готово")
    assert "Сделали" not in teacher.text, "of two it would name somebody"


async def test_one_pupil_is_not_found_by_choosing_all_the_others(
    world: World, homework_id: int
) -> None:
    """5 of the 6 are a group large enough; the difference to all of them would be one pupil."""
    async with world.app.database.write(world.clock()) as uow:
        for name in CLASS_7A:
            row = {"homework_id": homework_id, "student_id": world.school[name]}
            await uow.connection.execute(
                insert(t.homework_tick).values(**row, ticked_at=world.clock())
            )
        await uow.commit()
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.click("3 · 7А ›")
    await teacher.click("Задание")
    assert "Сделали: 6 из 6" in teacher.text
    await teacher.click("Для кого")
    names = teacher.labels[: teacher.labels.index("Готово")]
    for name in names[1:]:
        await teacher.click(name)
    await teacher.click("Готово")
    assert "для 5 учеников" in teacher.text
    assert "Сделали" not in teacher.text


def pupil(number: int, *, is_done: bool, minutes: int | None) -> PupilLoad:
    return PupilLoad(number, DAY, 0, 1, is_done, minutes if is_done else None)


@given(
    st.lists(st.tuples(st.booleans(), st.none() | st.integers(1, 600)), max_size=30),
    st.integers(3, 10),
    st.randoms(use_true_random=False),
)
def test_nothing_that_is_said_depends_on_who_ticked(
    done: list[tuple[bool, int | None]], smallest: int, order: random.Random
) -> None:
    """The same ticks by other pupils say the same."""
    loads = [pupil(n, is_done=d, minutes=m) for n, (d, m) in enumerate(done)]
    said = tick_summary(loads, len(loads), smallest)
    order.shuffle(done)
    others = [pupil(n, is_done=d, minutes=m) for n, (d, m) in enumerate(done)]
    assert tick_summary(others, len(others), smallest) == said
    assert (said is None) is (len(done) < smallest)
    if said is not None:
        timed = [m for d, m in done if d and m]
        assert said.done == sum(d for d, _ in done)
        assert (said.minutes is None) is (len(timed) < smallest)


async def test_two_pieces_of_one_subject_have_ticks_of_their_own(
    world: World, homework_id: int
) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.homework("algebra", TOMORROW, "№ 115")
    anna = await opened(world, await world.pupil("anna"))
    assert {"☐ Алгебра", "☐ Алгебра · 2"} <= {*anna.labels}
    await anna.click("☐ Алгебра · 2")
    assert "№ 115" in anna.text
