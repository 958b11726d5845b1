"""C6: where the school says so, who leads a class changes its lessons, and nothing beyond them."""

from datetime import date

from sqlalchemy import insert, select

from storage import tables as t
from tests.handlers.test_rules import open_rule
from tests.handlers.test_timetable import TOMORROW, lesson, open_tomorrow, told
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.staff import at_work


async def decided(world: World) -> list[int]:
    rows = await world.rows(
        select(t.timetable_change.c.decided_by).order_by(t.timetable_change.c.id)
    )
    return [row["decided_by"] for row in rows]


async def switch_on(world: World) -> None:
    policy = {"homeroom_edits_timetable": True}
    await world.change(t.school, world.school.id, policy=policy)


async def physics_on_wednesdays(world: World) -> None:
    section_id = world.school.sections["physics"]
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            insert(t.timetable_slot).values(
                section_id=section_id,
                weekday=3,
                number=2,
                location="202",
                begins=date(2026, 9, 1),
                ends=date(2027, 5, 26),
            )
        )
        await uow.commit()


async def test_who_leads_a_class_changes_its_lessons_once_the_school_says_so(
    world: World, outbox: Outbox, mother: Client
) -> None:
    """Orlova leads 7А; tomorrow it has algebra (hers) and physics (Соколова's)."""
    sokolova = await world.staff("sokolova")
    orlova, physics = await at_work(world, "orlova"), world.school.lesson("physics", TOMORROW)
    await open_tomorrow(orlova)
    assert "2. 9:25 Физика" in orlova.text
    assert not [label for label in orlova.labels if "·" in label]
    for data in (f"el:{physics}", f"ef:{physics}:r:305:0", f"ed:{physics}"):
        await orlova.forge(data)
        assert "расписание меняет завуч" in orlova.text
    assert await decided(world) == []

    admin = await at_work(world, "admin")
    await open_rule(admin, "Учебный год", "Расписание класса")
    await admin.click("Включить")
    await orlova.send("/menu")
    await orlova.click("Расписание")
    assert "Уроки своего класса можно изменить" in orlova.text
    await open_tomorrow(orlova)
    await orlova.click("2 · Физика")
    assert orlova.labels == ["Отменить урок", "Кабинет", "Время", "Другой предмет", "‹ 7А"]
    await orlova.click("Кабинет")
    await orlova.click("Другой…")
    await orlova.send("305")
    assert (await lesson(world, "physics"))["location"] == "305"
    assert await decided(world) == [world.school["orlova"]]
    await orlova.click("Отменить изменение")
    assert (await lesson(world, "physics"))["location"] == "202"
    await orlova.click("Отменить урок")
    assert await told(world, outbox, mother, sokolova) == [
        "Анна, завтра 2-й урок отменён: физика",
        "Завтра 2-й урок, 7А физика: отменён",
    ]


async def test_who_leads_a_class_lets_a_room_last_but_no_substitute(world: World) -> None:
    school = world.school
    await switch_on(world)
    await physics_on_wednesdays(world)
    orlova, deputy = await at_work(world, "orlova"), await at_work(world, "deputy")
    physics = school.lesson("physics", TOMORROW)
    await orlova.forge(f"ef:{physics}:r:305:0")
    await orlova.click("Так и дальше…")
    await orlova.click("С 02.12.2026")
    made = await decided(world)
    assert made == [school["orlova"]] * 2
    await orlova.click("Отменить с 02.12")
    await orlova.forge(f"el:{physics}")
    await orlova.click("Отменить изменение")
    assert (await lesson(world, "physics"))["location"] == "202"

    await deputy.forge(f"ef:{physics}:t:{school['kuznetsov']}:0")
    await orlova.forge(f"el:{physics}")
    assert not {"Так и дальше…", "Отменить изменение"} & set(orlova.labels)
    for data in (f"ed:{physics}", f"er:{physics}:{TOMORROW.toordinal() + 7}:1"):
        await orlova.forge(data)
        assert "Кто ведёт урок, решает завуч" in orlova.text
    assert await decided(world) == [*made, school["deputy"]]


