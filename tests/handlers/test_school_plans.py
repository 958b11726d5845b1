"""Plans of topics as the deputy sees them: who has none, who is behind, approval (R055, R056)."""

from sqlalchemy import insert, select

from storage import tables as t
from tests.support.people import World
from tests.support.school import MONDAY


async def plan_algebra(world: World, topics: int = 2) -> None:
    async with world.app.database.write(world.clock()) as uow:
        for ordinal in range(1, topics + 1):
            await uow.connection.execute(
                insert(t.lesson_topic).values(
                    section_id=world.school.sections["algebra"],
                    ordinal=ordinal,
                    title=f"Тема {ordinal}",
                )
            )
        await uow.commit()


async def test_the_deputy_sees_who_has_no_plan_by_teacher(world: World) -> None:
    await plan_algebra(world)
    deputy = await world.staff("deputy")
    await deputy.send("/menu")
    await deputy.click("Ещё")
    await deputy.click("Планы тем")
    assert "Без плана 6, срок был 15 октября" in deputy.text
    assert "Ждёт утверждения 1 план." in deputy.text
    assert "Кузнецов Игорь\nИстория · 7А\nИстория · 7Б" in deputy.text
    assert "Алгебра" not in deputy.text
    assert deputy.labels[:3] == ["1Б", "7А", "7Б"]


async def test_plan_and_fact_of_a_class_show_who_is_behind(world: World) -> None:
    await plan_algebra(world, topics=30)
    monday = world.school.lesson("algebra", MONDAY)
    await world.change(t.lesson, monday, topic="Тема 1", topic_ordinal=1)
    deputy = await world.staff("deputy")
    await deputy.send("/menu")
    await deputy.click("Ещё")
    await deputy.click("Планы тем")
    await deputy.click("7А")
    [row] = [line for line in deputy.text.splitlines() if line.startswith("Алгебра")]
    _subject, expected, passed, behind = row.split(" | ")
    assert passed == "1"
    assert behind == f"⚠ {int(expected) - 1}"
    assert "Нет плана: Английский язык, гр. 1, " in deputy.text


async def test_a_plan_is_approved_once_and_waits_anew_when_it_is_changed(world: World) -> None:
    await plan_algebra(world)
    deputy, teacher = await world.staff("deputy"), await world.staff("orlova")
    await deputy.send("/menu")
    await deputy.click("Ещё")
    await deputy.click("Планы тем")
    await deputy.click("7А")
    await deputy.click("◦ Алгебра")
    assert "ещё не утверждён" in deputy.text
    await deputy.click("Утвердить")
    assert "утверждён 24 ноября" in deputy.text
    assert "Утвердить" not in deputy.labels
    await teacher.send("/lessons")
    await teacher.click("3 · 7А ›")
    await teacher.click("План тем")
    assert "Утвердить" not in teacher.labels
    await teacher.click("Изменить план")
    await teacher.send("Корни")
    await teacher.click("Добавить в конец")
    assert "ещё не утверждён" in teacher.text
    [row] = await world.rows(select(t.lesson_plan))
    assert row["approved_by"] is None


async def test_a_homeroom_teacher_goes_back_to_where_there_is_something(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.forge(f"lb:{world.school.classes['7А']}")
    assert "Планы тем · 7А" in teacher.text
    await teacher.click("‹ Назад")
    assert "Орлова" in teacher.text or "Марина Петровна" in teacher.text
