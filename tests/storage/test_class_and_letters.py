"""Classes, final marks and letters on both databases."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import update

from domain.attendance.model import Reason
from domain.errors import NotFound
from domain.messages.model import Addressee, Delivery
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock
from tests.support.journal import Journal
from tests.support.phones import bind
from tests.support.school import TODAY, SmallSchool

MOTHER, FATHER = 501, 502


@pytest.fixture
async def uow(
    database: Database, school: SmallSchool, clock: OwnClock
) -> AsyncIterator[SqlUnitOfWork]:
    async with database.write(clock()) as uow:
        yield uow


async def test_a_class_with_its_families(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    await bind(uow, school, MOTHER, "elena", "guardian", "anna")
    await bind(uow, school, MOTHER, "elena", "guardian", "misha")  # another class
    of_class = await uow.classes.school_class(school.classes["7А"])
    assert of_class.homeroom_teacher is not None
    assert of_class.homeroom_teacher.id == school["orlova"]
    families = await uow.classes.families(of_class)
    order = ("petr", "darya", "anna", "ivan_a", "ivan_b", "sasha")
    assert [each.student.id for each in families] == [school[name] for name in order]
    of_anna = families[2]
    assert [each.person.id for each in of_anna.guardians] == [school["dmitry"], school["elena"]]
    assert [each.is_connected for each in of_anna.guardians] == [False, True]
    assert await uow.classes.families(of_class, school["anna"]) == [of_anna]
    assert await uow.classes.families(of_class, school["oleg"]) == []


async def test_who_left_is_of_the_class_no_more(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    await uow.connection.execute(
        update(t.enrollment)
        .where(t.enrollment.c.student_id == school["petr"])
        .values(ends=uow.now.date())
    )
    await uow.connection.execute(
        update(t.guardianship)
        .where(t.guardianship.c.guardian_id == school["dmitry"])
        .values(ends=uow.now.date())
    )
    of_class = await uow.classes.school_class(school.classes["7А"])
    families = {each.student.id: each for each in await uow.classes.families(of_class)}
    assert school["petr"] not in families
    guardians = families[school["anna"]].guardians
    assert [each.person.id for each in guardians] == [school["elena"]]


async def test_a_chat_is_unreachable_when_all_of_them_are(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    for chat in (MOTHER, FATHER):
        await bind(uow, school, chat, "elena", "guardian", "anna")
    of_class = await uow.classes.school_class(school.classes["7А"])
    for chat, expected in ((MOTHER, False), (FATHER, True)):
        await uow.connection.execute(
            update(t.chat).where(t.chat.c.id == chat).values(unreachable_since=uow.now)
        )
        [family] = await uow.classes.families(of_class, school["anna"])
        member = family.member(school["elena"])
        assert member is not None
        assert member.is_unreachable is expected


async def test_absences_without_a_roll_call_are_none(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    journal = Journal(uow.connection, school)
    class_id = school.classes["7А"]
    await journal.absence("petr", "physics", TODAY, reason=Reason.ILL)
    assert await uow.classes.attendance(class_id, TODAY) == ((), 0)
    await journal.roll_call("physics", TODAY)
    [absentee], called = await uow.classes.attendance(class_id, TODAY)
    assert (absentee.student.id, absentee.lesson_numbers) == (school["petr"], (1,))
    assert absentee.reason is Reason.ILL
    assert called == 1


async def test_a_closed_class_is_not_found(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    await uow.connection.execute(
        update(t.school_class)
        .where(t.school_class.c.id == school.classes["7Б"])
        .values(is_active=False)
    )
    with pytest.raises(NotFound):
        await uow.classes.school_class(school.classes["7Б"])
    assert [each.title for each in await uow.classes.of_school(school.id)] == ["1Б", "7А"]


async def letter(uow: SqlUnitOfWork, school: SmallSchool) -> int:
    people = (("elena", "anna"), ("dmitry", "anna"), ("olga", "petr"))
    return await uow.messages.add(
        school["orlova"],
        "Собрание в среду",
        [Addressee(school[who], school[child]) for who, child in people],
        school.classes["7А"],
    )


async def answer(uow: SqlUnitOfWork, school: SmallSchool, root: int, who: str, child: str) -> int:
    return await uow.messages.add(
        school[who], "Придём", [Addressee(school["orlova"], school[child])], None, root
    )


async def test_how_far_a_letter_came(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    root = await letter(uow, school)

    async def states() -> dict[int, Delivery]:
        return {each.person.id: each.delivery for each in await uow.messages.recipients(root)}

    elena = school["elena"]
    assert set((await states()).values()) == {Delivery.NOT_CONNECTED}
    await bind(
        uow, school, MOTHER, "elena", "guardian", "misha"
    )  # another child's diary does not reach her
    assert (await states())[elena] is Delivery.NOT_CONNECTED
    await bind(uow, school, MOTHER, "elena", "guardian", "anna")
    assert (await states())[elena] is Delivery.WAITING
    await uow.connection.execute(update(t.chat).values(unreachable_since=uow.now))
    assert (await states())[elena] is Delivery.UNREACHABLE
    await uow.connection.execute(update(t.message_recipient).values(delivered_at=uow.now))
    assert (await states())[elena] is Delivery.DELIVERED
    await uow.messages.mark_read(root, [elena], school["anna"])
    assert (await states())[elena] is Delivery.READ
    assert (await states())[school["dmitry"]] is Delivery.DELIVERED


async def test_a_conversation_has_two_sides(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    root = await letter(uow, school)
    of_elena = await answer(uow, school, root, "elena", "anna")
    of_dmitry = await answer(uow, school, root, "dmitry", "anna")
    anna = school["anna"]
    found = await uow.messages.thread(root, [school["elena"]], anna)
    assert [each.letter.id for each in found] == [root, of_elena]
    assert found[0].to == {school["elena"]}
    both = await uow.messages.thread(root, [school["elena"], school["dmitry"]], anna)
    assert [each.letter.id for each in both] == [root, of_elena, of_dmitry]
    assert await uow.messages.thread(root, [school["olga"]], anna) == []
    assert (await uow.messages.letter(of_elena)).root_id == root


async def test_lists_of_both_sides(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    root, later = await letter(uow, school), await letter(uow, school)
    answered = await answer(uow, school, root, "elena", "anna")
    received = await uow.mailbox.received([school["elena"]], school["anna"], 10, 0)
    assert [(each.root_id, each.unread) for each in received] == [(later, 1), (root, 1)]
    assert await uow.mailbox.received([school["elena"]], school["petr"], 10, 0) == []
    sent = await uow.mailbox.sent(school["orlova"], 10, 0)
    assert [(each.id, each.answers, each.unread_answers) for each in sent] == [
        (root, 1, 1),
        (later, 0, 0),
    ]
    assert (sent[0].recipients, sent[0].read) == (3, 0)
    [found] = await uow.mailbox.answers(root, school["orlova"])
    assert (found.message_id, found.person.id, found.is_unread) == (answered, school["elena"], True)
    await uow.messages.mark_read(root, [school["orlova"]], school["anna"])
    assert [each.id for each in await uow.mailbox.sent(school["orlova"], 10, 0)] == [later, root]
    assert not (await uow.mailbox.answers(root, school["orlova"]))[0].is_unread


async def test_one_draft_a_person_and_its_number_never_returns(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    class_id, orlova = school.classes["7А"], school["orlova"]
    first = await uow.messages.add_draft(orlova, class_id, None, [school["anna"]], "раз")
    second = await uow.messages.add_draft(orlova, class_id, None, [], "два")
    assert first != second
    assert await uow.messages.draft(first) is None
    stored = await uow.messages.draft(second)
    assert stored is not None
    assert (stored.text, stored.student_ids, stored.person_id) == ("два", (), None)
    assert await uow.messages.take_draft(second)
    assert not await uow.messages.take_draft(second)
