"""Setting homework and the topic in conversation."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, select

from handlers.pieces import Cut, is_piece_of
from storage import tables as t
from tests.support.people import Client, World
from tests.support.school import TODAY


async def homework(world: World) -> list[dict[str, Any]]:
    return await world.rows(select(t.homework).order_by(t.homework.c.id))


async def topic(world: World) -> str:
    lesson_id = world.school.lesson("algebra")
    [row] = await world.rows(select(t.lesson.c.topic).where(t.lesson.c.id == lesson_id))
    return str(row["topic"])


@pytest.fixture
async def planned(world: World) -> dict[int, int]:
    """Ids of the topics of the plan by ordinal."""
    ids = {}
    async with world.app.database.write(world.clock()) as uow:
        for ordinal in range(1, 8):
            done = await uow.connection.execute(
                insert(t.lesson_topic).values(
                    section_id=world.school.sections["algebra"],
                    ordinal=ordinal,
                    title=f"Тема {ordinal}",
                    homework=f"№ {ordinal}",
                )
            )
            key = done.inserted_primary_key
            assert key is not None
            ids[ordinal] = int(key[0])
        await uow.commit()
    return ids


async def open_card(teacher: Client) -> None:
    await teacher.send("/lessons")
    await teacher.click("3 · 7А ›")


async def test_typed_homework_is_due_at_the_next_lesson(world: World) -> None:
    teacher = await world.staff("orlova")
    await open_card(teacher)
    await teacher.click("Задание")
    assert "Напишите задание на ср, 25 ноября" in teacher.text
    await teacher.send("  № 112, 115 (обе части)\nповторить §4 ")
    assert "На ср, 25 ноября: № 112, 115 (обе части)" in teacher.text
    [row] = await homework(world)
    tomorrow = TODAY + timedelta(days=1)
    assert row["text"] == "№ 112, 115 (обе части)\nповторить §4"
    assert row["due_date"] == tomorrow
    assert row["due_lesson_id"] == world.school.lesson("algebra", tomorrow)
    assert (row["lesson_id"], row["set_by"]) == (
        world.school.lesson("algebra"),
        world.school["orlova"],
    )
    assert await world.rows(select(t.notice)) == []


async def test_what_is_typed_later_is_not_homework(world: World) -> None:
    teacher = await world.staff("orlova")
    await open_card(teacher)
    await teacher.click("Задание")
    await teacher.send("№ 112")
    await teacher.send("спасибо")
    assert [row["text"] for row in await homework(world)] == ["№ 112"]


async def test_another_due_lesson_is_offered(world: World) -> None:
    teacher = await world.staff("orlova")
    await open_card(teacher)
    await teacher.click("Задание")
    await teacher.click("пт, 27 ноября")
    assert "Напишите задание на пт, 27 ноября" in teacher.text
    assert teacher.button("пт, 27 ноября")["text"] == "пт, 27 ноября ✓"
    await teacher.send("выучить правило")
    assert (await homework(world))[0]["due_date"] == TODAY + timedelta(days=3)
    await teacher.click("Другой день")
    await teacher.click("ср, 25 ноября")
    assert "На ср, 25 ноября: выучить правило" in teacher.text
    [row] = await homework(world)
    assert row["due_date"] == TODAY + timedelta(days=1)


async def test_homework_is_changed_added_and_taken_away(world: World) -> None:
    teacher = await world.staff("orlova")
    await open_card(teacher)
    await teacher.click("Задание")
    await teacher.click("пт")
    await teacher.send("№ 1")
    await teacher.click("Изменить")
    assert "Сейчас: на пт, 27 ноября: № 1" in teacher.text
    await teacher.send("№ 2")
    [row] = await homework(world)
    assert (row["text"], row["due_date"]) == ("№ 2", TODAY + timedelta(days=3))
    await teacher.click("Задать ещё")
    await teacher.send("стихи")
    assert [row["text"] for row in await homework(world)] == ["№ 2", "стихи"]
    await teacher.click("‹ Урок")
    await teacher.click("Задание")
    assert "1. На пт, 27 ноября: № 2" in teacher.text
    await teacher.click("2. стихи")
    await teacher.click("Убрать")
    kept = [(row["text"], row["removed_at"] is None) for row in await homework(world)]
    assert kept == [("№ 2", True), ("стихи", False)]
    assert "№ 2" in teacher.text


async def test_too_long_keeps_the_question(world: World) -> None:
    teacher = await world.staff("orlova")
    await open_card(teacher)
    await teacher.click("Задание")
    await teacher.send("ж" * 1001)
    assert "до 1000 знаков, а здесь 1001" in teacher.text
    assert await homework(world) == []
    await teacher.send("ж" * 1000)
    assert len((await homework(world))[0]["text"]) == 1000


async def test_what_telegram_cuts_in_two_never_becomes_a_homework_of_one_character(
    world: World,
) -> None:
    teacher = await world.staff("orlova")
    await open_card(teacher)
    await teacher.click("Задание")
    # Both are on their way before the first one is answered.
    world.telegram.send_text(teacher.id, "ж" * 4096)
    world.telegram.send_text(teacher.id, "ы")
    await world.settle()
    assert "до 1000 знаков, а здесь 4097" in teacher.text
    assert await homework(world) == []
    await teacher.send("№ 5")
    assert [row["text"] for row in await homework(world)] == ["№ 5"]


async def test_the_rest_of_a_text_for_files_is_not_taken_for_their_words(world: World) -> None:
    teacher = await world.staff("orlova")
    await open_card(teacher)
    await teacher.click("Задание")
    await teacher.send_photo()
    for piece in ("ж" * 4096, "ж" * 4096, "ы"):
        world.telegram.send_text(teacher.id, piece)
    await world.settle()
    assert "а здесь 8193" in teacher.text
    assert [row["text"] for row in await homework(world)] == [""]


@pytest.mark.parametrize(
    ("message_id", "second", "is_piece"),
    [(11, 100, True), (11, 102, True), (11, 103, False), (11, 99, False), (12, 100, False)],
)
def test_a_piece_follows_at_once(message_id: int, second: int, is_piece: bool) -> None:
    assert is_piece_of(Cut(10, 100, 4096), message_id, second) is is_piece


async def test_planned_homework_in_one_tap(world: World, planned: dict[int, int]) -> None:
    teacher = await world.staff("orlova")
    await open_card(teacher)
    await teacher.click("Задание")
    assert "По плану: № 1" in teacher.text
    data = teacher.button("Как в плане")["callback_data"]
    await teacher.click("Как в плане")
    await teacher.forge(data)
    assert [row["text"] for row in await homework(world)] == ["№ 1"]
    assert "На ср, 25 ноября: № 1" in teacher.text


async def test_planned_homework_is_for_those_picked_and_pressed_twice_it_is_set_once(
    world: World, planned: dict[int, int]
) -> None:
    teacher = await world.staff("orlova")
    await open_card(teacher)
    for label in ("Задание", "Для кого", "Иванова", "Готово"):
        await teacher.click(label)
    data = teacher.button("Как в плане")["callback_data"]
    for _press in range(2):
        await teacher.forge(data)
        assert "№ 1 · для 1 ученика" in teacher.text
    assert [row["is_for_some"] for row in await homework(world)] == [True]
    chosen = await world.rows(select(t.homework_student))
    assert [row["student_id"] for row in chosen] == [world.school["anna"]]


async def test_the_plan_follows_the_topic_of_the_lesson(
    world: World, planned: dict[int, int]
) -> None:
    await world.change(t.lesson, world.school.lesson("algebra"), topic="Тема 3")
    teacher = await world.staff("orlova")
    await open_card(teacher)
    await teacher.click("Задание")
    assert "По плану: № 3" in teacher.text


async def test_where_the_timetable_ends_it_is_due_in_a_week(world: World) -> None:
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(delete(t.lesson).where(t.lesson.c.date > TODAY))
        await uow.commit()
    teacher = await world.staff("orlova")
    await open_card(teacher)
    await teacher.click("Задание")
    assert "срок — через неделю" in teacher.text
    await teacher.send("№ 5")
    [row] = await homework(world)
    assert (row["due_lesson_id"], row["due_date"]) == (None, TODAY + timedelta(days=7))


async def test_homework_is_due_in_the_own_section_only(world: World) -> None:
    teacher = await world.staff("orlova")
    await open_card(teacher)
    await teacher.click("Задание")
    await teacher.send("№ 5")
    [row] = await homework(world)
    foreign = world.school.lesson("history", TODAY + timedelta(days=2))
    lesson_id = world.school.lesson("algebra")
    await teacher.forge(f"td:{lesson_id}:{row['id']}:{foreign}")
    assert "не для вас" in teacher.text
    assert (await homework(world))[0]["due_lesson_id"] == row["due_lesson_id"]


async def test_homework_of_another_lesson_is_out_of_reach(world: World) -> None:
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            insert(t.homework).values(
                section_id=world.school.sections["history"],
                lesson_id=world.school.lesson("history"),
                due_date=TODAY,
                text="§ 7",
                set_at=world.clock(),
            )
        )
        await uow.commit()
    [row] = await homework(world)
    teacher = await world.staff("orlova")
    await open_card(teacher)
    lesson_id = world.school.lesson("algebra")
    due = world.school.lesson("algebra", TODAY + timedelta(days=1))
    await teacher.forge(f"tx:{lesson_id}:{row['id']}")
    await teacher.forge(f"td:{lesson_id}:{row['id']}:{due}")
    await teacher.forge(f"ta:{lesson_id}:{row['id']}:0::")
    assert "§ 7" not in teacher.text
    assert await homework(world) == [row]


async def test_a_topic_is_typed(world: World) -> None:
    teacher = await world.staff("orlova")
    await open_card(teacher)
    await teacher.click("Тема")
    await teacher.send("т" * 301)
    assert "до 300 знаков, а здесь 301" in teacher.text
    await teacher.send("Квадратные\nуравнения")
    assert "Тема: Квадратные уравнения" in teacher.text
    assert await topic(world) == "Квадратные уравнения"


async def test_the_next_unused_topics_are_offered(world: World, planned: dict[int, int]) -> None:
    """Topic 1 was skipped, topic 2 taught: the lesson goes on with 3, and 1 comes last."""
    monday = world.school.lesson("algebra", TODAY - timedelta(days=1))
    await world.change(t.lesson, monday, topic="Тема 2", topic_ordinal=2)
    teacher = await world.staff("orlova")
    await open_card(teacher)
    await teacher.click("Тема")
    picks = [text for row in teacher.buttons[:-1] for text in row]
    assert picks == ["3. Тема 3", "4. Тема 4", "5. Тема 5", "6. Тема 6", "7. Тема 7"]
    await teacher.click("3. Тема 3")
    assert await topic(world) == "Тема 3"
    assert "Тема: Тема 3" in teacher.text


async def test_the_plan_of_another_section_is_out_of_reach(
    world: World, planned: dict[int, int]
) -> None:
    kuznetsov = await world.staff("kuznetsov")
    await kuznetsov.send("/lessons")
    await kuznetsov.forge(f"tk:{world.school.lesson('history')}:{planned[1]}")
    assert "не для вас" in kuznetsov.text
    await kuznetsov.forge(f"tg:{world.school.lesson('history')}:{planned[1]}:0:0::")
    assert await homework(world) == []
