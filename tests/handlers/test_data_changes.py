"""A parent says what changed; the homeroom teacher takes it over or says why not (R028)."""

import pytest
from sqlalchemy import select

from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World


async def asked(mother: Client, field: str, typed: str, *, own: bool = False) -> None:
    await mother.send("/settings")
    await mother.click("Мои данные")
    await mother.click("Исправить: я" if own else "Исправить: Анна")
    await mother.click(field)
    await mother.send(typed)


async def requests(world: World) -> list[tuple[str, str, str, str]]:
    rows = await world.rows(select(t.change_request).order_by(t.change_request.c.id))
    return [(row["field"], row["old_value"], row["new_value"], row["state"]) for row in rows]


async def card(world: World, name: str) -> dict[str, object]:
    [row] = await world.rows(select(t.person).where(t.person.c.id == world.school[name]))
    return row


async def test_the_card_shows_exactly_what_the_register_has(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    await mother.send("/settings")
    await mother.click("Мои данные")
    assert mother.text.startswith("Анна · 7А: личные данные")
    assert "Иванова Анна Дмитриевна" in mother.text
    assert "Иванова Елена Сергеевна" in mother.text
    assert mother.text.count("Дата рождения: ") == mother.text.count("Пол: ") == 2


async def test_asked_taken_over_told_and_kept_in_the_history(world: World, outbox: Outbox) -> None:
    mother = await world.guardian("elena", "anna")
    teacher = await world.staff("orlova")
    await asked(mother, "Фамилия", "  петрова-водкина ")
    assert "фамилия: Иванова → Петрова-водкина" in mother.text
    assert await requests(world) == [("family_name", "Иванова", "Петрова-водкина", "open")]
    await outbox.drain()
    assert teacher.text.startswith("7А: родитель просит изменить данные")
    assert "Иванова" not in teacher.text
    await teacher.click("Открыть")
    assert "Иванова Анна Дмитриевна, 7А" in teacher.text
    assert "Просит Иванова Елена Сергеевна" in teacher.text
    await teacher.click("Принять")
    assert "✓ Принято" in teacher.text
    found = await card(world, "anna")
    assert (found["family_name"], found["sort_key"]) == (
        "Петрова-водкина",
        "петрова-водкина анна дмитриевна",
    )
    [change] = await world.rows(select(t.person_change))
    assert (change["old_value"], change["new_value"]) == ("Иванова", "Петрова-водкина")
    assert change["changed_by"] == world.school["orlova"]
    await outbox.drain()
    assert mother.text.startswith("Школа изменила данные")
    await mother.click("Открыть")
    assert "Петрова-водкина Анна Дмитриевна" in mother.text


async def test_declined_with_a_reason_that_the_parent_reads(world: World, outbox: Outbox) -> None:
    mother = await world.guardian("elena", "anna")
    teacher = await world.staff("orlova")
    await asked(mother, "Имя", "Аня")
    await outbox.drain()
    await teacher.click("Открыть")
    await teacher.click("Отклонить")
    await teacher.send("В свидетельстве о рождении написано Анна.")
    assert "✕ Отклонено: В свидетельстве" in teacher.text
    assert (await card(world, "anna"))["given_name"] == "Анна"
    await outbox.drain()
    assert mother.text.startswith("Школа не изменила данные")
    assert "В свидетельстве о рождении написано Анна." in mother.text


async def test_the_own_birth_date_and_sex(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    teacher = await world.staff("orlova")
    await asked(mother, "Дата рождения", "31.02.1985", own=True)
    assert "Такого дня нет в календаре" in mother.text
    await mother.send("1.03.1985")
    assert "не указана → 1 марта 1985" in mother.text
    await mother.click("‹ Назад")
    await mother.click("Исправить: я")
    await mother.click("Пол")
    await mother.click("мужской")
    await teacher.send("/class")
    await teacher.click("Ещё")
    await teacher.click("Список класса")
    await teacher.click("Просьбы · 2")
    await teacher.click("1")
    await teacher.click("Принять")
    assert str((await card(world, "elena"))["birth_date"]) == "1985-03-01"
    assert (await card(world, "elena"))["sex"] == "f"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("Имя", "Ан4на", "только буквы"),
        ("Имя", "<b>Анна</b>", "только буквы"),
        ("Имя", "Анна", "Так уже и записано"),
        ("Отчество", "я" * 101, "100 знаков"),
        ("Дата рождения", "24.11.1890", "быть не может"),
        ("Дата рождения", "24.11.2024", "быть не может"),
        ("Дата рождения", "завтра", "день, месяц и год"),
    ],
)
async def test_what_is_not_well_formed_asks_again(
    world: World, field: str, typed: str, said: str
) -> None:
    mother = await world.guardian("elena", "anna")
    await asked(mother, field, typed)
    assert said in mother.text
    assert await requests(world) == []
    good = "10.10.2013" if field == "Дата рождения" else "Мария"
    await mother.send(good)
    assert mother.text.startswith("Просьба отправлена школе")


