"""The teacher's estimate of a homework, and what the day of a class adds up to (R103)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.access import Action
from domain.actor import Actor
from domain.classes.model import SchoolClass
from domain.classes.use_cases import open_class
from domain.errors import Refused
from domain.homework.desk import HomeworkDesk, item_of, note_homework, open_homework, open_to_set
from domain.homework.load import DayLoad, day_load, norm_of
from domain.homework.model import SetHomework
from domain.homework.ticking import TickSummary, tick_summary
from domain.uow import UnitOfWork

SHORTEST, LONGEST = 5, 240  # minutes
_SCHOOL_DAYS = 6


async def estimate_homework(
    uow: UnitOfWork, actor: Actor, lesson_id: int, homework_id: int, minutes: int
) -> SetHomework:
    """How long it takes; 0: nobody says. `Refused` "minutes_number" for what cannot be."""
    if minutes and not SHORTEST <= minutes <= LONGEST:
        raise Refused("minutes_number", least=SHORTEST, most=LONGEST)
    desk, hat = await open_to_set(uow, actor, lesson_id)
    item = item_of(desk, homework_id)
    made = replace(item, minutes=minutes or None)
    if made != item:
        await uow.homework.estimate(homework_id, made.minutes)
        note_homework(uow, (actor, hat), desk, item, made)
    return made


async def open_estimate(
    uow: UnitOfWork, actor: Actor, lesson_id: int, homework_id: int
) -> tuple[HomeworkDesk, SetHomework]:
    """A homework whose time is to be chosen."""
    desk = await open_homework(uow, actor, lesson_id)
    return desk, item_of(desk, homework_id)


async def load_beside(
    uow: UnitOfWork, desk: HomeworkDesk, item: SetHomework
) -> tuple[DayLoad, TickSummary | None]:
    """All that pupils of this section have to do by the day this homework is due, and how many of
    them have done this one, where it is everybody's."""
    section, day = desk.taught.lesson.section_id, item.due_date
    found = await uow.homework.load_of_section(section, day, item.id)
    norm = norm_of(desk.taught.grade_level, desk.policy)
    # Of chosen pupils nothing: all but one chosen, the difference would name the one (C5).
    pupils = 0 if item.for_some else len(found)
    ticks = tick_summary(found, pupils, desk.policy.smallest_group)
    return day_load(found, day, norm), ticks


@dataclass(frozen=True, slots=True)
class ClassLoad:
    """A week of a class: every day on which anything is due."""

    school_class: SchoolClass
    monday: date
    days: tuple[DayLoad, ...]


async def class_load(
    uow: UnitOfWork, actor: Actor, class_id: int, day: date | None = None
) -> ClassLoad:
    """The week of `day`, by default the one ahead: the school answers for the sum of a day."""
    school_class, hat = await open_class(uow, actor, class_id, Action.READ_HOMEWORK_LOAD)
    policy = hat.school.policy
    if not policy.has_homework(school_class.grade_level):
        raise Refused("grade_without_homework", grade=school_class.grade_level)
    day = day or hat.school.today(uow.now) + timedelta(days=1)
    monday = day - timedelta(days=day.weekday())
    last = monday + timedelta(days=_SCHOOL_DAYS)
    found = await uow.homework.load_of_class(class_id, monday, last)
    norm = norm_of(school_class.grade_level, policy)
    days = sorted({each.date for each in found})
    return ClassLoad(school_class, monday, tuple(day_load(found, each, norm) for each in days))
