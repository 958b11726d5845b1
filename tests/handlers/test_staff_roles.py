"""Who is given which role, who loses it, and what follows at once (R002–R004)."""

import pytest
from sqlalchemy import select

from domain.access import Role
from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import World
from tests.support.staff import at_work, audited, hire, roles_of


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
    assert "✓ Учитель" in director.labels
    await director.click("Завуч")
    assert "Соколова Ирина Андреевна: заместитель директора?" in director.text
    assert "уже подключённые на это имя" in director.text
    await director.click("Назначить")
    assert director.toast == "Роль назначена."
    assert "deputy_principal" in await roles_of(world, "sokolova")
    # From the next press on, and without a new code.
    await teacher.send("/menu")
    assert {"Классы", "Доставка", "Сотрудники", "Мои уроки", "Мой класс"} <= set(teacher.labels)
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
    assert "Сотрудники" not in teacher.labels
    await teacher.send("/staff")
    assert "Этого здесь больше нет" in teacher.text


@pytest.mark.parametrize("who", ["deputy", "admin"])
async def test_deputies_and_administrators_make_teachers_and_no_leaders(
    world: World, who: str
) -> None:
    await hire(world, "secretary", Role.SECRETARY)
    client = await at_work(world, who)
    await client.forge(f"wr:{world.school['secretary']}")
    assert client.labels == [
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
    assert "Мой класс" not in educator.labels
    await deputy.forge(f"wm:{world.school['educator']}")
    await deputy.click("Классы группы")
    await deputy.click("7 класс")
    await deputy.click("7А")
    assert "Классы: 7А" in deputy.text
    await educator.send("/menu")
    await educator.click("Мой класс")
    assert educator.text.startswith("7А · 6 учеников")
    assert educator.labels[0] == "Семьи"
    assert not {"Коды", "Доставка", "Написать родителям", "Итоги", "Ещё"} & set(educator.labels)
    await educator.click("Семьи")
    await educator.click("Иванова")
    assert {"Расписание", "Посещаемость"} <= set(educator.labels)
    assert not {"Оценки", "Итоги", "Что сообщили"} & set(educator.labels)
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
    assert "Сотрудники" not in teacher.labels
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
    assert {"Мои уроки", "Классы", "Сотрудники", "Анна, 7А ›"} <= set(deputy.labels)
    await deputy.click("Анна, 7А ›")
    assert deputy.text.startswith("Анна · 7А")
    await deputy.click("Учитель ›")
    assert "Мои уроки" in deputy.labels
