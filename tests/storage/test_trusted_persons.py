"""A grandmother sees what a parent ticked, until the day they chose, and nothing else (R010)."""

import pytest
from sqlalchemy import select

from storage import tables as t
from tests.support.people import Client, World
from tests.support.statements import counted
from tests.support.trusted import (
    code_of,
    connect,
    name_somebody,
    open_circle,
    sections,
    trusted,
)

NOT_YOURS = "не для вас"
REVOKED = "Ваш доступ закрыт\nТак решили родители ученика."


async def test_from_naming_to_reading_to_revoking(world: World, mother: Client) -> None:
    code = await name_somebody(mother)
    assert "Мария Петровна" in "\n".join(str(each) for each in mother.messages)
    grandmother = world.newcomer()
    await grandmother.send(code)
    assert "А. И., 7А" in grandmother.text
    assert "18 лет" in grandmother.text
    assert "Анна" not in grandmother.text
    await grandmother.click("Да, подключить")
    assert sections(grandmother) == {"Завтра", "Расписание", "Домашние задания"}
    assert "до 23 декабря" in grandmother.text
    await grandmother.send("/schedule")
    assert "Алгебра" in grandmother.text
    await open_circle(mother)
    assert "Иванова Мария Петровна, бабушка" in mother.text
    await mother.click("Мария Петровна")
    await mother.click("Закрыть доступ")
    assert "дневник закрыт" in mother.text
    await grandmother.send("/schedule")
    assert grandmother.text.startswith(REVOKED)


@pytest.mark.parametrize(
    ("tick", "command"),
    [("Оценки", "/marks"), ("Посещаемость", "/attendance"), ("Итоги", "/finals")],
)
async def test_marks_and_absences_only_if_ticked(
    world: World, mother: Client, tick: str, command: str
) -> None:
    without = await trusted(world, mother)
    await without.send(command)
    assert NOT_YOURS in without.text
    with_it = await connect(world, await name_somebody(mother, tick, relation="Тётя"))
    await with_it.send(command)
    assert "Анна" in with_it.text
    await with_it.send("/menu")
    assert tick in sections(with_it)


async def test_a_tick_changes_the_very_next_screen(world: World, mother: Client) -> None:
    grandmother = await trusted(world, mother)
    await open_circle(mother)
    await mother.click("Мария Петровна")
    await mother.click("Оценки")
    await grandmother.send("/marks")
    assert "Анна" in grandmother.text
    await mother.click("✓ Оценки")
    await mother.click("✓ Расписание")
    await grandmother.send("/marks")
    assert NOT_YOURS in grandmother.text
    await grandmother.send("/menu")
    assert sections(grandmother) == {"Домашние задания"}
    assert "урок" not in grandmother.text


async def test_the_last_tick_stays(world: World, mother: Client) -> None:
    grandmother = await trusted(world, mother, "✓ Задания", "✓ События")
    await open_circle(mother)
    await mother.click("Мария Петровна")
    await mother.click("✓ Расписание")
    assert mother.toast is not None
    assert "галочку" in mother.toast
    await grandmother.send("/schedule")
    assert "Алгебра" in grandmother.text


async def test_the_other_parent_sees_it_and_may_revoke_and_no_more(
    world: World, mother: Client
) -> None:
    grandmother = await trusted(world, mother)
    father = await world.guardian("dmitry", "anna")
    await open_circle(father)
    await father.click("Мария Петровна")
    assert "Елена Сергеевна" in father.text
    assert father.buttons == [["Закрыть доступ"], ["‹ Назад"]]
    [row] = await world.rows(select(t.trusted_contact))
    for data in (f"dt:{row['id']}:63", f"dp:{row['id']}:y", f"dn:{row['id']}:0"):
        await father.forge(data)
        assert "только тот, кто его открыл" in father.text, data
    assert await world.rows(select(t.trusted_contact)) == [row]
    await father.forge(f"dc:{row['id']}")
    await father.click("Закрыть доступ")
    await grandmother.send("/menu")
    assert grandmother.text.startswith(REVOKED)


