"""What does not go together in a class's marks, for those who answer for them (R099).

«Контроль за полнотой, своевременностью и правильностью выставленных оценок и пропусков» (S4
П2.VIII): what is missing or late is the deadlines' business, this is what is recorded and cannot
well be so. Nothing is forbidden by it: a final mark has been confirmed with a reason, and a written
work may have been made up for.
"""

from collections.abc import Iterable, Mapping

from domain.access import Action
from domain.actor import Actor
from domain.classes.use_cases import open_class
from domain.final_marks.rules import Basis, Why, needs_reason
from domain.gradebook.check_model import ClassCheck, Odd, Oddity, Recorded
from domain.gradebook.coverage import judges
from domain.gradebook.model import Cell
from domain.gradebook.use_cases import chosen_period, require_marks
from domain.marks.value import MarkValue
from domain.policy import SchoolPolicy
from domain.uow import UnitOfWork

_ORDER = list(Oddity)


def oddity_of(recorded: Recorded, cell: Cell | None, policy: SchoolPolicy) -> Oddity | None:
    """What is odd about a mark, by the rule that asked its teacher for a reason (R099).

    A «точка» or «осв» in a missed lesson is none: it says that nothing was judged.
    """
    if recorded.day is not None:
        return Oddity.ABSENT if judges(recorded.value) else None
    if recorded.value.number is None:
        return None
    average = cell.average if cell is not None else None
    if average is None:
        return None if cell is not None and cell.marks else Oddity.NO_MARKS
    basis = Basis(average, MarkValue.plain(recorded.value.number), None)
    far = needs_reason(recorded.value, basis, policy) is Why.FAR
    return Oddity.FAR if far else None


def oddities(
    recorded: Iterable[Recorded], cells: Mapping[tuple[int, int], Cell], policy: SchoolPolicy
) -> tuple[Odd, ...]:
    """All that are odd, kind by kind, else in the order given."""
    found = []
    for each in recorded:
        cell = cells.get((each.pupil.id, each.subject_id))
        oddity = oddity_of(each, cell, policy)
        if oddity is not None:
            found.append(Odd(oddity, each, cell.average if cell is not None else None))
    return tuple(sorted(found, key=lambda each: _ORDER.index(each.oddity)))


async def class_check(
    uow: UnitOfWork, actor: Actor, class_id: int, period_id: int | None = None
) -> ClassCheck:
    """What does not go together in a class, in a period that has begun."""
    of_class, hat = await open_class(uow, actor, class_id, Action.READ_GRADEBOOK)
    policy = hat.school.policy
    require_marks(policy, of_class.grade_level)
    today = hat.school.today(uow.now)
    stored = await uow.schedule.periods(hat.school.id, class_id)
    period, periods = chosen_period(stored, today, period_id)
    day = min(today, period.ends)
    grid = await uow.gradebook.of_class(class_id, period.begins, period.ends, day)
    recorded = await uow.contradictions.of_class(class_id, period, day)
    found = oddities(recorded, grid.cells, policy)
    return ClassCheck(class_id, of_class.title, period, periods, found)
