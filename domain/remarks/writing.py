"""Writing a remark, thinking better of it, taking it off (R120).

On the day it was written its author changes or withdraws it, and what families were told is put
right. Later it stays: the homeroom teacher or a deputy takes it off, with a reason that is read
beside it.
"""

from domain.access import Action
from domain.actor import Actor
from domain.audit.chain import digest
from domain.audit.model import Facts, Thing, ThingKind
from domain.diary import open_diary, target_of
from domain.errors import Refused, unknown_is_denied
from domain.hat import Hat, Target
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_families
from domain.people import Student
from domain.remarks.model import FoundRemark, NewRemark, RemarkKind, sum_of, unread_of
from domain.remarks.reading import given_by, pupil_of_lesson, require_in_class
from domain.typed import one_line
from domain.uow import UnitOfWork

REMARK_LENGTH = 500  # characters; what is longer is a letter


async def pupil_to_remark(uow: UnitOfWork, actor: Actor, student_id: int) -> Student:
    """The pupil, for who may write a remark from no lesson: who leads or looks after the class."""
    student, _school = await open_diary(uow, actor, student_id, Action.WRITE_REMARK)
    return student


async def write_remark(
    uow: UnitOfWork, actor: Actor, student_id: int, kind: RemarkKind, typed: str
) -> FoundRemark:
    """From the page of a pupil; the family is told at once. `Refused` "remark_length"."""
    text = checked_words(typed)
    student, school = await open_diary(uow, actor, student_id, Action.WRITE_REMARK)
    hat = actor.require(Action.WRITE_REMARK, target_of(student, school))
    return await _write(uow, (actor, hat), student, None, kind, text)


async def write_in_lesson(
    uow: UnitOfWork, actor: Actor, lesson_id: int, student_id: int, kind: RemarkKind, typed: str
) -> FoundRemark:
    """From a lesson, by who gives it. `Refused` as above, and as of `pupil_of_lesson`."""
    text = checked_words(typed)
    taught, student = await pupil_of_lesson(uow, actor, lesson_id, student_id)
    hat = actor.require(Action.WRITE_REMARK, given_by(taught))
    return await _write(uow, (actor, hat), student, lesson_id, kind, text)


async def own_remark(uow: UnitOfWork, actor: Actor, remark_id: int) -> FoundRemark:
    """A remark, for who wrote it."""
    found, _hat = await _own(uow, actor, remark_id)
    return found


async def change_remark(uow: UnitOfWork, actor: Actor, remark_id: int, typed: str) -> FoundRemark:
    """In other words, on its day; the family is told of the correction.

    `Refused` "remark_length", "remark_kept" once the day is over, "remark_gone".
    """
    text = checked_words(typed)
    found, hat = await _own(uow, actor, remark_id, to_change=True)
    old = found.remark
    if old.stands and old.text == text:
        return found
    _require_open(uow, found)
    change_id = await uow.remarks.say_otherwise(old, text)
    before, after = {"words": digest(old.text)}, {"words": digest(text)}
    _note(uow, (actor, hat), Action.CHANGE_REMARK, found, before, after)
    await _tell(uow, found, change_id)
    return await uow.remarks.found(remark_id)


async def withdraw_remark(uow: UnitOfWork, actor: Actor, remark_id: int) -> FoundRemark:
    """As if it had not been said, on its day: its words are kept nowhere. Twice is once.

    `Refused` "remark_kept" once the day is over.
    """
    found, hat = await _own(uow, actor, remark_id, to_change=True)
    if found.remark.is_withdrawn:
        return found
    _require_open(uow, found)
    change_id = await uow.remarks.withdraw(found.remark)
    before = {"words": digest(found.remark.text)}
    _note(uow, (actor, hat), Action.CHANGE_REMARK, found, before, {})
    await _tell(uow, found, change_id)
    return await uow.remarks.found(remark_id)


async def remark_to_remove(uow: UnitOfWork, actor: Actor, remark_id: int) -> FoundRemark:
    """A remark about a pupil of the class or school, for who may take it off."""
    found, _hat = await _of_school(uow, actor, remark_id)
    if not found.remark.stands:
        raise Refused("remark_gone")
    return found


async def remove_remark(uow: UnitOfWork, actor: Actor, remark_id: int, typed: str) -> FoundRemark:
    """«Снято», with the reason that the family reads. `Refused` "remark_length", "remark_gone"."""
    reason = checked_words(typed)
    found, hat = await _of_school(uow, actor, remark_id, to_change=True)
    if not found.remark.stands:
        raise Refused("remark_gone")
    change_id = await uow.remarks.remove(found.remark, reason, hat.person.id)
    _note(uow, (actor, hat), Action.REMOVE_REMARK, found, {}, {"reason": digest(reason)})
    await _tell(uow, found, change_id)
    return await uow.remarks.found(remark_id)


