"""Homework of one lesson as its teacher has it before them, and what follows a change of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Facts, Thing, ThingKind
from domain.errors import Denied, Refused
from domain.evening.planning import refresh_cards
from domain.hat import Hat
from domain.homework.model import SetHomework
from domain.lessons.model import TaughtLesson
from domain.lessons.use_cases import open_lesson
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_families
from domain.plans.model import PlannedTopic
from domain.policy import SchoolPolicy
from domain.schedule.model import Lesson
from domain.uow import UnitOfWork

OFFERED_LESSONS = 4


@dataclass(frozen=True, slots=True)
class HomeworkDesk:
    """All one needs to set homework in a lesson.

    `due` are the section's next lessons, nearest first; `planned` is the topic whose homework the
    plan suggests (`with_plan`): the lesson's own, else the next one of the plan.
    """

    taught: TaughtLesson
    homework: tuple[SetHomework, ...]
    due: tuple[Lesson, ...]
    planned: PlannedTopic | None
    policy: SchoolPolicy

    def item(self, homework_id: int) -> SetHomework | None:
        return next((item for item in self.homework if item.id == homework_id), None)

    def due_lesson(self, lesson_id: int) -> Lesson | None:
        return next((lesson for lesson in self.due if lesson.id == lesson_id), None)


async def open_homework(uow: UnitOfWork, actor: Actor, lesson_id: int) -> HomeworkDesk:
    """What was set in this lesson and what can be; `Refused` where there is no homework."""
    taught, hat = await open_lesson(uow, actor, Action.SET_HOMEWORK, lesson_id)
    return await _desk(uow, taught, hat)


async def open_to_set(uow: UnitOfWork, actor: Actor, lesson_id: int) -> tuple[HomeworkDesk, Hat]:
    """The same to change it: who else does so waits until this transaction is over."""
    taught, hat = await open_lesson(uow, actor, Action.SET_HOMEWORK, lesson_id, to_change=True)
    return await _desk(uow, taught, hat), hat


def item_of(desk: HomeworkDesk, homework_id: int) -> SetHomework:
    """`Denied` for what was not set in this lesson, or is not set any more."""
    item = desk.item(homework_id)
    if item is None:
        raise Denied(Action.SET_HOMEWORK)
    return item


def default_due(due: Sequence[Lesson], taught: TaughtLesson) -> tuple[int | None, date]:
    """The section's next lesson; where the timetable ends, the same weekday a week later."""
    if due:
        return due[0].id, due[0].date
    return None, taught.date + timedelta(days=7)


def due_of(desk: HomeworkDesk, due_lesson_id: int) -> tuple[int | None, date]:
    """The chosen lesson, one of those offered; 0 means the next one."""
    if not due_lesson_id:
        return default_due(desk.due, desk.taught)
    lesson = desk.due_lesson(due_lesson_id)
    if lesson is None:
        raise Denied(Action.SET_HOMEWORK)
    return lesson.id, lesson.date


def note_homework(
    uow: UnitOfWork,
    by: tuple[Actor, Hat],
    desk: HomeworkDesk,
    before: SetHomework | None,
    after: SetHomework | None,
) -> None:
    """For the audit trail, with the words."""
    item = before or after
    assert item is not None
    uow.audit.note(
        *by,
        Action.SET_HOMEWORK,
        Thing(ThingKind.HOMEWORK, item.id),
        before=_facts(desk, before),
        after=_facts(desk, after),
    )


async def tell_homework(
    uow: UnitOfWork, desk: HomeworkDesk, item: SetHomework, also: Collection[int] = ()
) -> None:
    """Those whom it concerns on the day it is due: at once, or in the evening card.

    `also`: whom it concerned until now.
    """
    members = await uow.lessons.pupils(desk.taught.lesson.section_id, item.due_date)
    pupils = [pupil.id for pupil in members]
    if item.for_some:
        concerned = await uow.homework.chosen(item.id) | frozenset(also)
        pupils = [each for each in pupils if each in concerned]
    await tell_families(uow, [Event(Kind.HOMEWORK, each, item.id, item.id) for each in pupils])
    await refresh_cards(uow, pupils, item.due_date)


async def refresh_day(uow: UnitOfWork, desk: HomeworkDesk, due: date) -> None:
    """The cards of a day for which something was due until now."""
    pupils = await uow.lessons.pupils(desk.taught.lesson.section_id, due)
    await refresh_cards(uow, [pupil.id for pupil in pupils], due)


def _facts(desk: HomeworkDesk, item: SetHomework | None) -> Facts | None:
    if item is None:
        return None
    return {
        "lesson": desk.taught.id,
        "due": item.due_date.isoformat(),
        "text": item.text,
        "files": item.files,
        "quiz": item.quiz,
        "pupils": item.for_some,
        "minutes": item.minutes or 0,
    }


async def _desk(uow: UnitOfWork, taught: TaughtLesson, hat: Hat) -> HomeworkDesk:
    """Grade 1 has no homework unless the school decides otherwise (S3 1.2, conflict C1)."""
    taught.require_homework(hat.school.policy)
    if taught.lesson.is_cancelled:
        raise Refused("lesson_cancelled")
    section = taught.lesson.section_id
    return HomeworkDesk(
        taught,
        tuple(await uow.homework.of_lesson(taught.id)),
        tuple(await uow.lessons.next_lessons(section, taught.date, OFFERED_LESSONS)),
        None,
        hat.school.policy,
    )


async def with_plan(uow: UnitOfWork, desk: HomeworkDesk) -> HomeworkDesk:
    """The same with what the plan suggests, for whoever is about to set homework."""
    return replace(desk, planned=await _planned(uow, desk.taught))


async def _planned(uow: UnitOfWork, taught: TaughtLesson) -> PlannedTopic | None:
    section, title = taught.lesson.section_id, taught.lesson.topic
    if title:
        topic = await uow.lessons.topic_of_plan(section, title)
    else:
        topic = next(iter(await uow.lessons.planned_topics(section, 1)), None)
    return topic if topic is not None and topic.homework else None
