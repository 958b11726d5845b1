"""What a family answers when it is asked where the child is, and what the school does about it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.absences.case import Answer, after_answer, helps
from domain.absences.case import Closing as Ending
from domain.absences.case_model import Case
from domain.absences.loop import look_again, take_step, tell_all
from domain.absences.model import REASONS, Announced, Excuse, NewAnnouncement, Term, Why
from domain.absences.rules import announced_for
from domain.access import Action
from domain.actor import Actor
from domain.attendance.missing import OF_A_WORD
from domain.attendance.model import Status
from domain.attendance.rules import NOTHING
from domain.audit.model import Thing, ThingKind
from domain.calendar import School
from domain.diary import open_diary, target_of
from domain.errors import Denied, Refused
from domain.hat import Hat, Target, may
from domain.notices.timing import moment_of
from domain.uow import UnitOfWork

_SAID = {Answer.ILL: Excuse.ILL, Answer.FAMILY: Excuse.FAMILY}
_TOLD = {
    Answer.ILL: Why.EXPLAINED,
    Answer.FAMILY: Why.EXPLAINED,
    Answer.COMING: Why.COMING,
    Answer.UNKNOWN: Why.UNKNOWN,
}


class Settling(StrEnum):
    """What the school found out."""

    FOUND = "found"
    ILL = "ill"
    FAMILY = "family"


@dataclass(frozen=True, slots=True)
class Answered:
    """A case after a word of somebody; `is_new`: it was this very word that changed it."""

    case: Case
    is_new: bool


async def answer_absence(
    uow: UnitOfWork, actor: Actor, student_id: int, day: date, answer: Answer
) -> Answered:
    """A guardian's answer to the question of where the child is.

    «Не знаю» calls homeroom teacher and deputy on duty at once. What explains the absence is an
    announced absence of the day. Pressed twice it is one; where another guardian or the school has
    ended the case, nothing but «Не знаю» opens it again. `Refused` "case_closed" without a case
    of today.
    """
    student, school = await open_diary(uow, actor, student_id, Action.EXPLAIN_ABSENCE)
    hats = guardians_here(actor, target_of(student, school))
    if not hats:
        raise Denied(Action.EXPLAIN_ABSENCE)  # the school has words of its own
    await uow.absences.lock(student_id)  # first, as who announces on another phone does
    case = await uow.absence_cases.locked(student_id, day)
    if case is None or day != school.today(uow.now):
        raise Refused("case_closed")
    hat = hats[0]
    is_same = case.answer is answer and case.by is not None and case.by.id == hat.person.id
    is_worried = answer is Answer.UNKNOWN and case.closing is Ending.EXPLAINED
    if is_same or not (case.is_open or is_worried):
        return Answered(case, is_new=False)
    await uow.absence_cases.note_word(case.id, answer, hat.person.id)
    _note(uow, actor, hat, Action.EXPLAIN_ABSENCE, case, answer)
    called: set[int] = set()
    if answer in _SAID:
        await _announce(uow, actor, hat, case, _SAID[answer], Action.EXPLAIN_ABSENCE)
        await uow.absence_cases.close(case.id, Ending.EXPLAINED)
    else:
        called = await take_step(uow, case, after_answer(case.level, answer, uow.now))
    await tell_all(uow, case, _TOLD[answer], case.lesson_id, but=hat.person.id, also=called)
    return Answered(await uow.absence_cases.locked_one(case.id), is_new=True)


def guardians_here(actor: Actor, target: Target) -> list[Hat]:
    """The hats of this chat that answer for the family: on one phone may be the child's own too."""
    about = actor.hats_about(target.student_id) if target.student_id is not None else []
    return [hat for hat in about if may(hat, Action.EXPLAIN_ABSENCE, target)]


async def explain(
    uow: UnitOfWork, actor: Actor, student_id: int, term: Term, excuse: Excuse
) -> None:
    """What is announced of the lesson that a pupil is missing from is an answer like any other.

    Else a family that says why in another place than it was asked would count as silent.
    """
    student, school = await open_diary(uow, actor, student_id, Action.EXPLAIN_ABSENCE)
    hat = actor.require(Action.EXPLAIN_ABSENCE, target_of(student, school))
    case = await uow.absence_cases.locked(student_id, school.today(uow.now))
    if case is None or not case.is_open:
        return
    missed = (await uow.lessons.lesson(case.lesson_id)).lesson
    if not term.covers(missed.date, missed.number):
        return
    answer = Answer.ILL if excuse is Excuse.ILL else Answer.FAMILY
    await uow.absence_cases.note_word(case.id, answer, hat.person.id)
    _note(uow, actor, hat, Action.EXPLAIN_ABSENCE, case, answer)
    if hat.is_staff:
        await uow.absence_cases.settle_reasons(student_id, case.date, case.date, REASONS[excuse])
    await uow.absence_cases.close(case.id, Ending.EXPLAINED)
    await tell_all(uow, case, Why.EXPLAINED, case.lesson_id, but=hat.person.id)


