"""A pupil goes to another group from a day on; the family hears of lessons that differ."""

from datetime import date, timedelta

from sqlalchemy import select

from storage import tables as t
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
    assert said.startswith("Анна, в четверг, 26 ноября, 2-й урок теперь в новой группе")
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
    assert await told(world, outbox, mother, of_petr) == ["", ""]
    await deputy.click("Белов")
    await deputy.click("гр. 2 с 25.11")
    world.clock.advance(timedelta(days=1))
    await deputy.click("Белов")
    assert deputy.labels == ["‹ Назад"], "no button that is refused"
    assert "Раньше: гр. 1 (до 25 ноября)." in deputy.text


async def told(world: World, outbox: Outbox, *clients: Client) -> list[str]:
    """What came to these chats by itself, once everything has left."""
    before = [len(each.from_bot) for each in clients]
    world.clock.advance(SOON)
    await outbox.drain()
    return [
        "\n".join(text_of(each) for each in client.from_bot[count:])
        for client, count in zip(clients, before, strict=True)
    ]
