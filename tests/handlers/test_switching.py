"""From every screen of a diary the other children and roles are one tap away."""

import pytest

from tests.support.journal import journal
from tests.support.people import World
from tests.support.school import MONDAY, TODAY


@pytest.mark.parametrize(
    ("command", "opened"),
    [
        ("/schedule", "Михаил · 1Б · вторник, 24 ноября"),
        ("/homework", "Михаил · 1Б · задания"),
        ("/marks", "Михаил · 1Б · II четверть"),
        ("/attendance", "Михаил · 1Б · II четверть"),
        ("/finals", "Михаил · 1Б · итоги"),
        ("/messages", "Михаил · 1Б · сообщения"),
    ],
)
async def test_the_same_section_opens_for_the_other_child(
    world: World, command: str, opened: str
) -> None:
    elena = await world.guardian("elena", "anna", "misha")
    await elena.send(command)
    assert elena.buttons[-1] == ["‹ Назад", "Михаил, 1Б ›"]
    await elena.click("Михаил, 1Б ›")
    assert elena.text.startswith(opened)
    assert elena.buttons[-1] == ["‹ Назад", "Анна, 7А ›"]
    await elena.click("‹ Назад")
    assert elena.text.startswith("Михаил · 1Б · вт")


async def test_from_one_subject_too(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.mark("anna", "algebra", MONDAY, 5)
        await written.homework("algebra", TODAY, "№ 1")
    elena = await world.guardian("elena", "anna", "misha")
    await elena.send("/marks")
    await elena.click("Алгебра")
    await elena.click("Михаил, 1Б ›")
    assert "отметок не ставят" in elena.text
    await elena.click("Анна, 7А ›")
    await elena.send("/homework")
    await elena.click("По предметам")
    await elena.click("Алгебра")
    assert elena.buttons[-1] == ["‹ Назад", "Михаил, 1Б ›"]


async def test_back_from_an_old_message_leads_to_the_child_it_was_about(world: World) -> None:
    elena = await world.guardian("elena", "anna", "misha")
    await elena.send("/schedule")
    old = elena.last["message_id"]
    await elena.send("/menu")
    await elena.click("Михаил, 1Б ›")
    await elena.click("Неделя", message=old)
    assert "Анна · 7А" in elena.messages[1]["rich_message"]["blocks"][0]["text"]
    await elena.click("‹ Назад", message=old)
    await elena.send("/menu")
    assert elena.text.startswith("Анна · 7А")


async def test_one_phone_of_both_parents_tells_them_apart(world: World) -> None:
    phone = await world.guardian("elena", "anna", "misha")
    await world.bind(phone, "dmitry", "guardian", "anna")
    await phone.send("/menu")
    assert ["Михаил, 1Б ›", "Дмитрий Павлович ›"] in phone.buttons
    await phone.send("/schedule")
    assert phone.buttons[-1] == ["‹ Назад", "Михаил, 1Б ›"], "the diary is the same for both"
    await phone.send("/children")
    assert "Анна, 7А (Елена Сергеевна) · Школа № 1 · открыто сейчас" in phone.text
    assert phone.buttons == [["Михаил, 1Б ›", "Анна · Дмитрий ›"], ["‹ Назад"]]
    await phone.click("Анна · Дмитрий ›")
    assert "Елена Сергеевна ›" in phone.labels


async def test_a_teacher_goes_from_lessons_to_the_own_child_and_back(world: World) -> None:
    teacher = await world.staff("sokolova")
    await world.bind(teacher, "dmitry", "guardian", "anna")
    await teacher.send("/lessons")
    assert teacher.buttons[-1] == ["‹ Назад", "Анна, 7А ›"]
    await teacher.click("Анна, 7А ›")
    assert teacher.text.startswith("Анна · 7А")
    await teacher.send("/lessons")
    assert teacher.buttons[-1] == ["‹ Назад", "Анна, 7А ›"]
    await teacher.click("‹ Назад")
    assert teacher.text.startswith("Ирина Андреевна")


async def test_a_homeroom_teacher_goes_from_the_class_to_the_own_child(world: World) -> None:
    teacher = await world.staff("orlova")
    await world.bind(teacher, "dmitry", "guardian", "anna")
    await teacher.send("/class")
    assert teacher.buttons[-1] == ["‹ Назад", "Анна, 7А ›"]
    await teacher.click("Анна, 7А ›")
    await teacher.send("/class")
    await teacher.click("‹ Назад")
    assert teacher.text.startswith("Марина Петровна"), "back from work leads to work"


async def test_the_school_goes_back_from_a_diary_to_the_pupil(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Семьи")
    await teacher.click("Белов")
    for label in ("Расписание", "Домашние задания", "Оценки", "Посещаемость", "Итоги"):
        await teacher.click(label)
        assert teacher.text.startswith("Пётр · 7А")
        await teacher.click("‹ Назад")
        assert teacher.text.startswith("Белов Пётр · 7А"), label


async def test_a_single_diary_has_nothing_to_switch_to(world: World) -> None:
    pupil = await world.pupil("anna")
    await pupil.send("/schedule")
    assert pupil.buttons[-1] == ["‹ Назад"]
    await pupil.send("/settings")
    assert "Дети и роли" not in pupil.labels
    await pupil.send("/children")
    assert pupil.buttons == [["‹ Назад"]]
