"""Who has no code in hand, in both databases."""

from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import insert

from domain.binding.model import BindingRole, InviteRequest, NewInvite
from domain.handover.model import SchoolHandover, Waiting
from domain.handover.use_cases import backlog_of
from domain.staff.model import Order
from storage import tables as t
from storage.database import Database
from storage.directory import Directory
from storage.roster.load import import_path
from tests.support.bundles import small_bundle
from tests.support.clock import OwnClock
from tests.support.school import SmallSchool


async def of_class(database: Database, clock: OwnClock, school: SmallSchool) -> list[Waiting]:
    async with database.read(clock()) as uow:
        return await uow.handovers.of_class(school.classes["7А"])


async def backlog(database: Database, clock: OwnClock) -> SchoolHandover:
    async with database.read(clock()) as uow:
        (of_school,) = await uow.handovers.schools()
        return await backlog_of(uow, of_school)


async def test_in_the_order_of_the_list_family_by_family(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    waiting = await of_class(database, clock, school)
    names = {key: name for name, key in school.people.items()}
    assert [(names[each.person.id], each.request.role.value) for each in waiting] == [
        ("petr", "student"),
        ("olga", "guardian"),
        ("darya", "student"),
        ("dmitry", "guardian"),
        ("anna", "student"),
        ("elena", "guardian"),
        ("ivan_a", "student"),
        ("ivan_b", "student"),
        ("sasha", "student"),
    ]
    assert not any(each.has_code for each in waiting)


async def test_a_binding_that_has_ended_was_a_code_in_hand(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.write(clock()) as uow:
        await uow.chats.remember(7, "ru")
        await uow.connection.execute(
            insert(t.binding).values(
                chat_id=7,
                person_id=school["elena"],
                role="guardian",
                student_id=school["anna"],
                bound_at=clock() - timedelta(days=9),
                ended_at=clock(),
            )
        )
        await uow.commit()
    waiting = await of_class(database, clock, school)
    assert school["elena"] not in {each.person.id for each in waiting}
    assert school["dmitry"] in {each.person.id for each in waiting}


async def test_marked_taken_back_and_marked_twice(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    anna = school["anna"]
    requests = [
        InviteRequest(anna, BindingRole.STUDENT, anna),
        InviteRequest(school["elena"], BindingRole.GUARDIAN, anna),
    ]
    for _ in range(2):
        async with database.write(clock()) as uow:
            await uow.handovers.hand_over(requests, school["orlova"])
            await uow.commit()
    assert len(await of_class(database, clock, school)) == 7
    async with database.write(clock()) as uow:
        given = await uow.handovers.given_since(school.classes["7А"], clock() - timedelta(days=1))
        assert [each.id for each in given] == [anna]
        assert await uow.handovers.take_back(anna) == 2
        await uow.commit()
    assert len(await of_class(database, clock, school)) == 9


async def issue(database: Database, clock: OwnClock, request: InviteRequest, code: str) -> None:
    async with database.write(clock()) as uow:
        until = clock() + timedelta(days=7)
        await uow.invites.add_invites([NewInvite(request, code, f"link {code}", None, until)])
        await uow.commit()


async def give(database: Database, clock: OwnClock, school: SmallSchool, who: str) -> None:
    anna = school["anna"]
    async with database.write(clock()) as uow:
        request = InviteRequest(school[who], BindingRole.GUARDIAN, anna)
        await uow.handovers.hand_over([request], school["orlova"])
        await uow.commit()


async def test_a_code_issued_after_the_last_one_was_handed_over_waits_without_a_clock(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    request = InviteRequest(school["elena"], BindingRole.GUARDIAN, school["anna"])

    async def waits() -> list[tuple[bool, bool]]:
        found = await of_class(database, clock, school)
        return [(each.has_code, each.is_first) for each in found if each.request == request]

    before = await backlog(database, clock)
    await issue(database, clock, request, "first")
    assert await waits() == [(True, True)]
    clock.advance(timedelta(minutes=1))
    await give(database, clock, school, "elena")
    assert await waits() == []
    assert (await backlog(database, clock)).waiting == before.waiting - 1
    clock.advance(timedelta(minutes=1))
    await issue(database, clock, request, "second")
    assert await waits() == [(True, False)]
    counted = await backlog(database, clock)
    assert (counted.waiting, counted.overdue) == (before.waiting, before.overdue - 1)
    clock.advance(timedelta(minutes=1))
    await give(database, clock, school, "elena")
    assert await waits() == []
    async with database.write(clock()) as uow:
        assert await uow.handovers.take_back(school["anna"]) == 1
        await uow.commit()
    assert await waits() == [(True, False)], "what was handed over before stays handed over"
    clock.advance(timedelta(days=8))
    assert await waits() == [], "a code that works no more is nothing to hand over"


async def test_who_was_connected_waits_for_the_code_of_a_new_phone_without_a_clock(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    anna = school["anna"]
    async with database.write(clock()) as uow:
        await uow.chats.remember(7, "ru")
        await uow.connection.execute(
            insert(t.binding).values(
                chat_id=7,
                person_id=school["elena"],
                role="guardian",
                student_id=anna,
                bound_at=clock() - timedelta(days=9),
                ended_at=clock(),
            )
        )
        await uow.commit()
    request = InviteRequest(school["elena"], BindingRole.GUARDIAN, anna)
    await issue(database, clock, request, "new phone")
    found = {each.request: each for each in await of_class(database, clock, school)}
    assert (found[request].has_code, found[request].is_first) == (True, False)
    # The same guardian of another child is still to have the first code for that one.
    misha = InviteRequest(school["elena"], BindingRole.GUARDIAN, school["misha"])
    async with database.read(clock()) as uow:
        (other,) = [
            each
            for each in await uow.handovers.of_class(school.classes["1Б"])
            if each.request == misha
        ]
    assert (other.has_code, other.is_first) == (False, True)


async def test_a_code_is_out_until_it_expires(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    staff = InviteRequest(school["orlova"], BindingRole.STAFF)
    async with database.write(clock()) as uow:
        new = NewInvite(staff, "c", "l", None, clock() + timedelta(days=7))
        await uow.invites.add_invites([new])
        await uow.commit()
    for days, has_code in ((0, True), (7, False)):
        clock.advance(timedelta(days=days))
        async with database.read(clock()) as uow:
            found = await uow.handovers.of_staff(school.id)
        assert {each.person.id for each in found} == {
            school[name] for name in ("orlova", "kuznetsov", "sokolova", "deputy", "admin")
        }
        assert {each.person.id for each in found if each.has_code} == (
            {school["orlova"]} if has_code else set()
        )


async def test_the_school_is_counted_class_by_class(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.write(clock()) as uow:
        order = Order("7", date(2026, 11, 23))
        await uow.handovers.set_order(school["oleg"], order, school["admin"])
        await uow.handovers.set_order(school["orlova"], order, school["admin"])
        await uow.commit()
    found = await backlog(database, clock)
    counted = {
        each.school_class.title if each.school_class else "": (each.waiting, each.overdue)
        for each in found.backlogs
    }
    # Of staff no day of hiring is known here: theirs is the day of the import.
    assert counted == {"7А": (9, 9), "7Б": (1, 0), "1Б": (2, 2), "": (5, 4)}
    assert (found.waiting, found.overdue) == (17, 15)
    assert found.oldest is not None
    assert found.oldest.due == date(2026, 8, 28)


async def test_an_order_comes_with_the_files_and_is_left_alone_by_files_without_it(
    database: Database, clock: OwnClock, tmp_path: Path
) -> None:
    bundle = small_bundle()
    pupil = next(user for user in bundle.tables["users.csv"] if user["role"] == "student")
    for user in bundle.tables["users.csv"]:
        user |= {"metadata.orderNumber": "", "metadata.orderDate": ""}
    pupil |= {"metadata.orderNumber": "45-к", "metadata.orderDate": "2026-11-20"}
    first = await import_path(database, bundle.write(tmp_path / "one"), clock())
    assert first.changes["orders"].added == 1
    again = await import_path(
        database, bundle.write(tmp_path / "two"), clock() + timedelta(hours=1)
    )
    assert again.written == 0
    for user in bundle.tables["users.csv"]:
        del user["metadata.orderNumber"], user["metadata.orderDate"]
    await import_path(database, bundle.write(tmp_path / "three"), clock() + timedelta(hours=2))
    async with database.read(clock()) as uow:
        person_id = await Directory(uow).person_id(pupil["sourcedId"])
        assert person_id is not None
        assert await uow.handovers.order(person_id) == Order("45-к", date(2026, 11, 20))
