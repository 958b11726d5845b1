"""«Учебный план»: profiles and who follows them (R037; D08), areas, components, load (R053)."""

import json

import pytest
from sqlalchemy import select

from handlers.curriculum.callbacks import SetComponent
from storage import tables as t
from tests.support.people import Client, World

YEAR = ("Ещё", "Учебный год")


async def at_year(world: World, *labels: str) -> Client:
    deputy = await world.staff("deputy")
    await deputy.send("/menu")
    for label in (*YEAR, *labels):
        await deputy.click(label)
    return deputy


async def in_tenth_grade(world: World) -> None:
    """7А becomes the only class of the upper school; its groups of English hold everybody."""
    await world.change(t.school_class, world.school.classes["7А"], grade_level=10, title="10А")
    for name in ("algebra", "history", "physics", "english1", "english2"):
        await world.change(t.section, world.school.sections[name], grade_level=10, weekly_hours=3)


async def test_a_class_without_a_profile_is_a_point_of_the_checklist(world: World) -> None:
    await in_tenth_grade(world)
    deputy = await at_year(world)
    assert "○ 1 класс из 10–11 без профиля" in deputy.text
    await deputy.click("Кто без профиля")
    assert "Пока ни одного" in deputy.text
    assert "Профиль выбран не у всех: 10А" in deputy.text
    await deputy.click("+ Профиль")
    for typed, said in (
        ("Технологический", "Нужны название и параллели"),
        ("Технологический, 11–10", "Нужны название и параллели"),
        ("Т" * 65 + ", 10", "до 64 знаков"),
    ):
        await deputy.send(typed)
        assert said in deputy.text
    await deputy.send("Технологический, 10–11")
    assert deputy.text.startswith("Технологический · 10–11 классы\nПо нему пока никто не учится")
    await deputy.click("‹ Назад")
    await deputy.click("+ Профиль")
    await deputy.send("технологический, 10")
    assert "Профиль «технологический» уже есть" in deputy.text
    await deputy.send("Гуманитарный 10-11 классы")
    assert deputy.text.startswith("Гуманитарный · 10–11 классы")


async def test_groups_of_a_class_follow_a_profile_each(world: World) -> None:
    await in_tenth_grade(world)
    deputy = await at_year(world)
    for typed in ("Технологический, 10–11", "Гуманитарный, 10–11", "Химия, 11"):
        await deputy.send("/menu")
        for label in (*YEAR, "Учебный план", "Профили", "+ Профиль"):
            await deputy.click(label)
        await deputy.send(typed)
    for label in ("‹ Назад", "Выбрать для 10А"):
        await deputy.click(label)
    assert "Химия" not in deputy.labels, "it is of another grade"
    for label in ("гр. 1", "Технологический"):
        await deputy.click(label)
    assert deputy.toast == "Сохранено"
    await deputy.click("‹ Назад")
    assert "Весь класс: не выбран\nгр. 1 (Английский язык): Технологический" in deputy.text
    assert "Профиль есть не у всех учеников класса." in deputy.text
    for label in ("гр. 2", "Гуманитарный", "‹ Назад"):
        await deputy.click(label)
    assert "не у всех" not in deputy.text
    await deputy.click("‹ Назад")
    assert "Гуманитарный, 10–11 классы: 10А (гр. 2)" in deputy.text
    assert "В 10–11 классах профиль есть у всех." in deputy.text
    followed = deputy.button("Гуманитарный")["callback_data"]
    await deputy.click("Гуманитарный")
    assert "Убрать" not in deputy.labels, "somebody follows it"
    await deputy.forge(followed.replace("rcc", "rcd").rpartition(":")[0])
    assert "Сначала выберите для них другой" in deputy.text
    await deputy.send("/menu")
    for label in (*YEAR, "Учебный план", "Профили", "Химия", "Убрать"):
        await deputy.click(label)
    assert deputy.toast == "Убрано"
    assert "Химия" not in deputy.text
    trail = await world.rows(
        select(t.audit_record.c.after).where(t.audit_record.c.thing_kind == "school_class")
    )
    assert json.loads(trail[-1]["after"]) == {"group": "гр. 2", "profile": "Гуманитарный"}


