"""Codes and bindings in the databases: once means once, whoever hurries."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from domain.actor import Actor
from domain.binding.inviting import (
    issue_codes,
    issue_invites,
    requests_for_class,
    requests_for_person,
    requests_for_staff,
    revoke_codes,
)
from domain.binding.model import BindingRole, InviteRequest, IssuedInvite, NewInvite
from domain.binding.use_cases import redeem, show_code
from domain.errors import Denied, DomainError, NotFound, Refused, TryLater
from storage import tables as t
from storage.database import Database
from storage.directory import Directory
from tests.support.clock import OwnClock
from tests.support.school import CLASS_7A, SmallSchool

CHATS = range(1000, 1100)


def as_guardian(school: SmallSchool, name: str, child: str) -> InviteRequest:
    return InviteRequest(school[name], BindingRole.GUARDIAN, school[child])


async def issue(
    database: Database, clock: OwnClock, requests: Sequence[InviteRequest]
) -> list[IssuedInvite]:
    async with database.write(clock()) as uow:
        issued = await issue_invites(uow, requests, None)
        await uow.commit()
    return issued


async def show(database: Database, clock: OwnClock, chat_id: int, typed: str) -> int | None:
    async with database.write(clock()) as uow:
        offer = await show_code(uow, chat_id, "ru", typed)
        await uow.commit()
    return offer.invite_id if offer else None


async def confirm(database: Database, clock: OwnClock, chat_id: int, invite_id: int) -> int:
    async with database.write(clock()) as uow:
        bound = await redeem(uow, chat_id, invite_id)
        await uow.commit()
    return bound.binding_id


async def actor(database: Database, clock: OwnClock, school: SmallSchool, name: str) -> Actor:
    """A member of staff with a connected chat."""
    (issued,) = await issue(database, clock, [InviteRequest(school[name], BindingRole.STAFF)])
    chat_id = school[name]
    invite_id = await show(database, clock, chat_id, issued.code)
    assert invite_id is not None
    await confirm(database, clock, chat_id, invite_id)
    async with database.read(clock()) as uow:
        return (await uow.chats.session(chat_id)).actor


async def test_a_code_binds_one_of_a_hundred_chats(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    (issued,) = await issue(database, clock, [as_guardian(school, "elena", "anna")])
    invite_id = await show(database, clock, CHATS[0], issued.code)
    assert invite_id is not None
    async with database.write(clock()) as uow:
        for chat_id in CHATS:
            await uow.chats.remember(chat_id, "ru")
            await uow.code_attempts.note(chat_id, invite_id)
        await uow.commit()
    results = await asyncio.gather(
        *(confirm(database, clock, chat_id, invite_id) for chat_id in CHATS),
        return_exceptions=True,
    )
    won = [result for result in results if isinstance(result, int)]
    lost = [result for result in results if isinstance(result, Refused)]
    assert (len(won), len(lost)) == (1, 99)
    assert {error.code for error in lost} == {"bad_code"}
    async with database.read(clock()) as uow:
        assert await uow.connection.scalar(select(func.count()).select_from(t.binding)) == 1
        used_by = await uow.connection.scalar(select(t.invite.c.used_by_chat_id))
        assert used_by == await uow.connection.scalar(select(t.binding.c.chat_id))


async def test_one_chat_pressing_a_hundred_times_is_bound_once(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    (issued,) = await issue(database, clock, [as_guardian(school, "elena", "anna")])
    invite_id = await show(database, clock, 7, issued.link_token)
    assert invite_id is not None
    results = await asyncio.gather(
        *(confirm(database, clock, 7, invite_id) for _ in range(100)), return_exceptions=True
    )
    assert sum(isinstance(result, int) for result in results) == 1


async def test_guesses_sent_all_at_once_are_counted_all(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    results = await asyncio.gather(
        *(show(database, clock, 7, "not a code") for _ in range(40)), return_exceptions=True
    )
    kinds = Counter(type(result) for result in results)
    assert kinds == {type(None): 5, TryLater: 35}


async def test_two_who_issue_at_once_leave_one_code_open(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    request = as_guardian(school, "elena", "anna")

    async def store(number: int) -> None:
        new = NewInvite(request, f"c{number}", f"l{number}", None, clock() + timedelta(days=7))
        async with database.write(clock()) as uow:
            await uow.invites.add_invites([new])
            await uow.commit()

    await asyncio.gather(*(store(number) for number in range(8)))
    async with database.read(clock()) as uow:
        rows = (await uow.connection.execute(select(t.invite.c.revoked_at))).scalars().all()
    assert len(rows) == 8
    assert rows.count(None) == 1


async def test_a_new_code_leaves_the_codes_of_others_alone(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    requests = [as_guardian(school, "elena", child) for child in ("anna", "misha")]
    anna, misha = await issue(database, clock, requests)
    await issue(database, clock, requests[:1])
    assert await show(database, clock, 7, anna.code) is None
    assert await show(database, clock, 7, misha.code) is not None


@pytest.mark.parametrize(("age", "works"), [(-1, True), (0, False)])
async def test_a_code_ends_at_its_last_moment(
    database: Database, school: SmallSchool, clock: OwnClock, age: int, works: bool
) -> None:
    (issued,) = await issue(database, clock, [as_guardian(school, "elena", "anna")])
    assert issued.expires_at == clock() + timedelta(days=7)
    clock.now = issued.expires_at + timedelta(seconds=age)
    assert (await show(database, clock, 7, issued.link_token) is not None) is works


async def test_a_code_that_expires_before_yes_does_not_bind(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    (issued,) = await issue(database, clock, [as_guardian(school, "elena", "anna")])
    clock.now = issued.expires_at - timedelta(seconds=1)
    invite_id = await show(database, clock, 7, issued.link_token)
    assert invite_id is not None
    clock.advance(timedelta(seconds=1))
    with pytest.raises(Refused):
        await confirm(database, clock, 7, invite_id)


async def test_failures_are_forgotten_after_an_hour(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    for _ in range(5):
        assert await show(database, clock, 7, "not a code") is None
        clock.advance(timedelta(minutes=10))
    with pytest.raises(TryLater) as refused:
        await show(database, clock, 7, "not a code")
    assert refused.value.params["seconds"] == 600
    clock.advance(timedelta(minutes=10))
    assert await show(database, clock, 7, "not a code") is None


async def test_a_class_is_its_pupils_each_with_the_guardians(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.read(clock()) as uow:
        requests = await requests_for_class(uow, school.classes["7А"])
    pairs = [(request.person_id, request.student_id) for request in requests]
    expected = [
        ("petr", "petr"),
        ("olga", "petr"),
        ("darya", "darya"),
        ("anna", "anna"),
        ("dmitry", "anna"),
        ("elena", "anna"),
        ("ivan_a", "ivan_a"),
        ("ivan_b", "ivan_b"),
        ("sasha", "sasha"),
    ]
    assert pairs == [(school[person], school[child]) for person, child in expected]
    assert {school[name] for name in CLASS_7A} == {child for _, child in pairs}


async def test_staff_are_those_who_work_here_today(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    today = clock().date()
    async with database.write(clock()) as uow:
        gone = t.role_assignment.c.person_id == school["deputy"]
        await uow.connection.execute(t.role_assignment.update().where(gone).values(ends=today))
        await uow.commit()
    async with database.read(clock()) as uow:
        requests = await requests_for_staff(uow, school.id)
    names = {request.person_id for request in requests}
    assert names == {school[name] for name in ("orlova", "kuznetsov", "sokolova", "admin")}
    assert {request.role for request in requests} == {BindingRole.STAFF}


async def test_a_mother_of_two_gets_a_code_for_each(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.read(clock()) as uow:
        both = await requests_for_person(uow, school["elena"])
        one = await requests_for_person(uow, school["elena"], school["anna"])
    assert {request.student_id for request in both} == {school["anna"], school["misha"]}
    assert [request.student_id for request in one] == [school["anna"]]


async def test_who_has_no_right_to_a_diary_is_not_invited_to_it(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    with pytest.raises(NotFound):
        await issue(database, clock, [as_guardian(school, "olga", "anna")])
    with pytest.raises(NotFound):
        await issue(database, clock, [InviteRequest(school["elena"], BindingRole.STAFF)])


@pytest.mark.parametrize(
    ("who", "child", "allowed"),
    [
        ("orlova", "anna", True),  # leads 7А
        ("orlova", "misha", False),
        ("kuznetsov", "anna", False),  # teaches 7А, leads 7Б
        ("admin", "misha", True),
        ("deputy", "anna", False),
    ],
)
async def test_codes_are_issued_for_the_own_class_or_the_own_school(
    database: Database, school: SmallSchool, clock: OwnClock, who: str, child: str, allowed: bool
) -> None:
    issuer = await actor(database, clock, school, who)
    requests = [as_guardian(school, "elena", child)]
    async with database.write(clock()) as uow:
        for act in (issue_codes, revoke_codes):
            if allowed:
                assert await act(uow, issuer, requests)
            else:
                with pytest.raises(Denied):
                    await act(uow, issuer, requests)


async def test_a_homeroom_teacher_issues_no_codes_to_staff(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    issuer = await actor(database, clock, school, "orlova")
    async with database.write(clock()) as uow:
        with pytest.raises(Denied):
            await issue_codes(uow, issuer, [InviteRequest(school["kuznetsov"], BindingRole.STAFF)])


async def test_the_issuer_is_recorded_and_a_revoked_code_is_dead(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    issuer = await actor(database, clock, school, "orlova")
    request = as_guardian(school, "elena", "anna")
    async with database.write(clock()) as uow:
        (issued,) = await issue_codes(uow, issuer, [request])
        await uow.commit()
    async with database.write(clock()) as uow:
        by = select(t.invite.c.issued_by).where(t.invite.c.person_id == school["elena"])
        assert await uow.connection.scalar(by) == school["orlova"]
        assert await revoke_codes(uow, issuer, [request]) == 1
        assert await revoke_codes(uow, issuer, [request]) == 0
        await uow.commit()
    assert await show(database, clock, 7, issued.code) is None


async def test_a_refused_attempt_leaves_nothing_behind(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    with pytest.raises(DomainError):
        await confirm(database, clock, 7, 12345)
    async with database.read(clock()) as uow:
        assert await uow.connection.scalar(select(func.count()).select_from(t.binding)) == 0


async def test_classes_are_found_in_either_alphabet(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.read(clock()) as uow:
        directory = Directory(uow)
        for typed in ("7А", "7A", "7a", "7 «а»", "7-А"):
            found = await directory.classes(typed, None)
            assert [each.id for each in found] == [school.classes["7А"]], typed
        assert await directory.classes("9А", None) == []
        assert await directory.classes("7А", "school-2") == []
        assert await directory.person_id("anna") == school["anna"]
        assert await directory.person_id("nobody") is None
        assert [each.title for each in await directory.schools("school-1")] == ["Школа № 1"]
