"""Once a month every class list is checked in one tap; who is late is seen by the deputy (R029)."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select, update

from bot.alarms import remind_of_class_lists, watch_terms
from domain.personal_data.watching import REMINDED_AGAIN
from storage import tables as t
from tests.support.clock import MOSCOW
from tests.support.outbox import Outbox
from tests.support.people import Client, World


async def at_list(world: World) -> Client:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Ещё")
    await teacher.click("Список класса")
    return teacher


def day(world: World, month: int, number: int) -> None:
    """Half past ten on that day."""
    world.clock.now = datetime(2026, month, number, 10, 30, tzinfo=MOSCOW)


async def born(world: World) -> None:
    """Everybody has a birth date, and every guardian a sex as well."""
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            update(t.person).values(birth_date=datetime(2013, 5, 5, tzinfo=MOSCOW).date(), sex="f")
        )
        await uow.commit()


async def test_what_is_missing_is_said_pupil_by_pupil(world: World) -> None:
    await born(world)
    await world.change(t.person, world.school["petr"], birth_date=None)
    await world.change(t.person, world.school["sasha"], sex=None)
    await world.change(t.person, world.school["elena"], birth_date=None)
    await world.guardian("dmitry", "anna")
    teacher = await at_list(world)
    assert teacher.text.startswith("7А · список класса · 6 учеников")
    assert "Белов Пётр: нет даты рождения, родители не подключены и без кода" in teacher.text
    assert "Иванова Анна Дмитриевна: у родителя не указан пол или дата рождения" in teacher.text
    assert "Шевченко Саша: не указан пол, родители не указаны" in teacher.text
    alike = "\nРодители не указаны:\n• Ёлкина Дарья Олеговна\n• Смирнов Иван Алексеевич\n"
    assert alike in teacher.text, "what three or more lack alike is said once"
    counted = "Нет даты рождения: 1; не указан пол: 1; "
    assert counted in teacher.text


async def test_a_pupil_without_consent(world: World) -> None:
    await born(world)
    await world.guardian("olga", "petr")
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            update(t.consent_standing)
            .where(t.consent_standing.c.person_id == world.school["petr"])
            .values(by_guardian=1, own=0)
        )
        await uow.commit()
    teacher = await at_list(world)
    assert "Белов Пётр: нет согласия" in teacher.text


async def test_who_lacks_nothing_is_folded(world: World) -> None:
    await born(world)
    await world.guardian("elena", "anna")
    teacher = await at_list(world)
    assert "Всё есть: 1\nИванова Анна Дмитриевна" in teacher.text


async def test_confirmed_in_one_tap_and_once_a_month(world: World) -> None:
    teacher = await at_list(world)
    assert "Список верен? Об этом спрашивают раз в месяц." in teacher.text
    data = teacher.button("Список верен")["callback_data"]
    await teacher.click("Список верен")
    assert "✓ Список верен: Орлова М. П., 24 ноября." in teacher.text
    assert "Список верен" not in str(teacher.buttons)
    await teacher.forge(data)
    [check] = await world.rows(select(t.class_list_check))
    assert (str(check["month"]), check["pupils"], check["incomplete"]) == ("2026-11-01", 6, 6)
    rows = await world.rows(
        select(t.audit_record).where(
            t.audit_record.c.action == "check_class_list", t.audit_record.c.after.is_not(None)
        )
    )
    assert len(rows) == 1
    day(world, 12, 12)
    await teacher.send("/class")
    await teacher.click("Ещё")
    await teacher.click("Список класса")
    await teacher.click("Список верен")
    months = [str(row["month"]) for row in await world.rows(select(t.class_list_check))]
    assert months == ["2026-11-01", "2026-12-01"]


async def _vacation(world: World) -> None:
    """Today grade 7 has no lessons."""
    day = dict.fromkeys(("begins", "ends"), world.clock().date())
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            t.holiday.insert().values(school_id=world.school.id, title="", grade_level=7, **day)
        )
        await uow.commit()


async def test_asked_on_the_day_again_after_five_and_not_on_days_without_lessons(
    world: World, outbox: Outbox
) -> None:
    teacher = await world.staff("orlova")

    async def told() -> int:
        before = len(teacher.from_bot)
        await remind_of_class_lists(world.app)
        await outbox.drain()
        return len(teacher.from_bot) - before

    day(world, 11, 9)
    assert await told() == 0
    day(world, 11, 10)
    assert await told() == 1
    assert teacher.text.startswith("7А: список класса верен?")
    assert await told() == 0
    world.clock.advance(REMINDED_AGAIN - timedelta(days=1))
    assert await told() == 0
    world.clock.advance(timedelta(days=1))  # Sunday, the fifteenth
    assert await told() == 0
    world.clock.advance(timedelta(days=1))
    await _vacation(world)
    assert await told() == 0
    world.clock.advance(timedelta(days=1))
    assert await told() == 1
    await teacher.click("Открыть список")
    await teacher.click("Список верен")
    day(world, 11, 27)
    assert await told() == 0


async def test_a_check_made_before_the_message_left_needs_none(
    world: World, outbox: Outbox
) -> None:
    teacher = await at_list(world)
    day(world, 11, 10)
    await remind_of_class_lists(world.app)
    await teacher.click("Список верен")
    before = len(teacher.from_bot)
    await outbox.drain()
    assert len(teacher.from_bot) == before


async def test_in_summer_nobody_is_asked(world: World, outbox: Outbox) -> None:
    teacher = await world.staff("orlova")
    world.clock.now = datetime(2027, 7, 12, 10, 30, tzinfo=MOSCOW)
    await remind_of_class_lists(world.app)
    await watch_terms(world.app)
    await outbox.drain()
    assert teacher.from_bot == []
    assert await world.rows(select(t.alarm)) == []


async def test_the_overdue_are_the_deputys(world: World, outbox: Outbox) -> None:
    deputy, admin = await world.staff("deputy"), await world.staff("admin")
    teacher = await at_list(world)
    await teacher.click("Список верен")
    day(world, 11, 25)
    await watch_terms(world.app)
    await outbox.drain()
    assert deputy.from_bot == []
    day(world, 11, 26)
    await watch_terms(world.app)
    await outbox.drain()
    assert deputy.text.startswith("Списки классов не сверены вовремя")
    assert "2 класса" in deputy.text
    assert admin.from_bot == []
    await deputy.click("Списки классов")
    assert "просрочены 2 класса" in deputy.text
    assert "Сверены в этом месяце: 1 из 3" in deputy.text
    assert "1Б, Соколова И. А.: ✕ просрочен, ни разу не сверен" in deputy.text
    assert "7А, Орлова М. П.: ✓ сверен 24 ноября" in deputy.text
    await deputy.click("7Б")
    assert deputy.text.startswith("7Б · список класса")
    assert "Список верен" not in str(deputy.buttons)
    for name in ("kuznetsov", "sokolova"):
        other = await world.staff(name)
        await other.send("/class")
        await other.click("Ещё")
        await other.click("Список класса")
        await other.click("Список верен")
    await watch_terms(world.app)
    await outbox.drain()
    assert deputy.text.startswith("Списки классов сверены")


async def test_nobody_else_confirms(world: World) -> None:
    class_id = world.school.classes["7А"]
    for name in ("deputy", "admin", "kuznetsov", "sokolova"):
        client = await world.staff(name)
        await client.send("/menu")
        await client.forge(f"pk:{class_id}")
    parent = await world.guardian("elena", "anna")
    await parent.send("/menu")
    for data in (f"pk:{class_id}", f"pl:{class_id}:0", "pz:0"):
        await parent.forge(data)
        assert "Белов" not in parent.text
    assert await world.rows(select(t.class_list_check)) == []


async def test_an_empty_class_has_no_list_to_confirm(world: World) -> None:
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            insert(t.school_class).values(
                sourced_id="empty",
                school_id=world.school.id,
                grade_level=7,
                title="7В",
                homeroom_teacher_id=world.school["orlova"],
            )
        )
        await uow.commit()
    teacher = await world.staff("orlova")
    [row] = await world.rows(select(t.school_class.c.id).where(t.school_class.c.title == "7В"))
    await teacher.send("/menu")
    await teacher.forge(f"pk:{row['id']}")
    assert "никого нет" in teacher.text


async def test_what_is_wrong_is_mended_from_the_list(world: World) -> None:
    """The card is changed at once; the old value, the trail and an open request know of it."""
    teacher = await at_list(world)
    await teacher.click("Белов")
    assert teacher.text.startswith("Белов Пётр · 7А")
    assert "Белова Ольга Ивановна" in teacher.text
    await teacher.click("Исправить: Пётр")
    await teacher.click("Дата рождения")
    await teacher.send("вчера")
    assert "день, месяц и год" in teacher.text
    await teacher.send("31.01.2013")
    assert "✓ Исправлено" in teacher.text
    assert "дата рождения: не указана → 31 января 2013" in teacher.text
    [row] = await world.rows(select(t.person).where(t.person.c.id == world.school["petr"]))
    assert str(row["birth_date"]) == "2013-01-31"
    [change] = await world.rows(select(t.person_change))
    assert change["changed_by"] == world.school["orlova"]
    [request] = await world.rows(select(t.change_request))
    assert request["state"] == "accepted"
    rows = await world.rows(
        select(t.audit_record).where(
            t.audit_record.c.action == "decide_data_change", t.audit_record.c.after.is_not(None)
        )
    )
    assert [row["about_id"] for row in rows] == [world.school["petr"]]
    await teacher.click("‹ Назад")
    await teacher.click("Исправить: Ольга")
    await teacher.click("Пол")
    await teacher.click("мужской")
    [row] = await world.rows(select(t.person).where(t.person.c.id == world.school["olga"]))
    assert row["sex"] == "m"


@pytest.mark.parametrize("who", ["kuznetsov", "deputy", "sokolova"])
async def test_nobody_else_mends_it(world: World, who: str) -> None:
    other = await world.staff(who)
    petr, olga = world.school["petr"], world.school["olga"]
    for data in (
        f"uf:{petr}",
        f"uc:{petr}:{petr}",
        f"uv:{petr}:{olga}:given_name",
        f"ux:{petr}:{petr}:f",
    ):
        await other.send("/menu")
        await other.forge(data)
        assert "Белов" not in other.text, data
    assert await world.rows(select(t.person_change)) == []


async def test_nobody_of_another_family_through_this_pupil(world: World) -> None:
    teacher = await at_list(world)
    petr, elena = world.school["petr"], world.school["elena"]
    for data in (f"uc:{petr}:{elena}", f"ux:{petr}:{elena}:m"):
        await teacher.forge(data)
        assert "Елена" not in teacher.text
    assert await world.rows(select(t.person_change)) == []


async def test_what_all_lack_alike_is_said_once_with_its_count(world: World) -> None:
    await born(world)
    await world.guardian("olga", "petr")
    await world.guardian("dmitry", "anna")
    teacher = await at_list(world)
    lines = teacher.text.splitlines()
    assert [line for line in lines if "родители не указаны" in line.lower()] == [
        "Родители не указаны: 4"
    ], teacher.text
    assert lines[3] == "• Ёлкина Дарья Олеговна"
