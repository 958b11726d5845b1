"""Who may be invited to what, and by whom; how the command line finds them."""

import pytest
from sqlalchemy import select

from domain.actor import Actor
from domain.binding.inviting import (
    issue_codes,
    requests_for_class,
    requests_for_person,
    requests_for_staff,
    revoke_codes,
)
from domain.binding.model import BindingRole, InviteRequest
from domain.errors import Denied, NotFound
from storage import tables as t
from storage.database import Database
from storage.directory import Directory
from tests.support.clock import OwnClock
from tests.support.codes import as_guardian, confirm, issue, show
from tests.support.school import CLASS_7A, SmallSchool


async def actor(database: Database, clock: OwnClock, school: SmallSchool, name: str) -> Actor:
    """A member of staff with a connected chat."""
    (issued,) = await issue(database, clock, [InviteRequest(school[name], BindingRole.STAFF)])
    chat_id = school[name]
    invite_id = await show(database, clock, chat_id, issued.code)
    assert invite_id is not None
    await confirm(database, clock, chat_id, invite_id)
    async with database.read(clock()) as uow:
        return (await uow.chats.session(chat_id)).actor


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
