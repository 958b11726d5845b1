"""Setting homework in a lesson (R103): typed or from the plan, due at a later lesson."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Facts, Thing, ThingKind
from domain.errors import Denied, Refused
from domain.evening.planning import refresh_cards
from domain.hat import Hat
from domain.homework.model import NewHomework, SetHomework
from domain.lessons.model import LessonTopic, TaughtLesson
from domain.lessons.use_cases import open_lesson
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_families
from domain.schedule.model import Lesson
from domain.typed import clean
from domain.uow import UnitOfWork

HOMEWORK_LENGTH = 1000  # characters; a day of seven lessons must fit into one message
OFFERED_LESSONS = 4


@dataclass(frozen=True, slots=True)
class HomeworkDesk:
    """All one needs to set homework in a lesson.

    `due` are the section's next lessons, nearest first; `planned` is the topic whose homework the
    plan suggests: the lesson's own, else the next one of the plan.
    """

    taught: TaughtLesson
    homework: tuple[SetHomework, ...]
    due: tuple[Lesson, ...]
    planned: LessonTopic | None

    def item(self, homework_id: int) -> SetHomework | None:
        return next((item for item in self.homework if item.id == homework_id), None)

    def due_lesson(self, lesson_id: int) -> Lesson | None:
        return next((lesson for lesson in self.due if lesson.id == lesson_id), None)


async def open_homework(uow: UnitOfWork, actor: Actor, lesson_id: int) -> HomeworkDesk:
    """What was set in this lesson and what can be; `Refused` where there is no homework."""
    taught, hat = await open_lesson(uow, actor, Action.SET_HOMEWORK, lesson_id)
    return await _desk(uow, taught, hat)


async def set_homework(
    uow: UnitOfWork, actor: Actor, lesson_id: int, typed: str, homework_id: int, due_lesson_id: int
) -> SetHomework:
    """Sets a text, anew (`homework_id` 0) or instead of what there is.

    `due_lesson_id` 0 keeps the due lesson, or takes the next one. The same text due at the same
    lesson is one homework, however often it is sent. `Refused` when empty or over the limit.
    """
    text = clean(typed)
    if not text or len(text) > HOMEWORK_LENGTH:
        raise Refused("homework_length", limit=HOMEWORK_LENGTH, length=len(text))
    desk, hat = await _open(uow, actor, lesson_id)
    kept = _item(desk, homework_id) if homework_id else None
    if kept is not None and not due_lesson_id:
        due_id, due_date = kept.due_lesson_id, kept.due_date
    else:
        due_id, due_date = _due(desk, due_lesson_id)
    for item in desk.homework:
        if (item.text, item.due_lesson_id, item.due_date) == (text, due_id, due_date):
            return item
    if kept is None:
        new = NewHomework(desk.taught.lesson.section_id, lesson_id, due_id, due_date, text)
        made = await uow.homework.add(new, hat.person.id)
        await uow.lessons.say_no_homework(lesson_id, is_none=False)
    else:
        made = kept.id
        await uow.homework.change(kept.id, text, due_id, due_date, hat.person.id)
        if kept.due_date != due_date:
            await _refresh_cards(uow, desk, kept.due_date)
    done = SetHomework(made, due_id, due_date, text)
    _note(uow, (actor, hat), desk, kept, done)
    await _tell(uow, desk, made, due_date)
    return done


async def set_planned_homework(
    uow: UnitOfWork, actor: Actor, lesson_id: int, topic_id: int, homework_id: int, due: int
) -> SetHomework:
    """Sets the homework that the section's plan has for a topic."""
    taught, _hat = await open_lesson(uow, actor, Action.SET_HOMEWORK, lesson_id)
    topic = await uow.lessons.planned_topic(taught.lesson.section_id, topic_id)
    return await set_homework(uow, actor, lesson_id, topic.homework, homework_id, due)


async def move_homework(
    uow: UnitOfWork, actor: Actor, lesson_id: int, homework_id: int, due_lesson_id: int
) -> None:
    """The same homework, due at another lesson of the section. Twice is once."""
    desk, hat = await _open(uow, actor, lesson_id)
    item = _item(desk, homework_id)
    due_id, due_date = _due(desk, due_lesson_id)
    if (item.due_lesson_id, item.due_date) == (due_id, due_date):
        return
    await uow.homework.change(item.id, item.text, due_id, due_date, hat.person.id)
    moved = replace(item, due_lesson_id=due_id, due_date=due_date)
    _note(uow, (actor, hat), desk, item, moved)
    if item.due_date != due_date:
        await _refresh_cards(uow, desk, item.due_date)
    await _tell(uow, desk, item.id, due_date)


