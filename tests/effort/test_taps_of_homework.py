"""Homework from the list of lessons: 1 tap and one message (issue «Effort»)."""

import pytest
from sqlalchemy import select

from storage import tables as t
from tests.support.people import World


async def told(world: World) -> list[str]:
    return [row["text"] for row in await world.rows(select(t.homework.c.text))]


async def test_homework_is_a_tap_and_a_message_whatever_else_the_lesson_lacks(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.click("Д/з")
    await teacher.send("№ 112")
    assert await told(world) == ["№ 112"]


@pytest.mark.parametrize("nothing_else", ["topic", "attendance_taken_at"])
async def test_it_is_the_same_once_the_rest_is_done(world: World, nothing_else: str) -> None:
    values = {"topic": "Дроби", "attendance_taken_at": world.clock()}
    values.pop(nothing_else)
    await world.change(t.lesson, world.school.lesson("algebra"), **values)
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.click("Д/з")
    await teacher.send("№ 112")
    assert await told(world) == ["№ 112"]


async def test_the_last_gap_is_homework_itself(world: World) -> None:
    lesson = world.school.lesson("algebra")
    await world.change(t.lesson, lesson, topic="Дроби", attendance_taken_at=world.clock())
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.click("3 · Задание")
    await teacher.send("№ 112")
    assert await told(world) == ["№ 112"]


async def test_a_lesson_ahead_is_no_further_away(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.click("ср ▶")
    await teacher.click("Д/з")
    await teacher.send("№ 113")
    assert await told(world) == ["№ 113"]
