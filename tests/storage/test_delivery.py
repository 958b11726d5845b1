"""The ledger on both databases: who was told what and when, and who was not and why."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from domain.calendar import PeriodKind
from domain.delivery.model import Counts, Reach, What
from domain.marks.value import MarkValue
from domain.notices.model import Kind, Reason, State
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock
from tests.support.ledger import DAY, FATHER, MOTHER, OLGA, Rows, connected
from tests.support.school import TODAY, SmallSchool

FOUR, FIVE = MarkValue.of("4"), MarkValue.of("5")


@pytest.fixture
async def uow(
    database: Database, school: SmallSchool, clock: OwnClock
) -> AsyncIterator[SqlUnitOfWork]:
    """Anna's mother, father and Anna herself have a phone each; Petr's mother has none."""
    async with database.write(clock()) as uow:
        await connected(uow, school)
        yield uow


@pytest.fixture
def rows(uow: SqlUnitOfWork, school: SmallSchool) -> Rows:
    return Rows(uow, school)


def midnight(uow: SqlUnitOfWork) -> datetime:
    return uow.now - timedelta(hours=10)


async def test_who_can_be_reached_and_who_cannot(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    await uow.chats.set_reachable(FATHER, reachable=False, reason=Reason.BLOCKED)
    found = {each.student.id: each for each in await uow.delivery.households(school.classes["7А"])}
    assert list(found) == [
        school[name] for name in ("petr", "darya", "anna", "ivan_a", "ivan_b", "sasha")
    ]
    of_anna = found[school["anna"]]
    assert {each.person.id: each.reach for each in of_anna.contacts} == {
        school["elena"]: Reach.REACHED,
        school["dmitry"]: Reach.BLOCKED,
    }
    assert of_anna.is_reached
    assert of_anna.is_reached_in_part
    [olga] = found[school["petr"]].contacts
    assert olga.reach is Reach.NOT_CONNECTED
    assert not found[school["petr"]].is_reached
    assert found[school["darya"]].contacts == ()
    among = await uow.delivery.contacts([school["anna"], school["petr"]])
    assert among[school["anna"]] == list(of_anna.contacts)


async def test_a_lost_chat_keeps_its_first_moment_and_reason(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    begun = uow.now
    await uow.chats.set_reachable(MOTHER, reachable=False, reason=Reason.NO_CHAT)
    uow.now = begun + DAY
    await uow.chats.set_reachable(MOTHER, reachable=False, reason=Reason.NO_CHAT)
    [_, elena] = (await uow.delivery.contacts([school["anna"]]))[school["anna"]]
    assert (elena.reach, elena.since) == (Reach.GONE, begun)
    await uow.chats.set_reachable(MOTHER, reachable=True)
    [_, elena] = (await uow.delivery.contacts([school["anna"]]))[school["anna"]]
    assert (elena.reach, elena.since) == (Reach.REACHED, None)


async def test_a_family_is_told_with_its_first_guardian(
    uow: SqlUnitOfWork, school: SmallSchool, rows: Rows
) -> None:
    blocked: dict[str, Any] = {"state": State.SUPPRESSED, "reason": Reason.BLOCKED}
    await rows.notice("elena", "anna", 1)
    await rows.notice("dmitry", "anna", 1, **blocked)
    await rows.notice("elena", "anna", 2, state=State.PENDING)
    await rows.notice("dmitry", "anna", 2, **blocked)
    await rows.notice("elena", "anna", 3, **blocked)
    await rows.notice("anna", "anna", 3)  # the pupil's own phone does not count
    await rows.notice("elena", "anna", 4, state=State.SUPERSEDED, reason=Reason.NEWER)
    await rows.notice("elena", "anna", 5, ago=2 * DAY)
    class_id = school.classes["7А"]
    counts = await uow.delivery.counts(class_id, midnight(uow))
    assert counts == {Kind.MARK: Counts(told=1, in_time=1, waiting=1, lost=1)}
    assert counts[Kind.MARK].share == 0.5
    week = await uow.delivery.counts(class_id, uow.now - 7 * DAY)
    assert week[Kind.MARK].told == 2


async def test_what_came_after_a_day_is_not_in_time(
    uow: SqlUnitOfWork, school: SmallSchool, rows: Rows
) -> None:
    second = timedelta(seconds=1)
    for ref, took in ((1, DAY - second), (2, DAY + second)):
        await rows.notice("elena", "anna", ref, kind=Kind.ABSENCE, took=took, ago=3 * DAY)
    await rows.notice("elena", "anna", 3, ago=3 * DAY)
    found = await uow.delivery.counts_of_classes(
        [school.classes["7А"], school.classes["7Б"]], uow.now - 7 * DAY, [Kind.ABSENCE]
    )
    assert found == {school.classes["7А"]: Counts(told=2, in_time=1)}


async def test_a_pupils_list_names_what_happened_and_who_heard(
    uow: SqlUnitOfWork, school: SmallSchool, rows: Rows
) -> None:
    mark = await rows.journal.mark("anna", "algebra", TODAY, 5)
    change = await rows.journal.add(
        t.mark_change, mark_id=mark, old_value=4, new_value=5, changed_at=uow.now
    )
    _final, final_change = await rows.final("anna")
    await rows.notice("elena", "anna", final_change, kind=Kind.FINAL_MARK, ago=2 * DAY)
    await rows.notice("elena", "anna", change)
    await rows.notice("dmitry", "anna", change, state=State.DEAD, reason=Reason.REFUSED)
    since = uow.now - 30 * DAY
    newest, older = await uow.delivery.events(school["anna"], since, 10, 0)
    assert newest.what == What(Kind.MARK, "Алгебра", day=TODAY, old=FOUR, new=FIVE)
    assert [(each.person.id, each.state, each.reason) for each in newest.heard] == [
        (school["elena"], State.SENT, None),
        (school["dmitry"], State.DEAD, Reason.REFUSED),
    ]
    assert older.what == What(
        Kind.FINAL_MARK,
        "Алгебра",
        period="I четверть",
        period_kind=PeriodKind.QUARTER,
        new=FIVE,
    )
    assert [each.what for each in await uow.delivery.events(school["anna"], since, 1, 1)] == [
        older.what
    ]
    assert await uow.delivery.events(school["petr"], since, 10, 0) == []


async def test_a_chats_list_is_of_what_it_was_told_itself(
    uow: SqlUnitOfWork, school: SmallSchool, rows: Rows
) -> None:
    letter = await rows.letter()
    await rows.journal.add(
        t.message_recipient,
        message_id=letter,
        person_id=school["elena"],
        student_id=school["anna"],
        delivered_at=uow.now,
    )
    await rows.notice("elena", "anna", letter, kind=Kind.MESSAGE)
    await rows.notice("elena", "anna", 900, ago=timedelta(hours=3))
    await rows.notice("dmitry", "anna", 901)
    await rows.notice("elena", "anna", 902, state=State.PENDING)
    since = uow.now - 30 * DAY
    anna = school["anna"]
    told = await uow.delivery.told_to(MOTHER, anna, since, 10, 0)
    assert [(each.what.kind, each.read_at) for each in told] == [
        (Kind.MESSAGE, None),
        (Kind.MARK, None),
    ]
    await uow.messages.mark_read(letter, [school["elena"]], anna)
    assert (await uow.delivery.told_to(MOTHER, anna, since, 1, 0))[0].read_at == uow.now


async def test_final_marks_that_reached_nobody(
    uow: SqlUnitOfWork, school: SmallSchool, rows: Rows
) -> None:
    _mark, told = await rows.final("anna")
    await rows.notice("elena", "anna", told, kind=Kind.FINAL_MARK, ago=2 * DAY)
    _mark, waiting = await rows.final("anna", "История")
    await rows.notice(
        "elena", "anna", waiting, kind=Kind.FINAL_MARK, state=State.UNCERTAIN, ago=DAY
    )
    _mark, own = await rows.final("anna", "Физика")
    await rows.notice("anna", "anna", own, kind=Kind.FINAL_MARK, ago=DAY)
    await rows.final("petr")
    await rows.final("petr", "История", ago=3 * DAY)
    await rows.final("darya", ago=40 * DAY)
    untold = await uow.untold.untold_finals(school.id, uow.now - 30 * DAY)
    assert {(each.student_id, each.count, each.title) for each in untold} == {
        (school["anna"], 1, "I четверть"),
        (school["petr"], 2, "I четверть"),
    }
    of_petr = next(each for each in untold if each.student_id == school["petr"])
    assert of_petr.since == uow.now - 3 * DAY
    assert await uow.untold.untold_finals(school.id + 1, uow.now - 30 * DAY) == []


async def test_what_a_school_began_with_is_no_news(
    uow: SqlUnitOfWork, school: SmallSchool, rows: Rows
) -> None:
    await rows.final("petr")
    await uow.connection.execute(
        update(t.school).where(t.school.c.id == school.id).values(imported_at=uow.now - DAY)
    )
    assert await uow.untold.untold_finals(school.id, uow.now - 30 * DAY) == []
    period = school.periods["I четверть"]
    assert await uow.untold.final_tellings(school.classes["7А"], period) == []


async def test_only_the_last_word_on_a_final_mark_counts(
    uow: SqlUnitOfWork, school: SmallSchool, rows: Rows
) -> None:
    made, first = await rows.final("anna")
    await rows.notice("elena", "anna", first, kind=Kind.FINAL_MARK, ago=2 * DAY)
    second = await rows.journal.add(
        t.final_mark_change,
        final_mark_id=made,
        old_value=5,
        new_value=4,
        changed_at=uow.now - DAY,
    )
    period, class_id = school.periods["I четверть"], school.classes["7А"]
    [telling] = await uow.untold.final_tellings(class_id, period)
    assert (telling.person_id, telling.changed_at) == (None, uow.now - DAY)
    await rows.notice("elena", "anna", second, kind=Kind.FINAL_MARK, ago=DAY)
    [telling] = await uow.untold.final_tellings(class_id, period)
    assert (telling.person_id, telling.state) == (school["elena"], State.SENT)
    assert await uow.untold.final_tellings(class_id, school.periods["II четверть"]) == []


async def test_letters_that_reached_nobody(
    uow: SqlUnitOfWork, school: SmallSchool, rows: Rows
) -> None:
    letter = await rows.letter()
    for who, child, at in (
        ("elena", "anna", uow.now),
        ("dmitry", "anna", None),
        ("olga", "petr", None),
    ):
        await rows.journal.add(
            t.message_recipient,
            message_id=letter,
            person_id=school[who],
            student_id=school[child],
            delivered_at=at,
        )
    [untold] = await uow.untold.untold_letters(school.id, uow.now - DAY)
    assert (untold.student_id, untold.kind, untold.count) == (school["petr"], Kind.MESSAGE, 1)
    await uow.chats.remember(OLGA, "ru")
    await rows.notice("olga", "petr", letter, kind=Kind.MESSAGE, state=State.PENDING)
    assert await uow.untold.untold_letters(school.id, uow.now - DAY) == []
