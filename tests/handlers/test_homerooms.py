"""Who leads a class is appointed from the chat (R004), and what follows at once."""

from pathlib import Path

import pytest
from sqlalchemy import select

from domain.access import Role
from storage import tables as t
from storage.roster.load import import_path
from tests.support.bundles import small_bundle
from tests.support.outbox import Outbox
from tests.support.people import World
from tests.support.staff import at_work, audited, hire


async def leader(world: World, title: str = "7А") -> int | None:
    (row,) = await world.rows(
        select(t.school_class.c.homeroom_teacher_id).where(
            t.school_class.c.id == world.school.classes[title]
        )
    )
    teacher: int | None = row["homeroom_teacher_id"]
    return teacher


def kuznetsov_for_orlova(world: World) -> str:
    ids = world.school.classes["7А"], world.school["kuznetsov"], world.school["orlova"]
    return ":".join(("w3", *map(str, ids)))


@pytest.mark.parametrize("who", ["deputy", "admin", "principal"])
async def test_another_teacher_leads_the_class_from_the_next_tap_on(world: World, who: str) -> None:
    office = await at_work(world, who)
    before, after = await at_work(world, "orlova"), await at_work(world, "kuznetsov")
    await office.click("Сотрудники")
    await office.click("Кл. руководители")
    await office.click("7 класс")
    assert "7А: Орлова М. П." in office.text
    await office.click("7А")
    assert "Сейчас: Орлова Марина Петровна" in office.text
    await office.click("Кузнецов")
    assert "7А: классный руководитель — Кузнецов Игорь Львович?" in office.text
    assert "Сейчас класс ведёт Орлова Марина Петровна;" in office.text
    await office.click("Назначить")
    assert "7А: Кузнецов И. Л." in office.text
    assert await leader(world) == world.school["kuznetsov"]
    await after.send("/class")
    assert after.buttons[0] == ["7А", "7Б"], "beside the class led before"
    await before.send("/menu")
    assert "Мой класс" not in before.labels
    assert [(row["about_id"], row["after"]) for row in await audited(world, "grant_teaching")] == [
        (world.school["orlova"], '{"homeroom_teacher":false}'),
        (world.school["kuznetsov"], '{"homeroom_teacher":true}'),
    ]


async def test_both_are_told_and_the_log_says_it_in_words(world: World) -> None:
    outbox = Outbox(world)
    deputy = await at_work(world, "deputy")
    before, after = await at_work(world, "orlova"), await at_work(world, "kuznetsov")
    await deputy.forge(kuznetsov_for_orlova(world))
    await outbox.drain()
    assert after.text.startswith("У вас новая роль: классный руководитель, 7А")
    assert before.text.startswith("Роль снята: классный руководитель, 7А")
    await deputy.send("/menu")
    await deputy.click("Ещё")
    await deputy.click("Журнал действий")
    await deputy.click("Изменения")
    assert "классный руководитель: нет → да · Кузнецов И. Л., 7А" in deputy.text


async def test_pressed_twice_it_is_decided_once(world: World) -> None:
    deputy = await at_work(world, "deputy")
    for _press in range(2):
        await deputy.forge(kuznetsov_for_orlova(world))
    assert len(await world.rows(select(t.role_decision))) == 2
    assert len(await audited(world, "grant_teaching")) == 2


async def test_who_would_lose_the_class_is_who_was_shown(world: World) -> None:
    """Two offices at once, and an old button: nobody's appointment is undone unseen."""
    deputy, admin = await at_work(world, "deputy"), await at_work(world, "admin")
    for office, name in ((deputy, "kuznetsov"), (admin, "sokolova")):
        await office.forge(f"w2:{world.school.classes['7А']}:{world.school[name]}:0")
        assert "Сейчас класс ведёт Орлова Марина Петровна;" in office.text
    await admin.click("Назначить")
    await deputy.click("Назначить")
    assert "Класс уже ведёт кто-то другой" in deputy.text
    assert await leader(world) == world.school["sokolova"]
    assert len(await audited(world, "grant_teaching")) == 2


