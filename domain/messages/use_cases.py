"""Reading, confirming and answering letters (R121, R124).

A letter is to one guardian about one child; what they answer goes to its writer alone, and neither
learns a telephone number or an account of the other. Whoever reads the diary on another phone, the
other parent included, does not see the conversation.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NoReturn

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Facts, Thing, ThingKind
from domain.errors import Denied, Refused, unknown_is_denied
from domain.evening.planning import refresh_cards
from domain.hat import Hat, Target, may
from domain.messages.model import (
    Addressee,
    Exchanged,
    Letter,
    ReceivedThread,
    SentLetter,
    SentReport,
    Thread,
    ThreadLetter,
)
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_person
from domain.people import Person
from domain.typed import clean
from domain.uow import UnitOfWork

TEXT_LENGTH = 2000  # characters: it fits a notice of 4 096 with all that stands around it


def checked_text(typed: str) -> str:
    """The text as it will be sent; `Refused` when it is empty or too long."""
    text = clean(typed)
    if not text:
        raise Refused("message_empty")
    if len(text) > TEXT_LENGTH:
        raise Refused(
            "message_length", limit=TEXT_LENGTH, length=len(text), over=len(text) - TEXT_LENGTH
        )
    return text


async def received_letters(
    uow: UnitOfWork, actor: Actor, student_id: int, limit: int, offset: int
) -> list[ReceivedThread]:
    """A family's conversations about the child; both parents of one phone see both."""
    readers = _readers(actor, student_id)
    if not readers:
        _refuse(actor, student_id)
    return await uow.mailbox.received(list(readers), student_id, limit, offset)


async def sent_letters(
    uow: UnitOfWork, actor: Actor, hat: Hat, limit: int, offset: int
) -> list[SentLetter]:
    """What this member of staff wrote to families; `Refused` for whoever never writes to them."""
    own = Target(school_id=hat.school.id, person_id=hat.person.id)
    if not actor.may(Action.ANSWER_MESSAGE, own):
        raise Refused("no_letters")
    return await uow.mailbox.sent(hat.person.id, limit, offset)


async def sent_report(uow: UnitOfWork, actor: Actor, message_id: int) -> SentReport:
    """Who received, read and answered a letter, for its writer."""
    letter = await _letter(uow, message_id)
    hat = _writer(actor, letter)
    if hat is None or not letter.is_root:
        raise Denied(Action.ANSWER_MESSAGE)
    return SentReport(
        letter,
        tuple(await uow.messages.recipients(letter.id)),
        tuple(await uow.mailbox.answers(letter.id, hat.person.id)),
    )


async def open_thread(uow: UnitOfWork, actor: Actor, message_id: int, student_id: int) -> Thread:
    """The conversation in which this letter stands, for either side; else `Denied`."""
    letter = await _letter(uow, message_id)
    if not letter.is_root:
        root = await _root_of_writer(uow, actor, letter)
        if root is not None:
            return await _teachers_thread(uow, root, letter, student_id)
    return await _familys_thread(uow, actor, letter, student_id)


async def confirm_read(uow: UnitOfWork, actor: Actor, message_id: int, student_id: int) -> Thread:
    """«Прочитано»: the whole conversation up to now is read. Repeating it changes nothing."""
    thread = await open_thread(uow, actor, message_id, student_id)
    if any(not each.is_own and each.read_at is None for each in thread.letters):
        await _mark_read(uow, actor, thread)
        _note(uow, actor, thread, thread.root.id, {"read": True})
    return replace(
        thread,
        letters=tuple(
            each if each.is_own or each.read_at else replace(each, read_at=uow.now)
            for each in thread.letters
        ),
    )


async def answer(
    uow: UnitOfWork, actor: Actor, message_id: int, student_id: int, typed: str
) -> Thread:
    """Writes to the other side; what was received before counts as read."""
    text = checked_text(typed)
    thread = await open_thread(uow, actor, message_id, student_id)
    sender_id, to_person = thread.guardian.id, thread.root.sender.id
    if thread.is_teacher:
        sender_id, to_person = to_person, sender_id
        if (hat := _writer(actor, thread.root)) is not None:
            actor.require_pin(hat, Action.ANSWER_MESSAGE)
    new_id = await uow.messages.add(
        sender_id,
        text,
        [Addressee(to_person, student_id)],
        thread.root.school_class_id,
        thread.root.id,
    )
    await _mark_read(uow, actor, thread)
    _note(uow, actor, thread, new_id, {"answer_to": thread.root.id, "to": to_person})
    event = Event(Kind.MESSAGE, student_id, new_id, new_id)
    await tell_person(uow, event, to_person)
    if thread.is_teacher:
        await refresh_cards(uow, [student_id])
    return await open_thread(uow, actor, new_id, student_id)