async def unsay(uow: UnitOfWork, announced: Announced, school: School, by: int) -> None:
    """A family's word is withdrawn: if nothing else says why, the pupil is looked for again.

    What is a reason in the journal already stays one; whoever came since is not missing, and long
    after the last lesson of the day nobody is called.
    """
    case = await uow.absence_cases.locked(announced.student_id, school.today(uow.now))
    if case is None or case.closing is not Ending.EXPLAINED:
        return
    if announced.is_accepted or announced.came is not None:
        return
    taught = await uow.lessons.lesson(case.lesson_id)
    missed = taught.lesson
    standing = await uow.absences.of_student(announced.student_id, case.date)
    is_said = announced_for(standing, missed.date, missed.number)
    if not announced.covers(missed.date, missed.number) or is_said:
        return
    known = (await uow.roll_call.roll(taught)).recorded.get(announced.student_id, NOTHING)
    if known.status is not Status.ABSENT or known.reason not in OF_A_WORD:
        return
    lessons = await uow.schedule.of_student(announced.student_id, case.date, case.date)
    ends = max((each.ends for each in lessons if not each.is_cancelled), default=missed.ends)
    if helps(moment_of(case.date, ends, school.timezone), uow.now, school.policy):
        await look_again(uow, case, by)


async def settle(
    uow: UnitOfWork, actor: Actor, student_id: int, day: date, how: Settling
) -> Answered:
    """The homeroom teacher or the deputy knows where the pupil is: everybody called hears of it.

    Their word is the reason of the day's absences in the journal. Twice is once.
    """
    await open_diary(uow, actor, student_id, Action.SETTLE_ABSENCE_CALL)
    await uow.absences.lock(student_id)
    case = await uow.absence_cases.locked(student_id, day)
    if case is None:
        raise Refused("case_closed")
    if not case.is_open:
        return Answered(case, is_new=False)
    hat = _staff_hat(actor, case)
    answer = None if how is Settling.FOUND else Answer(how.value)
    await uow.absence_cases.note_word(case.id, answer, hat.person.id)
    _note(uow, actor, hat, Action.SETTLE_ABSENCE_CALL, case, how)
    if answer is not None:
        excuse = _SAID[answer]
        await _announce(uow, actor, hat, case, excuse, Action.SETTLE_ABSENCE_CALL)
        await uow.absence_cases.settle_reasons(student_id, day, day, REASONS[excuse])
    ending = Ending.BY_SCHOOL if answer is None else Ending.EXPLAINED
    await uow.absence_cases.close(case.id, ending)
    why = Why.FOUND if answer is None else Why.EXPLAINED
    await tell_all(uow, case, why, case.lesson_id, but=hat.person.id)
    return Answered(await uow.absence_cases.locked_one(case.id), is_new=True)


def _staff_hat(actor: Actor, case: Case) -> Hat:
    return actor.require(Action.SETTLE_ABSENCE_CALL, case.target)


async def _announce(
    uow: UnitOfWork, actor: Actor, hat: Hat, case: Case, excuse: Excuse, action: Action
) -> None:
    """For the rest of the day; what stands already is not said twice."""
    permit = actor.permit(hat, action)
    role = permit.role if permit else min(hat.roles)
    term = Term(case.date, case.date)
    for each in await uow.absences.of_student(case.student.id, case.date):
        if (each.term, each.excuse, each.by.id) == (term, excuse, hat.person.id):
            return
    new = NewAnnouncement(
        case.student.id,
        term,
        excuse,
        hat.person.id,
        role,
        is_accepted=hat.is_staff,
    )
    await uow.absences.announce(new)


def _note(uow: UnitOfWork, actor: Actor, hat: Hat, action: Action, case: Case, word: str) -> None:
    uow.audit.note(
        actor,
        hat,
        action,
        Thing(ThingKind.ABSENCE_CASE, case.id),
        about=case.student.id,
        before={"answer": case.answer} if case.answer else None,
        after={"answer": str(word), "day": case.date.isoformat()},
    )
