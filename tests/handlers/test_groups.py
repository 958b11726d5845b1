"""A pupil goes to another group from a day on; the family hears of lessons that differ."""

from datetime import date, timedelta

from sqlalchemy import delete, insert, select

from storage import tables as t
from tests.support.journal import journal
from tests.support.outbox import Outbox
from tests.support.people import Client, World, text_of
from tests.support.school import TODAY
from tests.support.staff import at_work

SOON = timedelta(minutes=30)


async def memberships(world: World, student: str) -> dict[str, tuple[date | None, date | None]]:
    """Groups of English by name, with from when to when."""
    rows = await world.rows(
        select(t.section.c.group_name, t.section_student.c.begins, t.section_student.c.ends)
        .join(t.section_student, t.section_student.c.section_id == t.section.c.id)
        .where(
            t.section_student.c.student_id == world.school[student], t.section.c.group_name != ""
        )
        .order_by(t.section.c.group_name)
    )
    return {row["group_name"]: (row["begins"], row["ends"]) for row in rows}


async def test_a_pupil_goes_to_the_other_group_from_tomorrow_and_back(
    world: World, outbox: Outbox, mother: Client
) -> None:
    """English of Thursday: the same hour, another teacher. Taken back, nobody hears of it."""
    leads = await at_work(world, "orlova")
    was = await memberships(world, "anna")
    await leads.click("Расписание")
    await leads.click("7А")
    await leads.click("Группы")
    assert "Английский язык\nгр. 1, Орлова М. П.\nгр. 2, Соколова И. А." in leads.text
    await leads.click("Английский язык")
    assert "гр. 1, Орлова М. П. · 3" in leads.text
    await leads.click("Иванова")
    await leads.click("гр. 2 с 25.11")
    tomorrow = TODAY + timedelta(days=1)
    assert await memberships(world, "anna") == {
        "гр. 1": (was["гр. 1"][0], tomorrow),
        "гр. 2": (tomorrow, None),
    }
    assert "Иванова Анна Дмитриевна: гр. 2 с 25.11" in leads.text
    [said] = await told(world, outbox, mother)
    assert said.startswith("Анна, в четверг, 26 ноября, 2-й урок теперь в другой группе")
    assert "английский язык, гр. 2" in said
    assert "Соколова И. А." in said
    await leads.click("Иванова")
    await leads.click("гр. 1 с 25.11")
    assert await memberships(world, "anna") == was
    [said] = await told(world, outbox, mother)
    assert said.startswith("Анна, в четверг, 26 ноября, 2-й урок снова по расписанию")


async def test_what_is_taken_back_at_once_and_what_is_of_others_is_told_to_nobody(
    world: World, outbox: Outbox, mother: Client
) -> None:
    of_petr = await world.guardian("olga", "petr")
    deputy = await at_work(world, "deputy")
    await deputy.click("Расписание")
    await deputy.click("7А")
    await deputy.click("Группы")
    await deputy.click("Английский язык")
    for group in ("гр. 2", "гр. 1"):
        await deputy.click("Белов")
        await deputy.click(f"{group} с 25.11")
    assert deputy.toast == "Остаётся. Кому уже сообщили о другой группе, узнает об отмене."
    assert await told(world, outbox, mother, of_petr) == ["", ""]
    await deputy.click("Белов")
    await deputy.click("гр. 2 с 25.11")
    world.clock.advance(timedelta(days=1))
    await deputy.click("Белов")
    assert "Раньше: гр. 1 до 25 ноября" in deputy.text
    [said] = await told(world, outbox, of_petr)
    assert said.startswith("Пётр, завтра 2-й урок теперь в другой группе: английский язык, гр. 2")
    was = await memberships(world, "petr")
    await deputy.click("гр. 1 с 26.11")
    assert "Белов Пётр: гр. 1 с 26.11" in deputy.text
    back = TODAY + timedelta(days=2)
    assert await spells(world, "petr") == [
        ("гр. 1", was["гр. 1"][0], TODAY + timedelta(days=1)),
        ("гр. 2", TODAY + timedelta(days=1), back),
        ("гр. 1", back, None),
    ]
    [said] = await told(world, outbox, of_petr)
    assert said.startswith("Пётр, завтра 2-й урок теперь в другой группе: английский язык, гр. 1")


async def test_two_moves_in_a_row_are_told_each_and_what_is_dropped_is_taken_back(
    world: World, outbox: Outbox
) -> None:
    """In the other group for a week: the family hears when it begins and when it ends."""
    family = await world.guardian("olga", "petr")
    deputy = await at_work(world, "deputy")
    await deputy.send("/lessons")
    group1, group2 = world.school.sections["english1"], world.school.sections["english2"]
    tomorrow, later = TODAY + timedelta(days=1), TODAY + timedelta(days=8)
    await press_move(deputy, world, group2, tomorrow)
    await press_move(deputy, world, group1, later)
    [said] = await told(world, outbox, family)
    assert "26 ноября, 2-й урок теперь в другой группе: английский язык, гр. 2" in said
    assert "3 декабря, 2-й урок теперь в другой группе: английский язык, гр. 1" in said
    # From tomorrow on she stays where she is: both are off, and the family knows of both.
    await press_move(deputy, world, group1, tomorrow)
    [said] = await told(world, outbox, family)
    assert "26 ноября, 2-й урок снова по расписанию" in said
    assert [group for group, *_days in await spells(world, "petr")] == ["гр. 1"]