async def test_what_is_not_of_the_class_alone_stays_with_the_deputy(world: World) -> None:
    school = world.school
    await switch_on(world)
    await world.change(t.lesson, school.lesson("maths_1b", TOMORROW), starts=565, ends=610)
    orlova, deputy = await at_work(world, "orlova"), await at_work(world, "deputy")
    physics, algebra = school.lesson("physics", TOMORROW), school.lesson("algebra", TOMORROW)

    await orlova.forge(f"ef:{physics}:t:{school['kuznetsov']}:1")
    assert "Кто ведёт урок, решает завуч" in orlova.text
    await orlova.forge(f"et:{physics}:t:0")
    assert "Кто ведёт урок, решает завуч" in orlova.text
    room = (await lesson(world, "maths_1b"))["location"]
    await orlova.forge(f"ef:{physics}:r:{room}:1")
    assert "заняты уроком другого класса" in orlova.text
    assert await decided(world) == []

    await deputy.forge(f"ef:{algebra}:r:305:0")
    await orlova.forge(f"el:{algebra}")
    assert "Отменить изменение" not in orlova.labels
    (made,) = await world.rows(select(t.timetable_change.c.id))
    await orlova.forge(f"ek:{made['id']}")
    assert "отменит завуч или тот, кто его внёс" in orlova.text
    assert (await lesson(world, "algebra"))["location"] == "305"


async def test_other_classes_groups_of_several_and_what_is_over_are_not_theirs(
    world: World,
) -> None:
    school = world.school
    await switch_on(world)
    orlova = await at_work(world, "orlova")
    await orlova.send("/menu")
    await orlova.click("Расписание")
    await orlova.click("7Б")
    assert "История" in orlova.text
    assert not [label for label in orlova.labels if "·" in label]
    for section in ("english1", "english2"):
        await world.change(t.section, school.sections[section], school_class_id=None)
    english = school.lesson("english1")
    await orlova.forge(f"ec:{school.classes['7А']}:{TOMORROW.toordinal() - 1}")
    assert "Английский язык" in orlova.text
    assert "3 · Алгебра" in orlova.labels
    assert not [label for label in orlova.labels if "Английский" in label]
    history = school.lesson("history")
    for data in (f"ef:{english}:c::1", f"ef:{school.lesson('history_7b')}:c::1", "em:0", "ea:0"):
        await orlova.forge(data)
        assert "нет" in orlova.text
    await orlova.forge(f"el:{history}")
    assert "Урок не состоялся" not in orlova.labels, "it is over: who keeps the timetable says so"
    assert await decided(world) == []


async def test_a_group_with_a_pupil_of_another_class_is_not_theirs(world: World) -> None:
    """Oleg of 7Б has his English with the first group of 7А."""
    school = world.school
    await switch_on(world)
    async with world.app.database.write(world.clock()) as uow:
        member = {"section_id": school.sections["english1"], "student_id": school["oleg"]}
        await uow.connection.execute(insert(t.section_student).values(**member))
        await uow.commit()
    orlova, deputy = await at_work(world, "orlova"), await at_work(world, "deputy")
    day = f"ec:{school.classes['7А']}:{TOMORROW.toordinal() - 1}"
    for client, groups in ((orlova, ["гр. 2"]), (deputy, ["гр. 1", "гр. 2"])):
        await client.forge(day)
        found = [label[-5:] for label in client.labels if "Английский" in label or "гр." in label]
        assert found == groups
    physics = school.lesson("physics", TOMORROW)
    await orlova.forge(f"et:{physics}:s:0")
    assert [label for label in orlova.labels if "гр." in label] == ["Английский я., гр. 2"]
    for data in (
        f"el:{school.lesson('english1')}",
        f"ef:{school.lesson('english1')}:c::1",
        f"ef:{physics}:s:{school.sections['english1']}:1",
    ):
        await orlova.forge(data)
        assert "расписание меняет завуч" in orlova.text
    assert await decided(world) == []

    await physics_on_wednesdays(world)  # for a date the deputy gives it to that group: no longer
    await deputy.forge(f"ef:{physics}:s:{school.sections['english1']}:1")
    for data in (f"ed:{physics}", f"er:{physics}:{TOMORROW.toordinal() + 7}:1"):
        await orlova.forge(data)
        assert "расписание меняет завуч" in orlova.text
    assert await decided(world) == [school["deputy"]]
