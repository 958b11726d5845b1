"""Setting final marks: a teacher for the own section, a homeroom teacher for the class (R095).

Taps choose and tell nobody: a choice is kept, also over a restart, until it is saved. Saving
records what differs from what stands and tells each family once of all that was saved together:
one subject from its own list, or every subject of the class from the table of the class. So no
family hears of half a set. The program suggests and never sets by itself (facts §2.2).

A period opens `final_marks_open_days` before its last day and stays open for the rest of the school
year: a late mark is better than none, and a correction keeps the old mark in the history (R096).
"""

from collections.abc import Sequence
from datetime import date, timedelta

from domain.access import Action
from domain.actor import Actor
from domain.audit.chain import digest
from domain.audit.model import Thing, ThingKind
from domain.calendar import GradingPeriod, PeriodKind, School, current_period
from domain.classes.use_cases import open_class
from domain.errors import Denied, Refused, unknown_is_denied
from domain.final_marks.setting_model import (
    Choice,
    ClassFinals,
    FinalSheet,
    MarkedSection,
    SectionCount,
    Standing,
)
from domain.final_marks.whose import classes_set
from domain.final_marks.year import year_average, year_mark
from domain.hat import Hat
from domain.marks.averages import suggested_by, weighted_average
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_families
from domain.policy import SchoolPolicy
from domain.typed import one_line
from domain.uow import UnitOfWork

REASON_LENGTH = 300  # characters


async def open_sheet(
    uow: UnitOfWork, actor: Actor, section_id: int, period_id: int | None = None
) -> FinalSheet:
    """The list of a section in a period that is open, the newest one by default."""
    sheet, _hat = await _open(uow, actor, section_id, period_id)
    return sheet


async def choose_mark(
    uow: UnitOfWork,
    actor: Actor,
    section_id: int,
    period_id: int,
    student_id: int,
    value: int,
    reason: str | None = None,
) -> FinalSheet:
    """The pupil is to get this mark. `Denied` for a pupil who is not in the section.

    `Refused` "final_needs_reason" for a mark that has to be explained (S4 П2.VIII, R099), and
    "final_reason_length" for no explanation and for one that is too long.
    """
    sheet, hat = await _open(uow, actor, section_id, period_id)
    standing = sheet.standing(student_id)
    if standing is None:
        raise Denied(Action.SET_FINAL_MARK)
    sheet.policy.require_mark(value)
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
    sheet, hat = await _open(uow, actor, section_id, period_id)
    choices = [
        Choice(each.pupil.id, sheet.section.subject_id, each.suggested)
        for each in sheet.suggestible
        if each.suggested is not None
    ]
    await uow.final_mark_journal.choose(choices, sheet.period.id, hat.person.id)
    return await open_sheet(uow, actor, section_id, period_id)


async def forget_choices(
    uow: UnitOfWork, actor: Actor, section_id: int, period_id: int
) -> FinalSheet:
    """What was chosen in this section and not saved is forgotten."""
    sheet, hat = await _open(uow, actor, section_id, period_id)
    await _forget(uow, sheet, hat)
    return await open_sheet(uow, actor, section_id, period_id)


async def save_section(uow: UnitOfWork, actor: Actor, section_id: int, period_id: int) -> int:
    """Records what was chosen in the section and tells the families; how many marks changed."""
    sheet, hat = await _open(uow, actor, section_id, period_id, to_change=True)
    return await _tell(uow, await _record(uow, actor, sheet, hat))


async def save_class(uow: UnitOfWork, actor: Actor, class_id: int, period_id: int) -> int:
    """The same for all subjects of a class at once: one message to each family."""
    finals = await open_class_finals(uow, actor, class_id, period_id)
    events: list[Event] = []
    # In one order for everybody, so that two who save at once do not wait for each other.
    for each in sorted(finals.sections, key=lambda each: each.section.id):
        if each.drafted:
            sheet, hat = await _open(uow, actor, each.section.id, period_id, to_change=True)
            events += await _record(uow, actor, sheet, hat)
    return await _tell(uow, events)


async def open_class_finals(
    uow: UnitOfWork, actor: Actor, class_id: int, period_id: int | None = None
) -> ClassFinals:
    """The subjects of a class with what is still missing; for its homeroom teacher."""
    of_class, hat = await open_class(uow, actor, class_id, Action.SET_FINAL_MARK)
    _require_marks(hat.school.policy, of_class.grade_level)
    periods = await _periods(uow, hat.school, class_id)
    period = _period(periods, period_id, hat.school.policy)
    day = _day(period, hat.school.today(uow.now))
    counts = await uow.final_mark_journal.counts(class_id, period, day, hat.person.id)
    sections = await uow.final_mark_journal.of_class(class_id)
    return ClassFinals(
        class_id,
        of_class.title,
        period,
        periods,
        tuple(SectionCount(each, *counts[each.id]) for each in sections if each.id in counts),
    )


def open_periods(
    periods: Sequence[GradingPeriod], day: date, policy: SchoolPolicy
) -> tuple[GradingPeriod, ...]:
    """Periods of this school year whose marks may be set on `day`: the newest first, year last."""
    now = current_period(list(periods), day)
    if now is None:
        return ()
    before = timedelta(days=policy.final_marks_open_days)
    found = [
        each
        for each in periods
        if each.school_year == now.school_year and day >= each.ends - before
    ]
    found.sort(key=lambda each: each.ends, reverse=True)
    return tuple(sorted(found, key=lambda each: each.kind is PeriodKind.SCHOOL_YEAR))


