"""Plans of sections as they are stored, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.errors import NotFound
from domain.lessons.record import RecordState, record_state
from domain.plans.model import Draft, Plan, PlanLesson, PlannedTopic, Source
from storage import tables as t
from storage.database import Database
from tests.support.clock import MOSCOW, OwnClock
from tests.support.school import MONDAY, TODAY, SmallSchool

PLAN = Plan(
    (
        PlannedTopic(1, "Дроби", 2, MONDAY, "№ 5"),
        PlannedTopic(2, "Степени"),
        PlannedTopic(3, "Степени"),
    )
)


async def test_a_plan_is_replaced_and_what_was_taught_is_found_in_it(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    section, teacher = school.sections["algebra"], school["orlova"]
    monday, today = school.lesson("algebra", MONDAY), school.lesson("algebra")
    async with database.write(clock()) as uow:
        await uow.lessons.set_topic(monday, "Степени", None, is_by_plan=False)
        await uow.plans.replace(section, PLAN, Source.FILE, teacher)
        followed = await uow.plans.followed(section)
        assert [(each.title, each.hours, each.planned_on) for each in followed.plan.topics] == [
            ("Дроби", 2, MONDAY),
            ("Степени", 1, None),
            ("Степени", 1, None),
        ]
        assert followed.had == {2: 1}
        await uow.lessons.set_topic(today, "Степени", 3, is_by_plan=True)
        await uow.plans.replace(section, PLAN, Source.TYPED, teacher)
        assert (await uow.plans.followed(section)).had == {2: 1, 3: 1}
        stored = await uow.plans.section(section, to_change=True)
        assert (stored.topics, stored.source, stored.approved_at) == (3, Source.TYPED, None)
        lessons = await uow.plans.lessons(section)
        assert PlanLesson(MONDAY, False, "Степени", 2) in lessons
        await uow.plans.approve(section, school["deputy"])
        assert (await uow.plans.section(section)).approved_at == clock()
        await uow.plans.replace(section, PLAN, Source.COPIED, teacher)
        assert (await uow.plans.section(section)).approved_at is None


async def test_a_draft_is_one_of_a_person(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    algebra, history = school.sections["algebra"], school.sections["history"]
    async with database.write(clock()) as uow:
        teacher = school["orlova"]
        assert await uow.plans.draft(teacher) is None
        await uow.plans.keep_draft(teacher, Draft(history, Source.TYPED, Plan(PLAN.topics[:1])))
        await uow.plans.keep_draft(teacher, Draft(algebra, Source.FILE, PLAN))
        assert await uow.plans.draft(teacher) == Draft(algebra, Source.FILE, PLAN)
        await uow.plans.drop_draft(teacher)
        assert await uow.plans.draft(teacher) is None


async def test_plans_of_a_school_of_a_class_and_whom_one_may_copy_from(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    history, of_7b = school.sections["history"], school.sections["history_7b"]
    async with database.write(clock()) as uow:
        await uow.plans.replace(of_7b, PLAN, Source.TYPED, school["kuznetsov"])
        section = await uow.plans.section(history)
        assert [each.id for each in await uow.plans.sources(section)] == [of_7b]
        assert await uow.plans.sources(await uow.plans.section(of_7b)) == []
        found = await uow.plans.of_school(school.id)
        assert [each.id for each in found if each.topics] == [of_7b]
        assert await uow.plans.of_school(school.id + 1) == []
        [plan] = await uow.plans.of_class(school.classes["7Б"])
        assert (plan.section.id, plan.plan.hours) == (of_7b, 4)
        assert {each.date.isoweekday() for each in plan.lessons} == {2, 5}
        with pytest.raises(NotFound):
            await uow.plans.section(10**9)


async def test_the_lesson_before_says_what_is_set(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    tomorrow = TODAY + timedelta(days=1)
    async with database.write(clock()) as uow:
        await uow.lessons.say_no_homework(school.lesson("algebra"), is_none=True)
        found = await uow.lessons.before_next(school["anna"], TODAY, TODAY + timedelta(days=9))
        assert found == await uow.lessons.before(school["anna"], tomorrow)
        assert {each.day for each in found} == {tomorrow}
        states = {
            each.subject: (each.state.date, record_state(each.state, clock().astimezone(MOSCOW)))
            for each in found
            if each.state is not None
        }
        assert states == {
            "Алгебра": (TODAY, RecordState.NOTHING_SET),
            "Физика": (TODAY, RecordState.NOT_FILLED),
        }
        await uow.lessons.say_no_homework(school.lesson("algebra"), is_none=False)
        [row] = (
            await uow.connection.execute(
                select(t.lesson.c.no_homework_at).where(t.lesson.c.id == school.lesson("algebra"))
            )
        ).all()
        assert row.no_homework_at is None
