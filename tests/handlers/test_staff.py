"""Staff and their roles, as people press them (R002–R004, R027)."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from domain.access import Role
from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World, text_of
from tests.support.staff import at_work, hire
from tests.support.statements import counted


def labels(client: Client) -> list[str]:
    return [text for row in client.buttons for text in row]


def document(client: Client) -> dict[str, Any]:
    return next(each for each in client.from_bot[::-1] if "document" in each)


async def roles_of(world: World, name: str) -> set[str]:
    held = t.role_assignment
    rows = await world.rows(
        select(held.c.role).where(held.c.person_id == world.school[name], held.c.ends.is_(None))
    )
    return {row["role"] for row in rows}


async def audited(world: World, action: str) -> list[dict[str, Any]]:
    return await world.rows(
        select(t.audit_record.c.about_id, t.audit_record.c.after).where(
            t.audit_record.c.action == action, t.audit_record.c.after.is_not(None)
        )
    )


async def test_the_director_makes_a_deputy_of_somebody_on_the_list(world: World) -> None:
    director = await at_work(world, "principal")
    teacher = await at_work(world, "sokolova")
    await director.send("/menu")
    await director.click("Сотрудники")
    assert director.text.startswith("Сотрудники · 6 человек\n✓ Зимина Вера Павловна: директор")
    await director.click("Соколова")
    assert "Учитель, классный руководитель" in director.text
    assert "Подключена." in director.text
    await director.click("Роли")
    assert "✓ Учитель" in labels(director)
    await director.click("Завуч")
    assert "Соколова Ирина Андреевна: заместитель директора?" in director.text
    assert "уже подключённые на это имя" in director.text
    await director.click("Назначить")
    assert director.toast == "Роль назначена."
    assert "deputy_principal" in await roles_of(world, "sokolova")
    # From the next press on, and without a new code.
    await teacher.send("/menu")
    assert {"Классы", "Доставка", "Сотрудники", "Мои уроки", "Мой класс"} <= set(labels(teacher))
    (record,) = await audited(world, "grant_leadership")
    assert record["about_id"] == world.school["sokolova"]
    assert '"deputy_principal":true' in record["after"]


async def test_by_an_order_and_back_again(world: World) -> None:
    director = await at_work(world, "principal")
    teacher = await at_work(world, "sokolova")
    await director.forge(f"wa:{world.school['sokolova']}:system_admin:1")
    await director.click("По приказу…")
    await director.send("завтра сделаю")
    assert "Нужны номер и дата приказа" in director.text
    await director.send("№ 15-к от 20.11.2026")
    assert "администратор" in director.text
    (decision,) = await world.rows(select(t.role_decision))
    assert (decision["order_number"], str(decision["order_date"])) == ("15-к", "2026-11-20")
    await director.click("✓ Администратор")
    await director.click("Снять роль")
    assert await roles_of(world, "sokolova") == {"teacher"}
    await teacher.send("/menu")
    assert "Сотрудники" not in labels(teacher)
    await teacher.send("/staff")
    assert "Этого здесь больше нет" in teacher.text


@pytest.mark.parametrize("who", ["deputy", "admin"])
async def test_deputies_and_administrators_make_teachers_and_no_leaders(
    world: World, who: str
) -> None:
    await hire(world, "secretary", Role.SECRETARY)
    client = await at_work(world, who)
    await client.forge(f"wr:{world.school['secretary']}")
    assert labels(client) == [
        "✓ Секретарь", "Учитель", "Воспитатель", "Педагог доп. обр.", "‹ Назад"
    ]  # fmt: skip
    assert "назначает директор" in client.text
    await client.click("Воспитатель")
    await client.click("Назначить")
    assert await roles_of(world, "secretary") == {"secretary", "educator"}
    for role in ("principal", "deputy_principal", "system_admin", "working_group"):
        for data in ("wa", "ws", "wo"):
            await client.forge(f"{data}:{world.school['secretary']}:{role}:1")
            assert "Этого здесь больше нет" in client.text
    await client.forge(f"ws:{world.school['sokolova']}:homeroom_teacher:1")
    assert "Этого здесь больше нет" in client.text
    assert await roles_of(world, "secretary") == {"secretary", "educator"}


async def test_nobody_becomes_staff_who_was_not_on_the_list(world: World) -> None:
    director = await at_work(world, "principal")
    for name in ("elena", "anna"):
        await director.forge(f"ws:{world.school[name]}:teacher:1")
        assert "Этого здесь больше нет" in director.text
    await director.forge(f"ws:{world.school.stranger_pupil}:teacher:1")
    assert "Этого здесь больше нет" in director.text
    assert not await world.rows(select(t.role_decision))


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
    assert "ФИО" not in labels(admin), "a file says what she is called"
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
            assert not {"Выдать код", "Новый код"} & set(labels(client))
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


async def test_the_last_director_stays(world: World) -> None:
    director = await at_work(world, "principal")
    own = world.school["principal"]
    for data in (f"wa:{own}:principal:0", f"ws:{own}:principal:0"):
        await director.forge(data)
        assert "Другого подключённого директора здесь нет" in director.text
    # On the list is not enough: somebody who can be reached must stay.
    await hire(world, "second_principal", Role.PRINCIPAL)
    await director.forge(f"ws:{own}:principal:0")
    assert "Другого подключённого директора здесь нет" in director.text
    second = await at_work(world, "second_principal")
    await director.forge(f"ws:{own}:principal:0")
    assert "этой роли у вас больше нет" in director.text
    await director.send("/staff")
    assert "Этого здесь больше нет" in director.text
    await second.forge(f"ws:{world.school['second_principal']}:principal:0")
    assert "Другого подключённого директора здесь нет" in second.text


async def test_a_teacher_who_is_none_any_more_leads_no_class(world: World) -> None:
    deputy, teacher = await at_work(world, "deputy"), await at_work(world, "orlova")
    await deputy.forge(f"wa:{world.school['orlova']}:teacher:0")
    assert "Вместе с ней кончится классное руководство: 7А" in deputy.text
    await deputy.click("Снять роль")
    await teacher.send("/class")
    assert "класс" in teacher.text.casefold()
    assert "7А" not in teacher.text
    await teacher.forge(f"c:{world.school.classes['7А']}")
    assert "Этого здесь больше нет" in teacher.text
    await teacher.send("/menu")
    assert "Сейчас у вас здесь нет роли" in teacher.text


async def test_an_educator_sees_the_group_without_marks(world: World) -> None:
    await hire(world, "educator", Role.EDUCATOR)
    deputy, educator = await at_work(world, "deputy"), await at_work(world, "educator")
    await educator.send("/menu")
    assert "Мой класс" not in labels(educator)
    await deputy.forge(f"wm:{world.school['educator']}")
    await deputy.click("Классы группы")
    await deputy.click("7 класс")
    await deputy.click("7А")
    assert "Классы: 7А" in deputy.text
    await educator.send("/menu")
    await educator.click("Мой класс")
    assert educator.text.startswith("7А · 6 учеников")
    assert labels(educator)[0] == "Семьи"
    assert not {"Коды", "Доставка", "Написать родителям", "Итоги"} & set(labels(educator))
    await educator.click("Семьи")
    await educator.click("Иванова")
    assert {"Расписание", "Посещаемость"} <= set(labels(educator))
    assert not {"Оценки", "Итоги", "Что сообщили"} & set(labels(educator))
    await educator.forge(f"k:{world.school['anna']}:0:0")
    assert "Этого здесь больше нет" in educator.text
    await educator.forge(f"c:{world.school.classes['7Б']}")
    assert "Этого здесь больше нет" in educator.text


async def test_the_person_concerned_is_told(world: World) -> None:
    director, teacher = await at_work(world, "principal"), await at_work(world, "sokolova")
    outbox, person_id = Outbox(world), world.school["sokolova"]
    await director.forge(f"ws:{person_id}:deputy_principal:1")
    await outbox.drain()
    assert teacher.text.startswith("У вас новая роль: заместитель директора")
    assert "Школа № 1. Решение: Зимина Вера Павловна" in teacher.text
    await director.forge(f"ws:{person_id}:deputy_principal:0")
    await outbox.drain()
    assert teacher.text.startswith("Роль снята: заместитель директора")
    await teacher.click("Меню")
    assert "Сотрудники" not in labels(teacher)
    # Whoever does it to themselves sees it.
    await director.forge(f"ws:{world.school['principal']}:teacher:1")
    assert len(await outbox.states()) == 2


async def test_a_deputy_who_teaches_and_has_a_child_here_switches_in_one_tap(
    world: World,
) -> None:
    """Roles at work are one menu, as their rights are one; the child is a tap away."""
    deputy = await at_work(world, "deputy")
    await world.bind(deputy, "deputy", "guardian", "anna")
    director = await at_work(world, "principal")
    await director.forge(f"ws:{world.school['deputy']}:teacher:1")
    await deputy.send("/menu")
    assert {"Мои уроки", "Классы", "Сотрудники", "Анна, 7А ›"} <= set(labels(deputy))
    await deputy.click("Анна, 7А ›")
    assert deputy.text.startswith("Анна · 7А")
    await deputy.click("Учитель ›")
    assert "Мои уроки" in labels(deputy)


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
    assert labels(secretary)[:2] == ["Классы", "Сотрудники"]
    await secretary.click("Сотрудники")
    assert "Добавить" not in labels(secretary)
    await secretary.click("Орлова")
    assert not {"Роли", "Карточка", "Выдать код", "Новый код"} & set(labels(secretary))
    await secretary.forge("cl")
    await secretary.click("7 класс")
    await secretary.click("7А")
    await secretary.click("Семьи")
    await secretary.click("Иванова")
    assert "Иванова Елена Сергеевна" in secretary.text
    diary = {"Расписание", "Оценки", "Посещаемость", "Итоги", "Что сообщили"}
    assert not diary & set(labels(secretary))
    for data in (f"k:{world.school['anna']}:0:0", f"yp:{world.school['anna']}:0"):
        await secretary.forge(data)
        assert "Этого здесь больше нет" in secretary.text
