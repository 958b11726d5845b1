"""How long homework takes: said by its teacher, warned of above the norm, summed for the school."""

from datetime import timedelta

from sqlalchemy import select

from storage import tables as t
from tests.support.journal import journal
from tests.support.people import Client, World
from tests.support.school import TODAY

TOMORROW = TODAY + timedelta(days=1)


async def set_homework(world: World, text: str = "№ 112") -> Client:
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.click("3 · 7А ›")
    await teacher.click("Задание")
    await teacher.send(text)
    return teacher


async def minutes(world: World) -> list[int | None]:
    rows = await world.rows(select(t.homework.c.minutes).order_by(t.homework.c.id))
    return [row["minutes"] for row in rows]


async def of_physics(world: World, count: int) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        made = await written.homework("physics", TOMORROW, "§ 12")
    await world.change(t.homework, made, minutes=count)


async def test_minutes_are_chosen_or_typed_and_families_see_them(world: World) -> None:
    teacher = await set_homework(world)
    await teacher.click("Сколько минут")
    await teacher.click("30 мин")
    assert "№ 112 · 30 мин" in teacher.text
    await teacher.click("Сколько минут")
    await teacher.send("сорок")
    assert "числом от 5 до 240" in teacher.text
    await teacher.send("500")
    assert await minutes(world) == [30]
    await teacher.send("40 минут")
    assert await minutes(world) == [40]
    mother = await world.guardian("elena", "anna")
    await mother.send("/homework")
    assert "Алгебра, 1-й урок в 8:30 · 40 мин" in mother.text
    await teacher.click("Сколько минут")
    await teacher.click("Не указывать")
    assert await minutes(world) == [None]


async def test_a_teacher_is_warned_above_the_norm_of_the_day(world: World) -> None:
    await of_physics(world, 120)
    teacher = await set_homework(world)
    await teacher.click("Сколько минут")
    await teacher.click("30 мин")
    assert "⚠" not in teacher.text, "150 of 150 is within the norm"
    await teacher.click("Сколько минут")
    await teacher.click("45 мин")
    assert "⚠ 7А на ср, 25 ноября: 165 минут при норме 150." in teacher.text
    await teacher.click("Другой день")
    await teacher.click("пт, 27 ноября")
    assert "⚠" not in teacher.text


async def test_the_deputy_sees_the_sums_of_a_class_by_day(world: World) -> None:
    await of_physics(world, 120)
    teacher = await set_homework(world)
    await teacher.click("Сколько минут")
    await teacher.click("45 мин")
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.homework("history", TOMORROW, "без оценки времени")
    deputy = await world.staff("deputy")
    await deputy.send("/class")
    await deputy.click("7 класс")
    await deputy.click("7А")
    await deputy.click("Ещё")
    await deputy.click("Объём заданий")
    assert "7А · задания по дням, 23 ноября – 29 ноября" in deputy.text
    assert "ср 25.11 | 165 ⚠ | 150 | 1" in deputy.text
    await deputy.click("30.11 ▶")
    assert "На эту неделю ничего не задано." in deputy.text