async def test_from_the_card_and_for_a_class_without_anybody(world: World) -> None:
    deputy = await at_work(world, "deputy")
    await deputy.forge(f"w2:{world.school.classes['7А']}:0:0")
    await deputy.click("Да, оставить")
    assert await leader(world) is None
    assert "7А: нет классного руководителя" in deputy.text
    await deputy.click("‹ Назад")
    assert "без руководителя: " in deputy.text
    await deputy.click("‹ Назад")
    await deputy.click("Кузнецов")
    await deputy.click("Назначить в класс")
    await deputy.click("7 класс")
    await deputy.click("7А")
    await deputy.click("Назначить")
    assert await leader(world) == world.school["kuznetsov"]


async def test_only_a_teacher_of_the_school_can_be_appointed(world: World) -> None:
    deputy = await at_work(world, "deputy")
    class_id, orlova = world.school.classes["7А"], world.school["orlova"]
    await deputy.forge(f"w3:{class_id}:{world.school['admin']}:{orlova}")
    assert "Класс ведёт учитель." in deputy.text
    for stranger in (world.school["elena"], 10**6):
        await deputy.forge(f"w3:{class_id}:{stranger}:{orlova}")
        assert "Этого здесь больше нет" in deputy.text
    assert await leader(world) == world.school["orlova"]


async def test_teachers_and_parents_appoint_nobody(world: World) -> None:
    class_id, person_id = world.school.classes["7А"], world.school["kuznetsov"]
    for client in (
        await world.staff("orlova"),
        await world.staff("kuznetsov"),
        await world.guardian("elena", "anna"),
    ):
        await client.send("/menu")
        for data in ("wl:0:0", f"w1:{class_id}:0", f"w2:{class_id}:{person_id}:0"):
            await client.forge(data)
            assert "не для вас" in client.text
        await client.forge(kuznetsov_for_orlova(world))
        assert await leader(world) == world.school["orlova"]
    assert await world.rows(select(t.role_decision)) == []


async def test_files_do_not_undo_it(world: World, tmp_path: Path) -> None:
    bundle = small_bundle()
    bundle.line("classes.csv", "7a")["metadata.shift"] = "2"
    database = world.app.database
    path = bundle.write(tmp_path / "one")
    await import_path(database, path, world.clock())
    of_files = select(t.school_class).where(t.school_class.c.sourced_id == "7a")
    (imported,) = await world.rows(of_files)
    for is_decided in (False, True):
        await world.change(
            t.school_class,
            imported["id"],
            homeroom_teacher_id=None,
            is_homeroom_decided=is_decided,
            period_kind="module",
            is_period_kind_decided=is_decided,
            shift=3,
            is_shift_decided=is_decided,
        )
        await import_path(database, path, world.clock())
        (after,) = await world.rows(of_files)
        assert after["homeroom_teacher_id"] == (
            None if is_decided else imported["homeroom_teacher_id"]
        )
        assert after["period_kind"] == ("module" if is_decided else imported["period_kind"])
        assert after["shift"] == (3 if is_decided else imported["shift"])
    assert imported["homeroom_teacher_id"] is not None
    assert imported["shift"] == 2


async def test_who_is_no_teacher_any_more_is_not_said_to_lead(world: World) -> None:
    """Nor is a code or an order awaited for them; the class is one without a leader."""
    await hire(world, "secretary", Role.SECRETARY)
    deputy, office = await at_work(world, "deputy"), await at_work(world, "secretary")
    await office.forge("vj:0")
    assert "Орлова" in office.labels
    await deputy.forge(f"ws:{world.school['orlova']}:teacher:0")
    await deputy.forge("wl:0:0")
    assert "без руководителя: 7А" in deputy.text
    await deputy.click("7 класс")
    assert "7А: нет классного руководителя" in deputy.text
    await office.forge("vj:0")
    assert "Орлова" not in office.labels
    admin = await at_work(world, "admin")
    await admin.send("/codes")
    await admin.click("Сотрудники")
    assert "Кузнецов" in admin.text
    assert "Орлова" not in admin.text
