"""Whatever marks and moves between groups: one average for family, teachers and final marks."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from sqlalchemy import delete, insert, update

from domain.actor import Actor
from domain.gradebook.coverage import judges
from domain.gradebook.use_cases import class_gradebook, section_gradebook
from domain.marks.averages import Weighed, weighted_average
from domain.marks.journal import class_marks
from domain.marks.value import MarkValue
from storage import tables as t
from storage.database import Database
from storage.mark_values import as_columns
from storage.uow import SqlUnitOfWork
from tests.storage.test_lessons import actor_of
from tests.support.clock import OwnClock
from tests.support.journal import RECORDED
from tests.support.school import CLASS_7A, PERIODS, TODAY, SmallSchool

_TITLE, BEGINS, ENDS = PERIODS[1]
GROUPS = {"english1": "orlova", "english2": "sokolova"}
DAYS = [BEGINS + timedelta(days=at) for at in range((TODAY - BEGINS).days + 1)]
LEAST = 3  # marks of a quarter with an hour a week
Spell = tuple[str, date, date | None]


def random_spells(dice: Random) -> list[Spell]:
    """Of one pupil: in one group after the other, the last one open; some have left for good."""
    bounds = sorted(dice.sample(DAYS[1:], dice.randrange(4)))
    groups = dice.sample(sorted(GROUPS), 2)
    days = [PERIODS[0][1], *bounds]
    ends = [*bounds, None if dice.random() < 0.9 else dice.choice(DAYS[-3:])]
    return [
        (groups[at % 2], begins, end)
        for at, (begins, end) in enumerate(zip(days, ends, strict=True))
        if end is None or begins < end
    ]


async def _write(
    uow: SqlUnitOfWork, school: SmallSchool, dice: Random
) -> dict[str, tuple[str | None, set[str]]]:
    """Everybody's groups and marks anew; by pupil the group of today, and those of before."""
    sections = [school.sections[each] for each in GROUPS]
    run = uow.connection.execute
    await run(delete(t.mark))
    await run(update(t.section).where(t.section.c.id.in_(sections)).values(weekly_hours=1))
    await run(delete(t.section_student).where(t.section_student.c.section_id.in_(sections)))
    found = {}
    for pupil in CLASS_7A:
        spells = random_spells(dice)
        for at, (group, begins, ends) in enumerate(spells):
            values = {"section_id": school.sections[group], "student_id": school[pupil]}
            values["spell"] = 1 + at // 2  # they come in turns
            await run(insert(t.section_student).values(**values, begins=begins, ends=ends))
        for day in dice.sample(DAYS, dice.randrange(6)):
            held = [each for each, begins, ends in spells if begins <= day < (ends or date.max)]
            # A file may bring a mark of a group in which the pupil was not.
            group = held[0] if held and dice.random() < 0.9 else dice.choice(sorted(GROUPS))
            await run(insert(t.mark).values(_mark(school, dice, pupil, group, day)))
        now = [each for each, _begins, ends in spells if ends is None or ends > TODAY]
        found[pupil] = (now[0] if now else None, {each for each, _begins, _ends in spells})
    return found


def _mark(
    school: SmallSchool, dice: Random, pupil: str, group: str, day: date
) -> dict[str, object]:
    return {
        "section_id": school.sections[group],
        "student_id": school[pupil],
        "date": day,
        "work_type_id": school.work_types[dice.choice(["answer", "test"])],
        **as_columns(MarkValue.of(dice.choice(["2", "3", "4-", "5", "5", "ex"]))),
        "set_at": RECORDED,
        "removed_at": RECORDED if dice.random() < 0.1 else None,
    }


def mean(marks: Iterable[Weighed]) -> Decimal | None:
    return weighted_average(marks)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_the_average_a_teacher_sees_is_the_one_the_family_sees(
    database: Database, clock: OwnClock, school: SmallSchool, seed: int
) -> None:
    dice = Random(seed)
    actors = {name: await actor_of(database, clock, school[name]) for name in GROUPS.values()}
    subject = school.subjects["Английский язык"]
    async with database.write(clock()) as uow:
        groups = await _write(uow, school, dice)
        ids = [school[each] for each in CLASS_7A]
        beneath = await uow.final_mark_journal.marks(ids, subject, BEGINS, ENDS)
        by_class = await class_gradebook(uow, actors["orlova"], school.classes["7А"])
        seen = {group: await _of_group(uow, actors, school, group) for group in GROUPS}
        for pupil, (now, before) in groups.items():
            who = school[pupil]
            family = mean(await uow.marks.of_subject(who, subject, BEGINS, ENDS))
            rows = await uow.marks.by_subject(who, BEGINS, ENDS)
            [brief] = [mean(each.marks) for each in rows if each.subject_id == subject]
            assert brief == mean(beneath.get(who, ())) == family
            assert by_class.average(who, subject) == family
            judging = sum(judges(each.value) for each in beneath.get(who, ()))
            for group, (book, lesson, counted) in seen.items():
                lacks = group == now and judging < LEAST
                assert counted.get(who) == (judging if lacks else None), (seed, pupil)
                if group == now:
                    assert book[who] == lesson[who] == family, (seed, pupil, group)
                else:
                    assert book.get(who) is lesson.get(who) is None, (seed, pupil, group)
                assert (who in book) == (group in before)


async def _of_group(
    uow: SqlUnitOfWork, actors: dict[str, Actor], school: SmallSchool, group: str
) -> tuple[dict[int, Decimal | None], dict[int, Decimal | None], dict[int, int]]:
    """By pupil the average in the gradebook of a group and among the marks of its last lesson.

    The third: how many marks of those who lack some are counted (R102).
    """
    actor = actors[GROUPS[group]]
    book = await section_gradebook(uow, actor, school.sections[group])
    marks = await class_marks(uow, actor, school.lesson(group))
    return (
        {each.person.id: book.averages.get(each.person.id) for each in book.pupils},
        {each.person.id: marks.average(each) for each in marks.pupils},
        {each.student_id: each.has for each in book.coverage.short} if book.coverage else {},
    )
