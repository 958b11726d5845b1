"""What a lesson was: its form, and that nothing is set in it; what families see of that."""

from datetime import timedelta

from sqlalchemy import select

from storage import tables as t
from tests.support.journal import journal
from tests.support.people import Client, World
from tests.support.school import TODAY

AN_HOUR = timedelta(hours=1)  # from the middle of the third lesson, algebra, to after it


async def open_card(teacher: Client) -> None:
    await teacher.send("/lessons")
    await teacher.click("3 · 7А ›")


async def test_nothing_set_is_a_fact_and_no_gap(world: World) -> None:
    teacher, parent = await world.staff("orlova"), await world.guardian("elena", "anna")
    await parent.send("/homework")
    assert "На этот день пока ничего не задано." in parent.text
    assert "Урок ещё впереди: алгебра (24 ноября)" in parent.text
    assert "Урок ещё не заполнен: физика (24 ноября)" in parent.text
    world.clock.advance(AN_HOUR)
    await parent.send("/homework")
    assert "Урок ещё не заполнен: алгебра (24 ноября), физика (24 ноября)" in parent.text
    assert "Обновлено" not in parent.text
    await open_card(teacher)
    await teacher.click("Не задано")
    assert "Задание: не задано" in teacher.text
    await parent.send("/homework")
    assert "Не задано: алгебра" in parent.text
    assert "Урок ещё не заполнен: физика (24 ноября)" in parent.text
    assert "Обновлено сегодня в 11:40" in parent.text
    await teacher.send("/lessons")
    assert "Осталось: перекличка, тема\n" in f"{teacher.text}\n"


async def test_nothing_set_is_taken_back_by_a_tap_and_by_homework(world: World) -> None:
    teacher = await world.staff("orlova")
    await open_card(teacher)
    await teacher.click("Не задано")
    await teacher.click("Не задано ✓")
    assert "Задание: —" in teacher.text
    await teacher.click("Не задано")
    await teacher.click("Задание")
    await teacher.send("№ 112")
    lesson = t.lesson.c.id == world.school.lesson("algebra")
    [row] = await world.rows(select(t.lesson.c.no_homework_at).where(lesson))
    assert row["no_homework_at"] is None


async def test_nothing_set_is_refused_where_something_is(world: World) -> None:
    teacher = await world.staff("orlova")
    await open_card(teacher)
    card = teacher.last["message_id"]
    stale = teacher.button("Не задано")["callback_data"]
    await teacher.click("Задание", message=card)
    await teacher.send("№ 112")
    await teacher.forge(stale)
    assert "На этом уроке задание уже есть." in f"{teacher.text} {teacher.toast}"


async def test_the_form_of_a_lesson_is_seen_by_families(world: World) -> None:
    teacher, parent = await world.staff("orlova"), await world.guardian("elena", "anna")
    await open_card(teacher)
    await teacher.click("Форма: очно")
    await teacher.click("Дистанционно")
    assert "дистанционно" in teacher.text
    await parent.send("/schedule")
    assert "Алгебра, дистанционно" in parent.text


async def test_a_day_names_the_lessons_nobody_filled_in(world: World) -> None:
    teacher, parent = await world.staff("orlova"), await world.guardian("elena", "anna")
    world.clock.advance(AN_HOUR)
    await parent.send("/schedule")
    assert "Урок ещё не заполнен: физика, история, алгебра" in parent.text
    await open_card(teacher)
    await teacher.click("Перекличка")
    await teacher.click("Готово")
    await parent.send("/schedule")
    assert "Урок ещё не заполнен: физика, история\n" in f"{parent.text}\n"
    assert "Обновлено сегодня в 11:40" in parent.text
    await parent.click("ср ▶")
    assert "не заполнен" not in parent.text


async def test_in_a_lesson_by_tasks_work_says_who_was_present(world: World) -> None:
    """S2 3.2, R084: the teacher asks for it and confirms it; nobody is looked for by it."""
    async with journal(world.app.database, world.school, world.clock) as written:
        made = await written.homework("algebra", TODAY, "Задачи на сайте")
    await world.change(t.homework, made, lesson_id=world.school.lesson("algebra"))
    teacher, elena = await world.staff("orlova"), await world.guardian("elena", "anna")
    await open_card(teacher)
    await teacher.forge(f"ax:{world.school.lesson('algebra')}")
    assert "только урок по заданиям" in f"{teacher.text} {teacher.toast}"
    await open_card(teacher)
    await teacher.click("Форма: очно")
    await teacher.click("По заданиям")
    await teacher.send("/lessons")
    await teacher.click("3 · Перекличка")
    assert "По сданным работам" not in teacher.labels
    assert "Работ и отметок этого урока пока нет." in teacher.text
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.add(
            t.submission,
            homework_id=made,
            student_id=world.school["anna"],
            handed_at=world.clock(),
        )
    await teacher.click("Белов")
    assert "Работа или отметка есть у 1 ученика." in teacher.text
    await teacher.click("✕ Белов")  # late: what the teacher said stays
    await teacher.click("По сданным работам")
    assert teacher.buttons[0] == ["◔ Белов", "✕ Ёлкина", "Иванова"]
    assert await world.rows(select(t.attendance_event)) == []
    await teacher.click("Готово")
    events = await world.rows(select(t.attendance_event))
    assert world.school["anna"] not in {each["student_id"] for each in events}
    assert {each["status"] for each in events} == {"late", "absent"}
    assert await world.rows(select(t.absence_case)) == []
    assert elena.from_bot == []
