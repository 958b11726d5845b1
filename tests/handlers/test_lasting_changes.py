"""A change that lasts: told, taken back, and what stands in its way (R067, R068)."""

from datetime import date

from sqlalchemy import insert, select, update

from domain.timetable.edits import Edit
from handlers.timetable.callbacks import EditLesson
from storage import tables as t
from tests.handlers.test_timetable import open_tomorrow, told
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.staff import at_work


async def _weekly(world: World) -> None:
    """Physics of a Wednesday is in the timetable of the week; the winter vacation is known."""
    async with world.app.database.write(world.clock()) as uow:
        cell = {"section_id": world.school.sections["physics"], "weekday": 3, "number": 2}
        days = {"begins": date(2026, 9, 1), "ends": date(2027, 5, 26)}
        await uow.connection.execute(
            insert(t.timetable_slot).values(**cell, **days, location="202")
        )
        winter = {"title": "Каникулы", "begins": date(2026, 12, 31), "ends": date(2027, 1, 10)}
        await uow.connection.execute(insert(t.holiday).values(school_id=1, **winter))
        await uow.commit()


async def test_a_change_lasts_from_the_advised_day_on(
    world: World, outbox: Outbox, mother: Client
) -> None:
    sokolova, kuznetsov = await world.staff("sokolova"), await world.staff("kuznetsov")
    orlova = await world.staff("orlova")
    await _weekly(world)
    deputy = await at_work(world, "deputy")
    await open_tomorrow(deputy)
    await deputy.click("2 · Физика")
    assert "Так и дальше…" not in deputy.labels, "nothing differs yet"
    await deputy.click("Кабинет")
    await deputy.click("Другой…")
    await deputy.send("7")
    await told(world, outbox, mother, sokolova)
    await deputy.click("Так и дальше…")
    assert "Расписание лучше менять после каникул: с 11 января 2027." in deputy.text
    assert deputy.labels == ["С 11.01.2027", "С 02.12.2026", "‹ Урок"]
    await deputy.click("С 11.01.2027")
    slots = await world.rows(select(t.timetable_slot).order_by(t.timetable_slot.c.begins))
    assert [(row["location"], row["begins"], row["ends"]) for row in slots] == [
        ("202", date(2026, 9, 1), date(2027, 1, 10)),
        ("7", date(2027, 1, 11), date(2027, 5, 26)),
    ]
    said = await told(world, outbox, mother, sokolova)
    assert said[0].startswith("Анна, в среду, 13 января, 2-й урок изменился: физика")
    assert "→ 7, 11.01–26.05" in said[0]
    assert "→ 7, 11.01–26.05" in said[1]
    await deputy.click("Отменить с 11.01")
    assert "13 января" in deputy.text
    said = await told(world, outbox, mother, sokolova)
    assert said[0].startswith("Анна, в среду, 13 января, 2-й урок снова по расписанию: физика")
    assert "изменение отменено" in said[1]
    await _by_another_teacher(world, outbox, deputy, (mother, sokolova, kuznetsov, orlova))


async def _by_another_teacher(
    world: World, outbox: Outbox, deputy: Client, clients: tuple[Client, ...]
) -> None:
    """Room and teacher at once; both teachers hear of it, and of others nobody."""
    await open_tomorrow(deputy)
    await deputy.click("2 · Физика")
    await deputy.click("Другой учитель")
    await deputy.click("Кузнецов И. Л.")
    await told(world, outbox, *clients)
    await deputy.click("Так и дальше…")
    await deputy.click("С 11.01.2027")
    said = await told(world, outbox, *clients)
    for each in said[:3]:
        assert "→ 7, → Кузнецов И. Л., 11.01–26.05" in each
    assert said[3] == ""
    assert "9:25, каб. 7, Кузнецов И. Л." in said[0]
    await _not_undone(world, deputy)
    await _at_another_time(world, deputy)


async def _not_undone(world: World, deputy: Client) -> None:
    """A refusal to take a lasting change back leads to the lesson where it begins."""
    there = deputy.last["message_id"]
    of_day = t.lesson.c.date == date(2027, 1, 13)
    [first] = await world.rows(
        select(t.lesson.c.id).where(
            of_day, t.lesson.c.section_id == world.school.sections["physics"]
        )
    )
    await deputy.forge(EditLesson(lesson_id=first["id"], kind=Edit.CANCEL).pack())
    await deputy.forge(f"el:{first['id']}", message=there)
    await deputy.click("Отменить изменение")
    await deputy.forge(EditLesson(lesson_id=first["id"], kind=Edit.ROOM, value="12").pack())
    [last] = await world.rows(
        select(t.timetable_change.c.id)
        .where(t.timetable_change.c.since.is_not(None))
        .order_by(t.timetable_change.c.id.desc())
        .limit(1)
    )
    await deputy.forge(f"ek:{last['id']}")
    assert "изменили ещё раз" in deputy.text
    await deputy.click("‹ Назад")
    assert "среда, 13 января" in deputy.text or "ср, 13 января" in deputy.text
    await deputy.click("Отменить изменение")


async def _at_another_time(world: World, deputy: Client) -> None:
    """A date that was changed for itself stands in the way of another time, and is named."""
    async with world.app.database.write(world.clock()) as uow:
        of_day = t.lesson.c.date == date(2027, 1, 20)
        there = (t.lesson.c.section_id == world.school.sections["physics"]) & of_day
        await uow.connection.execute(update(t.lesson).where(there).values(is_cancelled=True))
        await uow.commit()
    await open_tomorrow(deputy)
    for label in ("2 · Физика", "Время", "4 · 11:35", "Так и дальше…", "С 11.01.2027"):
        await deputy.click(label)
    assert "Урок 20 января уже изменён на свой день" in deputy.text
    await deputy.click("‹ Назад")
    assert "С 11.01.2027" in deputy.labels
