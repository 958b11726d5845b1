"""Homework in conversation."""

from datetime import timedelta

from storage import tables as t
from tests.support.journal import journal
from tests.support.people import World
from tests.support.school import MONDAY, TODAY

TOMORROW = TODAY + timedelta(days=1)
FRIDAY = MONDAY + timedelta(days=4)


async def fill(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.homework("history", TODAY, "§ 8, даты")
        await written.homework("physics", TOMORROW, "§ 12")
        await written.homework("algebra", TOMORROW, "№ 112, 115 (обе части)")
        await written.homework("algebra", FRIDAY, "№ 120")
        await written.homework("english2", TOMORROW, "чужая группа")


async def test_for_tomorrow_by_lesson_with_its_time(world: World) -> None:
    await fill(world)
    elena = await world.guardian("elena", "anna")
    await elena.send("/homework")
    assert elena.text.splitlines() == [
        "Анна · 7А · задания на завтра, 25 ноября",
        "",
        "Алгебра, 1-й урок в 8:30",
        "№ 112, 115 (обе части)",
        "",
        "Физика, 2-й урок в 9:25",
        "§ 12",
        "",
        "Обновлено сегодня в 10:00",
    ]


async def test_tomorrow_is_the_next_day_with_lessons(world: World) -> None:
    await fill(world)
    await world.change(t.lesson, world.school.lesson("algebra", TOMORROW), is_cancelled=True)
    await world.change(t.lesson, world.school.lesson("physics", TOMORROW), is_cancelled=True)
    elena = await world.guardian("elena", "anna")
    await elena.send("/homework")
    assert "задания на четверг, 26 ноября" in elena.text
    assert elena.text.splitlines()[1:] == [
        "На этот день пока ничего не задано.",
        "",
        "Урок ещё не заполнен: история (24 ноября)",
        "Урок ещё впереди: английский язык (24 ноября)",
    ]


async def test_arrows_skip_days_without_homework(world: World) -> None:
    await fill(world)
    elena = await world.guardian("elena", "anna")
    await elena.send("/homework")
    await elena.click("пт 27.11 ▶")
    assert "задания на пятницу, 27 ноября" in elena.text
    assert "№ 120" in elena.text
    assert not [label for label in elena.labels if "▶" in label]
    await elena.click("◀ ср 25.11")
    await elena.click("◀ вт 24.11")
    assert "задания на сегодня, 24 ноября" in elena.text


async def test_by_subject_and_everything_of_one(world: World) -> None:
    await fill(world)
    elena = await world.guardian("elena", "anna")
    await elena.send("/homework")
    await elena.click("По предметам")
    assert "Алгебра | ср 25.11, 1-й урок | № 112, 115 (обе части)" in elena.text
    assert elena.text.index("Алгебра") < elena.text.index("История") < elena.text.index("Физика")
    assert "чужая группа" not in elena.text
    await elena.click("Алгебра")
    assert elena.text.index("На пятницу, 27 ноября") < elena.text.index("На завтра")
    await elena.click("‹ Назад")
    await elena.click("‹ Назад")
    assert "задания на завтра" in elena.text


async def test_the_timetable_shows_it_and_leads_to_the_whole(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.homework("algebra", TODAY, "Решить " + "и проверить " * 20)
    elena = await world.guardian("elena", "anna")
    await elena.send("/schedule")
    assert "и проверить…" in elena.text
    await elena.click("Задания полностью")
    assert elena.text.count("и проверить") == 20


async def test_another_child_and_a_foreign_subject_are_refused(world: World) -> None:
    await fill(world)
    elena = await world.guardian("elena", "anna")
    await elena.send("/menu")
    petr, subject = world.school["petr"], world.school.subjects["Алгебра"]
    foreign = world.school.subjects["Математика"]
    for data in (
        f"h:{petr}",
        f"hd:{petr}:{TODAY.toordinal()}:0",
        f"hs:{petr}:0",
        f"hu:{petr}:{subject}:0",
        f"hu:{world.school['anna']}:{foreign}:0",
        f"hd:{world.school['anna']}:1:0",
        f"h:{world.school.stranger_pupil}",
        f"h:{2**53}",
    ):
        await elena.forge(data)
        assert "не для вас" in elena.text, data
