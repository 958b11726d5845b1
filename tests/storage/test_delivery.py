"""The ledger on both databases: who was told, who was not and why, what is dead or late."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from domain.access import Role
from domain.delivery.model import Counts, Reach, What
from domain.delivery.trouble_model import AlarmKind, Grief
from domain.notices.model import Kind, Reason, State
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock
from tests.support.journal import Journal
from tests.support.school import TODAY, SmallSchool

MOTHER, FATHER, PUPIL, OLGA, DEPUTY, ADMIN = 501, 502, 503, 504, 505, 506
DAY = timedelta(days=1)


@pytest.fixture
async def uow(
    database: Database, school: SmallSchool, clock: OwnClock
) -> AsyncIterator[SqlUnitOfWork]:
    """Anna's mother, father and Anna herself have a phone each; Petr's mother has none."""
    async with database.write(clock()) as uow:
        await bind(uow, school, MOTHER, "elena", "guardian", "anna")
        await bind(uow, school, FATHER, "dmitry", "guardian", "anna")
        await bind(uow, school, PUPIL, "anna", "student", "anna")
        yield uow


async def bind(
    uow: SqlUnitOfWork, school: SmallSchool, chat: int, person: str, role: str, child: str | None
) -> None:
    await uow.chats.remember(chat, "ru")
    await uow.connection.execute(
        insert(t.binding).values(
            chat_id=chat,
            person_id=school[person],
            role=role,
            student_id=school[child] if child else None,
            bound_at=uow.now - 30 * DAY,
        )
    )


class Rows:
    """Notices written as if the sender had been at work."""

    def __init__(self, uow: SqlUnitOfWork, school: SmallSchool) -> None:
        self.uow = uow
        self.school = school
        self.journal = Journal(uow.connection, school)

    async def notice(
        self,
        person: str,
        child: str,
        ref: int,
        *,
        kind: Kind = Kind.MARK,
        state: State = State.SENT,
        took: timedelta | None = timedelta(seconds=5),
        ago: timedelta = timedelta(hours=1),
        **more: Any,
    ) -> int:
        created = self.uow.now - ago
        chat = {"elena": MOTHER, "dmitry": FATHER, "anna": PUPIL}.get(person, OLGA)
        values: dict[str, Any] = {
            "kind": kind,
            "ref_id": ref,
            "about_id": ref,
            "student_id": self.school[child],
            "person_id": self.school[person],
            "chat_id": chat,
            "state": state,
            "created_at": created,
            "due_at": created,
            "planned_at": created,
            "sent_at": created + took if state is State.SENT and took else None,
        }
        return await self.journal.add(t.notice, **(values | more))

    async def letter(self) -> int:
        return await self.journal.add(
            t.message,
            school_class_id=self.school.classes["7А"],
            sender_id=self.school["orlova"],
            text="Собрание",
            sent_at=self.uow.now,
        )

    async def final(
        self, pupil: str, subject: str = "Алгебра", *, ago: timedelta = 2 * DAY
    ) -> tuple[int, int]:
        """A final mark of the first quarter; its id and that of its change."""
        made = await self.journal.final_mark(pupil, subject, "I четверть", 5)
        change = await self.journal.add(
            t.final_mark_change, final_mark_id=made, new_value=5, changed_at=self.uow.now - ago
        )
        return made, change


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
    assert newest.what == What(Kind.MARK, "Алгебра", day=TODAY, old=4, new=5)
    assert [(each.person.id, each.state, each.reason) for each in newest.heard] == [
        (school["elena"], State.SENT, None),
        (school["dmitry"], State.DEAD, Reason.REFUSED),
    ]
    assert older.what == What(Kind.FINAL_MARK, "Алгебра", period="I четверть", new=5)
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


async def test_dead_notices_go_again_as_new(
    uow: SqlUnitOfWork, school: SmallSchool, rows: Rows
) -> None:
    dead: dict[str, Any] = {"state": State.DEAD, "reason": Reason.LATE, "attempts": 9}
    first = await rows.notice("elena", "anna", 1, ago=4 * DAY, **dead)
    second = await rows.notice("elena", "anna", 2, **dead)
    await rows.notice("elena", "anna", 3, ago=40 * DAY, **dead)
    assert await uow.troubles.count_dead(school.id) == 2
    assert await uow.troubles.count_dead(school.id + 1) == 0
    listed = await uow.troubles.dead(school.id, 10)
    assert [(each.id, each.class_title) for each in listed] == [(first, "7А"), (second, "7А")]
    assert [each.id for each in await uow.troubles.dead(None, 1, 1)] == [second]
    assert await uow.troubles.send_again(school.id + 1) == 0
    assert await uow.troubles.send_again(school.id, [second]) == 1
    [row] = await _rows(uow, select(t.notice).where(t.notice.c.id == second))
    assert (row["state"], row["reason"], row["attempts"]) == ("pending", "", 0)
    assert row["due_at"] == uow.now
    assert row["doubtful_since"] is None
    assert await uow.troubles.send_again(None) == 1
    assert await uow.troubles.send_again(None) == 0


async def _rows(uow: SqlUnitOfWork, statement: Any) -> list[Any]:
    return list((await uow.connection.execute(statement)).mappings())


async def test_what_waits_is_not_what_is_put_off_on_purpose(
    uow: SqlUnitOfWork, school: SmallSchool, rows: Rows
) -> None:
    hour = timedelta(hours=1)
    now = uow.now
    waiting: dict[str, Any] = {"state": State.PENDING, "took": None}
    await rows.notice("elena", "anna", 1, ago=3 * hour, **waiting)
    # In the evening, as the family wanted it.
    await rows.notice(
        "elena", "anna", 2, ago=9 * hour, due_at=now + hour, planned_at=now + hour, **waiting
    )
    # Tried, and put off again and again.
    tried: dict[str, Any] = {"attempts": 3, "due_at": now + timedelta(minutes=5)}
    await rows.notice("elena", "anna", 3, kind=Kind.ABSENCE, ago=2 * hour, **tried, **waiting)
    leased: dict[str, Any] = {"attempts": 1, "state": State.LEASED, "took": None}
    await rows.notice("dmitry", "anna", 4, kind=Kind.ABSENCE, ago=4 * hour, **leased)
    found = await uow.troubles.waiting(school.id, now - hour)
    assert [(each.kind, each.count, each.since) for each in found] == [
        (Kind.ABSENCE, 2, now - 4 * hour),
        (Kind.MARK, 1, now - 3 * hour),
    ]
    assert await uow.troubles.late_by_school(now - hour) == {school.id: Grief(3, now - 4 * hour)}
    assert await uow.troubles.late_by_school(now - 5 * hour) == {}


async def test_an_alarm_from_its_beginning_to_its_end(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    since = uow.now - DAY
    made = await uow.troubles.raise_alarm(AlarmKind.DEAD, school.id, since)
    [alarm] = await uow.troubles.open_alarms()
    assert (alarm.id, alarm.kind, alarm.since) == (made, AlarmKind.DEAD, since)
    assert alarm.escalated_at is None
    await uow.troubles.note_escalated(made)
    await uow.troubles.close_alarm(made)
    assert await uow.troubles.open_alarms() == []
    closed = (await uow.troubles.alarms([made]))[made]
    assert closed.escalated_at == closed.closed_at == uow.now


async def test_only_staff_with_a_chat_that_takes_messages_can_be_alarmed(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    assert await uow.troubles.connected_staff(school.id) == {}
    await bind(uow, school, DEPUTY, "deputy", "staff", None)
    await bind(uow, school, ADMIN, "admin", "staff", None)
    assert await uow.troubles.connected_staff(school.id) == {
        Role.DEPUTY_PRINCIPAL: [school["deputy"]],
        Role.SYSTEM_ADMIN: [school["admin"]],
    }
    await uow.chats.set_reachable(ADMIN, reachable=False)
    assert set(await uow.troubles.connected_staff(school.id)) == {Role.DEPUTY_PRINCIPAL}
    assert await uow.troubles.connected_staff(school.id + 1) == {}
