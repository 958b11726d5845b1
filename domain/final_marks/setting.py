"""Setting final marks: a teacher for the own section, a homeroom teacher for the class (R095).

Taps choose and tell nobody: a choice is kept, also over a restart, until it is saved. Saving
records what differs from what stands and tells each family once of all that was saved together:
one subject from its own list, or every subject of the class from the table of the class. So no
family hears of half a set. The program suggests and never sets by itself (facts §2.2).

A period opens `final_marks_open_days` before its last day and stays open for the rest of the school
year: a late mark is better than none, and a correction keeps the old mark in the history (R096).
With the first day of the next school year it closes: what stands is read and not changed, and a
section that was taught in earlier years only has no list any more.
"""

from domain.access import Action
from domain.actor import Actor
from domain.audit.chain import digest
from domain.classes.use_cases import open_class
from domain.errors import Denied, Refused
from domain.final_marks.noting import note_final, tell_of_finals
from domain.final_marks.opening import (
    membership_day,
    open_to_set,
    period_to_set,
    require_marks,
    year_begins,
)
from domain.final_marks.rules import require_final
from domain.final_marks.setting_model import Choice, ClassFinals, FinalSheet, SectionCount
from domain.hat import Hat
from domain.marks.value import MarkValue
from domain.notices.model import Event
from domain.typed import one_line
from domain.uow import UnitOfWork

REASON_LENGTH = 300  # characters


async def open_sheet(
    uow: UnitOfWork, actor: Actor, section_id: int, period_id: int | None = None
) -> FinalSheet:
    """The list of a section in a period that is open, the newest one by default."""
    sheet, _hat = await open_to_set(uow, actor, section_id, period_id)
    return sheet


async def choose_mark(
    uow: UnitOfWork,
    actor: Actor,
    section_id: int,
    period_id: int,
    student_id: int,
    code: str,
    reason: str | None = None,
) -> FinalSheet:
    """The pupil is to get this mark. `Denied` for a pupil who is not in the section.

    `Refused` as `require_final` says, "final_needs_reason" for a mark that has to be explained
    (S4 П2.VIII, R099), and "final_reason_length" for no explanation and for one that is too long.
    """
    sheet, hat = await open_to_set(uow, actor, section_id, period_id, to_change=True)
    standing = sheet.standing(student_id)
    if standing is None:
        raise Denied(Action.SET_FINAL_MARK)
    value = _final(code, sheet)
    words = ""
    if standing.why(value, sheet.policy) is not None:
        if reason is None:
            raise Refused("final_needs_reason", count=1)
        words = one_line(reason)
        if not 0 < len(words) <= REASON_LENGTH:
            raise Refused("final_reason_length", limit=REASON_LENGTH)
    choice = Choice(student_id, sheet.section.subject_id, value, words)
    await uow.final_mark_journal.choose([choice], sheet.period.id, hat.person.id)
    return await open_sheet(uow, actor, section_id, period_id)


async def choose_by_average(
    uow: UnitOfWork, actor: Actor, section_id: int, period_id: int
) -> FinalSheet:
    """Everybody without a mark is to get the suggested one, where the marks suggest any."""
    sheet, hat = await open_to_set(uow, actor, section_id, period_id, to_change=True)
    choices = [
        Choice(each.pupil.id, sheet.section.subject_id, each.by_average)
        for each in sheet.suggestible
        if each.by_average is not None
    ]
    await uow.final_mark_journal.choose(choices, sheet.period.id, hat.person.id)
    return await open_sheet(uow, actor, section_id, period_id)


async def forget_choices(
    uow: UnitOfWork, actor: Actor, section_id: int, period_id: int
) -> FinalSheet:
    """What was chosen in this section and not saved is forgotten."""
    sheet, hat = await open_to_set(uow, actor, section_id, period_id, to_change=True)
    await _forget(uow, sheet, hat)
    return await open_sheet(uow, actor, section_id, period_id)


async def save_section(uow: UnitOfWork, actor: Actor, section_id: int, period_id: int) -> int:
    """Records what was chosen in the section and tells the families; how many marks changed."""
    sheet, hat = await open_to_set(uow, actor, section_id, period_id, to_change=True)
    return await tell_of_finals(uow, await _record(uow, actor, sheet, hat))


async def save_class(uow: UnitOfWork, actor: Actor, class_id: int, period_id: int) -> int:
    """The same for all subjects of a class at once: one message to each family."""
    finals = await open_class_finals(uow, actor, class_id, period_id)
    events: list[Event] = []
    # In one order for everybody, so that two who save at once do not wait for each other.
    for each in sorted(finals.sections, key=lambda each: each.section.id):
        if each.drafted:
            sheet, hat = await open_to_set(uow, actor, each.section.id, period_id, to_change=True)
            events += await _record(uow, actor, sheet, hat)
    return await tell_of_finals(uow, events)


async def open_class_finals(
    uow: UnitOfWork, actor: Actor, class_id: int, period_id: int | None = None
) -> ClassFinals:
    """The subjects of a class with what is still missing; for its homeroom teacher."""
    of_class, hat = await open_class(uow, actor, class_id, Action.SET_FINAL_MARK)
    require_marks(hat.school.policy, of_class.grade_level)
    stored = await uow.final_mark_journal.periods(hat.school.id, class_id)
    today = hat.school.today(uow.now)
    period, periods = period_to_set(stored, today, period_id, hat.school.policy)
    day = membership_day(period, today)
    counts = await uow.final_mark_journal.counts(class_id, period, day, hat.person.id)
    found = await uow.final_mark_journal.of_class(class_id, period, today)
    begins = year_begins(stored, period)
    sections = [each for each in found if not each.is_over(begins)]
    return ClassFinals(
        class_id,
        of_class.title,
        period,
        periods,
        tuple(SectionCount(each, *counts[each.id]) for each in sections if each.id in counts),
    )


async def _record(uow: UnitOfWork, actor: Actor, sheet: FinalSheet, hat: Hat) -> list[Event]:
    choices = [
        Choice(each.pupil.id, sheet.section.subject_id, each.drafted, each.reason)
        for each in sheet.changed
        if each.drafted is not None
    ]
    if sheet.unexplained:
        raise Refused("final_needs_reason", count=len(sheet.unexplained))
    recorded = await uow.final_mark_journal.record(choices, sheet.period.id, hat.person.id)
    events = []
    which = {"section": sheet.section.id, "period": sheet.period.id}
    for each in recorded:
        standing = sheet.standing(each.student_id)
        # Only those of the sheet were chosen, and only who has a choice is recorded.
        assert standing is not None
        assert standing.drafted is not None
        why = {"reason": digest(standing.reason)} if standing.reason else {}
        values = standing.current, standing.drafted
        events.append(note_final(uow, (actor, hat), each, values, which, **why))
    await _forget(uow, sheet, hat)
    return events


def _final(code: str, sheet: FinalSheet) -> MarkValue:
    policy = sheet.policy
    try:
        value = MarkValue.of(code)
    except ValueError:  # no button says so
        raise Refused(
            "mark_off_scale", lowest=policy.lowest_mark, highest=policy.highest_mark
        ) from None
    require_final(value, sheet.section.scale, policy)
    return value


async def _forget(uow: UnitOfWork, sheet: FinalSheet, hat: Hat) -> None:
    await uow.final_mark_journal.forget(
        [each.pupil.id for each in sheet.standings],
        sheet.section.subject_id,
        sheet.period.id,
        hat.person.id,
    )
