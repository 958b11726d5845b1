"""The evening message to staff: what is missing, once, with a button to each gap (R073, D01)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from bot.deadlines import plan_evening_tasks
from storage import tables as t
from tests.support.clock import MOSCOW
from tests.support.journal import Journal
from tests.support.people import Client, World, text_of
from tests.support.school import MONDAY, SECTIONS, TODAY

SATURDAY = MONDAY + timedelta(days=5)


async def evening(world: World, hour: int = 18, minute: int = 0, day: date = TODAY) -> None:
    """It is this time at the school; the job runs, and what is due leaves."""
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=MOSCOW)
    world.clock.advance(moment - world.clock())
    await plan_evening_tasks(world.app)
    await world.app.sender.pump()


def filled(moment: datetime) -> dict[str, Any]:
    return {"topic": "Тема", "attendance_taken_at": moment, "no_homework_at": moment}


@pytest.fixture
async def world_with_a_tidy_past(world: World) -> World:
    """Everything before today is filled in."""
    school, now = world.school, world.clock()
    async with world.app.database.write(now) as uow:
        run = uow.connection.execute
        await run(update(t.lesson).where(t.lesson.c.date < TODAY).values(filled(now)))
        for name, (subject, _class, _teacher, _group, pupils) in SECTIONS.items():
            section_id = school.sections[name]
            await run(insert(t.lesson_topic).values(section_id=section_id, ordinal=1, title="Тема"))
            for pupil in pupils:
                await run(
                    insert(t.final_mark).values(
                        student_id=school.people[pupil],
                        subject_id=school.subjects[subject],
                        grading_period_id=school.periods["I четверть"],
                        value=4,
                        set_at=now,
                    )
                )
        await uow.commit()
    return world


@pytest.fixture
async def orlova(world_with_a_tidy_past: World) -> Client:
    return await world_with_a_tidy_past.staff("orlova")


async def test_a_teacher_hears_in_one_message_what_is_missing(world: World, orlova: Client) -> None:
    await evening(world, 17, 45)
    assert orlova.from_bot == []
    await evening(world)
    [message] = orlova.from_bot
    assert text_of(message).splitlines() == [
        "Не заполнено в журнале: 2",
        "3-й урок, 7А алгебра: нет переклички, темы, задания",
        "4-й урок, 7А английский язык, гр. 1: нет переклички, темы, задания",
    ]
    await orlova.click("3 · 7А Алгебра")
    assert "Алгебра" in orlova.text
    await evening(world, 18, 15)
    assert len(orlova.from_bot) == 2, "one message an evening, beside the opened lesson"


async def test_what_is_filled_in_goes_out_of_the_message_that_is_there(
    world: World, orlova: Client
) -> None:
    async def fill(section: str) -> list[str]:
        await world.change(t.lesson, world.school.lesson(section), **filled(world.clock()))
        await evening(world, world.clock().astimezone(MOSCOW).hour + 1)
        [message] = orlova.from_bot
        return [*text_of(message).splitlines(), *orlova.labels]

    await evening(world)
    told = world.rows(select(t.notice.c.state).where(t.notice.c.kind == "tasks"))
    assert len(await told) == 1
    await evening(world, 18, 15)
    told = world.rows(select(t.notice.c.state).where(t.notice.c.kind == "tasks"))
    assert len(await told) == 1, "nothing has changed, so nothing is looked at again"
    assert await fill("algebra") == [
        "Не заполнено в журнале: 1",
        "4-й урок, 7А английский язык, гр. 1: нет переклички, темы, задания",
        "4 · 7А Английский я…",
    ]
    assert await fill("english1") == ["Всё сделано"]
    await evening(world, day=TODAY + timedelta(days=1))
    assert text_of(orlova.from_bot[0]) == "Всё сделано", "a day that is over"


async def test_two_teachers_on_one_phone_get_an_evening_each(world: World, orlova: Client) -> None:
    """By name, as children of one phone; what one fills in goes out of that one's message."""
    await world.bind(orlova, "sokolova", "staff", None)
    await evening(world)
    first, second = sorted(orlova.from_bot, key=text_of)
    assert text_of(first).splitlines()[:2] == ["Орлова М. П.", "Не заполнено в журнале: 2"]
    name, head, *gaps = text_of(second).splitlines()
    assert (name.split()[0], head) == ("Соколова", f"Не заполнено в журнале: {len(gaps)}")
    lesson = world.school.lesson("algebra")
    await world.change(t.lesson, lesson, **filled(world.clock()))
    await evening(world, 18, 15)
    first, again = sorted(orlova.from_bot, key=text_of)
    assert text_of(first).splitlines()[:2] == ["Орлова М. П.", "Не заполнено в журнале: 1"]
    assert text_of(again) == text_of(second)
    await orlova.forge(f"qa:0:{world.school['sokolova']}")
    assert "Соколова" in orlova.text
    assert len([each for each in orlova.text.splitlines() if "нет переклички" in each]) == len(gaps)
    await orlova.forge(f"qa:0:{world.school['kuznetsov']}")
    assert "Кузнецов" not in orlova.text


async def test_what_was_filled_in_meanwhile_is_not_missed(world: World, orlova: Client) -> None:
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(update(t.lesson).values(filled(world.clock())))
        await uow.commit()
    await evening(world)
    assert orlova.from_bot == []


async def test_a_day_without_school_is_quiet(world: World, orlova: Client) -> None:
    await evening(world, day=SATURDAY)
    assert orlova.from_bot == []


