"""The roll of 30 pupils with k exceptions: k + 2 taps (S2 3.2; issue «Effort»)."""

import pytest
from sqlalchemy import insert, select

from domain.people import sort_key
from storage import tables as t
from tests.support.people import World
from tests.support.school import CLASS_7A, PERIODS, TODAY

PUPILS = 30


async def fill_class(world: World) -> list[str]:
    """Brings 7А to 30 pupils; the surnames of the new ones."""
    names = [f"Ученик{number:02}" for number in range(PUPILS - len(CLASS_7A))]
    async with world.app.database.write(world.clock()) as uow:
        for name in names:
            done = await uow.connection.execute(
                insert(t.person).values(
                    sourced_id=name,
                    school_id=world.school.id,
                    family_name=name,
                    given_name="Лев",
                    sort_key=sort_key(name, "Лев", ""),
                )
            )
            key = done.inserted_primary_key
            assert key is not None
            await uow.connection.execute(
                insert(t.section_student).values(
                    section_id=world.school.sections["algebra"],
                    student_id=key[0],
                    begins=PERIODS[0][1],
                )
            )
        await uow.commit()
    return names


@pytest.mark.parametrize("exceptions", [0, 1, 7])
async def test_exceptions_cost_a_tap_each_and_two(world: World, exceptions: int) -> None:
    names = await fill_class(world)
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    taps = ["3 · Перекличка", *names[:exceptions], "Готово"]
    for label in taps:
        await teacher.click(label)
    assert len(taps) == exceptions + 2
    lesson_id = world.school.lesson("algebra", TODAY)
    events = await world.rows(
        select(t.attendance_event.c.status).where(t.attendance_event.c.lesson_id == lesson_id)
    )
    assert [row["status"] for row in events] == ["absent"] * exceptions
    [lesson] = await world.rows(select(t.lesson).where(t.lesson.c.id == lesson_id))
    assert lesson["attendance_taken_at"] is not None
