"""Final marks that have to be explained, in conversation."""

from datetime import date

import pytest
from sqlalchemy import select

from storage import tables as t
from tests.support.journal import journal
from tests.support.people import Client, World

FIRST_QUARTER = {
    "anna": (5, 5, 4),
    "petr": (3, 4),
    "darya": (2, 3),
    "ivan_a": (4,),
    "ivan_b": (5,),
}


@pytest.fixture
async def marked(world: World) -> World:
    """Marks of the first quarter in algebra; Sasha has none."""
    async with journal(world.app.database, world.school, world.clock) as written:
        for pupil, values in FIRST_QUARTER.items():
            for day, value in enumerate(values, start=10):
                await written.mark(pupil, "algebra", date(2026, 9, day), value)
    return world


async def sheet(world: World) -> Client:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Итоги")
    await teacher.click("Алгебра")
    return teacher


async def test_a_mark_far_from_its_average_is_confirmed_with_a_reason(marked: World) -> None:
    await marked.guardian("olga", "petr")
    teacher = await sheet(marked)
    await teacher.click("Белов")  # 3,50
    await teacher.click("5")
    assert "Белов Пётр: 5 за I четверть" in teacher.text
    assert "Средний 3,50: отметка далека от него." in teacher.text
    assert await marked.rows(select(t.final_mark_draft)) == []
    await teacher.send(" ".join(["Проект"] * 60))
    assert "не длиннее 300 знаков" in teacher.text
    await teacher.send("Проект четверти\nбыл важнее")
    assert "Белов | 3,50 | 4 | ● 5" in teacher.text
    await teacher.click("Белов")
    assert "Почему: Проект четверти был важнее" in teacher.text
    await teacher.click("‹ Назад")
    await teacher.click("‹ К предметам")
    await teacher.click("Сохранить · 1")
    [mark] = await marked.rows(select(t.final_mark))
    assert (mark["student_id"], mark["value"]) == (marked.school["petr"], 5)
    [change] = await marked.rows(select(t.final_mark_change))
    assert change["reason"] == "Проект четверти был важнее"


async def test_a_mark_without_marks_beneath_it_is_confirmed_too(marked: World) -> None:
    teacher = await sheet(marked)
    assert any("По среднему · 5" in row for row in teacher.buttons)  # all but Sasha
    await teacher.click("Шевченко")
    await teacher.click("3")
    assert "Текущих отметок под ней нет." in teacher.text
    await teacher.click("‹ Назад")
    await teacher.send("Занималась дома")  # nobody asks any more
    assert await marked.rows(select(t.final_mark_draft)) == []


async def test_by_average_fills_nothing_that_would_have_to_be_explained(marked: World) -> None:
    """By the school's rule a 4,70 is a 4 here, and a 4 is far from it."""
    async with journal(marked.app.database, marked.school, marked.clock) as written:
        for day in range(8, 20):
            await written.mark("anna", "algebra", date(2026, 9, day), 5, work="test")
        await written.mark("anna", "algebra", date(2026, 9, 21), 2)
        await written.mark("anna", "algebra", date(2026, 9, 22), 2, work="test")
    strict = {"no_five_after_bad_control": True, "far_from_average": 0.6}
    await marked.change(t.school, marked.school.id, policy=strict)
    teacher = await sheet(marked)
    assert "Иванова | 4,70 | 4 | —" in teacher.text  # 0,60 and more is far
    assert any("По среднему · 4" in row for row in teacher.buttons)
    await teacher.click("По среднему · 4")
    assert "Иванова | 4,70 | 4 | —" in teacher.text
    await teacher.click("Иванова")
    await teacher.click("5")  # near enough, but the school's rule stands in the way
    assert "по правилу школы такая отметка не выходит" in teacher.text


async def test_a_choice_that_new_marks_have_left_alone_is_not_saved_in_silence(
    marked: World,
) -> None:
    teacher = await sheet(marked)
    await teacher.click("Смирнов И. А.")
    await teacher.click("4")
    async with journal(marked.app.database, marked.school, marked.clock) as written:
        for day in range(14, 20):
            await written.mark("ivan_a", "algebra", date(2026, 9, day), 2, work="test")
    await teacher.click("‹ К предметам")
    await teacher.click("Сохранить · 1")
    assert "нужна причина" in teacher.text
    assert await marked.rows(select(t.final_mark)) == []


async def test_a_group_of_two_classes_is_among_the_subjects_of_each(marked: World) -> None:
    """Oleg of 7Б joins the first English group; each class counts its own pupils in it."""
    english = marked.school.sections["english1"]
    await marked.change(t.section, english, school_class_id=None)
    async with journal(marked.app.database, marked.school, marked.clock) as written:
        await written.add(t.section_student, section_id=english, student_id=marked.school["oleg"])
    of_first, of_second = await marked.staff("orlova"), await marked.staff("kuznetsov")
    for teacher, pupils in ((of_first, 3), (of_second, 1)):
        await teacher.send("/class")
        await teacher.click("Итоги")
        assert f"Английский язык, гр. 1 | 0 из {pupils} | " in teacher.text.splitlines()
    assert "гр. 2" not in of_second.text
    await of_second.click("Английский, гр. 1")
    assert "Волков | — | — | —" in of_second.text
    assert "Иванова" not in of_second.text  # of the other class
    anna, period = marked.school["anna"], marked.school.periods["I четверть"]
    await of_second.forge(f"fd:{english}:{period}:{anna}:5:0")
    assert "не для" in of_second.text