async def confirm_remark(uow: UnitOfWork, actor: Actor, remark_id: int, word: str) -> FoundRemark:
    """«Прочитано»: the first guardian's word, which its author sees. Twice is once.

    `word` is of what was read: other words, which have come since, are not confirmed by it.
    """
    with unknown_is_denied(Action.CONFIRM_REMARK):
        found = await uow.remarks.found(remark_id, to_change=True)
    actor.require(Action.CONFIRM_REMARK, target_of(found.student, found.school))
    if found.remark.word == word:
        await _confirm(uow, actor, found)
    return found


async def confirm_remarks(
    uow: UnitOfWork, actor: Actor, student_id: int, oldest: int, newest: int, check: str
) -> None:
    """The same of all about the child that the guardian has seen, by their ids and `sum_of`."""
    student, school = await open_diary(uow, actor, student_id, Action.CONFIRM_REMARK)
    remarks = await uow.remarks.of_pupil(student.id)
    unread = unread_of(each for each in remarks if oldest <= each.id <= newest)
    if sum_of(unread) == check:
        for each in unread:
            await _confirm(uow, actor, FoundRemark(each, student, school))


async def _confirm(uow: UnitOfWork, actor: Actor, found: FoundRemark) -> None:
    hat = actor.require(Action.CONFIRM_REMARK, target_of(found.student, found.school))
    if found.remark.stands and found.remark.read_at is None:
        await uow.remarks.confirm(found.remark.id, hat.person.id)
        _note(uow, (actor, hat), Action.CONFIRM_REMARK, found, {}, {"read": True})


def checked_words(typed: str) -> str:
    """`Refused` "remark_length" for none or too many."""
    words = one_line(typed)
    if not 0 < len(words) <= REMARK_LENGTH:
        raise Refused("remark_length", limit=REMARK_LENGTH, length=len(words))
    return words


async def _write(
    uow: UnitOfWork,
    by: tuple[Actor, Hat],
    student: Student,
    lesson_id: int | None,
    kind: RemarkKind,
    text: str,
) -> FoundRemark:
    require_in_class(student)
    _actor, hat = by
    new = NewRemark(student.id, lesson_id, hat.person.id, kind, text)
    change_id, remark_id = await uow.remarks.write(new)
    found = await uow.remarks.found(remark_id)
    _note(uow, by, Action.WRITE_REMARK, found, {}, {"kind": kind.value, "words": digest(text)})
    await tell_families(uow, [Event(Kind.REMARK, student.id, change_id, remark_id)])
    return found


async def _own(
    uow: UnitOfWork, actor: Actor, remark_id: int, *, to_change: bool = False
) -> tuple[FoundRemark, Hat]:
    with unknown_is_denied(Action.CHANGE_REMARK):
        found = await uow.remarks.found(remark_id, to_change=to_change)
    own = Target(
        school_id=found.school.id,
        person_id=found.remark.author.id,
        school_class_id=found.student.school_class_id,
    )
    return found, actor.require(Action.CHANGE_REMARK, own)


async def _of_school(
    uow: UnitOfWork, actor: Actor, remark_id: int, *, to_change: bool = False
) -> tuple[FoundRemark, Hat]:
    with unknown_is_denied(Action.REMOVE_REMARK):
        found = await uow.remarks.found(remark_id, to_change=to_change)
    target = target_of(found.student, found.school)
    return found, actor.require(Action.REMOVE_REMARK, target)


def _require_open(uow: UnitOfWork, found: FoundRemark) -> None:
    if not found.remark.stands:
        raise Refused("remark_gone")
    if not found.remark.is_of_today(found.school, uow.now):
        raise Refused("remark_kept")


async def _tell(uow: UnitOfWork, found: FoundRemark, change_id: int) -> None:
    event = Event(Kind.REMARK, found.student.id, change_id, found.remark.id, is_correction=True)
    await tell_families(uow, [event])


def _note(
    uow: UnitOfWork,
    by: tuple[Actor, Hat],
    action: Action,
    found: FoundRemark,
    before: Facts,
    after: Facts,
) -> None:
    """Never the words: a record cannot be erased."""
    uow.audit.note(
        *by,
        action,
        Thing(ThingKind.REMARK, found.remark.id),
        about=found.student.id,
        school_class_id=found.student.school_class_id,
        before=before,
        after=after,
    )
