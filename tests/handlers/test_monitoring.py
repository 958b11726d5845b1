"""The report of monitoring works, opened by the management from the gradebook of a class."""

from datetime import date

from storage import tables as t
from tests.support.journal import journal
from tests.support.people import World


async def test_classes_of_a_grade_by_subject(world: World) -> None:
    school = world.school
    await world.change(t.work_type, school.work_types["test"], kind="monitoring")
    async with journal(world.app.database, school, world.clock) as written:
        for pupil, value in (("anna", "5"), ("petr", "4"), ("darya", "2"), ("ivan_a", "ex")):
            await written.mark(pupil, "history", date(2026, 10, 5), value, work="test")
        await written.mark("oleg", "history_7b", date(2026, 10, 6), 3, work="test")
        await written.mark("anna", "history", date(2026, 10, 7), 2)  # a current mark
        gone = await written.mark("petr", "history", date(2026, 10, 8), 2, work="test")
    await world.change(t.mark, gone, removed_at=world.clock())
    deputy, class_id = await world.staff("deputy"), school.classes["7А"]
    await deputy.send("/menu")
    await deputy.forge(f"jc:{class_id}:0:0")
    await deputy.click("Мониторинг")
    assert deputy.text.startswith("Мониторинг, 7 класс")
    assert "История: средний 3,50, успеваемость 75 %" in deputy.text
    assert "7А | 1 | 1 | 0 | 1 | 67 %" in deputy.text
    assert "7Б | 0 | 0 | 1 | 0 | 0 %" in deputy.text
    assert "Все | 1 | 1 | 1 | 1 | 50 %" in deputy.text
    await deputy.click("Аттестация")
    assert "За этот учебный год отметок за такие работы нет" in deputy.text
    await deputy.click("‹ Назад")
    assert deputy.text.startswith("7А")
    await deputy.forge(f"fz:current:7:{class_id}:0")
    assert "журнал класса" in deputy.text


async def test_who_leads_a_class_reads_its_gradebook_alone(world: World) -> None:
    teacher, class_id = await world.staff("orlova"), world.school.classes["7А"]
    await teacher.send("/class")
    await teacher.click("Журнал")
    assert "Мониторинг" not in str(teacher.buttons)
    await teacher.forge(f"fz:monitoring:7:{class_id}:0")
    assert "не для вас" in teacher.text
