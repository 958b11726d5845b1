"""Codes for every class and for staff: the administrator gives, the deputy watches (R005–R008)."""

from sqlalchemy import select

from storage import tables as t
from tests.support.codes import invite
from tests.support.handing import FRIDAY, ordered, screen
from tests.support.people import World


async def test_the_administrator_finds_every_class_and_gives_codes_without_a_diary(
    world: World,
) -> None:
    admin = await world.staff("admin")
    await admin.send("/menu")
    await admin.click("Коды")
    assert "Коды · Школа № 1" in admin.text
    await admin.click("7 класс")
    await admin.click("7А")
    await admin.click("По одному")
    await admin.click("Иванова")
    assert "Расписание" not in str(admin.buttons)
    await admin.click("Код: Иванова Е")
    rows = await world.rows(select(t.invite))
    assert [row["person_id"] for row in rows] == [world.school["elena"]]
    assert "document" in admin.last
    await admin.click("Отозвать")
    (row,) = await world.rows(select(t.invite.c.revoked_at))
    assert row["revoked_at"] is not None


async def test_the_administrator_prints_the_slips_of_a_class(world: World) -> None:
    admin = await world.staff("admin")
    await admin.send("/codes")
    await admin.click("7 класс")
    await admin.click("7А")
    await admin.click("Выпустить коды")
    await admin.click("Неподключённым")
    assert len(await world.rows(select(t.invite))) == 9
    await admin.click("‹ Назад")
    assert "выдача кодов" in screen(admin)


async def test_slips_for_the_staff_but_not_for_those_who_give_rights(world: World) -> None:
    admin = await world.staff("admin")
    await admin.send("/codes")
    await admin.click("Сотрудники")
    assert "Громова" in admin.text
    await admin.click("Листки · 3")
    people = {row["person_id"] for row in await world.rows(select(t.invite))}
    assert people == {world.school[name] for name in ("orlova", "kuznetsov", "sokolova")}
    await admin.forge("vi:")
    assert len(await world.rows(select(t.invite))) == 3, "pressed twice: what is printed stays good"
    await admin.send("/codes")
    await admin.click("Сотрудники")
    await admin.click("✓ Орлова")
    assert "Орлова" not in admin.text


async def test_the_deputy_sees_who_is_overdue_and_gives_nothing(world: World) -> None:
    await ordered(world, "oleg", FRIDAY)
    deputy = await world.staff("deputy")
    await deputy.send("/codes")
    assert "7А: без кода 9, просрочено на" in deputy.text
    assert "7Б:" not in deputy.text
    await deputy.click("7 класс")
    await deputy.click("7Б")
    assert "Волков Олег" in deputy.text
    assert "Выпустить" not in str(deputy.buttons)


async def test_a_code_of_staff_is_revoked_from_the_card(world: World) -> None:
    issued = await invite(world, "kuznetsov")
    admin = await world.staff("admin")
    await admin.send("/staff")
    await admin.click("Кузнецов")
    await admin.click("Отозвать код")
    assert admin.toast == "1 код больше не действует."
    stranger = world.newcomer()
    await stranger.send(issued.code)
    assert "не подходит" in stranger.text


async def test_the_order_of_hiring_starts_the_clock_of_staff(world: World) -> None:
    admin = await world.staff("admin")
    await admin.send("/staff")
    await admin.click("Кузнецов")
    await admin.click("Приказ")
    await admin.send("12 от 23.11.2026")
    assert "Приказ о приёме № 12 от 23 ноября 2026" in admin.text
    await admin.click("‹ Назад")
    assert "Кузнецов Игорь Львович" in admin.text
    await admin.send("/codes")
    await admin.click("Сотрудники")
    assert "Кузнецов Игорь: осталось 2 рабочих дня" in admin.text
