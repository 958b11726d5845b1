"""The log of actions is read by people: no names of fields, no codes of the database."""

import re
from datetime import timedelta

import pytest

from domain.summaries import Summary
from tests.support.people import World
from tests.support.staff import at_work

pytestmark = pytest.mark.usefixtures("whole_way")  # looks go with what ticks an update off


async def test_what_a_record_holds_is_said_in_words(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Коды")
    await teacher.click("Всем")
    await teacher.send("/class")
    await teacher.click("Ещё")
    await teacher.click("Согласия")
    await teacher.click("Белов")
    await teacher.click("+ Белова О. И.")
    await teacher.click("Фото")
    await teacher.send("12 от 20.11.2026")

    director = await at_work(world, "principal")
    await director.click("Ещё")
    await director.click("Журнал действий")
    log = director.text
    assert "согласие внесено с бумаги: бумага №: 12; бумага от: 20 ноября 2026;" in log
    assert "на что: фото и видео; версия: 1 · Белов П., 7А" in log
    assert log.count("выпущены коды") == 1, "printed by one act, so it is one line"
    assert "выпущены коды: 6 семей, 9 человек, до 1 декабря 2026 · 7А" in log
    assert not re.search("[a-z]", log.partition("Записей")[0])


async def test_a_summary_has_its_name(world: World) -> None:
    director = await at_work(world, "principal")
    for summary in Summary:
        await director.forge(f"wy:{world.school['kuznetsov']}:{summary.value}:1")
    await director.send("/menu")
    await director.click("Ещё")
    await director.click("Журнал действий")
    await director.click("Изменения")
    assert "право на сводку: списки классов: нет → да" in director.text
    assert not re.search("[a-z]", director.text.partition("Записей")[0])


async def test_one_act_is_one_line_and_each_family_still_has_its_own(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Коды")
    await teacher.click("Всем")
    await teacher.click("Выдача")
    world.clock.advance(timedelta(minutes=1))
    await teacher.click("Раздали всем")
    world.clock.advance(timedelta(minutes=1))
    await teacher.send("/class")
    await teacher.click("Коды")
    await teacher.click("Отозвать")
    await teacher.click("Отозвать")
    await teacher.send("/class")
    await teacher.click("Ещё")
    await teacher.click("Кто что делал")
    await teacher.click("Изменения")
    lines = [line for line in teacher.text.splitlines() if "коды" in line]
    assert [line.partition(" · вы · ")[2] for line in lines] == [
        "коды отозваны: 6 семей, 9 человек · 7А",
        "коды выданы: 6 семей, 9 человек · 7А",
        "выпущены коды: 6 семей, 9 человек, до 1 декабря 2026 · 7А",
    ]
    deputy = await world.staff("deputy")
    await deputy.send("/menu")
    await deputy.click("Классы")
    await deputy.click("7 класс")
    await deputy.click("7А")
    await deputy.click("Семьи")
    await deputy.click("Белов")
    await deputy.click("Кто что делал")
    assert "коды доступа: для кого: родитель; до: 1 декабря 2026" in deputy.text
    async with world.app.database.read(world.clock()) as uow:
        assert await uow.audit.count(world.school.id) >= 3 * 9


async def test_a_page_of_acts_has_no_line_of_the_one_before(world: World) -> None:
    """The marks by which pages are turned are those of the last records of acts."""
    teacher = await world.staff("orlova")
    for _time in range(10):
        await teacher.send("/class")
        await teacher.click("Коды")
        await teacher.click("Всем")
        world.clock.advance(timedelta(minutes=1))
    await teacher.send("/class")
    await teacher.click("Ещё")
    await teacher.click("Кто что делал")
    await teacher.click("Изменения")
    first = [line[:5] for line in teacher.text.splitlines() if "коды" in line]
    await teacher.click("Раньше ▶")
    second = [line[:5] for line in teacher.text.splitlines() if "коды" in line]
    assert (len(first), len(second)) == (8, 2)
    assert sorted({*first, *second}, reverse=True) == first + second


async def test_looking_before_a_change_is_no_change(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Ещё")
    await teacher.click("Согласия")
    await teacher.click("Белов")

    await teacher.send("/class")
    await teacher.click("Ещё")
    await teacher.click("Кто что делал")
    assert "просмотр: согласия" in teacher.text
    assert "просмотр: согласие внесено" not in teacher.text


async def test_a_look_at_whose_phone_is_lost_disconnects_nobody(world: World) -> None:
    anna = await world.pupil("anna")
    await anna.send("/leave")
    await anna.click("Да, отключить")
    await world.guardian("elena", "anna")
    teacher = await world.staff("orlova")
    for label in ("Коды", "Выдача", "Иванова", "Телефон: Елена"):
        if label == "Коды":
            await teacher.send("/class")
        await teacher.click(label)

    director = await at_work(world, "principal")
    await director.click("Ещё")
    await director.click("Журнал действий")
    assert "просмотр: класс и семьи" in director.text
    assert "просмотр: чат" not in director.text
    assert "Иванова А. Д., ученица · чат отключился от дневника" in director.text


async def test_what_was_withdrawn_is_said(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/settings")
    await elena.click("Согласия")
    await elena.click("Telegram · Анна")
    await elena.click("Отозвать")
    await elena.click("Да, отозвать")
    await elena.send("/settings")
    await elena.click("Удалить данные")
    await elena.click("Удалить: А. И.")
    await elena.click("Попросить удалить")

    director = await at_work(world, "principal")
    await director.click("Ещё")
    await director.click("Журнал действий")
    assert "действует: да → нет; на что: Telegram" in director.text
    assert "просьба удалить данные: ответ до: 24 декабря 2026" in director.text


async def test_acts_of_the_journal_are_said_in_words(world: World) -> None:
    deputy = await at_work(world, "deputy")
    await deputy.click("Не заполнено мной")
    await deputy.click("✓ Проверка")
    await deputy.send("/menu")
    await deputy.click("Ещё")
    await deputy.click("Дежурство")
    await deputy.click("Вторник")
    await deputy.click("Громова")
    await deputy.send("/menu")
    await deputy.click("Ещё")
    await deputy.click("Учебный год")
    await deputy.click("Виды работ")
    await deputy.click("Контрольная")
    await deputy.click("Вес 5")
    director = await at_work(world, "principal")
    await director.click("Ещё")
    await director.click("Журнал действий")
    await director.click("Изменения")
    assert "обязанность выполнена: что: проверка журнала; " in director.text
    assert "вес: 3 → 5" in director.text
    assert "дежурит: нет → да; день недели: вторник" in director.text
    assert not re.search("[a-z]", director.text.partition("Записей")[0])