async def test_no_patronymic_is_a_hyphen(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    await asked(mother, "Отчество", "-")
    assert await requests(world) == [("middle_name", "Дмитриевна", "", "open")]


async def test_asked_again_it_replaces_the_first(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    await asked(mother, "Фамилия", "Петрова")
    await asked(mother, "Фамилия", "Сидорова")
    assert await requests(world) == [("family_name", "Иванова", "Сидорова", "open")]


async def test_nobody_takes_over_what_has_changed_meanwhile(world: World, outbox: Outbox) -> None:
    mother = await world.guardian("elena", "anna")
    teacher = await world.staff("orlova")
    await asked(mother, "Фамилия", "Петрова")
    await outbox.drain()
    await teacher.click("Открыть")
    await world.change(t.person, world.school["anna"], family_name="Новая")
    await teacher.click("Принять")
    assert "карточка изменилась" in teacher.text
    assert (await card(world, "anna"))["family_name"] == "Новая"


async def test_pressed_twice_it_is_taken_over_once(world: World, outbox: Outbox) -> None:
    mother = await world.guardian("elena", "anna")
    teacher = await world.staff("orlova")
    await asked(mother, "Фамилия", "Петрова")
    await outbox.drain()
    await teacher.click("Открыть")
    data = teacher.button("Принять")["callback_data"]
    await teacher.forge(data)
    await teacher.forge(data)
    assert "уже ответили" in teacher.text
    assert len(await world.rows(select(t.person_change))) == 1


async def test_another_class_decides_nothing(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    await asked(mother, "Фамилия", "Петрова")
    [request] = await world.rows(select(t.change_request.c.id))
    stranger = await world.staff("kuznetsov")  # leads 7Б
    for data in (f"po:{request['id']}", f"py:{request['id']}", f"pn:{request['id']}"):
        await stranger.send("/menu")
        await stranger.forge(data)
        assert "не для вас" in stranger.text or "больше нет" in stranger.text, data
    assert (await requests(world))[0][3] == "open"


async def test_a_parent_changes_nobody_elses_card(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    await mother.send("/settings")
    school = world.school
    for student, person in (
        ("anna", "dmitry"),
        ("petr", "petr"),
        ("petr", "elena"),
    ):
        for prefix in ("pf", "pv"):
            tail = ":family_name" if prefix == "pv" else ""
            await mother.send("/menu")
            await mother.forge(f"{prefix}:{school[student]}:{school[person]}{tail}")
            assert "личные данные" not in mother.text
            assert "Белов" not in mother.text
        await mother.forge(f"px:{school[student]}:{school[person]}:m")
    assert await requests(world) == []


async def test_the_audit_trail_has_fields_and_no_values(world: World, outbox: Outbox) -> None:
    mother = await world.guardian("elena", "anna")
    teacher = await world.staff("orlova")
    await asked(mother, "Фамилия", "Петрова")
    await outbox.drain()
    await teacher.click("Открыть")
    await teacher.click("Принять")
    rows = await world.rows(
        select(t.audit_record).where(t.audit_record.c.thing_kind == "change_request")
    )
    writes = [row for row in rows if row["after"] is not None]
    assert [row["action"] for row in writes] == ["ask_data_change", "decide_data_change"]
    assert all(row["about_id"] == world.school["anna"] for row in writes)
    assert "Петрова" not in str(rows)
    assert "Иванова" not in str(rows)
