"""The reasons of absences are the homeroom teacher's and the deputy's (S4 П2.VIII, §4(г); R079)."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from domain.absences.case import Closing
from domain.absences.loop import tell_all
from domain.absences.model import Why
from domain.absences.reason_model import (
    ClassWeek,
    Paper,
    PupilAbsence,
    StoredPaper,
    ToExplain,
    Unexplained,
)
from domain.access import Action
from domain.actor import Actor
from domain.attendance.missing import (
    OF_A_WORD,
    PupilDay,
    missed,
    reason_due,
    replaced_by,
    spans,
)
from domain.attendance.model import Reason, is_missed
from domain.audit.model import Thing, ThingKind
from domain.calendar import School, week_of
from domain.classes.use_cases import open_class
from domain.diary import open_diary, target_of
from domain.errors import Refused, unknown_is_denied
from domain.hat import Hat
from domain.people import Person, Student
from domain.uow import UnitOfWork
from domain.working_days import CalendarDate, working_calendar

LOOKED_BACK = timedelta(days=60)
LONGEST = timedelta(days=120)


async def to_explain(uow: UnitOfWork, actor: Actor, class_id: int) -> ToExplain:
    """What a class lacks of the last weeks: with a paper first, the earliest due before others."""
    school_class, _hat = await open_class(uow, actor, class_id, Action.SET_ABSENCE_REASON)
    today = school_class.school.today(uow.now)
    rows = await uow.absence_reasons.unexplained(class_id, today - LOOKED_BACK)
    papers = await _papers(uow, school_class.school, {student.id for student, _, _ in rows})
    days: dict[Person, dict[date, int]] = defaultdict(dict)
    for student, day, lessons in rows:
        days[student][day] = lessons
    missing = [
        Unexplained(
            student,
            begins,
            ends,
            sum(count for day, count in of_student.items() if begins <= day <= ends),
            _paper_of(papers, student.id, begins, ends),
        )
        for student, of_student in days.items()
        for begins, ends in spans([*of_student])
    ]
    missing.sort(key=lambda each: (each.paper.due if each.paper else date.max, -_ordinal(each)))
    return ToExplain(school_class, today, tuple(missing))


def _ordinal(each: Unexplained) -> int:
    return each.ends.toordinal()


async def open_absence(
    uow: UnitOfWork, actor: Actor, student_id: int, begins: date, ends: date
) -> PupilAbsence:
    """Some days of one pupil, for who sets the reason."""
    student, school = await open_diary(uow, actor, student_id, Action.SET_ABSENCE_REASON)
    today = school.today(uow.now)
    _require_days(begins, ends, today)
    found = await uow.attendance.exceptions(student_id, begins, ends)
    announced = await uow.absences.of_student(student_id, begins)
    stored, differing, is_looked_for = await uow.absence_reasons.of_pupil(student_id, today)
    papers = _with_due(school, stored, differing)
    return PupilAbsence(
        student,
        school,
        today,
        begins,
        ends,
        tuple(each for each in found if is_missed(each.status)),
        tuple(each for each in announced if each.term.begins <= ends),
        _paper_of(papers, student_id, begins, ends),
        begins <= today <= ends and is_looked_for,
    )


async def set_reason(
    uow: UnitOfWork,
    actor: Actor,
    student_id: int,
    days: tuple[date, date],
    reason: Reason,
    *,
    shown: Collection[Reason] = (),
) -> PupilAbsence:
    """Every lesson missed on these days that has no reason yet has this one.

    `shown`: the reasons that the screen had; where all lessons had one, these are corrected. Papers
    of the days wait no more; a case of today is over by a good reason, and whoever was called hears
    so.
    """
    begins, ends = days
    student, school = await open_diary(uow, actor, student_id, Action.SET_ABSENCE_REASON)
    _require_days(begins, ends, school.today(uow.now))
    if reason is Reason.UNKNOWN:
        raise Refused("reason_needed")
    hat = actor.require(Action.SET_ABSENCE_REASON, target_of(student, school))
    await _set(uow, (actor, hat), student, days, reason, replaced_by(reason, shown))
    return await open_absence(uow, actor, student_id, begins, ends)


async def _set(
    uow: UnitOfWork,
    by: tuple[Actor, Hat],
    student: Student,
    days: tuple[date, date],
    reason: Reason,
    replaced: frozenset[Reason],
) -> None:
    before = await uow.absence_reasons.set_reason(student.id, days, reason, replaced)
    if not before:
        return
    begins, ends = days
    actor, hat = by
    await uow.absence_reasons.settle_papers(student.id, begins, ends)
    if reason is not Reason.UNEXCUSED:  # that says nothing of where the pupil is
        await _end_case(uow, student.id, hat.school, days, hat.person.id)
    uow.audit.note(
        actor,
        hat,
        Action.SET_ABSENCE_REASON,
        Thing(ThingKind.PERSON, student.id),
        about=student.id,
        before={"reason": "+".join(sorted(before))},
        after={"reason": reason, "begins": begins.isoformat(), "ends": ends.isoformat()},
    )


async def accept(uow: UnitOfWork, actor: Actor, announced_id: int) -> PupilAbsence:
    """«Принять»: what the family said is the reason of what was missed in its days.

    What has a good reason already keeps it. Twice is once.
    """
    with unknown_is_denied(Action.SET_ABSENCE_REASON):
        announced, is_withdrawn = await uow.absences.any_one(announced_id, to_change=True)
    student, school = await open_diary(uow, actor, announced.student_id, Action.SET_ABSENCE_REASON)
    term, today = announced.term, school.today(uow.now)
    last = min(term.ends, today)
    if not is_withdrawn and not announced.is_accepted and term.begins <= today:
        hat = actor.require(Action.SET_ABSENCE_REASON, target_of(student, school))
        await uow.absence_reasons.accept(announced_id)
        uow.audit.note(
            actor,
            hat,
            Action.SET_ABSENCE_REASON,
            Thing(ThingKind.ABSENCE, announced_id),
            about=student.id,
            before={"is_accepted": False},
            after={"is_accepted": True},
        )
        settled = (await uow.absences.any_one(announced_id))[0].settled
        if settled is not None:
            await _set(uow, (actor, hat), student, (term.begins, last), settled, OF_A_WORD)
    return await open_absence(uow, actor, student.id, min(term.begins, last), last)


async def hand_in(
    uow: UnitOfWork, actor: Actor, student_id: int, days: tuple[date, date], handed_on: date
) -> PupilAbsence:
    """A document of these days was handed in: two working days to correct the reason (D06).

    `Refused` "document_ahead" for a day that is still to come. Twice is once.
    """
    begins, ends = days
    shown = await open_absence(uow, actor, student_id, begins, ends)
    if handed_on > shown.today:
        raise Refused("document_ahead")
    if shown.paper is None:  # or another phone is recording it at this moment
        await uow.absences.lock(student_id)
        shown = await open_absence(uow, actor, student_id, begins, ends)
    if shown.paper is not None:
        return shown
    hat = actor.require(Action.SET_ABSENCE_REASON, target_of(shown.student, shown.school))
    await uow.absence_reasons.add_paper(student_id, begins, ends, handed_on, hat.person.id)
    uow.audit.note(
        actor,
        hat,
        Action.SET_ABSENCE_REASON,
        Thing(ThingKind.PERSON, student_id),
        about=student_id,
        after={"handed_on": handed_on.isoformat()},
    )
    return await open_absence(uow, actor, student_id, begins, ends)


async def class_week(
    uow: UnitOfWork, actor: Actor, class_id: int, day: date | None = None
) -> ClassWeek:
    """The week of a day (today's by default) by pupils, and what its month adds up to."""
    school_class, _hat = await open_class(uow, actor, class_id, Action.READ_CLASS_ATTENDANCE)
    today = school_class.school.today(uow.now)
    monday, sunday = week_of(day or today)
    first = monday.replace(day=1)
    last = monday.replace(day=monthrange(monday.year, monday.month)[1])
    days = await uow.absence_reasons.of_class(class_id, min(first, monday), max(last, sunday))
    of_pupil: dict[int, list[PupilDay]] = defaultdict(list)
    for each in days:
        if first <= each.date <= last:
            of_pupil[each.student_id].append(each)
    return ClassWeek(
        school_class,
        today,
        monday,
        tuple(await uow.absence_reasons.pupils(class_id, min(sunday, max(today, monday)))),
        {(each.student_id, each.date): each for each in days if monday <= each.date <= sunday},
        {student_id: missed(own) for student_id, own in of_pupil.items()},
    )


async def _end_case(
    uow: UnitOfWork, student_id: int, school: School, days: tuple[date, date], by: int
) -> None:
    today = school.today(uow.now)
    if not days[0] <= today <= days[1]:
        return
    case = await uow.absence_cases.locked(student_id, today)
    if case is not None and case.is_open:
        await uow.absence_cases.note_word(case.id, case.answer, by)
        await uow.absence_cases.close(case.id, Closing.BY_SCHOOL)
        await tell_all(uow, case, Why.FOUND, case.lesson_id, but=by)


async def _papers(uow: UnitOfWork, school: School, student_ids: set[int]) -> list[Paper]:
    if not student_ids:
        return []
    rows = await uow.absence_reasons.papers(student_ids)
    if not rows:
        return []
    return _with_due(school, rows, await uow.calendar.differing(school.id))


def _with_due(
    school: School, stored: Sequence[StoredPaper], differing: Sequence[CalendarDate]
) -> list[Paper]:
    calendar = working_calendar(school.policy, differing)
    term = school.policy.reason_due_days
    return [Paper(*each, reason_due(each.handed_on, calendar, term)) for each in stored]


def _paper_of(papers: list[Paper], student_id: int, begins: date, ends: date) -> Paper | None:
    for each in papers:
        if each.student_id == student_id and each.begins <= ends and begins <= each.ends:
            return each
    return None


def _require_days(begins: date, ends: date, today: date) -> None:
    """`Refused` "dates_backwards" or "reason_ahead": a reason is of what was missed."""
    if ends < begins or ends - begins > LONGEST:
        raise Refused("dates_backwards")
    if ends > today:
        raise Refused("reason_ahead")