async def test_the_deputy_hears_of_what_became_overdue_and_opens_it(
    world: World, orlova: Client
) -> None:
    deputy = await world.staff("deputy")
    await evening(world)
    assert deputy.from_bot == [], "nothing is overdue on the day itself"
    await evening(world, day=TODAY + timedelta(days=1))
    [message] = deputy.from_bot
    assert text_of(message).splitlines() == [
        "Стало просроченным",
        "Записи уроков: 7, у 3 учителей",
    ]
    await deputy.click("Что просрочено")
    assert "Записи уроков: 7, у 3 учителей" in deputy.text
    await deputy.click("Записи уроков")
    lines = deputy.text.splitlines()
    assert lines[lines.index("Орлова М. П.") + 1] == (
        "Вчера 3-й урок, 7А алгебра: нет переклички, темы, задания"
    )
    await deputy.click("‹ Назад")
    assert "Просрочено" in deputy.text


async def test_whose_duties_they_are_sees_them_at_any_time(world: World, orlova: Client) -> None:
    await orlova.send("/menu")
    await orlova.click("Что не заполнено")
    assert "Всё заполнено." in orlova.text
    await orlova.click("‹ Назад")
    assert "Что не заполнено" in orlova.labels


async def test_a_check_that_was_made_is_noted_with_a_tap(world: World) -> None:
    deputy = await world.staff("deputy")
    await evening(world, day=date(2026, 11, 27))
    message = deputy.from_bot[-1]
    assert "Проверка журнала, срок в понедельник, 30 ноября" in text_of(message)
    await deputy.click("✓ Проверка · 30.11")
    [done] = await world.rows(select(t.deadline_done))
    assert (done["deadline"], done["due"], done["school_class_id"]) == (
        "D14",
        date(2026, 11, 30),
        0,
    )
    await deputy.click("✓ Проверка · 30.11", message=message["message_id"])
    assert len(await world.rows(select(t.deadline_done))) == 1, "once is enough"
    await deputy.click("↺ Проверка · 30.11")
    assert await world.rows(select(t.deadline_done)) == [], "a tap is taken back on its day"
    assert "Проверка журнала, срок в понедельник, 30 ноября" in deputy.text
    await deputy.click("✓ Проверка · 30.11")
    assert "Отмечено сегодня: проверка журнала, 30.11." in deputy.text
    kept = deputy.last["message_id"]
    world.clock.advance(timedelta(days=1))
    await deputy.click("↺ Проверка · 30.11", message=kept)
    assert "Это отметили в другой день" in deputy.text
    noted = t.audit_record.c.action == "say_done"
    notes = await world.rows(select(t.audit_record.c.before, t.audit_record.c.after).where(noted))
    check = '{"class":0,"deadline":"D14","due":"2026-11-30"}'
    changed = [each for row in notes if (each := (row["before"], row["after"])) != (None, None)]
    assert changed == [(None, check), (check, None), (None, check)]
    world.clock.advance(timedelta(days=59))
    await deputy.click("✓ Проверка · 30.11", message=message["message_id"])
    assert len(await world.rows(select(t.deadline_done))) == 1


async def test_what_nobody_has_to_do_cannot_be_noted(world: World) -> None:
    deputy = await world.staff("deputy")
    due = date(2026, 11, 29).toordinal()
    await deputy.send("/menu")
    await deputy.forge(f"qf:D14:0:{due}")
    assert "отмечать больше нечего" in deputy.text
    admin = await world.staff("admin")
    await admin.send("/menu")
    await admin.forge(f"qf:D14:0:{date(2026, 11, 30).toordinal()}")
    assert "Это отмечает тот, кто за это отвечает" in admin.text
    assert await world.rows(select(t.deadline_done)) == []


async def test_a_paper_without_a_reason_is_its_homeroom_teachers(
    world: World, orlova: Client
) -> None:
    """D06: two working days after it was handed in."""
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(update(t.lesson).values(filled(world.clock())))
        await uow.connection.execute(
            insert(t.absence_document).values(
                student_id=world.school["anna"],
                begins=MONDAY,
                ends=MONDAY,
                handed_on=TODAY,
                recorded_by=world.school["orlova"],
                recorded_at=world.clock(),
            )
        )
        await Journal(uow.connection, world.school).absence("anna", "algebra", MONDAY)
        await uow.commit()
    await evening(world)
    assert orlova.from_bot == []
    await evening(world, day=TODAY + timedelta(days=1))
    [message] = orlova.from_bot
    assert text_of(message).splitlines()[1] == "7А: 1 справка без причины, срок завтра"
    await orlova.click("Причины · 7А")
    assert "Анна" in orlova.text


async def test_a_year_without_periods_is_asked_for_all_the_same(world: World) -> None:
    """D08: without periods no day is one of school, and this is what has to be said."""
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(delete(t.grading_period))
        await uow.commit()
    admin = await world.staff("admin")
    await evening(world, day=date(2026, 9, 13))
    assert admin.from_bot == [], "a Sunday"
    await evening(world, day=date(2026, 9, 14))
    [message] = admin.from_bot
    left = "Подготовка учебного года: осталось 5 пунктов, срок завтра"
    assert text_of(message).splitlines() == ["Ждёт вас: 1", left]
    await admin.click("Учебный год")
    assert "○ Границы этого учебного года не введены" in admin.text
    assert "Готово 2 из 7" in admin.text


async def test_gaps_of_one_subject_are_told_apart_by_their_days(
    world: World, orlova: Client
) -> None:
    for day in (date(2026, 11, 18), date(2026, 11, 20)):  # both are first lessons
        lesson_id = world.school.lesson("algebra", day)
        await world.change(t.lesson, lesson_id, attendance_taken_at=None)
    await orlova.send("/menu")
    await orlova.click("Что не заполнено")
    labels = [label for row in orlova.buttons for label in row]
    assert labels[:2] == ["18.11 · 1 · 7А Алге…", "20.11 · 1 · 7А Алге…"]
