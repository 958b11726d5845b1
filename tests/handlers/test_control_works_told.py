"""A published control work on another day, or without its lesson, is told once and to its own."""

from datetime import date, timedelta

from sqlalchemy import select

from storage import tables as t
from tests.handlers.test_control_works import open_class, plan
from tests.handlers.test_events import told
from tests.handlers.test_year import timetable as timetable
from tests.support.outbox import Outbox
from tests.support.people import Client, World, text_of
from tests.support.staff import at_work

OFF = "В этот день работу не пишут: "


async def move(deputy: Client, was: str, day: str) -> None:
    await open_class(deputy)
    for label in (f"{was} Алгебра", "Другой день", day):
        await deputy.click(label)
    if "напишите почему" in deputy.text:
        await deputy.send("Экскурсия")


async def cancel(deputy: Client, *labels: str) -> None:
    await deputy.send("/menu")
    for label in ("Расписание", "7А", *labels):
        await deputy.click(label)


async def test_there_and_back_is_no_news_and_each_move_is_told_once(
    world: World, outbox: Outbox, mother: Client
) -> None:
    """Several moves of a day are one message, of what stands in the evening."""
    orlova, other = await world.staff("orlova"), await world.pupil("oleg")
    deputy = await at_work(world, "deputy")
    everybody = (mother, orlova, other, deputy)
    await plan(deputy, "Алгебра", "вт 01.12 · 3")
    await deputy.click("Опубликовать")
    await move(deputy, "01.12", "⚠ ср 02.12 · 1")
    await move(deputy, "02.12", "вт 01.12 · 3")
    assert await told(world, outbox, *everybody) == ["", "", "", ""]
    await move(deputy, "01.12", "⚠ ср 02.12 · 1")
    await move(deputy, "02.12", "⚠ пт 04.12 · 1")
    said = "Пт, 4 декабря: алгебра, контрольная работа\nДень изменился, раньше: вт, 1 декабря.\n7А"
    assert await told(world, outbox, *everybody) == [said, said, "", ""]
    assert "Открыть работу" in orlova.labels
    await open_class(deputy)
    for label in ("04.12 Алгебра", "Снять"):
        await deputy.click(label)
    said = f"Пт, 4 декабря: алгебра, контрольная работа\n{OFF}она снята с графика.\n7А"
    assert await told(world, outbox, *everybody) == [said, said, "", ""]
    rows = await world.rows(select(t.calendar_news))
    assert {each["about_id"] or each["id"] for each in rows} == {rows[0]["id"]}


async def test_a_work_that_loses_its_lesson_is_told_beside_the_lesson(
    world: World, outbox: Outbox, mother: Client, timetable: None
) -> None:
    """And once more where it stands after that; the teacher's own way leads to the work."""
    orlova = await world.staff("orlova")
    deputy = await at_work(world, "deputy")
    await plan(deputy, "Алгебра", "⚠ пт 27.11 · 1")
    await deputy.send("Мониторинг")
    await deputy.click("Опубликовать")
    await cancel(deputy, "ср ▶", "чт ▶", "пт ▶", "1 · Алгебра", "Отменить урок")
    work = "Пт, 27 ноября: алгебра, контрольная работа\n"
    said = await told(world, outbox, mother, orlova)
    off = f"{work}{OFF}урока не будет. Новый день пока не назначен.\n7А"
    assert all(each.endswith(off) for each in said)
    assert said[0] == f"Анна, в пятницу, 27 ноября, 1-й урок отменён: алгебра\n{off}"
    await orlova.click("Открыть работу")
    assert "Урок отменён." in orlova.text
    await cancel(deputy, "чт ▶", "пт ▶", "1 · Алгебра", "Отменить изменение")
    said = await told(world, outbox, mother, orlova)
    assert all(each.endswith(f"{work}Работу пишут в этот день.\n7А") for each in said)
    await deputy.send("/menu")
    for label in ("Ещё", "Учебный год", "Каникулы", "+ Каникулы", "7-е классы", "7А"):
        await deputy.click(label)
    await deputy.send("Карантин, 27–28 ноября 2026")
    world.clock.advance(timedelta(hours=13))  # the evening before
    await outbox.drain()
    for client in (mother, orlova):
        last = "\n".join(map(text_of, client.from_bot[-2:]))
        assert "Карантин\nУроков нет.\n7А" in last
        assert off in last


async def test_what_was_surely_told_is_not_repeated_for_a_message_that_was_lost_before_it(
    world: World, outbox: Outbox, mother: Client
) -> None:
    deputy = await at_work(world, "deputy")
    await plan(deputy, "Алгебра", "вт 01.12 · 3")
    await deputy.click("Опубликовать")
    await move(deputy, "01.12", "⚠ ср 02.12 · 1")
    world.telegram.faults.add("drop_before", method="sendMessage", count=1)
    assert await told(world, outbox, mother) == [""]
    await move(deputy, "02.12", "⚠ пт 04.12 · 1")
    *_, first, second = await outbox.states()
    assert (first, second) == (("uncertain", ""), ("pending", ""))
    rows = await world.rows(select(t.notice.c.id).order_by(t.notice.c.id))
    await world.change(t.notice, rows[-1]["id"], due_at=world.clock())  # at once, as some choose
    await outbox.drain()
    assert text_of(mother.last).startswith("Пт, 4 декабря: алгебра, контрольная работа\n")
    assert await told(world, outbox, mother) == [""]
    assert (await outbox.states())[-2:] == [("superseded", "undone"), ("sent", "")]


async def test_who_changes_group_between_the_two_days_hears_what_concerns_them(
    world: World, outbox: Outbox, mother: Client
) -> None:
    """Anna leaves the group before the new day, Пётр comes into it: off for her, new for him."""
    of_petr, sasha = await world.guardian("olga", "petr"), await world.pupil("sasha")
    everybody = (mother, of_petr, sasha)
    deputy = await at_work(world, "deputy")
    await plan(deputy, "Английский я., гр. 1", "⚠ вт 01.12 · 4")
    await deputy.send("Мониторинг")
    await deputy.click("Опубликовать")
    between = date(2026, 12, 2)
    await in_group(world, "anna", "english1", ends=between)
    await in_group(world, "petr", "english1", begins=between)
    await open_class(deputy)
    for label in ("01.12 Английский яз…", "Другой день"):
        await deputy.click(label)
    await deputy.click("⚠ чт 03.12 · 2")
    await deputy.send("Экскурсия")
    what = "английский язык, гр. 1, контрольная работа\n"
    moved_on = "её перенесли на чт, 3 декабря, для тех, кто тогда будет в группе.\n7А"
    assert await told(world, outbox, *everybody) == [
        f"Вт, 1 декабря: {what}{OFF}{moved_on}",
        f"Чт, 3 декабря: {what}Работу пишут в этот день.\n7А",
        "",
    ]
    await open_class(deputy)
    for label in ("03.12 Английский яз…", "Снять"):
        await deputy.click(label)
    dropped = f"Чт, 3 декабря: {what}{OFF}она снята с графика.\n7А"
    assert await told(world, outbox, *everybody) == ["", dropped, ""]


async def in_group(
    world: World,
    pupil: str,
    group: str,
    begins: date | None = None,
    ends: date | None = None,
) -> None:
    """As a file would say."""
    place = {"section_id": world.school.sections[group], "student_id": world.school[pupil]}
    async with world.app.database.write(world.clock()) as uow:
        it = t.section_student
        await uow.connection.execute(it.delete().filter_by(**place))
        await uow.connection.execute(it.insert().values(**place, begins=begins, ends=ends))
        await uow.commit()
