"""A quiz of five questions: 3 taps and a message to set it, 7 taps to answer, 3 to mark a class."""

from datetime import timedelta

from sqlalchemy import select

from storage import tables as t
from tests.support.people import World

FIVE = "\n\n".join(f"Сколько будет {n} + 1?\n+ {n + 1}\n- {n}" for n in range(1, 6))


async def test_a_quiz_of_five_questions(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.click("Д/з")
    await teacher.click("Тест")
    await teacher.send(FIVE)
    await teacher.click("Задать")
    anna = await world.pupil("anna")
    await anna.send("/menu")
    await anna.click("Домашние задания")
    await anna.click("Тест")
    for number in range(1, 6):
        await anna.click(str(number + 1))
    assert "Верно 5 из 5" in anna.text
    world.clock.advance(timedelta(hours=22))
    await teacher.click("Тест")
    await teacher.click("Поставить отметки")
    await teacher.click("Поставить 1 отметку")
    assert [row["value"] for row in await world.rows(select(t.mark.c.value))] == [5]