async def test_a_profile_is_called_otherwise_and_leaves_nobody_out(world: World) -> None:
    await in_tenth_grade(world)
    deputy = await at_year(world, "Учебный план", "Профили", "+ Профиль")
    await deputy.send("Химия, 11")
    for label in ("‹ Назад", "+ Профиль"):
        await deputy.click(label)
    await deputy.send("Языки, 10–11")
    for label in ("10А", "Языки", "‹ Назад", "Языки", "Название и классы"):
        await deputy.click(label)
    assert "Сейчас: Языки, 10–11" in deputy.text
    for typed, said in (
        ("Языки, 11", "Без профиля останутся: 10А"),
        ("химия, 10", "Профиль «химия» уже есть"),
        ("Языки и право, 10", "Языки и право · 10 класс\nПо нему учатся: 10А"),
    ):
        await deputy.send(typed)
        assert said in deputy.text


async def test_who_comes_to_the_class_and_is_in_no_group_has_no_profile(world: World) -> None:
    """All of a class, a group instead; what a class of another grade follows is over."""
    await in_tenth_grade(world)
    await world.change(t.section, world.school.sections["history"], weekly_hours=3)
    deputy = await at_year(world, "Учебный план", "Профили", "+ Профиль")
    await deputy.send("Универсальный, 10")
    await deputy.click("10А")
    await deputy.click("Универсальный")
    assert "Весь класс: Универсальный" in deputy.text
    assert deputy.labels.count("✓ Универсальный") == 1
    class_id, school_id = world.school.classes["7А"], world.school.id

    async def lacking() -> frozenset[int]:
        async with world.app.database.read(world.clock()) as uow:
            return await uow.curriculum.lacking_profile(school_id)

    assert await lacking() == frozenset()
    await deputy.click("Без профиля")
    assert await lacking() == {class_id}
    for group in ("гр. 1", "гр. 2"):
        await deputy.click(group)
        await deputy.click("Универсальный")
        await deputy.click("‹ Назад")
    assert await lacking() == frozenset()
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            t.enrollment.insert(),
            {"student_id": world.school["oleg"], "school_class_id": class_id},
        )
        await uow.commit()
    assert await lacking() == {class_id}
    await deputy.click("Универсальный")
    assert await lacking() == frozenset()
    await world.change(t.school_class, class_id, grade_level=11)
    assert await lacking() == {class_id}, "a profile of grade 10 is not followed in grade 11"


async def hours_of_7a(world: World, **hours: int) -> None:
    for name, count in hours.items():
        await world.change(t.section, world.school.sections[name], weekly_hours=count)


async def test_areas_and_the_formed_part_are_said_by_the_deputy(world: World) -> None:
    await hours_of_7a(world, algebra=12, history=10, physics=8, english1=3, english2=2)
    deputy = await at_year(world, "Учебный план", "7 класс")
    assert "7А: 32–33 из 32, больше нормы на 1 час\n7Б: 0 из 32, без часов 1" in deputy.text
    for label in ("Области", "По названиям"):
        await deputy.click(label)
    assert deputy.toast == "Выбрано для 5 предметов"
    assert "Алгебра: Математика и информатика" in deputy.text
    assert "По названиям" not in deputy.labels
    for label in ("Физика", "Внеурочная деятельность", "‹ Назад", "‹ Назад", "7 класс"):
        await deputy.click(label)
    assert "7А: 24–25 из 32\n" in deputy.text, "what is beside the lessons is no part of it"
    for label in ("7А", "Часы в неделю", "Алгебра", "Формируемая часть: 0"):
        await deputy.click(label)
    assert "Часов в неделю: 12" in deputy.text
    await deputy.click("2")
    assert deputy.toast == "Сохранено"
    assert "7А: 10 + 2 · Орлова М. П." in deputy.text
    for count, said in (("11", "9 + 2"), ("1", "0 + 1")):
        await deputy.click(count)
        assert f"7А: {said} · Орлова М. П." in deputy.text
    packed = SetComponent(grade_level=7, subject_id=world.school.subjects["Алгебра"], hours=2)
    await deputy.forge(packed.pack())
    assert "Здесь 1 ч в неделю" in deputy.text


