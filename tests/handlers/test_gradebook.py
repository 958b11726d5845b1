"""The gradebook in conversation: the class by subject, a section by lesson."""

from datetime import date, timedelta

import pytest

from domain.attendance.model import Status
from storage import tables as t
from tests.support.journal import journal
from tests.support.people import World
from tests.support.school import CLASS_7A, MONDAY, TODAY

FRIDAY = date(2026, 11, 20)


@pytest.fixture
async def marked(world: World) -> World:
    """Algebra of the second quarter, three hours a week: Anna has most marks, Sasha none."""
    async with journal(world.app.database, world.school, world.clock) as written:
        for pupil, values in {
            "anna": (5, 4),
            "petr": (3,),
            "darya": (2, 3),
            "ivan_a": (4,),
            "ivan_b": (5,),
        }.items():
            for back, value in enumerate(values):
                await written.mark(pupil, "algebra", MONDAY - timedelta(days=3 * back), value)
        await written.mark("anna", "algebra", TODAY, 5, work="test")
        await written.mark("anna", "history", MONDAY, 3)
        removed = await written.mark("petr", "algebra", TODAY, 2)
        await written.absence("petr", "algebra", MONDAY)
        await written.absence("darya", "algebra", FRIDAY, Status.LATE)
        await written.mark("sasha", "algebra", TODAY, "ex")
    await world.change(t.mark, removed, removed_at=world.clock())
    await world.change(t.section, world.school.sections["algebra"], weekly_hours=1)
    return world


async def test_the_class_by_subject_with_a_figure_that_names_nobody(marked: World) -> None:
    teacher = await marked.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Журнал")
    lines = teacher.text.splitlines()
    assert lines[0] == "7А · II четверть, по 30 декабря"
    assert "Ученик | Алгеб. | Англ. | Истор. | Физика" in lines
    # (5 + 4 + 5·3) / 5; where no mark counts, a dash
    assert "Иванова | 4,80 | — | 3,00 | —" in lines
    assert "Шевченко | — | — | — | —" in lines
    # Five have an average in algebra: 4,80 3,00 2,50 4,00 5,00. One alone has one in history.
    assert "Класс | 3,86 | — | — | —" in lines
    assert "Мало отметок: 1 предмет" in lines
    assert "Алгебра: 5" in lines


async def test_a_figure_of_too_few_is_not_shown(marked: World) -> None:
    await marked.change(t.school, marked.school.id, policy={"smallest_group": 6})
    teacher = await marked.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Журнал")
    assert "Иванова | 4,80" in teacher.text
    assert "Класс |" not in teacher.text
    await teacher.click("Алгебра")
    assert "Средний по группе" not in teacher.text


async def test_a_section_by_lesson_with_absences_and_who_is_short(marked: World) -> None:
    teacher = await marked.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Журнал")
    await teacher.click("Алгебра")
    lines = teacher.text.splitlines()
    assert lines[:2] == ["Алгебра, 7А", "II четверть, по 30 декабря"]
    assert "Ученик | 20.11 | 23.11 | 24.11 | Ср." in lines
    assert "Иванова | 4 | 5 | 5 | 4,80" in lines
    assert "Белов |  | 3 н |  | 3,00" in lines  # the mark taken away is gone
    assert "Ёлкина | 3 | 2 |  | 2,50" in lines  # who was late was there
    assert "Шевченко |  |  | осв | —" in lines
    assert "Средний по группе: 3,86" in lines
    # One hour a week: three marks by the end of the quarter. «осв» is none.
    assert "Мало отметок: 5 учеников" in lines
    assert "Шевченко: 0" in lines
    assert "Ёлкина: 2" in lines
    assert not any(line.startswith("Иванова:") for line in lines)
    await teacher.click("‹ Назад")
    assert teacher.text.splitlines()[0] == "7А · II четверть, по 30 декабря"


async def test_a_teacher_of_one_subject_sees_who_is_short_while_there_is_time(
    marked: World,
) -> None:
    kuznetsov = marked.school.sections["history"]
    await marked.change(t.section, kuznetsov, weekly_hours=2)
    teacher = await marked.staff("kuznetsov")
    await teacher.send("/lessons")
    await teacher.click("2 · 7А ›")
    await teacher.click("Отметки класса")
    assert "Мало отметок: 6 учеников\nНе меньше 5 к 30 декабря.\n" in teacher.text
    assert teacher.text.index("Белов: 0") < teacher.text.index("Иванова: 1")
    await teacher.click("Журнал")
    lines = teacher.text.splitlines()
    assert lines[:2] == ["История, 7А", "II четверть, по 30 декабря"]
    assert "Мало отметок: 6 учеников" in lines
    assert "Иванова: 1" in lines
    await teacher.click("‹ Мои уроки")
    # Whoever substitutes has the marks of the lesson, the gradebook is the section's teacher's.
    await marked.change(
        t.lesson,
        marked.school.lesson("history"),
        teacher_id=marked.school["sokolova"],
        is_substituted=True,
    )
    substitute = await marked.staff("sokolova")
    await substitute.send("/lessons")
    await substitute.click("2 · 7А ›")
    await substitute.click("Отметки класса")
    assert "Журнал" not in substitute.labels


