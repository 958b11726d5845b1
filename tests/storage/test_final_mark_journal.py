"""The journal of final marks on both databases."""

from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from domain.calendar import GradingPeriod
from domain.final_marks.rules import Presence
from domain.final_marks.setting_model import Choice, PupilOfSheet
from domain.marks.value import MarkValue
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock
from tests.support.journal import Journal
from tests.support.school import CLASS_7A, TODAY, SmallSchool

BEGINS, ENDS = date(2026, 9, 1), date(2026, 10, 23)


@pytest.fixture
async def uow(
    database: Database, school: SmallSchool, clock: OwnClock
) -> AsyncIterator[SqlUnitOfWork]:
    async with database.write(clock()) as uow:
        yield uow


async def algebra_of(uow: SqlUnitOfWork, school: SmallSchool, by: str) -> list[PupilOfSheet]:
    """The sheet of the first quarter as somebody sees it."""
    store, first = uow.final_mark_journal, school.periods["I четверть"]
    section = await store.section(school.sections["algebra"])
    return await store.pupils(
        section, TODAY, [first], await period(uow, school, first), school[by], None
    )


async def period(uow: SqlUnitOfWork, school: SmallSchool, period_id: int) -> GradingPeriod:
    stored = await uow.schedule.periods(school.id, school.classes["7А"])
    return next(each for each in stored if each.id == period_id)


def chosen(student_id: int, subject_id: int, value: int | str, reason: str = "") -> Choice:
    return Choice(student_id, subject_id, MarkValue.of(str(value)), reason)


async def drafts_of(uow: SqlUnitOfWork, school: SmallSchool, by: str) -> dict[int, Choice]:
    sheet = await algebra_of(uow, school, by)
    assert sorted(each.person.id for each in sheet) == [school[name] for name in CLASS_7A]
    return {each.person.id: each.draft for each in sheet if each.draft is not None}


