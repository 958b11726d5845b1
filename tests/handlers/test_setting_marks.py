"""Setting marks in conversation."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from storage import tables as t
from tests.support.people import Client, World
from tests.support.school import MONDAY, TODAY


async def marks(world: World) -> list[tuple[int, int, bool]]:
    """(pupil, value, stands) in the order of setting."""
    rows = await world.rows(select(t.mark).order_by(t.mark.c.id))
    return [(row["student_id"], row["value"], row["removed_at"] is None) for row in rows]


async def history(world: World) -> list[tuple[int | None, int | None]]:
    rows = await world.rows(select(t.mark_change).order_by(t.mark_change.c.id))
    return [(row["old_value"], row["new_value"]) for row in rows]


async def notices(world: World) -> list[dict[str, Any]]:
    return await world.rows(select(t.notice).order_by(t.notice.c.id))


async def open_class(teacher: Client, work: str = "Контрольная") -> None:
    await teacher.send("/lessons")
    await teacher.click("3 · 7А ›")
    await teacher.click("Отметки")
    await teacher.click("Другая работа")
    await teacher.click(work)


async def test_work_pupil_mark_and_the_family_is_told(world: World) -> None:
    teacher = await world.staff("orlova")
    olga = await world.guardian("olga", "petr")
    await open_class(teacher)
    await teacher.click("Белов")
    await teacher.click("4")
    assert "Контрольная работа: Белов 4" in teacher.text
    assert teacher.buttons[:2] == [
        ["Белов 4", "5", "4 ✓", "3", "2"],
        ["Ёлкина", "5", "4", "3", "2"],
    ]
    [mark] = await world.rows(select(t.mark))
    assert (mark["lesson_id"], mark["section_id"]) == (
        world.school.lesson("algebra"),
        world.school.sections["algebra"],
    )
    assert (mark["date"], mark["value"], mark["teacher_id"]) == (
        TODAY,
        4,
        world.school["orlova"],
    )
    assert mark["work_type_id"] == world.school.work_types["test"]
    [change] = await world.rows(select(t.mark_change))
    [notice] = await notices(world)
    assert (notice["kind"], notice["ref_id"]) == ("mark", change["id"])
    assert (notice["student_id"], notice["chat_id"]) == (world.school["petr"], olga.id)


async def test_the_same_button_twice_is_one_mark(world: World) -> None:
    teacher = await world.staff("orlova")
    await world.guardian("olga", "petr")
    await open_class(teacher)
    await teacher.click("Белов")
    data = teacher.button("4")["callback_data"]
    await teacher.click("4")
    await teacher.forge(data)
    assert await marks(world) == [(world.school["petr"], 4, True)]
    assert await history(world) == [(None, 4)]
    assert len(await notices(world)) == 1


async def test_a_mark_is_changed_and_taken_away_with_its_history(world: World) -> None:
    teacher = await world.staff("orlova")
    await world.guardian("olga", "petr")
    await open_class(teacher)
    await teacher.click("Белов")
    await teacher.click("4")
    await teacher.click("Белов 4")
    assert "Сейчас стоит 4" in teacher.text
    assert teacher.buttons[0] == ["5", "4 ✓", "3", "2"]
    await teacher.click("5")
    await teacher.click("Белов 5")
    taken = teacher.button("Убрать")["callback_data"]
    await teacher.click("Убрать")
    assert "Отметок за этот урок пока нет" in teacher.text
    assert await marks(world) == [(world.school["petr"], 5, False)]
    await teacher.forge(taken)
    assert await history(world) == [(None, 4), (4, 5), (5, None)]
    assert len(await notices(world)) == 3
    await teacher.click("Белов")
    await teacher.click("3")
    assert await marks(world) == [(world.school["petr"], 3, True)]
    assert (await history(world))[-1] == (None, 3)


async def test_a_second_mark_for_the_same_work_is_asked_for(world: World) -> None:
    teacher = await world.staff("orlova")
    await open_class(teacher)
    await teacher.click("Белов")
    await teacher.click("4")
    await teacher.click("Белов")
    await teacher.click("Ещё одна отметка")
    data = teacher.button("5")["callback_data"]
    await teacher.click("5")
    await teacher.forge(data)
    assert [value for _pupil, value, _stands in await marks(world)] == [4, 5]
    assert "Белов 4 5" in teacher.buttons[0]
    await teacher.click("Белов 4 5")
    await teacher.click("2-я отметка: 5")
    await teacher.click("2")
    assert [value for _pupil, value, _stands in await marks(world)] == [4, 2]


async def test_places_cannot_be_skipped(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    lesson_id, work = world.school.lesson("algebra"), world.school.work_types["test"]
    await teacher.forge(f"jm:{lesson_id}:{work}:{world.school['petr']}:7:5:0")
    assert "не для вас" in teacher.text
    assert await marks(world) == []


async def test_marks_of_another_work_stay_in_view(world: World) -> None:
    teacher = await world.staff("orlova")
    await open_class(teacher)
    await teacher.click("Белов")
    await teacher.click("4")
    await teacher.click("Другая работа")
    await teacher.click("Ответ")
    assert "Контрольная работа: Белов 4" in teacher.text
    assert teacher.buttons[0][0] == "Белов"


async def test_who_is_absent_is_shown_and_can_be_marked(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.click("3 · Перекличка")
    await teacher.click("Белов")
    await open_class(teacher)
    assert teacher.buttons[0][0] == "✕ Белов"
    await teacher.click("✕ Белов")
    assert "✕ Нет на этом уроке" in teacher.text
    await teacher.click("2")
    assert teacher.buttons[0][0] == "✕ Белов 2"


async def test_a_comment_is_typed_and_kept_within_its_length(world: World) -> None:
    teacher = await world.staff("orlova")
    await open_class(teacher)
    await teacher.click("Белов")
    await teacher.click("4")
    await teacher.click("Белов")
    await teacher.click("Комментарий")
    await teacher.send("ы" * 301)
    assert "до 300 знаков, а здесь 301" in teacher.text
    await teacher.send("Ошибка <в знаке>")
    assert "Комментарий: Ошибка <в знаке>" in teacher.text
    [mark] = await world.rows(select(t.mark))
    assert mark["comment"] == "Ошибка <в знаке>"
    assert len(await history(world)) == 1


async def test_grade_one_has_no_marks_and_no_homework(world: World) -> None:
    teacher = await world.staff("sokolova")
    await teacher.send("/lessons")
    assert "1. Математика · 1Б" in teacher.text
    await teacher.click("1 · 1Б ›")
    assert teacher.buttons[0] == ["Перекличка", "Тема"]
    lesson_id, work = world.school.lesson("maths_1b"), world.school.work_types["answer"]
    for data in (
        f"tw:{lesson_id}",
        f"jm:{lesson_id}:{work}:{world.school['misha']}:0:5:0",
        f"tj:{lesson_id}:0",
    ):
        await teacher.forge(data)
        assert "В 1-м классе отметок не ставят" in teacher.text
    for data in (f"th:{lesson_id}:0", f"ta:{lesson_id}:0:0::"):
        await teacher.forge(data)
        assert "В 1-м классе домашних заданий не" in teacher.text
    assert await marks(world) == []


async def test_a_subject_without_marks(world: World) -> None:
    await world.change(t.subject, world.school.subjects["Алгебра"], is_marked=False)
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.click("3 · 7А ›")
    assert all("Отметки" not in row for row in teacher.buttons)
    await teacher.forge(f"tw:{world.school.lesson('algebra')}")
    assert "Алгебра: по этому предмету отметок не ставят" in teacher.text


async def test_the_schools_scale_decides(world: World) -> None:
    teacher = await world.staff("orlova")
    lesson_id, work = world.school.lesson("algebra"), world.school.work_types["test"]
    await open_class(teacher)
    await teacher.forge(f"jm:{lesson_id}:{work}:{world.school['petr']}:0:1:0")
    assert "от 2 до 5" in teacher.text
    assert await marks(world) == []
    await world.change(t.school, world.school.id, policy={"lowest_mark": 1})
    await open_class(teacher)
    await teacher.click("Белов")
    assert teacher.buttons[0] == ["5", "4", "3", "2", "1"]
    assert teacher.buttons[1] == ["5−", "4−", "3−", "2−", "1−"]
    await teacher.click("1")
    assert await marks(world) == [(world.school["petr"], 1, True)]


@pytest.mark.parametrize("student", ["oleg", "stranger"])
async def test_only_pupils_of_the_group_get_marks(world: World, student: str) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    pupil = world.school["oleg"] if student == "oleg" else world.school.stranger_pupil
    lesson_id, work = world.school.lesson("algebra"), world.school.work_types["test"]
    await teacher.forge(f"jm:{lesson_id}:{work}:{pupil}:0:5:0")
    assert "24 ноября в группе не было" in teacher.text
    assert await marks(world) == []


async def test_marks_are_not_set_ahead(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    ahead = world.school.lesson("algebra", TODAY + timedelta(days=1))
    work = world.school.work_types["test"]
    await teacher.forge(f"jm:{ahead}:{work}:{world.school['petr']}:0:5:0")
    assert "ещё впереди" in teacher.text
    assert await marks(world) == []


async def test_a_mark_is_removed_in_its_own_lesson_only(world: World) -> None:
    """An id of another lesson's mark, behind one's own lesson, opens nothing."""
    async with world.app.database.write(world.clock()) as uow:
        done = await uow.connection.execute(
            insert(t.mark).values(
                lesson_id=world.school.lesson("history"),
                section_id=world.school.sections["history"],
                student_id=world.school["anna"],
                date=TODAY,
                work_type_id=world.school.work_types["answer"],
                value=5,
                set_at=world.clock(),
            )
        )
        await uow.commit()
    key = done.inserted_primary_key
    assert key is not None
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    lesson_id = world.school.lesson("algebra")
    for data in (f"tv:{lesson_id}:{key[0]}", f"tn:{lesson_id}:{key[0]}"):
        await teacher.forge(data)
        assert "не для вас" in teacher.text
    assert await marks(world) == [(world.school["anna"], 5, True)]


async def test_the_class_in_this_period(world: World) -> None:
    teacher = await world.staff("orlova")
    async with world.app.database.write(world.clock()) as uow:
        for day, value, work in (
            (MONDAY, 5, "answer"),
            (MONDAY, 3, "test"),
            (MONDAY - timedelta(days=60), 2, "test"),  # the first quarter
        ):
            await uow.connection.execute(
                insert(t.mark).values(
                    section_id=world.school.sections["algebra"],
                    student_id=world.school["petr"],
                    date=day,
                    work_type_id=world.school.work_types[work],
                    value=value,
                    set_at=world.clock(),
                )
            )
        await uow.commit()
    await teacher.send("/lessons")
    await teacher.click("3 · 7А ›")
    await teacher.click("Отметки класса")
    assert "II четверть" in teacher.text
    assert "Белов | 5 3 | 3,50" in teacher.text
    assert "Ёлкина | — | " in teacher.text