async def _open(
    uow: UnitOfWork,
    actor: Actor,
    section_id: int,
    period_id: int | None,
    *,
    to_change: bool = False,
) -> tuple[FinalSheet, Hat]:
    with unknown_is_denied(Action.SET_FINAL_MARK):
        section = await uow.final_mark_journal.section(section_id, to_change=to_change)
    hat = actor.require(Action.SET_FINAL_MARK, section.target)
    policy = hat.school.policy
    _require_marks(policy, section.grade_level)
    if not section.is_marked:
        raise Refused("subject_without_marks", subject=section.subject)
    stored = await uow.schedule.periods(section.school_id, section.class_of_periods)
    _require_periods(stored)
    today = hat.school.today(uow.now)
    periods = open_periods(stored, today, policy)
    period = _period(periods, period_id, policy)
    year = [each for each in stored if each.school_year == period.school_year]
    standings = await _standings(uow, section, period, year, _day(period, today), hat)
    leads = section.school_class_id in hat.homeroom_class_ids
    return FinalSheet(section, period, periods, policy, standings, leads), hat


async def _standings(
    uow: UnitOfWork,
    section: MarkedSection,
    period: GradingPeriod,
    year: Sequence[GradingPeriod],
    day: date,
    hat: Hat,
) -> tuple[Standing, ...]:
    store, year_ids = uow.final_mark_journal, [each.id for each in year]
    own = classes_set(section, hat)
    pupils = await store.pupils(section, day, year_ids, period.id, hat.person.id, own)
    ids = [pupil.id for pupil, _finals, _draft in pupils]
    marks = await store.marks(ids, section.subject_id, period.begins, period.ends)
    parts = {each.id for each in year if each.kind is not PeriodKind.SCHOOL_YEAR}
    standings = []
    for pupil, finals, draft in pupils:
        if period.kind is PeriodKind.SCHOOL_YEAR:
            of_year = [value for key, value in finals.items() if key in parts]
            average, suggested = year_average(of_year), year_mark(of_year)
        else:
            of_period = marks.get(pupil.id, ())
            average = weighted_average(of_period)
            suggested = suggested_by(of_period, hat.school.policy)
        chosen, words = (None, "") if draft is None else (draft.value, draft.reason)
        standing = Standing(pupil, average, suggested, finals.get(period.id), chosen, words)
        standings.append(standing)
    return tuple(standings)


async def _periods(uow: UnitOfWork, school: School, class_id: int) -> tuple[GradingPeriod, ...]:
    stored = await uow.schedule.periods(school.id, class_id)
    _require_periods(stored)
    return open_periods(stored, school.today(uow.now), school.policy)


def _period(
    periods: Sequence[GradingPeriod], wanted: int | None, policy: SchoolPolicy
) -> GradingPeriod:
    for period in periods:
        if wanted in (None, period.id):
            return period
    raise Refused("finals_not_open", days=policy.final_marks_open_days)


def _require_periods(stored: Sequence[GradingPeriod]) -> None:
    if not stored:
        raise Refused("no_grading_period")


def _require_marks(policy: SchoolPolicy, grade_level: int) -> None:
    if not policy.has_marks(grade_level):
        raise Refused("grade_without_marks", grade=grade_level)


def _day(period: GradingPeriod, today: date) -> date:
    """On which day membership counts: whoever left before the end gets no mark here."""
    return min(today, period.ends)


async def _record(uow: UnitOfWork, actor: Actor, sheet: FinalSheet, hat: Hat) -> list[Event]:
    choices = [
        Choice(each.pupil.id, sheet.section.subject_id, each.drafted, each.reason)
        for each in sheet.changed
        if each.drafted is not None
    ]
    if sheet.unexplained:
        raise Refused("final_needs_reason", count=len(sheet.unexplained))
    recorded = await uow.final_mark_journal.record(choices, sheet.period.id, hat.person.id)
    for each in recorded:
        standing = sheet.standing(each.student_id)
        assert standing is not None  # only those of the sheet were chosen
        which = {"section": sheet.section.id, "period": sheet.period.id}
        old, new = standing.current, standing.drafted
        why = {"reason": digest(standing.reason)} if standing.reason else {}
        uow.audit.note(
            actor,
            hat,
            Action.SET_FINAL_MARK,
            Thing(ThingKind.FINAL_MARK, each.final_mark_id),
            about=each.student_id,
            before=None if old is None else {**which, "value": old},
            after={**which, "value": new, **why},
        )
    await _forget(uow, sheet, hat)
    return [
        Event(Kind.FINAL_MARK, each.student_id, each.change_id, about_id=each.final_mark_id)
        for each in recorded
    ]


async def _forget(uow: UnitOfWork, sheet: FinalSheet, hat: Hat) -> None:
    await uow.final_mark_journal.forget(
        [each.pupil.id for each in sheet.standings],
        sheet.section.subject_id,
        sheet.period.id,
        hat.person.id,
    )


async def _tell(uow: UnitOfWork, events: Sequence[Event]) -> int:
    if events:
        await tell_families(uow, events)
    return len(events)
