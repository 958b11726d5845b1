"""«Доставка» and «Когда мне сообщили»: the school and the family see what was told and when."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.school import TODAY
from tests.support.statements import counted

HOUR = timedelta(hours=1)
MOST = 6  # statements of a screen for the school, the session included


@pytest.fixture
def outbox(world: World) -> Outbox:
    return Outbox(world)


async def class_screen(world: World) -> Client:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Доставка")
    return teacher


async def make_deputy(world: World) -> Client:
    deputy = await world.staff("deputy")
    await deputy.send("/menu")
    await deputy.click("Доставка")
    return deputy


async def kill(world: World, *, reason: str = "refused", kind: str = "mark") -> None:
    """Everything of this kind that waits is given up."""
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            update(t.notice)
            .where(t.notice.c.state == "pending", t.notice.c.kind == kind)
            .values(state="dead", reason=reason)
        )
        await uow.commit()


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


async def test_families_to_be_told_on_paper(world: World, outbox: Outbox) -> None:
    await world.guardian("elena", "anna")
    for pupil in ("anna", "petr", "darya"):
        await outbox.final_marks(pupil, [("Алгебра", 5)])
    await outbox.message("Собрание", ("olga", "petr"), ("elena", "anna"))
    await outbox.drain()
    await world.change(t.message, 1, school_class_id=world.school.classes["7А"])
    deputy = await make_deputy(world)
    await deputy.click("Сообщить на бумаге")
    assert "2 семьям не удалось сообщить в Telegram" in deputy.text
    assert "7А Белов Пётр" in deputy.text
    words = (
        "итоговые оценки за I четверть: 1; 1 сообщение, с 24 ноября. Белова О. И., не подключена"
    )
    assert words in deputy.text
    assert "7А Ёлкина Дарья" in deputy.text
    assert "Анна" not in deputy.text
    await deputy.click("Документ (PDF)")
    file = next(each for each in deputy.messages if "document" in each)
    assert file["document"]["file_name"] == "сообщить-на-бумаге-2026-11-24.pdf"


async def test_a_grade_shows_the_share_of_each_class(world: World, outbox: Outbox) -> None:
    await world.guardian("elena", "anna")
    olga = await world.guardian("olga", "petr")
    world.telegram.chat(olga.id).blocked = True
    await outbox.absence("anna")
    await outbox.absence("petr")
    await outbox.mark("anna", 5)
    await outbox.drain()
    deputy = await make_deputy(world)
    await deputy.click("7 класс")
    assert "7А | 50 % | — | 1" in deputy.text
    assert "7Б | — | — | —" in deputy.text
    await deputy.click("7А")
    assert deputy.text.startswith("7А · доставка за 7 дней")


async def test_what_failed_is_sent_again(world: World, outbox: Outbox) -> None:
    elena = await world.guardian("elena", "anna")
    await outbox.mark("anna", 5)
    await outbox.mark("anna", 4, section="history")
    await kill(world)
    deputy = await make_deputy(world)
    assert "Не доставлено из-за ошибки: 2" in deputy.text
    await deputy.click("Не доставлено")
    assert "№ 1 · оценки · 10:40 · Telegram не принимает · Иванова Анна, 7А" in deputy.text
    await deputy.click("↻ № 1")
    assert deputy.toast == "Отправляем ещё раз: 1."
    await outbox.drain()
    assert len(elena.from_bot) == 1
    assert "Повтор" not in elena.text, "it is known not to have come before"
    await deputy.click("Отправить ещё · 1")
    await outbox.drain()
    assert await outbox.states() == [("sent", "")] * 2
    await deputy.forge("ys:0:0")
    assert deputy.toast == "Отправляем ещё раз: 0."


async def test_the_administrator_sees_no_names(world: World, outbox: Outbox) -> None:
    await world.guardian("elena", "anna")
    await outbox.mark("anna", 5)
    await kill(world, reason="late")
    admin = await world.staff("admin")
    await admin.send("/menu")
    await admin.click("Не доставлено")
    assert "№ 1 · оценки · 10:40 · не удалось отправить за трое суток" in admin.text
    assert "Иванова" not in admin.text
    await admin.click("Отправить ещё")
    assert await outbox.states() == [("pending", "")]


async def test_a_family_sees_when_it_was_told(world: World, outbox: Outbox) -> None:
    elena = await world.guardian("elena", "anna", "misha")
    dmitry = await world.guardian("dmitry", "anna")
    await outbox.mark("anna", 5)
    await outbox.drain()
    world.clock.advance(timedelta(days=1))
    await outbox.absence("anna", day=TODAY)
    await outbox.drain()
    await elena.send("/settings")
    await elena.click("Когда мне сообщили")
    assert elena.text.splitlines()[:5] == [
        "Анна · 7А: что и когда сообщили",
        "Сегодня",
        "10:40 · пропуск: алгебра, 24 ноября",
        "Вчера",
        "10:40 · оценка: алгебра, 5",
    ]
    await elena.click("‹ Назад")
    assert "о чём сообщать" in elena.text
    await elena.forge(f"yo:{world.school['misha']}:0")
    assert "в этот чат ничего не отправляли" in elena.text
    await dmitry.send("/menu")
    await dmitry.forge(f"yo:{world.school['misha']}:0")
    assert "не для вас" in dmitry.text


async def test_a_pupil_sees_the_own_list(world: World, outbox: Outbox) -> None:
    anna = await world.pupil("anna")
    await outbox.mark("anna", 5)
    await outbox.drain()
    await anna.send("/settings")
    await anna.click("Когда мне сообщили")
    assert "оценка: алгебра, 5" in anna.text


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


async def test_foreign_classes_and_other_roles_are_denied(world: World) -> None:
    school = world.school
    others = await world.staff("kuznetsov")  # leads 7Б
    mother = await world.guardian("elena", "anna")
    admin = await world.staff("admin")
    class_id, pupil = school.classes["7А"], school["anna"]
    of_class = (f"yc:{class_id}:0:0", f"yl:{class_id}", f"yp:{pupil}:0", f"yf:{class_id}:0:0")
    of_school = ("y", "yg:7", "yb:0", "yd", "yt:0", "ys:0:0")
    for client, denied in (
        (others, (*of_class, *of_school)),
        (mother, (*of_class, *of_school)),
        (admin, (*of_class, *of_school[:4])),
    ):
        await client.send("/menu")
        for data in denied:
            await client.forge(data)
            assert "не для вас" in client.text, data
    deputy = await make_deputy(world)
    for data in (*of_class, "yg:7", "yb:0", "yt:0"):
        await deputy.forge(data)
        assert "не для вас" not in deputy.text, data


async def test_screens_ask_little(world: World, outbox: Outbox) -> None:
    school = world.school
    elena = await world.guardian("elena", "anna")
    await outbox.final_marks("anna", [("Алгебра", 5)])
    await outbox.mark("anna", 5)
    await outbox.drain()
    deputy = await make_deputy(world)
    class_id = school.classes["7А"]
    for data in (
        "y",
        "yg:7",
        f"yc:{class_id}:1:0",
        f"yp:{school['anna']}:0",
        f"yf:{class_id}:0:0",
        "yb:0",
        "yt:0",
    ):
        with counted() as statements:
            await deputy.forge(data)
        assert "не для вас" not in deputy.text
        assert len(statements) <= MOST, "\n".join([data, *statements])
    await elena.send("/menu")
    with counted() as statements:
        await elena.forge(f"yo:{school['anna']}:0")
    assert len(statements) <= 2, "\n".join(statements)


async def test_a_first_grade_has_no_final_marks_to_tell(world: World) -> None:
    teacher = await world.staff("sokolova")
    await teacher.send("/class")
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