async def test_a_pupil_in_none_of_the_groups_is_offered_and_put_in(
    world: World, outbox: Outbox
) -> None:
    """R050: who came to the class without a group is seen, also by the number on the way there."""
    family = await world.guardian("olga", "petr")
    async with world.app.database.write(world.clock()) as uow:
        nowhere = t.section_student.c.section_id == world.school.sections["english1"]
        his = t.section_student.c.student_id == world.school["petr"]
        await uow.connection.execute(delete(t.section_student).where(nowhere, his))
        await uow.commit()
    leads = await at_work(world, "orlova")
    await leads.click("Расписание")
    await leads.click("7А")
    await leads.click("Группы")
    assert "гр. 2, Соколова И. А.\nНи в одной группе · 1" in leads.text
    await leads.click("Английский язык")
    assert "Ни в одной группе · 1\nБелов Пётр" in leads.text
    await leads.click("Белов")
    assert "Ни в одной группе." in leads.text
    await leads.click("гр. 2 с 25.11")
    tomorrow = TODAY + timedelta(days=1)
    assert await spells(world, "petr") == [("гр. 2", tomorrow, None)]
    assert "Белов Пётр: гр. 2 с 25.11" in leads.text
    assert "Ни в одной группе" not in leads.text
    [said] = await told(world, outbox, family)
    assert "26 ноября, 2-й урок теперь в " in said
    assert "английский язык, гр. 2" in said
    await leads.click("‹ Группы")
    assert "Ни в одной группе" not in leads.text
    # A pupil of another class has no place here, whatever an old button says.
    await leads.forge("im:{}:{}:{}:{}".format(*_place(world, "oleg"), tomorrow.toordinal()))
    assert leads.text.startswith("У класса нет групп по этому предмету")
    assert await spells(world, "oleg") == []


def _place(world: World, pupil: str) -> tuple[int, int, int]:
    return world.school.classes["7А"], world.school[pupil], world.school.sections["english2"]


async def press_move(deputy: Client, world: World, group: int, since: date) -> None:
    place = world.school.classes["7А"], world.school["petr"], group, since.toordinal()
    await deputy.forge("im:{}:{}:{}:{}".format(*place))


async def spells(world: World, student: str) -> list[tuple[str, date | None, date | None]]:
    """Groups of English with every time in them, by their first days."""
    it = t.section_student.c
    rows = await world.rows(
        select(t.section.c.group_name, it.begins, it.ends)
        .join(t.section_student, it.section_id == t.section.c.id)
        .where(it.student_id == world.school[student], t.section.c.group_name != "")
        .order_by(it.begins)
    )
    return [(row["group_name"], row["begins"], row["ends"]) for row in rows]


async def test_the_new_teacher_reads_the_marks_of_the_old_group_and_the_old_one_its_own(
    world: World,
) -> None:
    """R049: brackets of what was set there; no average of a part of the marks."""
    thursday = TODAY + timedelta(days=2)
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.mark("petr", "english1", TODAY - timedelta(days=5), 3, work="test")
        await written.mark("anna", "english1", TODAY - timedelta(days=5), 4)
        await written.mark("petr", "english2", thursday, 5)
        await written.mark("sasha", "english2", thursday, 4)
    for group, ends, begins in (("english1", thursday, None), ("english2", None, thursday)):
        await move(world, "petr", group, begins, ends)
    world.clock.advance(timedelta(days=2))
    new, old = await world.staff("sokolova"), await world.staff("orlova")
    await open_marks(new, world, "english2", thursday)
    assert "Белов | (3) 5 | 3,50" in new.text
    assert "Шевченко | 4 | 4,00" in new.text
    assert "\n2 отметки\n" in new.text
    assert "В скобках отметки из прежней группы или класса: они тоже считаются." in new.text
    await new.forge(f"jg:{world.school.sections['english2']}:0:0:0")
    assert "Белов | 5 | 3,50" in new.text
    await new.click("2 ▶")
    assert "Белов | 3 | 3,50" in new.text
    assert "Шевченко |" not in new.text
    await open_marks(old, world, "english1", TODAY - timedelta(days=5))
    assert "Белов | 3 | до 26.11" in old.text
    assert "Иванова | 4 | 4,00" in old.text
    await open_marks(old, world, "english1", thursday)
    assert "Белов" not in old.text
    await old.forge(f"jg:{world.school.sections['english1']}:0:0:0")
    assert "Белов | 3 | до 26.11" in old.text


async def open_marks(teacher: Client, world: World, section: str, day: date) -> None:
    await teacher.send("/lessons")
    await teacher.forge(f"tj:{world.school.lesson(section, day)}:0")


async def move(
    world: World, pupil: str, group: str, begins: date | None, ends: date | None
) -> None:
    """As a file would: in the group between these days."""
    section_id, student_id = world.school.sections[group], world.school[pupil]
    async with world.app.database.write(world.clock()) as uow:
        theirs = t.section_student.c.student_id == student_id
        here = t.section_student.c.section_id == section_id
        await uow.connection.execute(delete(t.section_student).where(theirs, here))
        await uow.connection.execute(
            insert(t.section_student).values(
                section_id=section_id, student_id=student_id, begins=begins, ends=ends
            )
        )
        await uow.commit()


async def told(world: World, outbox: Outbox, *clients: Client) -> list[str]:
    """What came to these chats by itself, once everything has left."""
    before = [len(each.from_bot) for each in clients]
    world.clock.advance(SOON)
    await outbox.drain()
    return [
        "\n".join(text_of(each) for each in client.from_bot[count:])
        for client, count in zip(clients, before, strict=True)
    ]
