"""Who did what and who looked: the screens of those whom it concerns."""

import pytest

from tests.handlers.test_statements import MOST
from tests.support.people import World
from tests.support.statements import counted
from tests.support.trail import open_card, principal, records, set_mark

pytestmark = pytest.mark.usefixtures("whole_way")  # looks go with what ticks an update off


async def test_the_screen_of_a_family_takes_four_statements(world: World) -> None:
    world.by_inbox = False
    teacher, olga = await world.staff("orlova"), await world.guardian("olga", "petr")
    await set_mark(teacher)
    await olga.send("/settings")
    with counted() as statements:
        await olga.click("Кто смотрел")
    assert "алгебра" in olga.text
    assert len(statements) <= MOST, "\n".join(statements)


async def test_a_parent_reads_who_changed_and_who_looked(world: World) -> None:
    teacher = await world.staff("orlova")
    olga = await world.guardian("olga", "petr")
    await set_mark(teacher)
    await open_card(teacher)
    await teacher.click("Оценки")
    await olga.send("/settings")
    await olga.click("Кто смотрел")
    assert olga.text.splitlines()[:4] == [
        "Пётр · 7А: кто смотрел и менял",
        "Сегодня",
        "10:40 · Орлова М. П., классный руководитель · просмотр: оценки",
        "10:40 · Орлова М. П., учитель · оценка: алгебра, 4",
    ]
    await olga.click("Изменения")
    assert "просмотр" not in olga.text
    assert "оценка: алгебра, 4" in olga.text
    assert olga.buttons[0][1] == "✓ Изменения"
    await olga.click("Просмотры")
    assert "алгебра" not in olga.text
    await olga.click("‹ Назад")
    assert "Настройки" in olga.text


async def test_a_parent_reads_of_no_other_child(world: World) -> None:
    teacher, elena = await world.staff("orlova"), await world.guardian("elena", "anna")
    await set_mark(teacher)
    await elena.send("/settings")
    await elena.click("Кто смотрел")
    assert "Здесь пока ничего нет" in elena.text
    petr, class_id = world.school["petr"], world.school.classes["7А"]
    for data in (f"au:p:{petr}:a:0", f"au:c:{class_id}:a:0", "au:s:0:a:0", "au:o:0:a:0"):
        await elena.forge(data)
        assert "Белов" not in elena.text + (elena.toast or ""), data
        assert "Пётр" not in elena.text, data


async def test_a_pupil_reads_none_of_it(world: World) -> None:
    anna = await world.pupil("anna")
    await anna.send("/settings")
    assert not any("Кто" in label for label in anna.labels)
    await anna.forge(f"au:p:{world.school['anna']}:a:0")
    assert "кто смотрел" not in anna.text


async def test_ones_own_deeds(world: World) -> None:
    teacher = await world.staff("orlova")
    await set_mark(teacher)
    await teacher.send("/settings")
    await teacher.click("Сделано от меня")
    assert "10:40 · оценка: алгебра, 4 · Белов П., 7А" in teacher.text
    assert "просмотр: урок, алгебра, 24 ноября" in teacher.text


async def test_the_class_for_its_homeroom_teacher_only(world: World) -> None:
    orlova, kuznetsov = await world.staff("orlova"), await world.staff("kuznetsov")
    await set_mark(orlova)
    await orlova.send("/class")
    await orlova.click("Ещё")
    await orlova.click("Кто что делал")
    assert "вы · оценка: алгебра, 4 · Белов П., 7А" in orlova.text
    await kuznetsov.send("/menu")
    await kuznetsov.forge(f"au:c:{world.school.classes['7А']}:a:0")
    assert "Белов" not in kuznetsov.text


async def test_the_director_reads_everything_and_the_administrator_no_mark(world: World) -> None:
    orlova = await world.staff("orlova")
    await set_mark(orlova)
    director = await principal(world)
    for reader in (director, await world.staff("admin")):
        await reader.send("/menu")
        last = (await records(world))[-1]
        await reader.click("Ещё")
        await reader.click("Журнал действий")
        what = "оценка: алгебра, 4" if reader is director else "отметки урока"
        assert f"Орлова М. П., учитель · {what} · Белов П., 7А" in reader.text
        assert f"Контрольная сумма последней, для записи на бумаге: {last['seq']}:" in reader.text
        assert last["hash"] in reader.text


async def test_long_trails_are_paged(world: World) -> None:
    teacher = await world.staff("orlova")
    olga = await world.guardian("olga", "petr")
    await set_mark(teacher, value="2")
    for value in ("3", "4", "5", "2", "3", "4", "5", "2", "3"):
        await teacher.click("Белов")
        await teacher.click(value)
    await olga.send("/settings")
    await olga.click("Кто смотрел")
    assert olga.text.count("оценка: ") == 8
    await olga.click("Раньше ▶")
    assert olga.text.count("оценка: ") == 2
    assert "Раньше ▶" not in olga.buttons[0]
    await olga.click("◀ К последним")
    assert olga.text.count("оценка: ") == 8