async def test_choices_are_replaced_counted_and_forgotten(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    store, algebra = uow.final_mark_journal, school.subjects["Алгебра"]
    first, orlova = school.periods["I четверть"], school["orlova"]
    ids = [school[name] for name in CLASS_7A]
    await store.choose([chosen(school["anna"], algebra, 4)], first, orlova)
    await store.choose([chosen(school["anna"], algebra, 5)], first, orlova)
    await store.choose([chosen(school["anna"], algebra, 2)], first, school["sokolova"])
    anna = school["anna"]
    assert await drafts_of(uow, school, "orlova") == {anna: chosen(anna, algebra, 5)}
    counts = await store.counts(
        school.classes["7А"], await period(uow, school, first), TODAY, orlova
    )
    assert counts[school.sections["algebra"]] == (6, 0, 1)
    assert counts[school.sections["english1"]] == (3, 0, 0)
    await store.forget(ids, algebra, first, orlova)
    assert await drafts_of(uow, school, "orlova") == {}
    assert await drafts_of(uow, school, "sokolova") == {anna: chosen(anna, algebra, 2)}


async def test_a_word_in_the_place_of_a_number_is_a_change(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    """«зач» and «осв» have no number to tell them apart by."""
    store, algebra = uow.final_mark_journal, school.subjects["Алгебра"]
    first, orlova, anna = school.periods["I четверть"], school["orlova"], school["anna"]
    changes = []
    for stands, wanted in (("5", "na"), ("na", "na"), ("na", "ex"), ("ex", "4"), ("4", "4")):
        await store.record([chosen(anna, algebra, stands)], first, orlova)
        await store.choose([chosen(anna, algebra, wanted)], first, orlova)
        of_class = school.classes["7А"], await period(uow, school, first), TODAY, orlova
        counts = await store.counts(*of_class)
        changes.append(counts[school.sections["algebra"]])
    assert changes == [(6, 1, 1), (6, 1, 0), (6, 1, 1), (6, 1, 1), (6, 1, 0)]


async def test_recording_keeps_the_history(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    store, algebra = uow.final_mark_journal, school.subjects["Алгебра"]
    first, orlova, anna = school.periods["I четверть"], school["orlova"], school["anna"]
    for value, changes in ((4, 1), (4, 0), (5, 1)):
        recorded = await store.record([chosen(anna, algebra, value)], first, orlova)
        assert len(recorded) == changes
    sheet = await algebra_of(uow, school, "orlova")
    assert {each.person.id: each.finals for each in sheet if each.finals} == {
        anna: {first: MarkValue.plain(5)}
    }
    found = await uow.connection.execute(
        select(t.final_mark_change.c.old_value, t.final_mark_change.c.new_value).order_by(
            t.final_mark_change.c.id
        )
    )
    assert [tuple(row) for row in found] == [(None, 4), (4, 5)]


async def test_a_sheet_has_a_pupil_once_and_of_some_classes_only_theirs(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    """Marks of several periods, one of another subject, and a choice beside them."""
    store, anna, orlova = uow.final_mark_journal, school["anna"], school["orlova"]
    algebra, english = school.subjects["Алгебра"], school.subjects["Английский язык"]
    first, second = school.periods["I четверть"], school.periods["II четверть"]
    await store.record([chosen(anna, algebra, 4), chosen(anna, english, 3)], first, orlova)
    await store.record([chosen(anna, algebra, 5)], second, orlova)
    await store.choose([chosen(anna, algebra, 2, "не сдал")], second, orlova)
    section = await store.section(school.sections["algebra"])
    asked = section, TODAY, [first, second], await period(uow, school, second), orlova
    sheet = await store.pupils(*asked, None)
    assert [each.person for each in sheet] == await uow.lessons.pupils(section.id, TODAY)
    [of_anna] = [each for each in sheet if each.person.id == anna]
    assert of_anna.finals == {first: MarkValue.plain(4), second: MarkValue.plain(5)}
    assert of_anna.draft == chosen(anna, algebra, 2, "не сдал")
    assert await store.pupils(*asked, {school.classes["7А"]}) == sheet
    assert await store.pupils(*asked, {school.classes["7Б"]}) == []
    assert await store.pupils(*asked, set()) == []


async def test_marks_of_a_subject_count_in_whatever_group(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    journal = Journal(uow.connection, school)
    await journal.mark("anna", "english1", BEGINS, 5)
    await journal.mark("anna", "english2", ENDS, 3)
    await journal.mark("anna", "english1", ENDS + timedelta(days=1), 2)
    await journal.mark("anna", "english1", BEGINS, 2, removed_at=uow.now)
    english = school.subjects["Английский язык"]
    found = await uow.final_mark_journal.marks([school["anna"]], english, BEGINS, ENDS)
    assert [each.value.code for each in found[school["anna"]]] == ["5", "3"]


async def test_lessons_missed_in_the_former_group_count_and_those_before_it_came_do_not(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    """Pyotr went to the second group on 19 November (R049); Sasha was in it all the time."""
    journal, joined = Journal(uow.connection, school), date(2026, 11, 19)
    one, other = school.sections["english1"], school.sections["english2"]
    row, petr = t.section_student.c, school["petr"]
    moved = update(t.section_student).where(row.section_id == one, row.student_id == petr)
    await uow.connection.execute(moved.values(ends=joined))
    await journal.add(t.section_student, section_id=other, student_id=petr, begins=joined)
    days = [date(2026, 11, 10), date(2026, 11, 12), date(2026, 11, 17), joined]
    for section in ("english1", "english2"):
        for day in days:
            await journal.roll_call(section, day)
    for pupil, section, day in (
        ("petr", "english1", days[0]),
        ("petr", "english1", days[1]),
        ("petr", "english1", joined),  # as somebody has recorded it in the journal of the first
        ("petr", "english2", joined),
        ("sasha", "english2", days[2]),
    ):
        await journal.absence(pupil, section, day)
    store = uow.final_mark_journal
    taught = await store.section(other)
    second = await period(uow, school, school.periods["II четверть"])
    found = await store.pupils(taught, TODAY, [second.id], second, school["sokolova"], None)
    presence = {each.person.id: each.presence for each in found}
    assert presence[petr] == Presence(3, 4)
    assert presence[school["sasha"]] == Presence(1, 4)
