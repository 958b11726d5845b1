"""Whose roll it is: who is called, who may call, and who may not even look."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage import tables as t
from tests.support.people import Client, World
from tests.support.school import MONDAY, TODAY


async def recorded(world: World, lesson_id: int) -> dict[int, str]:
    rows = await world.rows(
        select(t.attendance_event).where(t.attendance_event.c.lesson_id == lesson_id)
    )
    return {row["student_id"]: row["status"] for row in rows}


async def begin(teacher: Client) -> None:
    """The lesson on now, from the list, in one tap."""
    await teacher.send("/lessons")
    await teacher.click("3 · Перекличка")


async def test_only_those_in_the_group_on_that_day_are_called(world: World) -> None:
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            t.section_student.update()
            .where(t.section_student.c.student_id == world.school["sasha"])
            .values(ends=TODAY)
        )
        await uow.commit()
    teacher = await world.staff("orlova")
    await begin(teacher)
    assert "В классе 5" in teacher.text
    lesson_id = world.school.lesson("algebra")
    await teacher.forge(f"tp:{lesson_id}:{world.school['sasha']}:absent")
    assert "не для" in teacher.text
    assert await world.rows(select(t.roll_call)) == []
    monday = world.school.lesson("algebra", MONDAY)
    await teacher.forge(f"tr:{monday}")
    assert "В классе 6" in teacher.text


async def test_a_lesson_ahead_has_no_roll_call(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.click("ср")
    assert "среда, 25 ноября" in teacher.text
    assert teacher.buttons[0] == ["Д/з", "1 · 7А ›"]
    await teacher.click("1 · 7А ›")
    assert teacher.buttons[0] == ["Тема", "Задание"]
    tomorrow = world.school.lesson("algebra", TODAY + timedelta(days=1))
    await teacher.forge(f"tp:{tomorrow}:{world.school['petr']}:absent")
    assert "ещё впереди" in teacher.text
    assert teacher.buttons == [["‹ Мои уроки", "Меню"]]
    await teacher.click("‹ Мои уроки")
    assert "среда, 25 ноября" in teacher.text
    assert await world.rows(select(t.roll_call)) == []


async def test_a_cancelled_lesson_has_nothing_to_record(world: World) -> None:
    await world.change(t.lesson, world.school.lesson("algebra"), is_cancelled=True)
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    assert "3. Алгебра · 7А урок отменён" in teacher.text
    assert ["3 · 7А ›"] in teacher.buttons
    await teacher.forge(f"tf:{world.school.lesson('algebra')}")
    assert "отменён" in teacher.text


async def test_who_substitutes_calls_the_roll_and_the_absent_teacher_cannot(world: World) -> None:
    lesson_id = world.school.lesson("physics")
    await world.change(
        t.lesson, lesson_id, teacher_id=world.school["kuznetsov"], is_substituted=True
    )
    absent = await world.staff("sokolova")
    await absent.send("/lessons")
    assert "Физика" not in absent.text
    await absent.forge(f"tp:{lesson_id}:{world.school['petr']}:absent")
    assert "вас замещает Кузнецов И. Л." in absent.text
    assert await world.rows(select(t.roll_call)) == []

    substitute = await world.staff("kuznetsov")
    await substitute.send("/lessons")
    assert "1. Физика · 7А, 8:30, каб. 201, ⇄ замена" in substitute.text
    await substitute.click("1 · Перекличка")
    await substitute.click("Белов")
    await substitute.click("Готово")
    rows = await world.rows(select(t.attendance_event))
    assert [row["recorded_by"] for row in rows] == [world.school["kuznetsov"]]


WRITING = (
    "tp:{lesson}:{pupil}:absent",
    "tf:{lesson}",
    "jm:{lesson}:{work}:{pupil}:0:2:0",
    "tv:{lesson}:1",
    "tn:{lesson}:1",
    "to:{lesson}",
    "tk:{lesson}:1",
    "th:{lesson}:0",
    "ta:{lesson}:0:0::",
    "tg:{lesson}:1:0:0::",
    "td:{lesson}:1:0",
    "tx:{lesson}:1",
)


@pytest.mark.parametrize("who", ["mother", "pupil", "other teacher", "principal's deputy"])
async def test_nobody_else_writes_into_the_journal(world: World, who: str) -> None:
    """S4 §6: families read, they never write; a teacher writes in own lessons only."""
    match who:
        case "mother":
            client = await world.guardian("elena", "anna")
        case "pupil":
            client = await world.pupil("anna")
        case "other teacher":
            client = await world.staff("kuznetsov")
        case _:
            client = await world.staff("deputy")
    await client.send("/menu")
    ids = {
        "lesson": world.school.lesson("algebra"),
        "pupil": world.school["anna"],
        "work": world.school.work_types["answer"],
    }
    # The deputy may take attendance in any lesson of the school (access.TABLE).
    forged = WRITING[2:] if who == "principal's deputy" else WRITING
    for data in forged:
        await client.forge(data.format(**ids))
        assert "не для" in client.text
    for table in (t.roll_call, t.mark, t.homework, t.attendance_event, t.notice):
        assert await world.rows(select(table)) == []
    typing = await world.rows(select(t.chat.c.typing).where(t.chat.c.id == client.id))
    assert typing == [{"typing": None}]


async def test_what_only_teachers_may_read_is_not_shown_to_families(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/lessons")
    assert "У вас здесь уроков нет" in elena.text
    lesson_id = world.school.lesson("algebra")
    work = world.school.work_types["answer"]
    for data in ("tc:{}", "tr:{}", "tw:{}", "j:{}:" + str(work) + ":0", "tj:{}:0"):
        await elena.forge(data.format(lesson_id))
        assert "не для" in elena.text
        assert "Белов" not in elena.text


async def test_a_parent_who_teaches_opens_lessons_in_either_hat(world: World) -> None:
    teacher = await world.guardian("orlova", "misha")
    await world.bind(teacher, "orlova", "staff", None)
    await begin(teacher)
    await teacher.click("Белов")
    await teacher.click("Готово")
    assert await recorded(world, world.school.lesson("algebra"))


@pytest.mark.parametrize("data", ["tr:0", "tr:99999999999999999999", "tp:1:2:gone", "tl:99999999"])
async def test_nonsense_in_a_button_is_answered(world: World, data: str) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.forge(data)
    assert "Что-то пошло не так" not in teacher.text
