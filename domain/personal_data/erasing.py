"""Asking for one's data to be erased, and the school doing so within the term (R024)."""

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Facts, Thing, ThingKind
from domain.errors import Denied, Refused, unknown_is_denied
from domain.hat import Hat, Target
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_people
from domain.people import sort_key
from domain.personal_data.changes import REASON_LENGTH
from domain.personal_data.erasure_model import (
    Act,
    Erasure,
    ErasureState,
    Subject,
    due_on,
)
from domain.personal_data.keeping import kept
from domain.personal_data.statements import checked_statement
from domain.typed import clean, one_line
from domain.uow import UnitOfWork

FOUND = 10  # people shown of a search
_SHORTEST_SEARCH = 2  # letters
ERASURES_SHOWN = 200  # requests of a school


async def own_erasures(
    uow: UnitOfWork, actor: Actor, student_id: int
) -> tuple[Hat, list[tuple[Subject, Erasure | None]]]:
    """The child and the guardian, each with the open request if there is one."""
    hat = actor.require(Action.ASK_ERASURE, Target(student_id=student_id))
    ids = (student_id, hat.person.id)
    subjects = await uow.erasures.subjects(ids)
    open_ones = await uow.erasures.open_of(ids)
    return hat, [(subjects[each], open_ones.get(each)) for each in ids]


async def ask_erasure(uow: UnitOfWork, actor: Actor, student_id: int, person_id: int) -> Erasure:
    """A guardian asks for the child or for themselves. Asked twice, it was asked once."""
    hat = actor.require(Action.ASK_ERASURE, Target(student_id=student_id))
    if person_id not in (student_id, hat.person.id):
        raise Denied(Action.ASK_ERASURE)
    await uow.erasures.take_turn(hat.school.id)
    found = await uow.erasures.open_of([person_id])
    if person_id in found:
        return found[person_id]
    subject = await uow.erasures.subject(person_id)
    due = due_on(hat.school.policy, hat.school.today(uow.now))
    erasure_id = await uow.erasures.add(subject, due, asked_by=hat.person.id, student_id=student_id)
    _note(uow, actor, hat, Action.ASK_ERASURE, erasure_id, person_id, {"due": due.isoformat()})
    return await uow.erasures.erasure(erasure_id)


async def withdraw_erasure(uow: UnitOfWork, actor: Actor, erasure_id: int) -> Erasure:
    """Whoever asked in the chat thinks better of it; `Refused` "erasure_decided" if too late."""
    actor.require_hat()
    with unknown_is_denied(Action.ASK_ERASURE):
        erasure = await uow.erasures.erasure(erasure_id)
    for hat in actor.hats:
        if hat.person.id != erasure.asked_by or hat.student is None:
            continue
        hat = actor.require(Action.ASK_ERASURE, Target(student_id=hat.student.id))
        if not await uow.erasures.decide(erasure_id, ErasureState.WITHDRAWN, hat.person.id):
            raise Refused("erasure_decided")
        state = {"state": ErasureState.WITHDRAWN.value}
        _note(uow, actor, hat, Action.ASK_ERASURE, erasure_id, erasure.person_id, state)
        return await uow.erasures.erasure(erasure_id)
    raise Denied(Action.ASK_ERASURE)


async def find_people(uow: UnitOfWork, actor: Actor, typed: str) -> tuple[Hat, list[Subject]]:
    """Whose statement lies on the administrator's table, by the beginning of the surname.

    `Refused` "search_short". One more than `FOUND` means that there are more.
    """
    hat = _administrator(actor)
    begins = sort_key(one_line(typed), "")
    if len(begins) < _SHORTEST_SEARCH:
        raise Refused("search_short", least=_SHORTEST_SEARCH)
    return hat, await uow.erasures.find(hat.school.id, begins, FOUND + 1)


async def subject_to_record(uow: UnitOfWork, actor: Actor, person_id: int) -> tuple[Hat, Subject]:
    """The person of a statement on paper; `Denied` for somebody of another school."""
    actor.require_hat()
    with unknown_is_denied(Action.ASK_ERASURE):
        subject = await uow.erasures.subject(person_id)
    target = Target(school_id=subject.school.id, person_id=person_id)
    for hat in actor.current_first:
        if hat.is_staff and actor.may(Action.ASK_ERASURE, target):
            return actor.require(Action.ASK_ERASURE, target), subject
    raise Denied(Action.ASK_ERASURE)


async def record_erasure(uow: UnitOfWork, actor: Actor, person_id: int, typed: str) -> Erasure:
    """Records a statement on paper; the term runs from the statement's date.

    `Refused` as `checked_statement`, and "erasure_open" where one is waiting.
    """
    hat, subject = await subject_to_record(uow, actor, person_id)
    statement = checked_statement(typed, subject.school.today(uow.now))
    await uow.erasures.take_turn(subject.school.id)
    if await uow.erasures.open_of([person_id]):
        raise Refused("erasure_open")
    due = due_on(subject.school.policy, statement.date)
    erasure_id = await uow.erasures.add(
        subject, due, recorded_by=hat.person.id, statement=statement
    )
    facts = {"due": due.isoformat(), "number": statement.number}
    _note(uow, actor, hat, Action.ASK_ERASURE, erasure_id, person_id, facts)
    return await uow.erasures.erasure(erasure_id)


