"""What a school year that is over allows: its final marks are read and not changed (R096)."""

from datetime import date, timedelta

from sqlalchemy import select, update

from storage import tables as t
from tests.handlers.test_setting_final_marks import finals
from tests.handlers.test_setting_final_marks import marked as marked
from tests.support.people import World

JUNE = date(2026, 6, 1)
PERIOD = {
    "sourced_id": "old",
    "kind": "quarter",
    "ordinal": 4,
    "title": "IV четверть",
    "school_year": 2026,
    "begins": date(2026, 4, 6),
    "ends": date(2026, 5, 27),
}


async def test_a_section_of_last_year_has_no_list_and_a_closed_period_says_so(
    marked: World,
) -> None:
    """Its pupils are in another journal by now, and old buttons stay under the thumb."""
    algebra, first = marked.school.sections["algebra"], marked.school.periods["I четверть"]
    history = marked.school.sections["history"]
    teacher = await marked.staff("orlova")
    await teacher.send("/lessons")
    async with marked.app.database.write(marked.clock()) as uow:
        run = uow.connection.execute
        lessons = await run(select(t.lesson.c.id).where(t.lesson.c.section_id == algebra))
        for before, lesson_id in enumerate(lessons.scalars().all()):
            day = JUNE - timedelta(days=before)
            await run(update(t.lesson).where(t.lesson.c.id == lesson_id).values(date=day))
        old = {**PERIOD, "school_id": marked.school.id}
        made = t.grading_period.insert().values(old).returning(t.grading_period.c.id)
        closed = (await run(made)).scalar_one()
        await uow.commit()
    await teacher.forge(f"fs:{algebra}:{first}:0")
    assert "Алгебра: последний урок здесь был 1 июня, в прошлом учебном году." in teacher.text
    await teacher.forge(f"fd:{algebra}:{first}:{marked.school['anna']}:5:0")
    assert await finals(marked) == {}
    await teacher.forge(f"fs:{history}:{closed}:0")
    assert teacher.text.startswith("Тот учебный год закончился")
    await teacher.send("/class")
    await teacher.click("Итоги")
    assert "История" in teacher.text
    assert "Алгебра" not in teacher.text