@pytest.fixture
async def planned(world: World) -> World:
    """Areas are said, the algebra of 7А is in two parts; its groups of English differ."""
    await hours_of_7a(world, algebra=11, history=10, physics=8, english1=3, english2=2)
    await world.change(t.section, world.school.sections["algebra"], chosen_hours=2)
    areas = {"Алгебра": "maths", "Английский язык": "foreign", "История": "extra"}
    for title, area in areas.items():
        await world.change(t.subject, world.school.subjects[title], area=area)
    return world


async def test_the_plan_of_a_class_against_the_norm(planned: World) -> None:
    deputy = await at_year(planned, "Учебный план", "7 класс", "7А")
    assert deputy.text.splitlines() == [
        "Учебный план · 7А",
        "Всего в неделю: 21–22 ч, смотря по группам",
        "Обязательная часть 20, формируемая участниками 2",
        "Норма соблюдена: при неделе в 5 дней не больше 32.",
        "",
        "Иностранные языки",
        "Английский язык: гр. 1: 3, гр. 2: 2",
        "Математика и информатика",
        "Алгебра: 9 + 2",
        "Область не указана",
        "Физика: 8",
        "Внеурочная деятельность",
        "История: 10",
        "После «+» — часть, формируемая участниками образовательных отношений.",
        "Внеурочная деятельность в сумму не входит.",
        "СанПиН 1.2.3685-21, табл. 6.6",
    ]
    await planned.change(t.section, planned.school.sections["physics"], weekly_hours=None)
    for label in ("‹ Назад", "7А"):
        await deputy.click(label)
    assert "\nПри неделе в 5 дней не больше 32." in deputy.text, "nobody knows whether it is kept"
    await hours_of_7a(planned, physics=19)
    for label in ("‹ Назад", "7А"):
        await deputy.click(label)
    assert "Больше нормы на 1 час: при неделе в 5 дней не больше 32." in deputy.text
    assert "Так у 3 учеников." in deputy.text
    await planned.change(t.school_class, planned.school.classes["7А"], week_days=6)
    for label in ("‹ Назад", "7А"):
        await deputy.click(label)
    assert "Норма соблюдена: при неделе в 6 дней не больше 35." in deputy.text


async def test_a_teacher_reads_the_plan_of_a_class_and_a_family_that_of_the_child(
    planned: World,
) -> None:
    teacher = await planned.staff("kuznetsov")
    await teacher.send("/menu")
    for label in ("Расписание", "7А", "Учебный план"):
        await teacher.click(label)
    assert "Алгебра: 9 + 2" in teacher.text
    assert teacher.labels == ["‹ Назад"]
    await teacher.click("‹ Назад")
    assert teacher.text.startswith("7А · ")

    mother = await planned.guardian("elena", "anna")
    await mother.send("/schedule")
    for label in ("Неделя", "Учебный план"):
        await mother.click(label)
    assert mother.text.startswith(
        "Анна · 7А · учебный план\nВсего в неделю: 22 часа\n\n"
        "Иностранные языки\nАнглийский язык: 3\n"
    )
    assert "ормы" not in mother.text, "subjects and hours only"
    unsaid = "\nПрочерк — число часов ещё не указано."
    assert unsaid not in mother.text
    await planned.change(t.section, planned.school.sections["english1"], weekly_hours=None)
    for label in ("‹ Назад", "Учебный план"):
        await mother.click(label)
    assert "Всего в неделю: 19 часов" in mother.text
    assert unsaid in mother.text
    async with planned.app.database.write(planned.clock()) as uow:
        await uow.connection.execute(t.section.update().values(weekly_hours=None))
        await uow.commit()
    for label in ("‹ Назад", "Учебный план"):
        await mother.click(label)
    assert "Всего" not in mother.text, "no number is better than a wrong one"
