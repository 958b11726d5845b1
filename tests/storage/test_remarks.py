"""Remarks as they are stored, on both databases."""

from datetime import timedelta

from domain.remarks.model import NOTHING, NewRemark, RemarkKind, word_of
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock
from tests.support.school import MONDAY, TODAY, SmallSchool

DAY = timedelta(days=1)


async def written(uow: SqlUnitOfWork, school: SmallSchool, name: str = "anna") -> tuple[int, int]:
    lesson_id = school.lesson("algebra", TODAY)
    return await uow.remarks.write(
        NewRemark(school[name], lesson_id, school["orlova"], RemarkKind.NOTE, "Без тетради")
    )


async def test_each_change_says_what_it_made_and_none_keeps_words(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.write(clock()) as uow:
        first, remark_id = await written(uow, school)
        found = await uow.remarks.found(remark_id, to_change=True)
        assert found.student.school_class_id == school.classes["7А"]
        assert (found.remark.day, found.remark.subject) == (TODAY, "Алгебра")
        second = await uow.remarks.say_otherwise(found.remark, "Нет тетради")
        third = await uow.remarks.withdraw((await uow.remarks.found(remark_id)).remark)
        facts = await uow.facts.remarks([first, second, third])
        assert [facts[each].made_what for each in (first, second, third)] == [
            word_of(RemarkKind.NOTE, "Без тетради"),
            word_of(RemarkKind.NOTE, "Нет тетради"),
            NOTHING,
        ]
        assert {each.what for each in facts.values()} == {NOTHING}
        assert (await uow.remarks.found(remark_id)).remark.text == ""
        assert await uow.remarks.of_pupil(school["anna"]) == []


async def test_a_month_of_a_class_is_of_who_is_in_it_today(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    now = clock()
    async with database.write(now) as uow:
        for name in ("petr", "anna", "oleg"):
            await written(uow, school, name)
        class_id = school.classes["7А"]
        rows = await uow.remarks.of_class(class_id, now - DAY, now + DAY)
        assert [pupil.given_name for pupil, _remark in rows] == ["Пётр", "Анна"]
        assert await uow.remarks.of_class(class_id, now + DAY, now + 2 * DAY) == []
        assert await uow.remarks.of_class(class_id, now - DAY, now) == []


async def test_a_pupil_of_a_lesson_was_in_its_section_that_day(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.read(clock()) as uow:
        section = school.sections["english1"]
        anna = await uow.remarks.lesson_pupil(school["anna"], section, MONDAY)
        assert anna is not None
        assert (anna.student.given_name, anna.is_learner) == ("Анна", True)
        assert await uow.remarks.lesson_pupil(school["sasha"], section, MONDAY) is None


async def test_other_words_are_unread(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.write(clock()) as uow:
        _change, remark_id = await written(uow, school)
        await uow.remarks.confirm(remark_id, school["elena"])
        read = (await uow.remarks.found(remark_id)).remark
        assert read.read_at == clock()
        await uow.remarks.say_otherwise(read, "Нет тетради")
        assert (await uow.remarks.found(remark_id)).remark.read_at is None
