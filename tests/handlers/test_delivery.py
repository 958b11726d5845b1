"""The proof for the homeroom teacher: what a class was told, when, and who was not."""

from datetime import timedelta

from sqlalchemy import select

from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World

HOUR = timedelta(hours=1)


async def class_screen(world: World) -> Client:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Ещё")
    await teacher.click("Доставка")
    return teacher


async def test_a_class_knows_who_cannot_be_told(world: World, outbox: Outbox) -> None:
    await world.guardian("elena", "anna")
    dmitry = await world.guardian("dmitry", "anna")
    world.telegram.block(dmitry.id)
    await world.settle()
    await outbox.mark("anna", 5)
    await outbox.drain()
    teacher = await class_screen(world)
    assert teacher.text.startswith("7А · доставка сегодня")
    assert "Оценки | 1 | — | —" in teacher.text
    assert "5 семей не получают сообщений; ещё в 1 семье не получает один" in teacher.text
    assert "Белов Пётр: Белова О. И., не подключена" in teacher.text
    assert "Иванова Анна: Иванов Д. П., заблокировал бота 24 ноября" in teacher.text
    assert "Ёлкина Дарья: родители не указаны" in teacher.text
    await teacher.send("/class")
    assert "1 родитель больше не получает сообщений" in teacher.text


async def test_today_and_seven_days(world: World, outbox: Outbox) -> None:
    await world.guardian("elena", "anna")
    await outbox.mark("anna", 5)
    await outbox.drain()
    world.clock.advance(timedelta(days=1))
    teacher = await class_screen(world)
    assert "Сообщать было не о чем" in teacher.text
    await teacher.click("За 7 дней")
    assert "Оценки | 1" in teacher.text
    await teacher.click("Сегодня")
    assert "Сообщать было не о чем" in teacher.text


async def test_a_pupils_list_says_what_was_told_to_whom(world: World, outbox: Outbox) -> None:
    await world.guardian("elena", "anna")
    dmitry = await world.guardian("dmitry", "anna")
    world.telegram.chat(dmitry.id).blocked = True
    await outbox.mark("anna", 5)
    await outbox.drain()
    teacher = await class_screen(world)
    await teacher.click("По ученикам")
    await teacher.click("Иванова")
    assert teacher.text.splitlines()[-2:] == [
        "10:40 · оценка: алгебра, 5",
        "Иванова Е. С. ✓ 10:40; Иванов Д. П. заблокировал бота",
    ]
    await teacher.click("‹ Назад")
    assert "Иванова Анна" in teacher.text
    await teacher.click("Что сообщали")
    assert "оценка: алгебра, 5" in teacher.text


async def test_a_letter_is_known_to_be_read(world: World, outbox: Outbox) -> None:
    elena = await world.guardian("elena", "anna")
    await outbox.message("Собрание в среду", ("elena", "anna"))
    await outbox.drain()
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    data = f"yp:{world.school['anna']}:0"
    await teacher.forge(data)
    assert teacher.text.endswith("Иванова Е. С. ✓ 10:40")
    assert "Собрание" not in teacher.text, "a list of what was told, not of letters"
    await elena.click("Прочитано")
    await teacher.forge(data)
    assert teacher.text.endswith("Иванова Е. С. ✓ 10:40, прочитано")


async def test_final_marks_within_a_day(world: World, outbox: Outbox) -> None:
    """S1, S4 П3.4: the school can show who was told within 24 hours."""
    elena = await world.guardian("elena", "anna")
    await world.guardian("olga", "petr")
    await outbox.final_marks("anna", [("Алгебра", 5), ("История", 4)])
    await outbox.drain()
    await outbox.final_marks("petr", [("Алгебра", 3)])
    await outbox.final_marks("darya", [("Алгебра", 4)])
    teacher = await class_screen(world)
    await teacher.click("Итоги")
    assert teacher.text.startswith("7А · I четверть: кому сообщили")
    assert "За сутки сообщили: 1 из 3 семей" in teacher.text
    assert "Ещё ждут отправки: 1" in teacher.text
    assert "Белов Пётр: Белова О. И., ещё ждёт отправки" in teacher.text
    assert "Ёлкина Дарья: родители не указаны" in teacher.text
    world.clock.advance(25 * HOUR)
    await outbox.drain()
    await teacher.forge(f"yf:{world.school.classes['7А']}:0:0")
    assert "Сообщили позже: 1" in teacher.text
    assert "Белов Пётр: сообщили позже, 11:40" in teacher.text
    assert "Иванова Анна" not in teacher.text
    assert elena.from_bot


async def test_a_family_that_wants_no_final_marks_is_named(world: World, outbox: Outbox) -> None:
    await world.guardian("olga", "petr")
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            t.notice_choice.insert().values(
                person_id=world.school["olga"],
                student_id=world.school["petr"],
                kind="final_mark",
                choice="off",
            )
        )
        await uow.commit()
    await outbox.final_marks("petr", [("Алгебра", 3)])
    teacher = await class_screen(world)
    await teacher.click("Итоги")
    assert "Белова О. И., отключила такие уведомления" in teacher.text


async def test_a_long_list_is_paged(world: World, outbox: Outbox) -> None:
    elena = await world.guardian("elena", "anna")
    for value in (3, 4, 5) * 8:
        await outbox.mark("anna", value)
        world.clock.advance(HOUR)
        await outbox.drain()
    await elena.send("/settings")
    await elena.click("Когда мне сообщили")
    assert elena.text.count("оценка:") == 20
    await elena.click("2 ▶")
    assert elena.text.count("оценка:") == 4
    assert elena.buttons == [["◀ 1"], ["‹ Назад"]]
    teacher = await world.staff("orlova")
    await teacher.send("/menu")
    await teacher.forge(f"yp:{world.school['anna']}:0")
    assert teacher.text.count("оценка:") == 12
    await teacher.click("2 ▶")
    assert teacher.text.count("оценка:") == 12


async def test_a_first_grade_has_no_final_marks_to_tell(world: World) -> None:
    teacher = await world.staff("sokolova")
    await teacher.send("/class")
    await teacher.click("Ещё")
    await teacher.click("Доставка")
    assert teacher.buttons == [["За 7 дней", "По ученикам"], ["‹ Назад"]]
    await teacher.forge(f"yf:{world.school.classes['1Б']}:0:0")
    assert "отметок не ставят" in teacher.text


async def test_rows_hold_what_the_screens_need(world: World, outbox: Outbox) -> None:
    """The ledger stays: a read list is made of rows, not of messages."""
    await world.guardian("elena", "anna")
    await outbox.mark("anna", 5)
    await outbox.drain()
    [row] = await world.rows(select(t.notice))
    assert row["planned_at"] == row["due_at"] == row["created_at"] == row["sent_at"]
