"""Consents in both databases: what is in force follows the rows, whatever happens at once."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import delete, select

from domain.access import Action
from domain.consent.documents import stored_document
from domain.consent.model import (
    NEEDED,
    EndReason,
    NewConsent,
    Paper,
    Purpose,
    Standing,
)
from domain.errors import ConsentMissing, NoteMissing, NotFound
from domain.hat import Target
from storage import tables as t
from storage.database import Database
from tests.support.clock import OwnClock
from tests.support.consents import forget_consents
from tests.support.outbox import add
from tests.support.school import BEGAN, SmallSchool

CHAT = 501


@pytest.fixture
async def unasked(database: Database, school: SmallSchool, clock: OwnClock) -> SmallSchool:
    async with database.write(clock()) as uow:
        await forget_consents(uow.connection)
        await uow.commit()
    return school


async def documents(database: Database, clock: OwnClock, school: SmallSchool) -> dict[Purpose, int]:
    async with database.write(clock()) as uow:
        _student, held_by = await uow.people.student(school["anna"])
        found = {each: await stored_document(uow, held_by, each) for each in Purpose}
        await uow.commit()
    return {each: document.id or 0 for each, document in found.items()}


async def give(
    database: Database, clock: OwnClock, documents: dict[Purpose, int], *given: tuple[int, int]
) -> int:
    async with database.write(clock()) as uow:
        new = [
            NewConsent(subject, giver, purpose, documents[purpose])
            for subject, giver in given
            for purpose in NEEDED
        ]
        stored = await uow.consents.give(new)
        await uow.commit()
    return len(stored)


async def bind(
    database: Database, clock: OwnClock, name: int, role: str, student: int | None
) -> None:
    async with database.write(clock()) as uow:
        await uow.chats.remember(CHAT, "ru")
        await add(
            uow,
            t.binding,
            chat_id=CHAT,
            person_id=name,
            role=role,
            student_id=student,
            bound_at=BEGAN,
        )
        await uow.commit()


async def test_given_withdrawn_and_given_again(
    database: Database, unasked: SmallSchool, clock: OwnClock
) -> None:
    anna, elena, dmitry = (unasked[name] for name in ("anna", "elena", "dmitry"))
    texts = await documents(database, clock, unasked)
    assert await give(database, clock, texts, (anna, elena), (elena, elena), (anna, dmitry)) == 6
    assert await give(database, clock, texts, (anna, elena)) == 0
    async with database.write(clock()) as uow:
        assert await uow.consents.standings([anna, elena, dmitry]) == {
            anna: Standing(by_guardian=frozenset(NEEDED)),
            elena: Standing(own=frozenset(NEEDED)),
            dmitry: Standing(),
        }
        ended = await uow.consents.end(
            anna,
            {Purpose.DIARY},
            own=False,
            reason=EndReason.WITHDRAWN,
            ended_by=dmitry,
            paper=Paper("7", date(2026, 11, 24)),
        )
        assert len(ended) == 2  # of both guardians
        standing = (await uow.consents.standings([anna]))[anna]
        assert standing.by_guardian == {Purpose.MESSENGER}
        history = await uow.consents.about([anna])
        await uow.commit()
    assert {each.end_paper for each in history if not each.is_in_force} == {
        Paper("7", date(2026, 11, 24))
    }
    assert await give(database, clock, texts, (anna, elena)) == 1
    async with database.read(clock()) as uow:
        assert len(await uow.consents.about([anna])) == 5
        standing = (await uow.consents.standings([anna]))[anna]
        assert standing.by_guardian == set(NEEDED)
        with pytest.raises(NotFound):
            await uow.consents.consent(10**9)


async def test_consents_given_at_the_same_moment_are_all_in_force(
    database: Database, unasked: SmallSchool, clock: OwnClock
) -> None:
    anna, elena, dmitry = (unasked[name] for name in ("anna", "elena", "dmitry"))
    texts = await documents(database, clock, unasked)

    async def one(giver: int, purpose: Purpose) -> None:
        async with database.write(clock()) as uow:
            await uow.consents.give([NewConsent(anna, giver, purpose, texts[purpose])])
            await uow.commit()

    await asyncio.gather(
        *(one(giver, purpose) for giver in (anna, elena, dmitry) for purpose in Purpose),
        *(one(giver, purpose) for giver in (anna, elena, dmitry) for purpose in Purpose),
    )
    async with database.read(clock()) as uow:
        everything = frozenset(Purpose)
        assert (await uow.consents.standings([anna]))[anna] == Standing(everything, everything)
        assert len(await uow.consents.about([anna])) == 12


async def test_a_session_knows_what_its_hat_lacks(
    database: Database, unasked: SmallSchool, clock: OwnClock
) -> None:
    anna, elena = unasked["anna"], unasked["elena"]
    await bind(database, clock, elena, "guardian", anna)
    target = Target(school_id=1, student_id=anna)
    async with database.read(clock()) as uow:
        actor = (await uow.chats.session(CHAT)).actor
    assert len(actor.hats[0].lacks) == 4
    with pytest.raises(ConsentMissing):
        actor.require(Action.READ_MARKS, target)
    assert not actor.may(Action.READ_MARKS, target)
    assert actor.require(Action.END_BINDING, target) is actor.hats[0]
    texts = await documents(database, clock, unasked)
    await give(database, clock, texts, (anna, elena), (elena, elena))
    async with database.read(clock()) as uow:
        actor = (await uow.chats.session(CHAT)).actor
        assert (await uow.chats.sessions([CHAT]))[CHAT].actor == actor
    assert actor.hats[0].lacks == frozenset()
    assert actor.require(Action.READ_MARKS, target) is actor.hats[0]


async def test_staff_without_a_note_see_nobody_where_the_school_asks_for_one(
    database: Database, unasked: SmallSchool, clock: OwnClock
) -> None:
    orlova, admin = unasked["orlova"], unasked["admin"]
    await bind(database, clock, orlova, "staff", None)
    target = Target(school_id=1, school_class_id=unasked.classes["7А"])
    async with database.write(clock()) as uow:
        actor = (await uow.chats.session(CHAT)).actor
        assert actor.may(Action.READ_CLASS, target)
        await uow.staff_papers.change_policy(1, {"requires_nondisclosure": True})
        actor = (await uow.chats.session(CHAT)).actor
        with pytest.raises(NoteMissing):
            actor.require(Action.READ_CLASS, target)
        await uow.staff_papers.add_note(orlova, Paper("1", date(2026, 9, 1)), admin)
        await uow.staff_papers.add_note(orlova, Paper("2", date(2026, 9, 2)), admin)
        actor = (await uow.chats.session(CHAT)).actor
        assert actor.may(Action.READ_CLASS, target)
        note, school_id = await uow.staff_papers.staff_note(orlova)
        assert (note.note, school_id) == (Paper("2", date(2026, 9, 2)), 1)
        await uow.staff_papers.end_note(orlova, admin)
        actor = (await uow.chats.session(CHAT)).actor
        assert not actor.may(Action.READ_CLASS, target)
        with pytest.raises(NotFound):
            await uow.staff_papers.staff_note(unasked["elena"])
        await uow.commit()


async def test_families_of_a_class_with_what_is_in_force(
    database: Database, unasked: SmallSchool, clock: OwnClock
) -> None:
    anna, elena = unasked["anna"], unasked["elena"]
    texts = await documents(database, clock, unasked)
    await give(database, clock, texts, (anna, elena), (elena, elena), (anna, anna))
    async with database.read(clock()) as uow:
        families = await uow.consents.families(school_class_id=unasked.classes["7А"])
        [alone] = await uow.consents.families(student_id=anna)
    names = [each.student.family_name for each in families]
    assert names == ["Белов", "Ёлкина", "Иванова", "Смирнов", "Смирнов", "Шевченко"]
    family = next(each for each in families if each.student.id == anna)
    assert family == alone
    needed = frozenset(NEEDED)
    assert family.standing == Standing(needed, needed)
    given = {each.person.given_name: each.standing.own for each in family.guardians}
    assert given == {"Елена": needed, "Дмитрий": frozenset()}


async def test_withholding_is_of_the_family_alone(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    anna, misha = school["anna"], school["misha"]
    readers = {"elena": anna, "dmitry": anna, "anna": anna, "orlova": anna}
    async with database.write(clock()) as uow:
        await uow.chats.remember(CHAT, "ru")
        for name, student in (*readers.items(), ("elena", misha)):
            await add(
                uow,
                t.notice,
                kind="mark",
                ref_id=1,
                about_id=1,
                student_id=student,
                person_id=school[name],
                chat_id=CHAT,
                state="pending",
                created_at=clock(),
                due_at=clock(),
                planned_at=clock(),
            )
        assert await uow.consents.withhold(anna) == 3
        states = await _states(uow, school)
        assert states == {
            ("elena", anna): "suppressed",
            ("dmitry", anna): "suppressed",
            ("anna", anna): "suppressed",
            ("orlova", anna): "pending",
            ("elena", misha): "pending",
        }
        assert await uow.consents.withhold(school["elena"]) == 1  # her own: of all her children
        assert (await _states(uow, school))["elena", misha] == "suppressed"
        await uow.connection.execute(delete(t.notice))


async def _states(uow: object, school: SmallSchool) -> dict[tuple[str, int], str]:
    names = {key: name for name, key in school.people.items()}
    found = await uow.connection.execute(select(t.notice))  # type: ignore[attr-defined]
    return {(names[row.person_id], row.student_id): row.state for row in found}


async def test_decisions_take_each_others_place(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    admin = school["admin"]
    async with database.write(clock()) as uow:
        papers = uow.staff_papers
        for number in ("1", "2"):
            await papers.add_decision(1, "phone", Paper(number, date(2026, 9, 1)), admin)
        assert await papers.decisions(1) == {"phone": Paper("2", date(2026, 9, 1))}
        assert await papers.decisions(2) == {}
        await papers.end_decision(1, "phone", admin)
        assert await papers.decisions(1) == {}
