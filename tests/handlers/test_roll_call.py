"""Calling the roll: exceptions are tapped, «Готово» records and tells."""

from datetime import timedelta

from sqlalchemy import select

from bot.app import build_app
from storage import tables as t
from tests.conftest import TOKEN
from tests.support.people import Client, World
from tests.support.telegram import InProcessSession


async def notices(world: World) -> list[tuple[str, int, int]]:
    """(kind, pupil, chat) of the outbox, in the order of writing."""
    rows = await world.rows(select(t.notice).order_by(t.notice.c.id))
    return [(row["kind"], row["student_id"], row["chat_id"]) for row in rows]


async def recorded(world: World, lesson_id: int) -> dict[int, str]:
    rows = await world.rows(
        select(t.attendance_event).where(t.attendance_event.c.lesson_id == lesson_id)
    )
    return {row["student_id"]: row["status"] for row in rows}


async def history(world: World) -> list[tuple[str, str]]:
    rows = await world.rows(select(t.attendance_change).order_by(t.attendance_change.c.id))
    return [(row["old_status"], row["new_status"]) for row in rows]


async def begin(teacher: Client) -> None:
    """The lesson on now, from the list, in one tap."""
    await teacher.send("/lessons")
    await teacher.click("3 · Перекличка")


async def test_k_exceptions_cost_k_and_two_taps(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    absent = ["Белов", "Ёлкина", "Шевченко"]
    taps = ["3 · Перекличка", *absent, "Готово"]
    for label in taps:
        await teacher.click(label)
    assert len(taps) == len(absent) + 2
    lesson_id = world.school.lesson("algebra")
    pupils = {world.school[name]: "absent" for name in ("petr", "darya", "sasha")}
    assert await recorded(world, lesson_id) == pupils
    assert "Перекличка: ✓ в 10:40, нет 3" in teacher.text


async def test_the_lesson_on_now_comes_first(world: World) -> None:
    teacher = await world.staff("orlova")
    world.clock.advance(timedelta(hours=1))  # 11:40, the fourth lesson
    await teacher.send("/lessons")
    assert "Идёт 4-й урок: Английский язык, гр. 1 · 7А, до 12:20" in teacher.text
    assert teacher.buttons[0] == ["4 · Перекличка", "Д/з", "4 · 7А ›"]
    assert teacher.button("4 · Перекличка")["style"] == "primary"
    assert teacher.text.index("3. Алгебра") < teacher.text.index("4. Английский")


async def test_a_tap_changes_one_button_and_the_line_above(world: World) -> None:
    teacher = await world.staff("orlova")
    await begin(teacher)
    assert "В классе 6: все на месте" in teacher.text
    before, shown = teacher.buttons, teacher.last["message_id"]
    await teacher.click("Ёлкина")
    assert teacher.last["message_id"] == shown
    assert teacher.buttons == [[b.replace("Ёлкина", "✕ Ёлкина") for b in row] for row in before]
    assert teacher.button("✕ Ёлкина")["style"] == "danger"
    assert "В классе 6: нет 1" in teacher.text
    await teacher.click("✕ Ёлкина")
    assert teacher.button("◔ Ёлкина")["style"] == "primary"
    assert "опоздал 1" in teacher.text
    await teacher.click("◔ Ёлкина")
    assert teacher.buttons == before
    assert "Запомнено" not in teacher.text
    await teacher.click("‹ Мои уроки")
    assert "не закончена" not in teacher.text


async def test_nobody_is_told_before_done(world: World) -> None:
    teacher = await world.staff("orlova")
    olga = await world.guardian("olga", "petr")
    petr = await world.pupil("petr")
    await begin(teacher)
    await teacher.click("Белов")
    assert await notices(world) == []
    assert await recorded(world, world.school.lesson("algebra")) == {}
    await teacher.click("‹ Мои уроки")
    assert "перекличка не закончена" in teacher.text
    await teacher.click("3 · Перекличка")
    await teacher.click("Готово")
    told = world.school["petr"]
    assert await notices(world) == [("absence", told, olga.id), ("absence", told, petr.id)]
    assert teacher.toast == "Записано. Родителям и ученикам: 2 сообщения."
    refs = await world.rows(select(t.notice.c.ref_id))
    changes = await world.rows(select(t.attendance_change.c.id))
    assert {row["ref_id"] for row in refs} == {changes[0]["id"]}


async def test_a_full_class_is_recorded_and_told_to_nobody(world: World) -> None:
    teacher = await world.staff("orlova")
    await world.guardian("olga", "petr")
    await begin(teacher)
    await teacher.click("Белов")
    await teacher.click("✕ Белов")
    await teacher.click("◔ Белов")
    await teacher.click("Готово")
    assert await notices(world) == []
    assert await history(world) == []
    assert teacher.toast == "Записано. Сообщать нечего."
    assert "Перекличка: ✓" in teacher.text


async def test_a_correction_changes_the_record_and_is_told(world: World) -> None:
    teacher = await world.staff("orlova")
    await world.guardian("olga", "petr")
    await begin(teacher)
    await teacher.click("Белов")
    await teacher.click("Готово")
    lesson_id = world.school.lesson("algebra")
    for expected, status in (("✕ Белов", "late"), ("◔ Белов", "present")):
        await teacher.click("Перекличка")
        await teacher.click(expected)
        await teacher.click("Готово")
        assert (await recorded(world, lesson_id)).get(world.school["petr"], "present") == status
    assert await history(world) == [
        ("present", "absent"),
        ("absent", "late"),
        ("late", "present"),
    ]
    assert len(await notices(world)) == 3


async def test_done_twice_tells_once(world: World) -> None:
    teacher = await world.staff("orlova")
    await world.guardian("olga", "petr")
    await begin(teacher)
    await teacher.click("Белов")
    await teacher.click("Готово")
    await teacher.forge(f"tf:{world.school.lesson('algebra')}")
    assert len(await notices(world)) == 1
    assert await history(world) == [("present", "absent")]


async def test_a_tap_pressed_twice_is_one_tap(world: World) -> None:
    teacher = await world.staff("orlova")
    await begin(teacher)
    data = teacher.button("Белов")["callback_data"]
    await teacher.click("Белов")
    await teacher.forge(data)
    assert teacher.buttons[0] == ["✕ Белов", "Ёлкина", "Иванова"]


async def test_taps_survive_a_restart(world: World) -> None:
    teacher = await world.staff("orlova")
    await begin(teacher)
    await teacher.click("Белов")
    world.app = build_app(
        world.app.settings,
        clock=world.clock,
        session=InProcessSession(world.telegram),
        database=world.app.database,
    )
    await teacher.click("Ёлкина")
    assert "✕ Белов" in teacher.buttons[0]
    await teacher.click("Готово")
    assert set(await recorded(world, world.school.lesson("algebra"))) == {
        world.school["petr"],
        world.school["darya"],
    }
    await world.app.bot.session.close()
    assert world.app.bot.token == TOKEN


async def test_namesakes_are_told_apart(world: World) -> None:
    teacher = await world.staff("orlova")
    await begin(teacher)
    assert teacher.buttons[:2] == [
        ["Белов", "Ёлкина", "Иванова"],
        ["Смирнов И. А.", "Смирнов И. Б.", "Шевченко"],
    ]
    await teacher.click("Смирнов И. Б.")
    await teacher.click("Готово")
    absent = await recorded(world, world.school.lesson("algebra"))
    assert absent == {world.school["ivan_b"]: "absent"}
