"""The list of staff, cards and codes, as people press them (R002–R004, R027)."""

import re

from sqlalchemy import select

from domain.access import Role
from storage import tables as t
from tests.support.people import World, text_of
from tests.support.staff import at_work, audited, document, hire
from tests.support.statements import counted


async def test_somebody_new_has_a_code_at_once(world: World) -> None:
    director = await at_work(world, "principal")
    await director.send("/staff")
    await director.click("Добавить")
    await director.click("Секретарь")
    await director.send("Юдина")
    assert "Это не похоже на ФИО" in director.text
    await director.send("юдина алла ильинична")
    card = text_of(director.from_bot[-2])
    assert card.startswith("Юдина Алла Ильинична\nСекретарь")
    assert "код действует до" in card
    assert "Не заполнено: дата рождения, должность" in card
    assert document(director)["document"]["file_name"].endswith(".pdf")
    assert document(director)["caption"] == "1 код, действует до 1 декабря"
    (row,) = await world.rows(select(t.person).where(t.person.c.family_name == "Юдина"))
    assert (row["sex"], row["middle_name"]) == ("f", "Ильинична")
    await director.send("/staff")
    await director.click("Добавить")
    await director.click("Секретарь")
    await director.send("Юдина Алла Ильинична")
    assert "уже есть в списке" in director.text


async def test_the_card_is_filled_entry_by_entry(world: World) -> None:
    admin = await at_work(world, "admin")
    person_id = world.school["sokolova"]
    await admin.forge(f"we:{person_id}")
    assert "ФИО" not in admin.labels, "a file says what she is called"
    await admin.click("Дата рождения")
    await admin.send("31.02.1980")
    assert "Такой прошедшей даты нет" in admin.text
    await admin.send("5.3.1980")
    assert "Дата рождения: 5 марта 1980" in admin.text
    for button, typed in (
        ("Должность", "учитель физики"),
        ("Разряд", "12"),
        ("Категория", "высшая"),
        ("Специальность", "физика"),
    ):
        await admin.click(button)
        await admin.send(typed)
        assert f"{button}: {typed}" in admin.text
    await admin.click("Пол: мужской")
    assert "Пол: мужской" in admin.text
    (row,) = await world.rows(select(t.person).where(t.person.c.id == person_id))
    assert (str(row["birth_date"]), row["sex"]) == ("1980-03-05", "m")
    assert len(await audited(world, "edit_staff")) == 6


async def test_a_code_pressed_twice_is_issued_once(world: World) -> None:
    admin = await at_work(world, "admin")
    person_id = world.school["sokolova"]
    await admin.forge(f"wm:{person_id}")
    old = admin.last["message_id"]
    await admin.click("Выдать код")
    assert admin.toast == "Код в документе ниже."
    await admin.forge(f"wc:{person_id}:0", message=old)
    assert "Эти коды уже" in str(admin.toast)
    assert len(await world.rows(select(t.invite))) == 1


async def test_a_code_of_a_leader_is_the_directors_to_give(world: World) -> None:
    """Whoever has somebody's code can become them."""
    director = await at_work(world, "principal")
    admin, deputy = await at_work(world, "admin"), await at_work(world, "deputy")
    for client in (admin, deputy):
        for name in ("principal", "deputy", "admin"):
            await client.forge(f"wm:{world.school[name]}")
            assert not {"Выдать код", "Новый код"} & set(client.labels)
            await client.forge(f"wc:{world.school[name]}:0")
            assert "Этого здесь больше нет" in client.text
    assert not await world.rows(select(t.invite))
    await director.forge(f"wc:{world.school['admin']}:0")
    assert document(director)


async def test_a_code_issued_before_opens_no_new_office(world: World) -> None:
    """An administrator's slip for a teacher is no slip for a deputy."""
    director, admin = await at_work(world, "principal"), await at_work(world, "admin")
    await admin.forge(f"wc:{world.school['sokolova']}:0")
    await director.forge(f"ws:{world.school['sokolova']}:deputy_principal:1")
    (row,) = await world.rows(select(t.invite))
    assert row["revoked_at"] is not None


async def test_another_schools_staff_is_nobody(world: World) -> None:
    director = await at_work(world, "principal")
    await director.forge("wm:99999")
    unknown = re.sub(r"\d", "", director.text)
    await director.forge(f"wm:{world.school['elena']}")
    assert re.sub(r"\d", "", director.text) == unknown


async def test_the_list_and_a_card_need_few_statements(world: World) -> None:
    """Of them one tells who asks; the number does not grow with the staff."""
    director = await at_work(world, "principal")
    for data, most in (("w", 2), (f"wm:{world.school['orlova']}", 3)):
        with counted() as statements:
            await director.forge(data)
        assert len([each for each in statements if "SELECT" in each]) <= most, statements


async def test_a_secretary_sees_lists_and_no_diary(world: World) -> None:
    await hire(world, "secretary", Role.SECRETARY)
    secretary = await at_work(world, "secretary")
    assert secretary.labels[:3] == ["Классы", "Расписание", "Сотрудники"]
    await secretary.click("Сотрудники")
    assert "Добавить" not in secretary.labels
    await secretary.click("Орлова")
    assert not {"Роли", "Карточка", "Выдать код", "Новый код"} & set(secretary.labels)
    await secretary.forge("cl")
    await secretary.click("7 класс")
    await secretary.click("7А")
    await secretary.click("Семьи")
    await secretary.click("Иванова")
    assert "Иванова Елена Сергеевна" in secretary.text
    diary = {"Расписание", "Оценки", "Посещаемость", "Итоги", "Что сообщили"}
    assert not diary & set(secretary.labels)
    for data in (f"k:{world.school['anna']}:0:0", f"yp:{world.school['anna']}:0"):
        await secretary.forge(data)
        assert "Этого здесь больше нет" in secretary.text
