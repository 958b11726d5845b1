"""Hours a week are said in the chat, and the least number of marks goes by them."""

from sqlalchemy import select

from handlers.year.load_callbacks import SetHours
from storage import tables as t
from tests.support.people import World
from tests.support.school import CLASS_7A

LOAD = ("Ещё", "Учебный год", "Часы в неделю")


async def test_what_the_deputy_says_of_hours_the_teacher_reads_in_the_gradebook(
    world: World,
) -> None:
    teacher = await world.staff("kuznetsov")
    await teacher.send("/lessons")
    for label in ("2 · 7А ›", "Отметки класса", "Журнал"):
        await teacher.click(label)
    assert "Мало отметок" not in teacher.text, "nobody has said how many hours"

    deputy = await world.staff("deputy")
    await deputy.send("/menu")
    for label in LOAD:
        await deputy.click(label)
    await deputy.click("7 класс")
    assert deputy.text.startswith(
        "Часы в неделю · 7 класс\nАлгебра: —\nАнглийский язык: —\nИстория: —"
    )
    assert "У 6 классов и групп часов нет" in deputy.text
    await deputy.click("История")
    assert "7А: — · Кузнецов И. Л.\n7Б: — · Кузнецов И. Л." in deputy.text
    await deputy.click("2")
    assert deputy.toast == "Сохранено"
    assert "7А: 2 · Кузнецов И. Л.\n7Б: 2 · Кузнецов И. Л." in deputy.text
    await deputy.click("7Б")
    await deputy.click("3")
    await deputy.click("‹ Назад")
    await deputy.click("‹ Назад")
    assert "История: 2, 3" in deputy.text

    await teacher.click("‹ Мои уроки")
    for label in ("2 · 7А ›", "Отметки класса", "Журнал"):
        await teacher.click(label)
    assert f"Мало отметок: {len(CLASS_7A)} учеников" in teacher.text
    assert "Нужно не меньше 5" in teacher.text


async def test_what_no_button_says_changes_no_hours(world: World) -> None:
    deputy = await world.staff("deputy")
    await deputy.send("/menu")
    history, maths = world.school.subjects["История"], world.school.subjects["Математика"]
    of_first_grade = world.school.sections["maths_1b"]
    packed = SetHours(grade_level=7, subject_id=history, hours=3).pack()
    for forged in (
        packed.replace(":3:", ":0:"),
        packed.replace(":3:", ":13:"),
        SetHours(grade_level=7, subject_id=maths, hours=3).pack(),
        SetHours(grade_level=7, subject_id=history, hours=3, section_id=of_first_grade).pack(),
    ):
        await deputy.forge(forged)
    stored = await world.rows(select(t.section.c.weekly_hours))
    assert {each["weekly_hours"] for each in stored} == {None}
