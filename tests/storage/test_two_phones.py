"""One person with two phones, or an impatient finger: the same thing at the same moment."""

from collections.abc import Awaitable
from typing import Any

import pytest
from sqlalchemy import func, select

from domain.absences.announcing import announce
from domain.absences.model import Excuse, Term
from domain.absences.reasons import accept, hand_in
from domain.actor import Actor
from domain.attendance.model import Status
from domain.attendance.roll_call import finish, tap
from domain.audit.model import ThingKind
from domain.binding.use_cases import leave
from domain.final_marks.setting import choose_mark, save_class, save_section
from domain.homework.setting import set_homework
from domain.messages.use_cases import confirm_read
from domain.messages.writing import Audience, send_draft, write_draft
from domain.notices.model import Kind
from domain.preferences.choices import Choice
from domain.preferences.use_cases import choose_notices
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.at_once import Work, once, side_by_side
from tests.support.clock import OwnClock
from tests.support.phones import bind
from tests.support.school import BEGAN, TODAY, SmallSchool

TEACHER, MOTHER = 701, 702
PRESSES = 6


@pytest.fixture
async def chats(database: Database, school: SmallSchool, clock: OwnClock) -> Database:
    """A homeroom teacher and a mother, connected."""
    bound = ((TEACHER, "orlova", "staff", None), (MOTHER, "elena", "guardian", "anna"))
    async with database.write(clock()) as uow:
        for chat, who, role, child in bound:
            await bind(uow, school, chat, who, role, child, at=BEGAN)
        await uow.commit()
    return database


async def at_once(database: Database, clock: OwnClock, chat: int, work: Work) -> list[Any]:
    """The same six times side by side: what each gave, or how it was refused."""
    return await side_by_side(database, clock, [(chat, work)] * PRESSES)


async def count(database: Database, clock: OwnClock, table: Any, *where: Any) -> int:
    async with database.read(clock()) as uow:
        found = await uow.connection.scalar(select(func.count()).select_from(table).where(*where))
        return int(found or 0)


async def told(database: Database, clock: OwnClock, kind: Kind) -> int:
    return await count(database, clock, t.notice, t.notice.c.kind == kind)


async def test_a_letter_goes_out_once(
    chats: Database, clock: OwnClock, school: SmallSchool
) -> None:
    audience = Audience(school.classes["7А"])
    draft = await once(
        chats, clock, TEACHER, lambda uow, actor: write_draft(uow, actor, audience, "Собрание")
    )
    done = await at_once(chats, clock, TEACHER, lambda uow, actor: send_draft(uow, actor, draft.id))
    assert sum(isinstance(each, int) for each in done) == 1
    assert await count(chats, clock, t.message) == 1
    assert await told(chats, clock, Kind.MESSAGE) == 1


async def test_a_letter_is_read_once(chats: Database, clock: OwnClock, school: SmallSchool) -> None:
    audience, anna = Audience(school.classes["7А"]), school["anna"]
    draft = await once(
        chats, clock, TEACHER, lambda uow, actor: write_draft(uow, actor, audience, "Собрание")
    )
    letter = await once(chats, clock, TEACHER, lambda uow, actor: send_draft(uow, actor, draft.id))
    done = await at_once(
        chats, clock, MOTHER, lambda uow, actor: confirm_read(uow, actor, letter, anna)
    )
    assert not any(thread.unread for thread in done)


async def test_a_roll_call_is_told_once(
    chats: Database, clock: OwnClock, school: SmallSchool
) -> None:
    lesson, anna = school.lesson("algebra"), school["anna"]
    await at_once(
        chats, clock, TEACHER, lambda uow, actor: tap(uow, actor, lesson, anna, Status.ABSENT)
    )
    done = await at_once(chats, clock, TEACHER, lambda uow, actor: finish(uow, actor, lesson))
    assert sorted(len(each.changes) for each in done) == [0] * (PRESSES - 1) + [1]
    assert await count(chats, clock, t.attendance_change) == 1
    assert await told(chats, clock, Kind.ABSENCE) == 1


async def test_the_same_homework_is_one(
    chats: Database, clock: OwnClock, school: SmallSchool
) -> None:
    lesson = school.lesson("algebra")
    await at_once(
        chats, clock, TEACHER, lambda uow, actor: set_homework(uow, actor, lesson, "§ 14", 0, 0)
    )
    assert await count(chats, clock, t.homework) == 1


@pytest.mark.parametrize("whole", [True, False], ids=["class", "subject"])
async def test_final_marks_are_saved_once(
    chats: Database, clock: OwnClock, school: SmallSchool, whole: bool
) -> None:
    section, period, anna = school.sections["algebra"], school.periods["I четверть"], school["anna"]

    def save(uow: SqlUnitOfWork, actor: Actor) -> Awaitable[int]:
        if whole:
            return save_class(uow, actor, school.classes["7А"], period)
        return save_section(uow, actor, section, period)

    await at_once(
        chats,
        clock,
        TEACHER,
        lambda uow, actor: choose_mark(uow, actor, section, period, anna, "5", "экстернат"),
    )
    done = await at_once(chats, clock, TEACHER, save)
    assert sorted(done) == [0] * (PRESSES - 1) + [1]
    assert await count(chats, clock, t.final_mark_change) == 1
    assert await told(chats, clock, Kind.FINAL_MARK) == 1


async def test_a_switch_is_switched_once(
    chats: Database, clock: OwnClock, school: SmallSchool
) -> None:
    anna = school["anna"]

    def choose(choice: Choice) -> Work:
        return lambda uow, actor: choose_notices(uow, actor, anna, Kind.MARK, choice)

    for choice in (Choice.OFF, Choice.AT_ONCE):
        await at_once(chats, clock, MOTHER, choose(choice))
        assert await count(chats, clock, t.notice_choice) == 1


async def test_an_absence_is_announced_accepted_and_its_paper_recorded_once(
    chats: Database, clock: OwnClock, school: SmallSchool
) -> None:
    term, table = Term(TODAY, TODAY), t.announced_absence
    said = await at_once(
        chats,
        clock,
        MOTHER,
        lambda uow, actor: announce(uow, actor, school["anna"], term, Excuse.ILL),
    )
    (announced_id,) = {each.new_id for each in said}
    assert await count(chats, clock, table) == 1
    done = await at_once(chats, clock, TEACHER, lambda uow, actor: accept(uow, actor, announced_id))
    assert len(done) == PRESSES
    noted = t.audit_record.c.thing_kind == ThingKind.ABSENCE
    assert await count(chats, clock, t.audit_record, noted) == 2
    await at_once(
        chats,
        clock,
        TEACHER,
        lambda uow, actor: hand_in(uow, actor, school["anna"], (TODAY, TODAY), TODAY),
    )
    assert await count(chats, clock, t.absence_document) == 1


async def test_leaving_twice_leaves_once(chats: Database, clock: OwnClock) -> None:
    await at_once(
        chats,
        clock,
        MOTHER,
        lambda uow, actor: leave(uow, actor, [hat.binding_id for hat in actor.hats]),
    )
    assert await count(chats, clock, t.binding, t.binding.c.ended_at.is_(None)) == 1