async def erasures_of_school(
    uow: UnitOfWork, actor: Actor, *, is_open: bool
) -> tuple[Hat, list[tuple[Erasure, Subject]]]:
    """For the administrator and the management, with the term of each."""
    for hat in actor.current_first:
        school = Target(school_id=hat.school.id)
        if hat.is_staff and actor.may(Action.READ_ERASURES, school):
            hat = actor.require(Action.READ_ERASURES, school)
            found = await uow.erasures.of_school(
                hat.school.id, is_open=is_open, limit=ERASURES_SHOWN
            )
            people = await uow.erasures.subjects({each.person_id for each in found})
            return hat, [(each, people[each.person_id]) for each in found]
    actor.require_hat()
    raise Denied(Action.READ_ERASURES)


async def open_erasure(
    uow: UnitOfWork, actor: Actor, erasure_id: int, action: Action = Action.READ_ERASURES
) -> tuple[Hat, Erasure, Subject]:
    """One of them; `Denied` for one of another school or of none."""
    with unknown_is_denied(action):
        erasure = await uow.erasures.erasure(erasure_id)
    hat = actor.require(action, Target(school_id=erasure.school.id))
    return hat, erasure, await uow.erasures.subject(erasure.person_id)


async def execute_erasure(uow: UnitOfWork, actor: Actor, erasure_id: int) -> Act:
    """Erases all but what the law keeps, and makes the act. `Refused` "erasure_decided" twice,
    two at the same moment included: the act names whoever was first.

    Whoever asked in the chat hears of it only where their chat is not what was erased: the paper
    is then the answer.
    """
    hat, erasure, _subject = await open_erasure(uow, actor, erasure_id, Action.ERASE_DATA)
    await uow.erasures.take_turn(erasure.school.id)
    subject = await uow.erasures.subject(erasure.person_id)  # as the turn before has left them
    if not await uow.erasures.decide(erasure_id, ErasureState.DONE, hat.person.id):
        raise Refused("erasure_decided")
    today = erasure.school.today(uow.now)
    keep = kept(erasure.school.policy, subject.situation, today)
    erased = await uow.erasures.erase(subject, keep)
    number = await uow.erasures.note_act(erasure_id, erased, keep)
    facts: Facts = {
        "state": ErasureState.DONE.value,
        "act": number,
        "erased": [f"{what.value}={count}" for what, count in erased.items()],
        "kept": sorted(each.value for each in keep),
    }
    _note(uow, actor, hat, Action.ERASE_DATA, erasure_id, subject.person.id, facts)
    await _tell(uow, erasure)
    return Act(await uow.erasures.erasure(erasure_id), subject, hat.person, today)


async def decline_erasure(uow: UnitOfWork, actor: Actor, erasure_id: int, typed: str) -> Erasure:
    """With a reason that the person reads (152-ФЗ art. 21 part 5.1); `Refused` "reason_length"."""
    hat, erasure, _subject = await open_erasure(uow, actor, erasure_id, Action.ERASE_DATA)
    reason = clean(typed)
    if not 0 < len(reason) <= REASON_LENGTH:
        raise Refused("reason_length", limit=REASON_LENGTH)
    if not await uow.erasures.decide(erasure_id, ErasureState.DECLINED, hat.person.id, reason):
        raise Refused("erasure_decided")
    state = {"state": ErasureState.DECLINED.value}
    _note(uow, actor, hat, Action.ERASE_DATA, erasure_id, erasure.person_id, state)
    await _tell(uow, erasure)
    return await uow.erasures.erasure(erasure_id)


async def _tell(uow: UnitOfWork, erasure: Erasure) -> None:
    if erasure.asked_by is not None:
        event = Event(Kind.ERASURE, erasure.student_id, erasure.id, erasure.id)
        await tell_people(uow, [(event, erasure.asked_by)])


def _administrator(actor: Actor) -> Hat:
    for hat in actor.current_first:
        school = Target(school_id=hat.school.id)
        if hat.is_staff and actor.may(Action.ASK_ERASURE, school):
            return actor.require(Action.ASK_ERASURE, school)
    actor.require_hat()
    raise Denied(Action.ASK_ERASURE)


def _note(
    uow: UnitOfWork,
    actor: Actor,
    hat: Hat,
    action: Action,
    erasure_id: int,
    about: int,
    after: Facts,
) -> None:
    thing = Thing(ThingKind.ERASURE, erasure_id)
    uow.audit.note(actor, hat, action, thing, about=about, after=after)
