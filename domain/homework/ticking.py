"""A pupil ticks homework done (R104). The tick is the pupil's own; nobody else reads whose it is.

S4 §6 keeps pupils from writing in the journal; a tick is not in it: no mark, no attendance and no
lesson follows from it, and the teacher is told numbers alone (conflict C5).
"""

from collections.abc import Collection
from dataclasses import dataclass
from statistics import median

from domain.access import Action
from domain.actor import Actor
from domain.diary import open_diary
from domain.errors import Refused, unknown_is_denied
from domain.evening.planning import refresh_cards
from domain.homework.load import PupilLoad
from domain.homework.model import Homework
from domain.uow import UnitOfWork

LONGEST = 600  # minutes that a pupil may say


@dataclass(frozen=True, slots=True)
class TickSummary:
    """«18 из 25, медиана 40 мин»; `minutes` None where too few said how long it took."""

    done: int
    pupils: int
    minutes: int | None


def tick_summary(
    of_pupils: Collection[PupilLoad], pupils: int, smallest: int
) -> TickSummary | None:
    """What the teacher may know: how many, never who.

    None below the school's smallest group, where a number would name somebody. The median is of
    those who said it, from as many on.
    """
    if pupils < smallest:
        return None
    minutes = [each.done_minutes for each in of_pupils if each.is_done and each.done_minutes]
    said = round(median(minutes)) if len(minutes) >= smallest else None
    return TickSummary(sum(each.is_done for each in of_pupils), pupils, said)


async def tick_homework(
    uow: UnitOfWork,
    actor: Actor,
    student_id: int,
    homework_id: int,
    *,
    is_done: bool,
    minutes: int = 0,
) -> Homework:
    """It is done, in so many minutes (0: the pupil does not say), or is not. Twice is once."""
    student, school = await open_diary(uow, actor, student_id, Action.TICK_HOMEWORK)
    if not school.policy.has_homework(student.grade_level):
        raise Refused("grade_without_homework", grade=student.grade_level)
    with unknown_is_denied(Action.TICK_HOMEWORK):
        homework = await uow.homework.of_student(student.id, homework_id)
    if is_done:
        said = minutes if 0 < minutes <= LONGEST else None
        await uow.homework.tick(homework.id, student.id, said)
    else:
        await uow.homework.untick(homework.id, student.id)
    await refresh_cards(uow, [student.id], homework.due_date)
    return homework
