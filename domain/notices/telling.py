"""Writing notices in the transaction of the change: who is to be told, and from when on."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from domain.notices.model import Event, Kind, NewNotice, Reader
from domain.notices.outbox import thing_of
from domain.notices.rights import may_hear
from domain.notices.timing import due_at
from domain.uow import UnitOfWork

Key = TypeVar("Key", bound=Hashable)


async def tell_families(uow: UnitOfWork, events: Iterable[Event]) -> int:
    """Tells every chat of the pupils' guardians and of the pupils who want it.

    Of a new binding the chat that made it is not told. Gives the number of notices written.
    """
    told = _with_the_first_absence(dict.fromkeys(events))
    readers = await uow.notices.readers_of({each.student_id for each in told if each.student_id})
    of_student: dict[int | None, list[Reader]] = defaultdict(list)
    for reader in readers:
        of_student[reader.student_id].append(reader)
    known = await _known(uow, told, of_student)
    rows: dict[tuple[Event, int], NewNotice] = {}
    for event in told:
        for reader in _without_the_new_one(of_student[event.student_id], event):
            # Two parents on one phone hear it once.
            is_urgent = event.is_urgent or (reader.chat_id, event) in known
            _add(rows, (event, reader.chat_id), event, reader, uow.now, is_urgent=is_urgent)
    return await uow.notices.add(rows.values())


async def tell_person(uow: UnitOfWork, event: Event, person_id: int) -> int:
    """Tells the chats in which the person follows this pupil or works at the school."""
    return await tell_people(uow, [(event, person_id)])


async def tell_people(uow: UnitOfWork, told: Iterable[tuple[Event, int]]) -> int:
    """The same for many people at once, each with their own event."""
    pairs = tuple(dict.fromkeys(told))
    readers = await uow.notices.readers_among({person_id for _, person_id in pairs})
    of_person: dict[int, list[Reader]] = defaultdict(list)
    for reader in readers:
        of_person[reader.person_id].append(reader)
    rows: dict[tuple[Event, int, int], NewNotice] = {}
    for event, person_id in pairs:
        for reader in _without_the_new_one(of_person[person_id], event):
            if reader.student_id in (None, event.student_id):
                _add(rows, (event, person_id, reader.chat_id), event, reader, uow.now)
    return await uow.notices.add(rows.values())


def _with_the_first_absence(events: Iterable[Event]) -> tuple[Event, ...]:
    """Of a pupil of whose first absence the family hears now, it hears the others with it."""
    told = tuple(events)
    first = {each.student_id for each in told if each.kind is Kind.ABSENCE if not each.is_continued}
    return tuple(
        replace(each, is_continued=False) if each.student_id in first else each for each in told
    )


async def _known(
    uow: UnitOfWork, events: Iterable[Event], of_student: Mapping[int | None, Sequence[Reader]]
) -> set[tuple[int, Event]]:
    """Which chats were told of what these correct."""
    asked: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        if event.is_correction:
            for reader in of_student[event.student_id]:
                asked[reader.chat_id].append(event)
    if not asked:
        return set()
    told = await uow.outbox.told_to(asked)
    return {
        (chat_id, event)
        for chat_id, corrections in asked.items()
        for event in corrections
        if thing_of(event) in told[chat_id]
    }


def _add(
    rows: dict[Key, NewNotice],
    key: Key,
    event: Event,
    reader: Reader,
    now: datetime,
    *,
    is_urgent: bool = False,
) -> None:
    if not may_hear(reader, event.kind):
        return
    due = due_at(
        event.kind,
        reader,
        now,
        begins=event.begins,
        is_continued=event.is_continued,
        is_urgent=is_urgent,
    )
    if due is not None and key not in rows:
        rows[key] = NewNotice(event, reader.person_id, reader.chat_id, due, is_urgent)


def _without_the_new_one(readers: list[Reader], event: Event) -> list[Reader]:
    """The chat that has just been bound needs no news of itself."""
    if event.kind is not Kind.BINDING:
        return readers
    new = {reader.chat_id for reader in readers if reader.binding_id == event.ref_id}
    return [reader for reader in readers if reader.chat_id not in new]