async def test_nobody_else_sees_or_names(world: World, mother: Client) -> None:
    grandmother = await trusted(world, mother)
    [row] = await world.rows(select(t.trusted_contact))
    anna = world.school["anna"]
    others = [
        grandmother,
        await world.guardian("olga", "petr"),
        await world.pupil("anna"),
        await world.staff("kuznetsov"),
        await world.staff("admin"),
    ]
    for client in others:
        await client.send("/menu")
        for data in (
            f"d:{anna}",
            f"da:{anna}",
            f"dr:{anna}:aunt:63",
            f"dq:{anna}:aunt:63:y",
            f"dy:{anna}:aunt:63:y",
            f"dz:{anna}",
            f"dc:{row['id']}",
            f"dt:{row['id']}:63",
            f"de:{row['id']}",
            f"dp:{row['id']}:y",
            f"dn:{row['id']}:0",
            f"dx:{row['id']}",
        ):
            await client.forge(data)
            assert "Этого здесь больше нет" in client.text, data
            await client.send("Чужая Ольга Олеговна")
    assert await world.rows(select(t.trusted_contact)) == [row]


async def test_the_homeroom_teacher_sees_that_there_is_somebody(
    world: World, mother: Client
) -> None:
    await trusted(world, mother)
    orlova = await world.staff("orlova")
    await orlova.send("/class")
    await orlova.click("Семьи")
    await orlova.click("Иванова")
    assert "Доверенных лиц, названных родителями: 1" in orlova.text


async def test_a_name_is_asked_until_it_is_one(world: World, mother: Client) -> None:
    await open_circle(mother)
    await mother.click("Добавить")
    await mother.click("Няня")
    await mother.click("Неделя")
    await mother.click("Подтверждаю")
    for typed in ("Мария", "Иванова Мария Петровна младшая", "Иванова <b>", "12 34"):
        await mother.send(typed)
        assert "Нужны два или три слова" in mother.text
    await mother.send("Петрова Анна-Мария")
    assert code_of(mother)


async def test_no_more_than_six(world: World, mother: Client) -> None:
    for number in range(6):
        await name_somebody(mother, name=f"Иванова Мария{'абвгде'[number]}")
    await open_circle(mother)
    assert "Добавить" not in sections(mother)
    await mother.forge(f"da:{world.school['anna']}")
    assert "6 людям" in mother.text


async def test_their_screens_ask_little(world: World, mother: Client) -> None:
    grandmother = await trusted(world, mother, "Оценки")
    for command in ("/menu", "/schedule", "/homework", "/marks", "/children", "/help"):
        with counted() as statements:
            await grandmother.send(command)
        assert len(statements) <= 4, "\n".join([command, *statements])
    [row] = await world.rows(select(t.trusted_contact))
    anna = world.school["anna"]
    await mother.send("/menu")
    for data in (
        f"d:{anna}",
        f"da:{anna}",
        f"dr:{anna}:aunt:7",
        f"dc:{row['id']}",
        f"de:{row['id']}",
    ):
        with counted() as statements:
            await mother.forge(data)
        assert len(statements) <= 4, "\n".join([data, *statements])


@pytest.mark.parametrize(
    ("tick", "left"), [("✓ Задания", "Расписание"), ("✓ Расписание", "Домашние задания")]
)
async def test_tomorrow_is_for_whom_lessons_and_homework_are_open(
    world: World, mother: Client, tick: str, left: str
) -> None:
    """The button leads to both; who has one of them finds it under its own name."""
    somebody = await trusted(world, mother, tick)
    assert sections(somebody) == {left}


async def test_a_parent_on_one_phone_opens_what_each_child_has(
    world: World, mother: Client
) -> None:
    """Of another child the menu, where the open section is not entrusted."""
    olga = await world.guardian("olga", "petr")
    code = await name_somebody(mother)
    await olga.send(code)
    await olga.click("Да, подключить")
    await olga.click("Пётр")
    await olga.send("/marks")
    await olga.click("Анна")
    assert sections(olga) >= {"Завтра", "Расписание", "Домашние задания"}
    assert "Оценки" not in sections(olga)


async def test_the_register_and_the_audit_know_it(world: World, mother: Client) -> None:
    await trusted(world, mother)
    await open_circle(mother)
    await mother.click("Мария Петровна")
    await mother.click("Оценки")
    await mother.click("Закрыть доступ")
    rows = await world.rows(
        select(t.audit_record)
        .where(t.audit_record.c.thing_kind == "trust")
        .order_by(t.audit_record.c.seq)
    )
    assert [row["action"] for row in rows] == ["name_trusted", "name_trusted", "end_trust"]
    assert not any("Мария" in str(row) for row in rows)