async def remove_homework(uow: UnitOfWork, actor: Actor, lesson_id: int, homework_id: int) -> None:
    """It is not set any more, and whoever was told of it is told so (R105).

    Removing what is gone already is no error.
    """
    desk, hat = await _open(uow, actor, lesson_id)
    item = desk.item(homework_id)
    if item is not None:
        await uow.homework.remove(homework_id)
        _note(uow, (actor, hat), desk, item, None)
        await _tell(uow, desk, item.id, item.due_date)


def default_due(due: Sequence[Lesson], taught: TaughtLesson) -> tuple[int | None, date]:
    """The section's next lesson; where the timetable ends, the same weekday a week later."""
    if due:
        return due[0].id, due[0].date
    return None, taught.date + timedelta(days=7)


async def _open(uow: UnitOfWork, actor: Actor, lesson_id: int) -> tuple[HomeworkDesk, Hat]:
    taught, hat = await open_lesson(uow, actor, Action.SET_HOMEWORK, lesson_id, to_change=True)
    return await _desk(uow, taught, hat), hat


async def _desk(uow: UnitOfWork, taught: TaughtLesson, hat: Hat) -> HomeworkDesk:
    """Grade 1 has no homework unless the school decides otherwise (S3 1.2, conflict C1)."""
    if not hat.school.policy.has_homework(taught.grade_level):
        raise Refused("grade_without_homework", grade=taught.grade_level)
    if taught.lesson.is_cancelled:
        raise Refused("lesson_cancelled")
    section = taught.lesson.section_id
    return HomeworkDesk(
        taught,
        tuple(await uow.homework.of_lesson(taught.id)),
        tuple(await uow.lessons.next_lessons(section, taught.date, OFFERED_LESSONS)),
        await _planned(uow, taught),
    )


def _note(
    uow: UnitOfWork,
    by: tuple[Actor, Hat],
    desk: HomeworkDesk,
    before: SetHomework | None,
    after: SetHomework | None,
) -> None:
    item = before or after
    assert item is not None
    uow.audit.note(
        *by,
        Action.SET_HOMEWORK,
        Thing(ThingKind.HOMEWORK, item.id),
        before=_facts(desk, before),
        after=_facts(desk, after),
    )


def _facts(desk: HomeworkDesk, item: SetHomework | None) -> Facts | None:
    if item is None:
        return None
    return {"lesson": desk.taught.id, "due": item.due_date.isoformat(), "text": item.text}


async def _tell(uow: UnitOfWork, desk: HomeworkDesk, homework_id: int, due: date) -> None:
    """Those of the section on the day it is due: at once, or in the evening card."""
    pupils = await uow.lessons.pupils(desk.taught.lesson.section_id, due)
    told = [Event(Kind.HOMEWORK, pupil.id, homework_id, homework_id) for pupil in pupils]
    await tell_families(uow, told)
    await refresh_cards(uow, [pupil.id for pupil in pupils], due)


async def _refresh_cards(uow: UnitOfWork, desk: HomeworkDesk, due: date) -> None:
    pupils = await uow.lessons.pupils(desk.taught.lesson.section_id, due)
    await refresh_cards(uow, [pupil.id for pupil in pupils], due)


async def _planned(uow: UnitOfWork, taught: TaughtLesson) -> LessonTopic | None:
    section, title = taught.lesson.section_id, taught.lesson.topic
    if title:
        topic = await uow.lessons.topic_of_plan(section, title)
    else:
        topic = next(iter(await uow.lessons.planned_topics(section, 1)), None)
    return topic if topic is not None and topic.homework else None


def _item(desk: HomeworkDesk, homework_id: int) -> SetHomework:
    item = desk.item(homework_id)
    if item is None:
        raise Denied(Action.SET_HOMEWORK)
    return item


def _due(desk: HomeworkDesk, due_lesson_id: int) -> tuple[int | None, date]:
    """The chosen lesson, one of those offered; 0 means the next one."""
    if not due_lesson_id:
        return default_due(desk.due, desk.taught)
    lesson = desk.due_lesson(due_lesson_id)
    if lesson is None:
        raise Denied(Action.SET_HOMEWORK)
    return lesson.id, lesson.date
