"""The photo of a note with an announced absence (S2 3.2, R077).

Teachers see in the roll call that a pupil is announced as absent. A note may say more of the
pupil's health than they need; it is opened with the right to say why alone: by the guardians, the
homeroom teacher and the deputies.
"""

from dataclasses import dataclass, replace
from datetime import date

from domain.absences.model import Announced
from domain.access import Action
from domain.actor import Actor
from domain.attachments.model import BOTH, Attachment, Incoming, Owner, checked
from domain.attachments.room import has_room
from domain.audit.model import Thing, ThingKind
from domain.calendar import School
from domain.diary import open_diary, target_of
from domain.errors import Refused, unknown_is_denied
from domain.people import Student
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class AbsenceNote:
    """An announced absence with the files of its note."""

    announced: Announced
    student: Student
    school: School
    today: date
    files: tuple[Attachment, ...]


async def open_note(uow: UnitOfWork, actor: Actor, announced_id: int) -> AbsenceNote:
    """What was sent with an announced absence. `Refused` "absence_withdrawn" once it is none."""
    return await _open(uow, actor, announced_id, to_change=False)


async def _open(
    uow: UnitOfWork, actor: Actor, announced_id: int, *, to_change: bool = True
) -> AbsenceNote:
    with unknown_is_denied(Action.EXPLAIN_ABSENCE):
        announced, is_withdrawn = await uow.absences.any_one(announced_id, to_change=to_change)
    student, school = await open_diary(uow, actor, announced.student_id, Action.EXPLAIN_ABSENCE)
    if is_withdrawn:
        raise Refused("absence_withdrawn")
    files = await uow.attachments.of(Owner.ABSENCE, announced_id)
    return AbsenceNote(announced, student, school, school.today(uow.now), tuple(files))


async def attach_note(
    uow: UnitOfWork, actor: Actor, announced_id: int, incoming: Incoming | None
) -> AbsenceNote:
    """Adds a photo or a document. The same file is attached once. `Refused` as of `checked`."""
    note = await _open(uow, actor, announced_id)
    fitting = checked(incoming, note.school.policy, wants=BOTH, have=len(note.files))
    if any(each.unique_id == fitting.unique_id for each in note.files):
        return note
    hat = actor.require(Action.EXPLAIN_ABSENCE, target_of(note.student, note.school))
    by = hat.person.id
    await has_room(uow, note.school, fitting, by, is_family=not hat.is_staff)
    await uow.attachments.add(Owner.ABSENCE, announced_id, fitting, by)
    made = replace(note, files=tuple(await uow.attachments.of(Owner.ABSENCE, announced_id)))
    _record(uow, actor, note, made)
    return made


async def remove_note(
    uow: UnitOfWork, actor: Actor, announced_id: int, attachment_id: int
) -> AbsenceNote:
    """A file that was sent by mistake; what is gone already is no error."""
    note = await _open(uow, actor, announced_id)
    rest = tuple(each for each in note.files if each.id != attachment_id)
    if len(rest) == len(note.files):
        return note
    await uow.attachments.remove(attachment_id)
    made = replace(note, files=rest)
    _record(uow, actor, note, made)
    return made


def _record(uow: UnitOfWork, actor: Actor, before: AbsenceNote, after: AbsenceNote) -> None:
    """By number alone: what is on a note is the family's."""
    uow.audit.note(
        actor,
        actor.require(Action.EXPLAIN_ABSENCE, target_of(before.student, before.school)),
        Action.EXPLAIN_ABSENCE,
        Thing(ThingKind.ABSENCE, before.announced.id),
        about=before.student.id,
        before={"files": len(before.files)},
        after={"files": len(after.files)},
    )
