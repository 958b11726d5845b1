"""Reading the proof: a class, a pupil, a school, final marks, families to be told on paper."""

from collections import defaultdict
from datetime import datetime, time, timedelta

from domain.access import Action
from domain.actor import Actor
from domain.calendar import GradingPeriod, School, current_period
from domain.classes.model import SchoolClass
from domain.classes.use_cases import open_class
from domain.delivery.judging import judge_finals, missed_of_paper
from domain.delivery.model import (
    URGENT_KINDS,
    ClassDelivery,
    Counts,
    GradeDelivery,
    OwnLedger,
    PupilLedger,
)
from domain.delivery.trouble_model import SchoolDelivery
from domain.delivery.untold_model import FinalsDelivery, PaperLine, PaperList, Untold
from domain.diary import open_diary
from domain.errors import Denied, Refused, unknown_is_denied
from domain.hat import Target
from domain.staff.summaries import summary_hat
from domain.summaries import Summary
from domain.uow import UnitOfWork

EVENTS_ON_PAGE = 12
TOLD_ON_PAGE = 20
LOOKED_BACK = timedelta(days=60)  # of a pupil's and a chat's list
PAPER_DAYS = 30
WEEK = timedelta(days=7)
NOT_AT_ONCE = timedelta(minutes=2)  # what left by then was told at once


async def class_delivery(
    uow: UnitOfWork, actor: Actor, class_id: int, *, week: bool
) -> ClassDelivery:
    """The class today, or in the last seven days."""
    school_class, _hat = await open_class(uow, actor, class_id, Action.READ_DELIVERY)
    since = uow.now - WEEK if week else _midnight(school_class.school, uow.now)
    return ClassDelivery(
        school_class,
        await uow.delivery.counts(class_id, since),
        tuple(await uow.delivery.households(class_id)),
    )


async def pupil_ledger(uow: UnitOfWork, actor: Actor, student_id: int, page: int) -> PupilLedger:
    """What a pupil's family was told, to whom and when, for the school."""
    with unknown_is_denied(Action.READ_DELIVERY):
        student, school = await uow.people.student(student_id)
    actor.require(
        Action.READ_DELIVERY,
        Target(
            school_id=school.id,
            student_id=student.id,
            school_class_id=student.school_class_id,
        ),
    )
    events = await uow.delivery.events(
        student_id, uow.now - LOOKED_BACK, EVENTS_ON_PAGE + 1, page * EVENTS_ON_PAGE
    )
    contacts = await uow.delivery.contacts([student_id])
    return PupilLedger(
        student,
        school,
        tuple(events[:EVENTS_ON_PAGE]),
        tuple(contacts.get(student_id, ())),
        page,
        has_more=len(events) > EVENTS_ON_PAGE,
    )


async def own_ledger(uow: UnitOfWork, actor: Actor, student_id: int, page: int) -> OwnLedger:
    """What this chat was told of a child, for the family itself."""
    student, school = await open_diary(uow, actor, student_id, Action.READ_OWN_NEWS)
    told = await uow.delivery.told_to(
        actor.chat_id, student_id, uow.now - LOOKED_BACK, TOLD_ON_PAGE + 1, page * TOLD_ON_PAGE
    )
    return OwnLedger(
        student, school, tuple(told[:TOLD_ON_PAGE]), page, has_more=len(told) > TOLD_ON_PAGE
    )


async def school_delivery(uow: UnitOfWork, actor: Actor) -> SchoolDelivery:
    """The school at a glance, for its management and whom the director lets see it."""
    school = summary_hat(actor, Summary.DELIVERY).school
    return SchoolDelivery(
        school,
        tuple(await uow.classes.of_school(school.id)),
        tuple(await uow.troubles.waiting(school.id, uow.now - NOT_AT_ONCE)),
        await uow.troubles.count_dead(school.id),
    )


async def grade_delivery(uow: UnitOfWork, actor: Actor, grade_level: int) -> GradeDelivery:
    """The classes of a grade in the last seven days: absences, final marks, letters."""
    school = summary_hat(actor, Summary.DELIVERY).school
    classes = [
        each for each in await uow.classes.of_school(school.id) if each.grade_level == grade_level
    ]
    counts = await uow.delivery.counts_of_classes(
        [each.id for each in classes], uow.now - WEEK, URGENT_KINDS
    )
    return GradeDelivery(
        grade_level, tuple((each, counts.get(each.id, Counts())) for each in classes)
    )


async def finals_delivery(
    uow: UnitOfWork, actor: Actor, class_id: int, period_id: int | None = None
) -> FinalsDelivery:
    """Who was told of a class's final marks within 24 h (S1, S4 П3.4).

    By default the period whose marks were set last, as far as the calendar tells. `Refused`
    "grade_without_marks" and "no_grading_period".
    """
    school_class, _hat = await open_class(uow, actor, class_id, Action.READ_DELIVERY)
    if not school_class.school.policy.has_marks(school_class.grade_level):
        raise Refused("grade_without_marks", grade=school_class.grade_level)
    periods = await _finished_periods(uow, school_class)
    if not periods:
        raise Refused("no_grading_period")
    found = [each for each in periods if each.id == period_id]
    if period_id is not None and not found:
        raise Denied(Action.READ_DELIVERY)
    period = found[0] if found else periods[0]
    households = await uow.delivery.households(class_id)
    tellings = await uow.untold.final_tellings(class_id, period.id)
    pupils = judge_finals(households, tellings)
    return FinalsDelivery(school_class, period, tuple(periods), tuple(pupils))


async def paper_list(uow: UnitOfWork, actor: Actor) -> PaperList:
    """Families whom final marks and letters of the last weeks did not reach in any chat."""
    school = summary_hat(actor, Summary.PAPER).school
    since = uow.now - timedelta(days=PAPER_DAYS)
    untold: dict[int, list[Untold]] = defaultdict(list)
    for each in await uow.untold.untold_finals(school.id, since):
        untold[each.student_id].append(each)
    for each in await uow.untold.untold_letters(school.id, since):
        untold[each.student_id].append(each)
    students = await uow.untold.students(untold)
    contacts = await uow.delivery.contacts(students)
    lines = [
        PaperLine(
            student,
            tuple(untold[student_id]),
            tuple(
                missed_of_paper(each, untold[student_id]) for each in contacts.get(student_id, ())
            ),
        )
        for student_id, student in students.items()
    ]
    return PaperList(school, PAPER_DAYS, tuple(lines))


async def _finished_periods(uow: UnitOfWork, school_class: SchoolClass) -> list[GradingPeriod]:
    """Of this school year those whose marks may be set by now, the newest first."""
    school = school_class.school
    today = school.today(uow.now)
    stored = await uow.schedule.periods(school.id, school_class.id)
    now = current_period(stored, today)
    if now is None:
        return []
    before = timedelta(days=school.policy.final_marks_open_days)
    found = [
        each
        for each in stored
        if each.school_year == now.school_year and today >= each.ends - before
    ]
    return sorted(found, key=lambda each: each.ends, reverse=True)


def _midnight(school: School, now: datetime) -> datetime:
    return datetime.combine(school.today(now), time(), school.timezone)
