"""Orders of enrolment and hiring in the secretary's chat (R006, R048)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from domain.access import Role
from storage import tables as t
from tests.support.people import Client, World
from tests.support.staff import at_work, audited, hire


async def secretary(world: World) -> Client:
    await hire(world, "secretary", Role.SECRETARY)
    client = await at_work(world, "secretary")
    await client.click("Приказы")
    return client


async def orders(world: World) -> dict[str, tuple[str, date]]:
    names = {key: name for name, key in world.school.people.items()}
    rows = await world.rows(select(t.account_order))
    return {names[row["person_id"]]: (row["number"], row["date"]) for row in rows}


async def test_one_order_for_a_pupil_and_one_for_the_rest_of_the_class(world: World) -> None:
    office = await secretary(world)
    assert "Без приказа о зачислении: 8 учеников" in office.text
    await office.click("7 класс · 7")
    assert "Без приказа о зачислении: 7 учеников" in office.text
    await office.click("7А · 6")
    await office.click("Иванова")
    await office.send("вчера")
    assert "Нужны номер и дата приказа" in office.text
    await office.send("45-к от 20.11.2026")
    assert "Приказ внесён." in office.text
    assert await orders(world) == {"anna": ("45-к", date(2026, 11, 20))}
    await office.click("Один на всех · 5")
    assert "Белов Пётр" in office.text
    assert "Иванова" not in office.text
    await office.send("№ 46 от 23.11.2026")
    assert "Без приказа о зачислении никого нет." in office.text
    found = await orders(world)
    assert found.pop("anna") == ("45-к", date(2026, 11, 20)), "it had one of its own"
    assert set(found.values()) == {("46", date(2026, 11, 23))}
    assert len(await audited(world, "record_order")) == 6
    await office.click("Весь класс")
    assert "✓ Иванова" in office.labels


async def test_staff_without_an_order_of_hiring(world: World) -> None:
    office = await secretary(world)
    await office.click("Сотрудники · 5")
    await office.click("Кузнецов")
    await office.send("12 от 23.11.2026")
    assert "Приказ о приёме № 12 от 23 ноября 2026" in office.text
    await office.click("‹ Назад")
    assert "Без приказа о приёме на работу: 4 человека" in office.text
    assert "Кузнецов" not in str(office.buttons)


async def test_who_was_there_before_and_has_had_a_code_needs_none(world: World) -> None:
    office = await secretary(world)
    await world.pupil("oleg")
    for days, count in ((1, 7), (200, 8)):
        imported = world.clock() - timedelta(days=days)
        await world.change(t.school, world.school.id, imported_at=imported)
        await office.send("/menu")
        await office.click("Приказы")
        words = f"Без приказа о зачислении: {count} учеников"
        assert words in office.text, "counted is who came after the import"


async def test_the_administrator_finds_them_beside_the_codes(world: World) -> None:
    admin = await at_work(world, "admin")
    await admin.send("/codes")
    await admin.click("Приказы")
    assert "Приказы · Школа № 1" in admin.text
    await admin.click("‹ Назад")
    assert "Коды · Школа № 1" in admin.text


@pytest.mark.parametrize("who", ["deputy", "kuznetsov"])
async def test_nobody_else_records_orders_of_this_class(world: World, who: str) -> None:
    client = await at_work(world, who)
    class_id, anna = world.school.classes["7А"], world.school["anna"]
    for data in ("vd:0", f"ve:{class_id}:0:0", "vj:0", f"vk:{class_id}:{anna}", f"vm:{class_id}"):
        await client.forge(data)
        assert "не для вас" in client.text, data
    await client.send("45-к от 20.11.2026")
    assert await orders(world) == {}


async def test_a_pupil_of_another_class_is_not_taken_for_one_of_this(world: World) -> None:
    teacher = await at_work(world, "orlova")
    await teacher.forge(f"vk:{world.school.classes['7А']}:{world.school['oleg']}")
    assert "не для вас" in teacher.text
