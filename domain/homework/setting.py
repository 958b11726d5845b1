"""Setting homework in a lesson (R103): typed or from the plan, due at a later lesson."""

from collections.abc import Collection
from dataclasses import replace

from domain.access import Action
from domain.actor import Actor
from domain.errors import Refused
from domain.homework.addressing import only_members
from domain.homework.desk import (
    due_of,
    item_of,
    note_homework,
    open_to_set,
    refresh_day,
    tell_homework,
)
from domain.homework.model import NewHomework, SetHomework
from domain.lessons.use_cases import open_lesson
from domain.typed import clean
from domain.uow import UnitOfWork

HOMEWORK_LENGTH = 1000  # characters; a day of seven lessons must fit into one message


def read_homework(typed: str) -> str:
    """The text as it is kept; `Refused` when it is empty or over the limit."""
    text = clean(typed)
    if not text or len(text) > HOMEWORK_LENGTH:
        raise Refused("homework_length", limit=HOMEWORK_LENGTH, length=len(text))
    return text


async def set_homework(
    uow: UnitOfWork,
    actor: Actor,
    lesson_id: int,
    typed: str,
    homework_id: int,
    due_lesson_id: int,
    student_ids: Collection[int] = (),
) -> SetHomework:
    """Sets a text, anew (`homework_id` 0) or instead of what there is.

    `due_lesson_id` 0 keeps the due lesson, or takes the next one. A new one is for `student_ids`;
    none: for the whole section. The same text for the same pupils, due at the same lesson, is one
    homework, however often it is sent. `Refused` when empty or over the limit.
    """
    text = read_homework(typed)
    desk, hat = await open_to_set(uow, actor, lesson_id)
    kept = item_of(desk, homework_id) if homework_id else None
    if kept is not None and not due_lesson_id:
        due_id, due_date = kept.due_lesson_id, kept.due_date
    else:
        due_id, due_date = due_of(desk, due_lesson_id)
    for item in desk.homework:
        is_same = (item.text, item.due_lesson_id, item.due_date) == (text, due_id, due_date)
        if is_same and await _is_for(uow, item, student_ids):
            return item
    if kept is None:
        new = NewHomework(desk.taught.lesson.section_id, lesson_id, due_id, due_date, text)
        made = await add_homework(uow, new, hat.person.id, student_ids)
    else:
        made = replace(kept, text=text, due_lesson_id=due_id, due_date=due_date)
        await uow.homework.change(kept.id, text, due_id, due_date, hat.person.id)
        if kept.due_date != due_date:
            await refresh_day(uow, desk, kept.due_date)
    note_homework(uow, (actor, hat), desk, kept, made)
    await tell_homework(uow, desk, made)
    return made


async def _is_for(uow: UnitOfWork, item: SetHomework, student_ids: Collection[int]) -> bool:
    if not (item.for_some and student_ids):
        return not (item.for_some or student_ids)
    return await uow.homework.chosen(item.id) == frozenset(student_ids)


async def add_homework(
    uow: UnitOfWork, new: NewHomework, set_by: int, student_ids: Collection[int]
) -> SetHomework:
    """Keeps it, for these pupils or for the whole section."""
    members = await uow.lessons.pupils(new.section_id, new.due_date) if student_ids else []
    chosen = only_members(members, student_ids)
    made = await uow.homework.add(new, set_by)
    await uow.lessons.say_no_homework(new.lesson_id, is_none=False)
    if chosen:
        await uow.homework.choose(made, chosen)
    return SetHomework(made, new.due_lesson_id, new.due_date, new.text, for_some=len(chosen))


async def set_planned_homework(
    uow: UnitOfWork,
    actor: Actor,
    lesson_id: int,
    topic_id: int,
    homework_id: int,
    due: int,
    student_ids: Collection[int] = (),
) -> SetHomework:
    """Sets the homework that the section's plan has for a topic, as `set_homework` does."""
    taught, _hat = await open_lesson(uow, actor, Action.SET_HOMEWORK, lesson_id)
    topic = await uow.lessons.planned_topic(taught.lesson.section_id, topic_id)
    text = topic.homework
    return await set_homework(uow, actor, lesson_id, text, homework_id, due, student_ids)


async def move_homework(
    uow: UnitOfWork, actor: Actor, lesson_id: int, homework_id: int, due_lesson_id: int
) -> None:
    """The same homework, due at another lesson of the section. Twice is once."""
    desk, hat = await open_to_set(uow, actor, lesson_id)
    item = item_of(desk, homework_id)
    due_id, due_date = due_of(desk, due_lesson_id)
    if (item.due_lesson_id, item.due_date) == (due_id, due_date):
        return
    await uow.homework.change(item.id, item.text, due_id, due_date, hat.person.id)
    moved = replace(item, due_lesson_id=due_id, due_date=due_date)
    note_homework(uow, (actor, hat), desk, item, moved)
    if item.due_date != due_date:
        await refresh_day(uow, desk, item.due_date)
    await tell_homework(uow, desk, moved)


async def remove_homework(uow: UnitOfWork, actor: Actor, lesson_id: int, homework_id: int) -> None:
    """It is not set any more, and whoever was told of it is told so (R105).

    Removing what is gone already is no error.
    """
    desk, hat = await open_to_set(uow, actor, lesson_id)
    item = desk.item(homework_id)
    if item is not None:
        await uow.homework.remove(homework_id)
        note_homework(uow, (actor, hat), desk, item, None)
        await tell_homework(uow, desk, item)
