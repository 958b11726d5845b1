"""With a PIN that is due, staff write nothing, whichever use case is called (R014)."""

from dataclasses import replace

import pytest

from domain.errors import DomainError, PinNeeded
from domain.messages.use_cases import answer
from storage import tables as t
from storage.database import Database
from tests.access.calls import CALLS
from tests.access.scene import Scene
from tests.access.stage import in_place, undone, unit_of_work
from tests.access.test_pupils import watched
from tests.access.test_use_cases import arguments, use_cases
from tests.support.audited import UNRECORDED
from tests.support.clock import OwnClock
from tests.support.journal import journal
from tests.support.school import BEGAN, SmallSchool

# One's own choices, and the PIN itself, which is asked for by its own screens.
_OWN = {"notice_choice", "notice_habits", "pin"}
STAFF = ("homeroom teacher", "teacher", "educator", "administrator", "deputy", "principal")


@pytest.mark.parametrize("chat", STAFF)
async def test_a_locked_hat_writes_nothing(
    database: Database, scene: Scene, clock: OwnClock, chat: str
) -> None:
    wrong: list[str] = []
    async with database.read(clock()) as uow:
        actor = (await uow.chats.session(scene.chats[chat])).actor
    locked = replace(actor, locked=frozenset(hat.person.id for hat in actor.hats))
    with in_place(database) as connection:
        for name, function in use_cases().items():
            for call in CALLS.get(name, ()):
                for place in scene.places[:3]:
                    uow = unit_of_work(connection, clock())
                    given = arguments(function, uow, locked, place, call)
                    with undone(connection), watched(connection) as tables:
                        try:
                            await function(**given)
                        except DomainError:
                            continue
                    if written := tables - UNRECORDED.keys() - _OWN:
                        wrong.append(f"{name} on «{place.name}» writes {sorted(written)}")
    assert not wrong, "\n".join(wrong)


async def test_a_locked_teacher_answers_no_parent(
    database: Database, scene: Scene, clock: OwnClock, school: SmallSchool
) -> None:
    """The letter that is answered was not written by the actor, so it is not in the walk."""
    ids = scene.places[0].ids
    async with journal(database, school, clock) as written:
        letter = await written.add(
            t.message,
            school_class_id=ids["class_id"],
            sender_id=ids["person_id"],
            text="Придём",
            sent_at=BEGAN,
            reply_to_id=ids["message_id"],
        )
        key = {"person_id": school["orlova"], "student_id": ids["student_id"]}
        await written.add(t.message_recipient, message_id=letter, **key)
    async with database.write(clock()) as uow:
        actor = (await uow.chats.session(scene.chats["homeroom teacher"])).actor
        locked = replace(actor, locked=frozenset({school["orlova"]}))
        with pytest.raises(PinNeeded):
            await answer(uow, locked, letter, ids["student_id"], "Спасибо")
        await answer(uow, actor, letter, ids["student_id"], "Спасибо")