async def _letter(uow: UnitOfWork, message_id: int) -> Letter:
    with unknown_is_denied(Action.ANSWER_MESSAGE):
        return await uow.messages.letter(message_id)


def _writer(actor: Actor, letter: Letter) -> Hat | None:
    """The hat of the member of staff who wrote it, if that is the actor."""
    for hat in actor.hats:
        own = Target(school_id=hat.school.id, person_id=letter.sender.id)
        if hat.is_staff and may(hat, Action.ANSWER_MESSAGE, own):
            return hat
    return None


def _readers(actor: Actor, student_id: int) -> dict[int, Person]:
    """The people of this chat who follow the pupil, the one whose hat is worn first."""
    return {
        hat.person.id: hat.person
        for hat in actor.hats_about(student_id)
        if may(hat, Action.ANSWER_MESSAGE, Target(person_id=hat.person.id))
    }


def _refuse(actor: Actor, student_id: int) -> NoReturn:
    """`ConsentMissing` where a consent is all that is in the way, else `Denied`."""
    for hat in actor.hats_about(student_id):
        if hat.lacks:
            actor.require(Action.ANSWER_MESSAGE, Target(person_id=hat.person.id))
    raise Denied(Action.ANSWER_MESSAGE)


async def _root_of_writer(uow: UnitOfWork, actor: Actor, letter: Letter) -> Letter | None:
    """The letter that began it, if a member of staff behind this chat wrote that one."""
    if not any(hat.is_staff for hat in actor.hats):
        return None
    root = await _letter(uow, letter.root_id)
    return root if _writer(actor, root) is not None else None


async def _familys_thread(uow: UnitOfWork, actor: Actor, opened: Letter, student_id: int) -> Thread:
    readers = _readers(actor, student_id)
    found = await uow.messages.thread(opened.root_id, list(readers), student_id) if readers else []
    if all(each.letter.id != opened.id for each in found):
        _refuse(actor, student_id)
    # Whoever may read the conversation received the letter that began it.
    root = found[0]
    guardian = next(person for key, person in readers.items() if key in root.to)
    student = next(hat.student for hat in actor.hats_about(student_id) if hat.student)
    return _thread(root.letter, student, guardian, found, readers, is_teacher=False)


async def _teachers_thread(
    uow: UnitOfWork, root: Letter, opened: Letter, student_id: int
) -> Thread:
    """A letter of one conversation says whose it is; the first one went to many (`SentReport`)."""
    guardian_id = opened.sender.id
    if guardian_id == root.sender.id:
        [guardian_id] = [each.person.id for each in await uow.messages.recipients(opened.id)][:1]
    for each in await uow.messages.recipients(root.id):
        if (each.person.id, each.student.id) == (guardian_id, student_id):
            found = await uow.messages.thread(root.id, [guardian_id], student_id)
            own = {root.sender.id}
            return _thread(root, each.student, each.person, found, own, is_teacher=True)
    raise Denied(Action.ANSWER_MESSAGE)


def _thread(
    root: Letter,
    student: Person,
    guardian: Person,
    found: Sequence[Exchanged],
    own: Collection[int],
    *,
    is_teacher: bool,
) -> Thread:
    letters = tuple(
        ThreadLetter(each.letter, each.letter.sender.id in own, each.read_at) for each in found
    )
    return Thread(root, student, guardian, letters, is_teacher)


def _note(uow: UnitOfWork, actor: Actor, thread: Thread, message_id: int, after: Facts) -> None:
    """By the hat of this side of the conversation; never what it says."""
    own = thread.root.sender.id if thread.is_teacher else thread.guardian.id
    hat = next(
        hat
        for hat in actor.current_first
        if hat.person.id == own and hat.is_staff is thread.is_teacher
    )
    uow.audit.note(
        actor,
        hat,
        Action.ANSWER_MESSAGE,
        Thing(ThingKind.MESSAGE, message_id),
        about=thread.student.id,
        school_class_id=thread.root.school_class_id,
        after=after,
    )


async def _mark_read(uow: UnitOfWork, actor: Actor, thread: Thread) -> None:
    readers = [thread.root.sender.id]
    if not thread.is_teacher:
        readers = list(_readers(actor, thread.student.id))
    await uow.messages.mark_read(thread.root.id, readers, thread.student.id)
    if not thread.is_teacher:
        await refresh_cards(uow, [thread.student.id])
