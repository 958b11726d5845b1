"""A pupil hands work in; nothing of it is in the journal until the teacher gives a mark (R107)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from storage import tables as t
from tests.support.journal import journal
from tests.support.people import Client, World, text_of
from tests.support.school import TODAY

JOURNAL = (t.mark, t.mark_change, t.attendance_event, t.lesson, t.homework)


@pytest.fixture
async def homework_id(world: World) -> int:
    """Set yesterday, due at today's lesson."""
    async with journal(world.app.database, world.school, world.clock) as written:
        made = await written.homework("algebra", TODAY, "№ 112")
    yesterday = world.school.lesson("algebra", TODAY - timedelta(days=1))
    await world.change(t.homework, made, lesson_id=yesterday)
    return made


async def stored(world: World, table: Any) -> list[dict[str, Any]]:
    return await world.rows(select(table))


async def counts(world: World) -> list[int]:
    found = []
    for table in JOURNAL:
        [row] = await world.rows(select(func.count().label("n")).select_from(table))
        found.append(int(row["n"]))
    return found


async def at_work(world: World, name: str = "anna") -> Client:
    """The pupil, who is asked for the answer."""
    pupil = await world.pupil(name)
    await pupil.send("/homework")
    await pupil.click("◀ вт 24.11")
    await pupil.click("Сдать работу")
    await pupil.click("Алгебра")
    return pupil


async def test_an_answer_and_a_photo_are_handed_in_and_the_journal_stays_as_it_is(
    world: World, homework_id: int
) -> None:
    before = await counts(world)
    anna = await at_work(world)
    assert "Пришли ответ: текст, фото или документы." in anna.text
    await anna.send("х = 5")
    assert "Сдано ✓\nх = 5" in anna.text
    await anna.send_photo()
    assert "1. Фото" in anna.text
    [row] = await stored(world, t.submission)
    assert (row["homework_id"], row["student_id"]) == (homework_id, world.school["anna"])
    assert row["text"] == "х = 5"
    assert await counts(world) == before
    await anna.send("х = 6")
    assert [row["text"] for row in await stored(world, t.submission)] == ["х = 6"]
    await anna.click("Забрать назад")
    assert "Сдано ✓" not in anna.text
    [row] = await stored(world, t.submission)
    assert row["removed_at"] is not None
    [file] = await stored(world, t.attachment)
    assert file["removed_at"] is not None


async def test_what_cannot_be_an_answer_is_said_and_the_question_stays(
    world: World, homework_id: int
) -> None:
    anna = await at_work(world)
    world.telegram.send_text(anna.id, "ж" * 4096)
    world.telegram.send_text(anna.id, "ы")
    await world.settle()
    assert "до 2000 знаков, а здесь 4097" in anna.text
    world.telegram.send_sticker(anna.id)
    await world.settle()
    assert "Приложить можно фото или документ" in anna.text
    assert await stored(world, t.submission) == []
    await anna.send_document("решение.pdf", caption="решение")
    assert [row["text"] for row in await stored(world, t.submission)] == ["решение"]
    await world.change(t.school, world.school.id, policy={"person_files_mb": 20})
    [file] = await stored(world, t.attachment)
    await world.change(t.attachment, file["id"], size=20 * 1024 * 1024)
    await anna.send_photo()
    assert "Твои файлы занимают за учебный год не больше 20 МБ, и места больше нет." in anna.text
    assert "Ответь словами" in anna.text
    assert "поменьше" not in anna.text
    await anna.send("Ответ: 5")
    assert [row["text"] for row in await stored(world, t.submission)] == ["Ответ: 5"]


async def test_the_teacher_reads_it_and_the_mark_is_the_teachers_own_act(
    world: World, homework_id: int
) -> None:
    anna = await at_work(world)
    await anna.send("х = 5")
    await anna.send_photo()
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    yesterday = world.school.lesson("algebra", TODAY - timedelta(days=1))
    await teacher.forge(f"th:{yesterday}:{homework_id}")
    await teacher.click("Сдано")
    assert "Сдали: 1" in teacher.text
    await teacher.click("● Иванова")
    assert "х = 5" in teacher.text
    await teacher.click("Показать файлы")
    assert [each for each in teacher.from_bot if "photo" in each]
    assert await stored(world, t.mark) == []
    await teacher.click("Поставить отметку")
    await anna.click("Забрать назад")
    await teacher.click("5")
    assert "Ученик тем временем забрал эту работу" in text_of(teacher.from_bot[-2])
    assert await stored(world, t.mark) == []
    await anna.send("х = 5")
    place = world.school.lesson("algebra"), world.school.work_types["homework"]
    again = f"tzm:{place[0]}:{place[1]}:{world.school['anna']}"
    await teacher.forge(again, message=teacher.from_bot[-2]["message_id"])
    await teacher.click("5")
    [mark] = await stored(world, t.mark)
    assert (mark["student_id"], mark["value"]) == (world.school["anna"], 5)
    assert mark["lesson_id"] == world.school.lesson("algebra")
    await anna.send("х = 7")
    assert "За эту работу уже есть отметка" in anna.text
    assert [row["text"] for row in await stored(world, t.submission)] == ["х = 5"]


async def test_nobody_else_reads_or_hands_in_what_is_a_pupils_own(
    world: World, homework_id: int
) -> None:
    anna = await at_work(world)
    await anna.send("х = 5")
    elena = await world.guardian("elena", "anna")
    petr = await world.pupil("petr")
    kuznetsov = await world.staff("kuznetsov")
    yesterday = world.school.lesson("algebra", TODAY - timedelta(days=1))
    student = world.school["anna"]
    for other in (elena, petr, kuznetsov):
        await other.send("/menu")
        for data in (f"hfo:{student}:{homework_id}", f"hft:{student}:{homework_id}"):
            await other.forge(data)
            assert "х = 5" not in other.text
        await other.forge(f"tzo:{yesterday}:{homework_id}:{student}")
        assert "х = 5" not in other.text
    [row] = await stored(world, t.submission)
    assert row["removed_at"] is None
