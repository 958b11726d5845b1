"""Handing work in, taking it back, and reading it (R107).

«Запрещается» to pupils is the journal (S4 §6); what they hand in is in their diary, and stays there
until a teacher gives a mark for it (conflict C5). From then on it is not changed any more.
"""

from datetime import date

from domain.access import Action
from domain.actor import Actor
from domain.attachments.model import BOTH, Incoming, Owner, checked
from domain.attachments.room import has_room
from domain.audit.model import Facts, Thing, ThingKind
from domain.calendar import School
from domain.diary import open_diary
from domain.errors import Denied, Refused, unknown_is_denied
from domain.homework.model import SetHomework
from domain.lessons.model import TaughtLesson
from domain.lessons.use_cases import open_lesson
from domain.people import Student
from domain.submissions.model import HandedIn, HandedWork, OwnDay, OwnWork, Submission
from domain.typed import clean
from domain.uow import UnitOfWork

ANSWER_LENGTH = 2000  # characters; what is longer is a file


async def work_of_day(uow: UnitOfWork, actor: Actor, student_id: int, day: date) -> OwnDay:
    """The homework of a day that this pupil can hand in."""
    student, _school = await _open(uow, actor, student_id)
    due = await uow.homework.due(student.id, day, day)
    found = await uow.submissions.of_pupil(student.id, [each.id for each in due])
    return OwnDay(student, day, tuple(due), {each.homework_id: each for each in found})


async def open_work(uow: UnitOfWork, actor: Actor, student_id: int, homework_id: int) -> OwnWork:
    """One homework, and what this pupil handed in for it."""
    student, _school = await _open(uow, actor, student_id)
    return await _work(uow, student, homework_id)


async def hand_in_answer(
    uow: UnitOfWork, actor: Actor, student_id: int, homework_id: int, typed: str
) -> OwnWork:
    """The answer in words instead of an earlier one; files stay. `Refused` "answer_length"."""
    student, _school = await _open(uow, actor, student_id)
    work = await _to_change(uow, student, homework_id)
    return await _handed(uow, actor, work, _answer(typed, least=1))


async def hand_in_file(
    uow: UnitOfWork,
    actor: Actor,
    student_id: int,
    homework_id: int,
    incoming: Incoming | None,
    caption: str,
) -> OwnWork:
    """A photo or a document beside what is there; a caption is the answer where there is none."""
    student, school = await _open(uow, actor, student_id)
    work = await _to_change(uow, student, homework_id)
    fitting = checked(incoming, school.policy, wants=BOTH, have=len(work.files))
    text = work.submission.text if work.submission else ""
    if any(each.unique_id == fitting.unique_id for each in work.files):
        return work
    await has_room(uow, school, fitting, student.id, is_family=True)
    return await _handed(uow, actor, work, text or _answer(caption, least=0), fitting)


async def take_back(uow: UnitOfWork, actor: Actor, student_id: int, homework_id: int) -> OwnWork:
    """Nothing is handed in any more; twice is once."""
    student, _school = await _open(uow, actor, student_id)
    work = await _to_change(uow, student, homework_id)
    if work.submission is not None:
        await uow.submissions.take_back(work.submission.id)
        for each in work.files:
            await uow.attachments.remove(each.id)
        _note(uow, actor, work, None, work.submission.id)
    return await _work(uow, student, homework_id)


async def handed_in(uow: UnitOfWork, actor: Actor, lesson_id: int, homework_id: int) -> HandedIn:
    """What pupils handed in for a homework of this lesson, for its teacher."""
    taught, item, _school = await open_handed_out(uow, actor, lesson_id, homework_id)
    found = {each.student_id: each for each in await uow.submissions.of_homework(item.id)}
    pupils = await uow.lessons.pupils(taught.lesson.section_id, item.due_date)
    works = tuple((pupil, found[pupil.id]) for pupil in pupils if pupil.id in found)
    return HandedIn(taught, item, works)


