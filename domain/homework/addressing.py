"""For whom a homework is (R103: «общего и индивидуального домашнего задания»)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from domain.actor import Actor
from domain.errors import Refused
from domain.homework.desk import (
    HomeworkDesk,
    default_due,
    item_of,
    note_homework,
    open_homework,
    open_to_set,
    tell_homework,
)
from domain.homework.model import SetHomework
from domain.people import Person
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Addressing:
    """The pupils of the section on the day of a homework, and for which of them it is.

    `item` None: it is to be typed yet. `chosen` empty: for everybody.
    """

    desk: HomeworkDesk
    item: SetHomework | None
    pupils: tuple[Person, ...]
    chosen: frozenset[int]


async def open_addressing(
    uow: UnitOfWork, actor: Actor, lesson_id: int, homework_id: int
) -> Addressing:
    """Whom one can choose; with `homework_id` 0, for a homework that is to be typed yet."""
    desk = await open_homework(uow, actor, lesson_id)
    item = item_of(desk, homework_id) if homework_id else None
    day = item.due_date if item is not None else default_due(desk.due, desk.taught)[1]
    pupils = await uow.lessons.pupils(desk.taught.lesson.section_id, day)
    is_for_some = item is not None and item.for_some
    chosen = await uow.homework.chosen(homework_id) if is_for_some else frozenset()
    return Addressing(desk, item, tuple(pupils), chosen)


async def address_homework(
    uow: UnitOfWork, actor: Actor, lesson_id: int, homework_id: int, student_ids: Collection[int]
) -> SetHomework:
    """It is for these pupils from now on; none: for the whole section.

    Whom it concerned until now is told that it does not any more. Twice is once.
    """
    desk, hat = await open_to_set(uow, actor, lesson_id)
    item = item_of(desk, homework_id)
    before = await uow.homework.chosen(homework_id)
    members = await uow.lessons.pupils(desk.taught.lesson.section_id, item.due_date)
    chosen = only_members(members, student_ids)
    if chosen == before:
        return item
    await uow.homework.choose(homework_id, chosen)
    made = replace(item, for_some=len(chosen))
    note_homework(uow, (actor, hat), desk, item, made)
    await tell_homework(uow, desk, made, before or {pupil.id for pupil in members})
    return made


def only_members(members: Sequence[Person], student_ids: Collection[int]) -> frozenset[int]:
    """Those of them who are in the section; everybody of it is the section, so nobody is chosen.

    `Refused` "nobody_chosen" where some were chosen and none of them is there any more.
    """
    everybody = {pupil.id for pupil in members}
    chosen = everybody.intersection(student_ids)
    if student_ids and not chosen:
        raise Refused("nobody_chosen")
    return frozenset() if chosen == everybody else frozenset(chosen)
