"""What already waits follows a new choice: sooner, later, or not at all."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from domain.notices.model import Kind, Notice, Reader
from domain.notices.timing import due_at
from domain.preferences.choices import Choice
from domain.preferences.model import Move, Waiting, chosen
from domain.uow import UnitOfWork

OF_FAMILY = frozenset({Kind.TOMORROW, Kind.FORECAST, Kind.EVENT})
"""One message for all children of a chat, about no single pupil."""

SECOND_THOUGHT = timedelta(days=1)
"""So far back a kind that is switched on again brings what was dropped when it was switched off."""


async def follow_choice(
    uow: UnitOfWork, person_ids: Collection[int], student_id: int, kind: Kind, choice: Choice
) -> None:
    """After a choice for one child and kind; a tap on «Не сообщать» by mistake loses nothing."""
    if choice is not Choice.OFF:
        since = uow.now - SECOND_THOUGHT
        await uow.preferences.take_back(person_ids, student_id, kind, since)
    about = None if kind in OF_FAMILY else student_id
    waiting = [
        each
        for each in await uow.preferences.waiting(person_ids)
        if (each.notice.kind, each.notice.student_id) == (kind, about)
    ]
    if not waiting:
        return
    if kind in OF_FAMILY:
        await _follow_card(uow, person_ids, kind, waiting)
        return
    readers = await uow.notices.readers_of([student_id])
    moves, unwanted = [], []
    for each in waiting:
        # On a phone of two parents what one does not want goes to the other.
        in_chat = [reader for reader in readers if reader.chat_id == each.notice.chat_id]
        own_first = sorted(in_chat, key=lambda reader: reader.person_id != each.notice.person_id)
        move = _first_move(uow, each, own_first)
        if move is not None:
            moves.append(move)
        elif own_first:
            unwanted.append(each.notice.id)
    await uow.preferences.move(_worth_it(uow, waiting, moves))
    await uow.preferences.drop(unwanted)


async def follow_habits(uow: UnitOfWork, person_ids: Collection[int]) -> None:
    """After other quiet hours: of every child and kind, nothing is dropped."""
    waiting = await uow.preferences.waiting(person_ids)
    if not waiting:
        return
    readers = await uow.notices.readers_among(person_ids)
    moves = []
    for each in waiting:
        own = [reader for reader in readers if _is_told(reader, each.notice)]
        move = _first_move(uow, each, own)
        if move is not None:
            moves.append(move)
    await uow.preferences.move(_worth_it(uow, waiting, moves))


async def _follow_card(
    uow: UnitOfWork, person_ids: Collection[int], kind: Kind, waiting: Sequence[Waiting]
) -> None:
    """One for the family: it goes when it is wanted for none of its children any more."""
    readers = await uow.notices.readers_among(person_ids)
    wanting = {
        (reader.chat_id, reader.person_id)
        for reader in readers
        if reader.student_id and chosen(kind, reader.choices) is not Choice.OFF
    }
    notices = [each.notice for each in waiting]
    await uow.preferences.drop(
        [each.id for each in notices if (each.chat_id, each.person_id) not in wanting]
    )


def _is_told(reader: Reader, notice: Notice) -> bool:
    """Staff are told of every pupil, a family of its own."""
    return (reader.chat_id, reader.person_id) == (
        notice.chat_id,
        notice.person_id,
    ) and reader.student_id in (None, notice.student_id)


def _first_move(uow: UnitOfWork, each: Waiting, readers: Sequence[Reader]) -> Move | None:
    notice = each.notice
    for reader in readers:
        due = due_at(
            notice.kind,
            reader,
            uow.now,
            begins=each.begins,
            written_at=notice.created_at,
            is_continued=notice.is_continued,
            is_urgent=notice.is_urgent,
        )
        if due is not None:
            return Move(notice.id, reader.person_id, due)
    return None


def _worth_it(uow: UnitOfWork, waiting: Sequence[Waiting], moves: Sequence[Move]) -> list[Move]:
    """Without what is due already and stays so: its place in the queue is by its age.

    What waits for another attempt, or comes in the digest of what was missed, keeps its time too,
    unless it is to be told later.
    """
    notices = {each.notice.id: each.notice for each in waiting}

    def is_worth_it(move: Move) -> bool:
        notice = notices[move.notice_id]
        stays_due = move.due_at <= uow.now and notice.due_at <= uow.now
        is_tried = bool(notice.attempts or notice.was_missed) and move.due_at <= notice.due_at
        return move.person_id != notice.person_id or not (stays_due or is_tried)

    return [move for move in moves if is_worth_it(move)]
