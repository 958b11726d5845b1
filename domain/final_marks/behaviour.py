"""Setting marks of behaviour: by the homeroom teacher, for a class and a period (facts §2.1).

They are final marks of a subject of their own, which has no lessons and no sections: families read
them and hear of them as of the others, and no average has them. Taps choose, saving tells.
"""

from collections.abc import Collection
from dataclasses import replace

from domain.access import Action
from domain.actor import Actor
from domain.classes.use_cases import open_class
from domain.errors import Denied, Refused
from domain.final_marks.behaviour_model import BehaviourSheet, behaviour_values
from domain.final_marks.noting import note_final, tell_of_finals
from domain.final_marks.opening import membership_day, period_to_set
from domain.final_marks.setting_model import Choice
from domain.hat import Hat
from domain.marks.value import MarkValue
from domain.uow import UnitOfWork


async def behaviour_sheet(
    uow: UnitOfWork, actor: Actor, class_id: int, period_id: int | None = None
) -> BehaviourSheet:
    """The class in a period that is open, the newest one by default.

    `Refused` "behaviour_off" where the school does not mark it, in general or in this grade.
    """
    sheet, _hat = await _open(uow, actor, class_id, period_id)
    return sheet


async def choose_behaviour(
    uow: UnitOfWork, actor: Actor, class_id: int, period_id: int, student_id: int, code: str
) -> BehaviourSheet:
    """The pupil is to get this one. `Denied` for a pupil who is not in the class."""
    sheet, hat = await _open(uow, actor, class_id, period_id, to_change=True)
    if sheet.pupil(student_id) is None:
        raise Denied(Action.SET_FINAL_MARK)
    return await _choose(uow, actor, sheet, hat, [student_id], code)


async def choose_behaviour_for_rest(
    uow: UnitOfWork, actor: Actor, class_id: int, period_id: int, code: str
) -> BehaviourSheet:
    """Everybody who has none is to get this one."""
    sheet, hat = await _open(uow, actor, class_id, period_id, to_change=True)
    return await _choose(uow, actor, sheet, hat, [each.pupil.id for each in sheet.missing], code)


async def forget_behaviour(
    uow: UnitOfWork, actor: Actor, class_id: int, period_id: int
) -> BehaviourSheet:
    """What was chosen and not saved is forgotten."""
    sheet, hat = await _open(uow, actor, class_id, period_id)
    await _forget(uow, sheet, hat)
    return await behaviour_sheet(uow, actor, class_id, period_id)


async def save_behaviour(uow: UnitOfWork, actor: Actor, class_id: int, period_id: int) -> int:
    """Records what was chosen and tells the families; how many marks changed."""
    await uow.behaviour.lock(class_id)
    sheet, hat = await _open(uow, actor, class_id, period_id, to_change=True)
    choices = [
        Choice(each.pupil.id, sheet.subject_id, each.drafted)
        for each in sheet.changed
        if each.drafted is not None
    ]
    recorded = await uow.final_mark_journal.record(choices, sheet.period.id, hat.person.id)
    which = {"class": class_id, "period": sheet.period.id}
    events = []
    for change in recorded:
        pupil = sheet.pupil(change.student_id)
        assert pupil is not None  # only pupils of the sheet are chosen for
        assert pupil.drafted is not None
        values = pupil.current, pupil.drafted
        events.append(note_final(uow, (actor, hat), change, values, which))
    await _forget(uow, sheet, hat)
    return await tell_of_finals(uow, events)


async def _open(
    uow: UnitOfWork,
    actor: Actor,
    class_id: int,
    period_id: int | None,
    *,
    to_change: bool = False,
) -> tuple[BehaviourSheet, Hat]:
    of_class, hat = await open_class(uow, actor, class_id, Action.SET_FINAL_MARK)
    policy = hat.school.policy
    subject_id = await uow.behaviour.subject(hat.school.id)
    if subject_id is None or not policy.has_behaviour(of_class.grade_level):
        raise Refused("behaviour_off")
    if to_change and period_id is not None:
        await uow.final_mark_journal.hold_period(period_id)
    stored = await uow.schedule.periods(hat.school.id, class_id)
    today = hat.school.today(uow.now)
    period, periods = period_to_set(stored, today, period_id, policy)
    day = membership_day(period, today)
    values = behaviour_values(policy)
    found = await uow.behaviour.pupils(class_id, subject_id, period.id, day, hat.person.id)
    # What was chosen by another scale than the school has by now is chosen no more.
    pupils = [each if each.drafted in values else replace(each, drafted=None) for each in found]
    sheet = BehaviourSheet(
        class_id,
        of_class.title,
        subject_id,
        period,
        periods,
        values,
        tuple(pupils),
    )
    return sheet, hat


async def _choose(
    uow: UnitOfWork,
    actor: Actor,
    sheet: BehaviourSheet,
    hat: Hat,
    student_ids: Collection[int],
    code: str,
) -> BehaviourSheet:
    value = _value(code, sheet)
    choices = [Choice(each, sheet.subject_id, value) for each in student_ids]
    await uow.final_mark_journal.choose(choices, sheet.period.id, hat.person.id)
    return await behaviour_sheet(uow, actor, sheet.class_id, sheet.period.id)


def _value(code: str, sheet: BehaviourSheet) -> MarkValue:
    """`Refused` "behaviour_scale" for what the school does not mark behaviour with."""
    for value in sheet.values:
        if value.code == code:
            return value
    raise Refused("behaviour_scale")


async def _forget(uow: UnitOfWork, sheet: BehaviourSheet, hat: Hat) -> None:
    ids = [each.pupil.id for each in sheet.pupils]
    await uow.final_mark_journal.forget(ids, sheet.subject_id, sheet.period.id, hat.person.id)