async def read_work(
    uow: UnitOfWork, actor: Actor, lesson_id: int, homework_id: int, student_id: int
) -> HandedWork:
    """One pupil's work, and in which lesson a mark for it can be given."""
    taught, item, school = await open_handed_out(uow, actor, lesson_id, homework_id)
    section_id = taught.lesson.section_id
    found = await uow.submissions.in_section(item.id, student_id, section_id, item.due_date)
    if found is None:
        raise Denied(Action.READ_SUBMISSIONS)
    pupil, submission, work_type = found
    files = await uow.attachments.of(Owner.SUBMISSION, submission.id)
    is_due = item.due_date <= school.today(uow.now)
    return HandedWork(
        taught,
        item,
        pupil,
        submission,
        tuple(files),
        item.due_lesson_id if is_due else None,
        work_type,
    )


async def _open(uow: UnitOfWork, actor: Actor, student_id: int) -> tuple[Student, School]:
    student, school = await open_diary(uow, actor, student_id, Action.HAND_IN_WORK)
    if not school.policy.has_homework(student.grade_level):
        raise Refused("grade_without_homework", grade=student.grade_level)
    return student, school


async def _work(uow: UnitOfWork, student: Student, homework_id: int) -> OwnWork:
    with unknown_is_denied(Action.HAND_IN_WORK):
        homework = await uow.homework.of_student(student.id, homework_id)
    found = await uow.submissions.of_pupil(student.id, [homework.id])
    files = await uow.attachments.of(Owner.SUBMISSION, found[0].id) if found else []
    return OwnWork(student, homework, found[0] if found else None, tuple(files))


async def _to_change(uow: UnitOfWork, student: Student, homework_id: int) -> OwnWork:
    """`Refused` "work_marked" once a mark was given for it, be it at this very moment."""
    await uow.submissions.hold(homework_id)
    work = await _work(uow, student, homework_id)
    if work.submission is not None and work.submission.is_marked:
        raise Refused("work_marked")
    return work


async def _handed(
    uow: UnitOfWork, actor: Actor, work: OwnWork, text: str, file: Incoming | None = None
) -> OwnWork:
    before = work.submission
    if before is not None and before.text == text and file is None:
        return work
    made = await uow.submissions.hand_in(work.homework.id, work.student.id, text)
    if file is not None:
        await uow.attachments.add(Owner.SUBMISSION, made, file, work.student.id)
    after = await _work(uow, work.student, work.homework.id)
    _note(uow, actor, work, after.submission, made)
    return after


def _answer(typed: str, *, least: int) -> str:
    text = clean(typed)
    if not least <= len(text) <= ANSWER_LENGTH:
        raise Refused("answer_length", limit=ANSWER_LENGTH, length=len(text))
    return text


def _note(
    uow: UnitOfWork, actor: Actor, work: OwnWork, after: Submission | None, submission_id: int
) -> None:
    """By size alone: the words are the pupil's."""
    hat = next(each for each in actor.current_first if each.person.id == work.student.id)
    uow.audit.note(
        actor,
        hat,
        Action.HAND_IN_WORK,
        Thing(ThingKind.SUBMISSION, submission_id),
        about=work.student.id,
        before=_facts(work.submission),
        after=_facts(after),
    )


def _facts(submission: Submission | None) -> Facts | None:
    if submission is None:
        return None
    return {"characters": len(submission.text), "files": submission.files}


async def open_handed_out(
    uow: UnitOfWork, actor: Actor, lesson_id: int, homework_id: int
) -> tuple[TaughtLesson, SetHomework, School]:
    """A homework of this lesson, for who may read what pupils make of it; else `Denied`."""
    taught, hat = await open_lesson(uow, actor, Action.READ_SUBMISSIONS, lesson_id)
    items = await uow.homework.of_lesson(taught.id)
    item = next((each for each in items if each.id == homework_id), None)
    if item is None:
        raise Denied(Action.READ_SUBMISSIONS)
    return taught, item, hat.school
