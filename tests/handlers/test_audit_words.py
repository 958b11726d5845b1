"""The log of actions is read by people: no names of fields, no codes of the database."""

import re

import pytest

from tests.support.people import World
from tests.support.staff import at_work


@pytest.fixture(autouse=True)
def _whole_way(world: World) -> None:
    """Looks are written with what ticks an update off."""
    world.by_inbox = True


async def test_what_a_record_holds_is_said_in_words(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Коды")
    await teacher.click("Всем")
    await teacher.send("/class")
    await teacher.click("Согласия")
    await teacher.click("Белов")
    await teacher.click("＋ Белова О. И.")
    await teacher.click("Фото")
    await teacher.send("12 от 20.11.2026")

    director = await at_work(world, "principal")
    await director.click("Журнал действий")
    log = director.text
    assert "согласие внесено с бумаги: бумага №: 12; бумага от: 20 ноября 2026;" in log
    assert "на что: фото и видео; версия: 1 · Белов П., 7А" in log
    assert "коды доступа: для кого: родитель; до: 1 декабря 2026" in log
    assert not re.search("[a-z]", log.partition("Записей")[0])


async def test_looking_before_a_change_is_no_change(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Согласия")
    await teacher.click("Белов")

    await teacher.send("/class")
    await teacher.click("Кто что делал")
    assert "просмотр: согласия" in teacher.text
    assert "просмотр: согласие внесено" not in teacher.text


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
    await director.click("Журнал действий")
    assert "действует: да → нет; на что: Telegram" in director.text
    assert "просьба удалить данные: ответ до: 24 декабря 2026" in director.text
