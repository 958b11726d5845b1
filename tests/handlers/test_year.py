"""«Учебный год»: what is missing, holidays, days that differ (R034–R038, R064; D08, D10)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from storage import tables as t
from tests.support.people import Client, World
from tests.support.school import MONDAY, TODAY, WEEK_7A
from tests.support.staff import at_work

WEDNESDAY, THURSDAY = TODAY + timedelta(days=1), TODAY + timedelta(days=2)


@pytest.fixture
async def timetable(world: World) -> None:
    """7А has cells in the timetable, as after an import."""
    async with world.app.database.write(world.clock()) as uow:
        cells = [
            {
                "section_id": world.school.sections[section],
                "weekday": weekday,
                "number": number,
                "location": str(200 + number),
                "begins": date(2026, 9, 1),
                "ends": date(2027, 5, 26),
            }
            for weekday, lessons in WEEK_7A.items()
            for number, section in lessons
        ]
        await uow.connection.execute(t.timetable_slot.insert(), cells)
        await uow.commit()


async def at_year(world: World, who: str, *labels: str) -> Client:
    client = await at_work(world, who)
    await client.send("/menu")
    for label in ("Ещё", "Учебный год", *labels):
        await client.click(label)
    return client


async def days_of(world: World, section: str) -> list[date]:
    """On which days of this week and the next the section has lessons."""
    rows = await world.rows(
        select(t.lesson.c.date)
        .where(
            t.lesson.c.section_id == world.school.sections[section],
            t.lesson.c.is_cancelled.is_(False),
            t.lesson.c.date.between(MONDAY, MONDAY + timedelta(days=13)),
        )
        .order_by(t.lesson.c.date)
    )
    return [row["date"] for row in rows]


async def test_the_checklist_says_what_is_missing(world: World) -> None:
    deputy = await at_year(world, "deputy")
    assert deputy.text.startswith("Учебный год · 2026/27")
    assert "✓ Границы учебного года введены" in deputy.text
    assert "✓ У каждого класса есть учебные периоды" in deputy.text
    assert "✓ Каникулы: 1 запись" in deputy.text
    assert "○ 3 класса без расписания" in deputy.text
    assert "✓ У каждого предмета есть учитель" in deputy.text
    assert "○ 7 предметов классов и групп без часов в неделю" in deputy.text
    assert "профиля" not in deputy.text, "there is no upper school"
    assert "Готово 5 из 7 · 71 %" in deputy.text
    assert "Должно было быть готово к 15 сентября." in deputy.text
    await deputy.click("Где нет часов")
    assert deputy.text.startswith("Часы в неделю · 1 класс"), "the lowest grade with a gap"


async def test_a_quarantine_of_one_class_takes_its_lessons_alone_and_gives_them_back(
    world: World, timetable: None
) -> None:
    before = await days_of(world, "algebra"), await days_of(world, "history_7b")
    deputy = await at_year(world, "deputy", "Каникулы", "+ Каникулы", "7-е классы", "7А")
    assert "сегодня в срок — с 8 декабря" in deputy.text
    await deputy.send("Карантин, 25–26 ноября")
    assert deputy.text.startswith("Карантин\n25 ноября – 26 ноября 2026\n7А\n")
    assert "Сохранено, изменено 5 уроков" in deputy.text
    assert "Введено позже чем за две недели." in deputy.text
    await deputy.click("‹ Назад")
    assert "Карантин: 25 ноября – 26 ноября 2026, 7А, введено поздно" in deputy.text
    assert await days_of(world, "algebra") == [
        day for day in before[0] if day not in (WEDNESDAY, THURSDAY)
    ]
    assert await days_of(world, "history_7b") == before[1]
    mother = await world.guardian("elena", "anna")
    await mother.send("/schedule")
    await mother.click("Неделя")
    assert "Карантин" in mother.text
    await deputy.click("Карантин")
    await deputy.click("Убрать")
    assert deputy.toast == "Сохранено, изменено 5 уроков"
    assert (await days_of(world, "algebra"), await days_of(world, "history_7b")) == before


async def test_holidays_that_are_over_stay_and_offer_no_removal(world: World) -> None:
    deputy = await at_year(world, "deputy", "Каникулы", "+ Каникулы", "Вся школа")
    await deputy.send("День здоровья 25 ноября")
    remove = deputy.button("Убрать")["callback_data"]
    world.clock.advance(timedelta(days=3))
    await deputy.forge(remove)
    assert deputy.text.startswith("Эти дни прошли и остаются как были.")
    await deputy.send("/menu")
    for label in ("Ещё", "Учебный год", "Каникулы", "Прошедшие", "День здоровья"):
        await deputy.click(label)
    assert deputy.buttons == [["‹ Назад"]]
    await deputy.click("‹ Назад")
    assert deputy.text.startswith("Прошедшие каникулы")


async def test_what_the_journal_holds_is_cancelled_and_not_lost(
    world: World, timetable: None
) -> None:
    lesson = world.school.lesson("algebra", WEDNESDAY)
    await world.change(t.lesson, lesson, topic="Дроби")
    deputy = await at_year(world, "deputy", "Каникулы", "+ Каникулы", "Вся школа")
    await deputy.send("День здоровья 25 ноября")
    [row] = await world.rows(select(t.lesson).where(t.lesson.c.id == lesson))
    assert (row["is_cancelled"], row["topic"]) == (True, "Дроби")
    await deputy.click("Убрать")
    [row] = await world.rows(select(t.lesson).where(t.lesson.c.id == lesson))
    assert (row["is_cancelled"], row["topic"]) == (False, "Дроби")


async def test_in_time_no_warning_and_a_bad_text_leaves_the_question_open(world: World) -> None:
    admin = await at_year(world, "admin", "Каникулы", "+ Каникулы", "Вся школа")
    for typed, said in (
        ("Каникулы", "Нужны название и дни"),
        ("Каникулы, 40 января", "Это не дни календаря"),
        ("Каникулы, 10.01.2027 – 05.01.2027", "Последний день раньше первого"),
        ("Каникулы, 1 ноября 2026", "Эти дни прошли"),
    ):
        await admin.send(typed)
        assert said in admin.text
    await admin.send("Зимние каникулы, 31 декабря – 10 января")
    assert "31 декабря – 10 января 2027" in admin.text
    assert "поздно" not in admin.text
    [row] = await world.rows(select(t.holiday).where(t.holiday.c.title == "Зимние каникулы"))
    assert (row["is_decided"], row["is_late"], row["grade_level"]) == (True, False, None)
    trail = await world.rows(
        select(t.audit_record.c.after).where(
            t.audit_record.c.action == "edit_calendar", t.audit_record.c.thing_kind == "holiday"
        )
    )
    assert "2026-12-31" in str(trail[-1]["after"])


async def test_a_day_by_decree_moves_what_is_due_in_working_days(world: World) -> None:
    admin = await at_year(world, "admin", "Рабочие дни")
    assert "Праздники впереди: 1–8 января, 23 февраля" in admin.text
    await admin.click("+ Выходной")
    await admin.send("послезавтра")
    assert "Это не дни календаря" in admin.text
    await admin.send("25 ноября, день школы")
    assert "25 ноября 2026: выходной, день школы" in admin.text
    async with world.app.database.read(world.clock()) as uow:
        school = (await uow.handovers.schools())[0]
        clock = await uow.handovers.clock(school)
    assert clock.calendar.after(TODAY, 1) == THURSDAY
    await admin.click("Убрать 25 ноября")
    assert admin.toast == "Сохранено"
    assert "день школы" not in admin.text
    assert await world.rows(select(t.calendar_date)) == []


async def test_a_day_that_is_over_stays_as_it_was(world: World) -> None:
    admin = await at_year(world, "admin", "Рабочие дни", "+ Рабочий день")
    for typed in ("21.11.2026", "21.11"):
        await admin.send(typed)
        assert "Этот день прошёл" in admin.text
    assert await world.rows(select(t.calendar_date)) == []


async def test_teachers_have_no_such_button(world: World) -> None:
    teacher = await at_work(world, "orlova")
    await teacher.send("/menu")
    assert not {"Учебный год", "Ещё"} & set(teacher.labels)
    await teacher.forge("ry")
    assert "Учебный год ·" not in teacher.text


async def test_a_class_has_a_week_and_a_shift_of_its_own(world: World, timetable: None) -> None:
    """From the bot, for one class; what its grade has is none of its own; files leave a shift."""
    class_id = world.school.classes["7А"]
    deputy = await at_year(world, "deputy", "Звонки", "+ Звонки")
    await deputy.send("Вторая: 14:00–14:45, 14:55–15:40, 15:50–16:35, 16:45–17:30")
    for label in ("Вторая", "2 смена", "Всегда"):
        await deputy.click(label)
    await deputy.send("/menu")
    for label in ("Ещё", "Учебный год", "Неделя и смены"):
        await deputy.click(label)
    assert "7-е классы: 5 дней, 1 смена" in deputy.text
    for label in ("7-е классы", "7А", "6 дней"):
        await deputy.click(label)
    assert deputy.text.startswith("7А: 6 дней, 1 смена\nВся параллель: 5 дней")
    assert "✓ 6 дней" in deputy.labels
    await deputy.click("2 смена")
    assert "Сохранено, изменено" in (deputy.toast or "")
    own = select(
        t.school_class.c.week_days, t.school_class.c.shift, t.school_class.c.is_shift_decided
    )
    [row] = await world.rows(own.where(t.school_class.c.id == class_id))
    assert tuple(row.values()) == (6, 2, True)
    [first, _last] = await world.rows(
        select(t.lesson.c.starts)
        .where(t.lesson.c.section_id == world.school.sections["physics"], t.lesson.c.date > TODAY)
        .order_by(t.lesson.c.date)
        .limit(2)
    )
    assert first["starts"] == 895, "the second lesson of tomorrow, in the afternoon"
    async with world.app.database.read(world.clock()) as uow:
        assert await uow.calendar.own_weeks(world.school.id) == {class_id: 6}
    await deputy.click("‹ Назад")
    assert "7А: 6 дней, 2 смена\n7Б: 5 дней, 1 смена" in deputy.text
    await deputy.click("7А")
    await deputy.click("5 дней")
    [row] = await world.rows(own.where(t.school_class.c.id == class_id))
    assert row["week_days"] is None, "as its grade"