async def test_what_can_no_longer_be_reached_is_said(marked: World) -> None:
    await marked.change(t.school, marked.school.id, policy={"least_marks_quarter": {"1": 40}})
    teacher = await marked.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Журнал")
    await teacher.click("Алгебра")
    assert "Шевченко: 0 · не хватает больше, чем осталось уроков" in teacher.text


async def test_a_period_that_is_over_asks_for_no_more_marks(marked: World) -> None:
    async with journal(marked.app.database, marked.school, marked.clock) as written:
        await written.mark("anna", "algebra", date(2026, 9, 10), 5)
    teacher = await marked.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Журнал")
    await teacher.click("I четверть")
    assert "Иванова | 5,00" in teacher.text
    assert "Мало отметок" not in teacher.text
    await teacher.click("Алгебра")
    assert "Ученик | 10.09 | Ср." in teacher.text
    assert "Нужно не меньше" not in teacher.text


async def test_the_newest_lessons_come_first_and_older_ones_are_a_page_away(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        for back in range(10):
            for pupil in CLASS_7A:
                await written.mark(pupil, "algebra", TODAY - timedelta(days=back), 4)
    teacher = await world.staff("kuznetsov")
    section, history = world.school.sections["algebra"], world.school.sections["history"]
    await teacher.send("/lessons")
    await teacher.forge(f"jg:{section}:0:0:0")  # not the own section
    assert "не для" in teacher.text
    await teacher.forge(f"jg:{history}:0:0:0")
    assert "Оценок в этом периоде нет." in teacher.text
    deputy = await world.staff("deputy")
    await deputy.send("/menu")
    await deputy.forge(f"jg:{section}:0:0:0")
    assert "Ученик | 22.11 | 23.11 | 24.11 | Ср." in deputy.text
    assert "Класс | " not in deputy.text
    await deputy.click("2 ▶")
    assert "Ученик | 19.11 | 20.11 | 21.11 | Ср." in deputy.text
    await deputy.click("3 ▶")
    assert "Ученик | 16.11 | 17.11 | 18.11 | Ср." in deputy.text
    await deputy.click("4 ▶")
    assert "Ученик | 15.11 | Ср." in deputy.text
    assert "Средний по группе" not in deputy.text  # all have the same: it would say each one's


async def test_the_way_from_a_lesson_leads_to_the_same_book(marked: World) -> None:
    teacher = await marked.staff("orlova")
    await teacher.send("/lessons")
    await teacher.forge(f"jg:{marked.school.sections['algebra']}:0:0:0")
    assert "Иванова | 4 | 5 | 5 | 4,80" in teacher.text
    await teacher.click("‹ Мои уроки")
    assert "24 ноября" in teacher.text


async def test_no_gradebook_of_a_first_grade(world: World) -> None:
    teacher = await world.staff("sokolova")
    await teacher.send("/class")
    assert ["Журнал"] not in teacher.buttons
    await teacher.forge(f"jc:{world.school.classes['1Б']}:0:0")
    assert "В 1-м классе отметок не ставят." in teacher.text


async def test_what_contradicts_itself_is_shown_to_who_answers_for_the_class(
    marked: World,
) -> None:
    """R099: final marks far from the average or without marks, and marks of a missed lesson."""
    deputy = await marked.staff("deputy")
    await deputy.send("/menu")
    for label in ("Классы", "7 класс", "7А", "Журнал", "Проверка отметок"):
        await deputy.click(label)
    assert deputy.text.splitlines() == [
        "7А · проверка отметок · II четверть",
        "1 отметка на пропущенном уроке",
        "Белов, алгебра: 3 за 23 ноября",
        "Посмотрите на них: ошибка не обязательно в каждой.",
    ]
    async with journal(marked.app.database, marked.school, marked.clock) as written:
        await written.final_mark("anna", "Алгебра", "II четверть", 3)
        await written.final_mark("anna", "Физика", "II четверть", 4)
        await written.final_mark("darya", "Алгебра", "II четверть", 3)
    await deputy.click("‹ Назад")
    await deputy.click("Проверка отметок")
    assert deputy.text.splitlines()[1:5] == [
        "1 итоговая отметка далеко от среднего балла",
        "Иванова, алгебра: 3, средний 4,80",
        "1 итоговая отметка, под которой нет оценок",
        "Иванова, физика: 4",
    ]
    await deputy.click("I четверть")
    assert "Здесь ничто не противоречит другому." in deputy.text
