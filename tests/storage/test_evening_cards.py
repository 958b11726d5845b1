"""Cards «Завтра» in the outbox: one row for a chat and day, and what looks at them again."""

from collections.abc import AsyncIterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from domain.evening.planning import ONE_EDIT, refresh_cards, refresh_cards_of_schools, write_cards
from domain.final_marks.exam_model import ExamToSave
from domain.notices.model import Kind, State
from domain.schedule.model import DayNote
from domain.school_days import ClassKey
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.storage.test_notices import counted
from tests.support.clock import MOSCOW, OwnClock
from tests.support.phones import bind, bind_family
from tests.support.school import MONDAY, TODAY, SmallSchool

MOTHER, FATHER, PUPIL, TEACHER, OTHER = 501, 502, 503, 504, 505
TOMORROW = TODAY + timedelta(days=1)
EVENING = datetime.combine(TODAY, time(19), MOSCOW)
SATURDAY = date(2026, 11, 28)
SMALL_PAGE = 2


@pytest.fixture
async def uow(
    database: Database, school: SmallSchool, clock: OwnClock
) -> AsyncIterator[SqlUnitOfWork]:
    """Anna's mother (who has Misha too), father and Anna herself; her teacher; Petr's mother."""
    async with database.write(clock()) as uow:
        await bind(uow, school, MOTHER, "elena", "guardian", "misha")
        await bind_family(uow, school, MOTHER, FATHER, PUPIL)
        await bind(uow, school, TEACHER, "orlova", "staff", None)
        await bind(uow, school, OTHER, "olga", "guardian", "petr")
        yield uow


async def write(uow: SqlUnitOfWork, day: date = TOMORROW, page: int = SMALL_PAGE) -> None:
    [stored, *_rest] = await uow.evening.schools()
    last: int | None = 0
    while last is not None:
        last = await write_cards(uow, stored, day, last, page)


async def cards(uow: SqlUnitOfWork, state: State = State.PENDING) -> list[int]:
    """The chats with a card in this state."""
    found = await uow.connection.execute(
        select(t.notice.c.chat_id)
        .where(t.notice.c.kind == Kind.TOMORROW, t.notice.c.state == state)
        .order_by(t.notice.c.chat_id, t.notice.c.id)
    )
    return list(found.scalars())


async def test_an_exam_is_a_reason_for_one_also_on_a_day_without_lessons(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    """For the grade that writes it; the calendar of its classes alone has the day."""
    for grade, wanted in ((9, []), (7, [MOTHER, FATHER, PUPIL, OTHER])):
        new = ExamToSave(school.id, 2027, grade, school.subjects["Алгебра"], SATURDAY)
        await uow.exams.save(new)
        await write(uow, SATURDAY)
        assert await cards(uow) == wanted
    who = ClassKey(school.classes["7А"], 7)
    holidays, [note] = await uow.schedule.calendar(school.id, who, TODAY, SATURDAY)
    [stored] = await uow.exams.of_grade(school.id, 2027, 7)
    assert note == DayNote("Алгебра", SATURDAY, SATURDAY, exam_id=stored.id)
    assert holidays == []


async def choose_off(uow: SqlUnitOfWork, school: SmallSchool, person: str, child: str) -> None:
    await uow.connection.execute(
        insert(t.notice_choice).values(
            person_id=school[person], student_id=school[child], kind="tomorrow", choice="off"
        )
    )


async def send_all(uow: SqlUnitOfWork, **values: Any) -> None:
    """As if every card had arrived."""
    sent = {"state": State.SENT, "sent_at": uow.now, "told": "x", "telegram_message_id": 7}
    await uow.connection.execute(update(t.notice).values(**sent, **values))


async def test_every_chat_of_a_family_gets_one_however_many_children(uow: SqlUnitOfWork) -> None:
    await write(uow)
    assert await cards(uow) == [MOTHER, FATHER, PUPIL, OTHER]


async def test_a_card_is_of_no_single_pupil_and_of_its_day(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    await write(uow)
    found = (await uow.connection.execute(select(t.notice))).mappings().first()
    assert found is not None
    assert found["student_id"] is None
    assert found["ref_id"] == found["about_id"] == TOMORROW.toordinal()
    assert found["person_id"] == school["elena"]
    assert found["due_at"] == EVENING


async def test_written_twice_it_is_written_once(uow: SqlUnitOfWork) -> None:
    await write(uow)
    await write(uow)
    assert await cards(uow) == [MOTHER, FATHER, PUPIL, OTHER]


async def test_there_is_none_before_a_day_without_lessons(uow: SqlUnitOfWork) -> None:
    await write(uow, SATURDAY)
    assert await cards(uow) == []


async def test_there_is_none_before_a_day_whose_lessons_are_all_cancelled(
    uow: SqlUnitOfWork,
) -> None:
    await uow.connection.execute(
        update(t.lesson).where(t.lesson.c.date == TOMORROW).values(is_cancelled=True)
    )
    await write(uow)
    assert await cards(uow) == []


async def test_whoever_wants_none_gets_none(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    await choose_off(uow, school, "dmitry", "anna")
    await choose_off(uow, school, "elena", "anna")
    await write(uow)
    assert await cards(uow) == [MOTHER, PUPIL, OTHER]  # the mother has Misha's


async def test_a_chat_out_of_reach_and_an_ended_binding_get_none(uow: SqlUnitOfWork) -> None:
    await uow.chats.set_reachable(FATHER, reachable=False)
    await uow.connection.execute(
        update(t.binding).where(t.binding.c.chat_id == OTHER).values(ended_at=uow.now)
    )
    await write(uow)
    assert await cards(uow) == [MOTHER, PUPIL]


async def test_quiet_hours_hold_it_back(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    await uow.connection.execute(
        insert(t.notice_habits).values(
            person_id=school["dmitry"], quiet_from=18 * 60, quiet_until=20 * 60
        )
    )
    await write(uow)
    found = await uow.connection.execute(
        select(t.notice.c.due_at).where(t.notice.c.chat_id == FATHER)
    )
    assert found.scalar_one() == EVENING + timedelta(hours=1)


async def test_few_statements_write_many_cards(
    database: Database, uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    families = 1_000
    await uow.connection.execute(
        insert(t.chat),
        [{"id": 10_000 + n, "locale": "ru", "created_at": uow.now} for n in range(families)],
    )
    await uow.connection.execute(
        insert(t.binding),
        [
            {
                "chat_id": 10_000 + n,
                "person_id": school["elena"],
                "role": "guardian",
                "student_id": school["anna"],
                "bound_at": uow.now,
            }
            for n in range(families)
        ],
    )
    with counted(database) as statements:
        await write(uow, page=500)
    assert len(await cards(uow)) == families + 4
    assert len(statements) <= 1 + 4 * 4


async def test_a_sent_card_is_looked_at_again_once(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    await write(uow)
    await send_all(uow)
    assert await refresh_cards(uow, [school["anna"]], TOMORROW) == 3
    assert await refresh_cards(uow, [school["anna"]], TOMORROW) == 0
    assert await cards(uow) == [MOTHER, FATHER, PUPIL]
    due = await uow.connection.execute(
        select(t.notice.c.due_at).where(t.notice.c.state == State.PENDING).distinct()
    )
    assert due.scalar_one() == uow.now + ONE_EDIT


@pytest.mark.parametrize("state", [State.LEASED, State.UNCERTAIN])
async def test_so_is_one_that_is_being_sent(
    uow: SqlUnitOfWork, school: SmallSchool, state: State
) -> None:
    await write(uow)
    await uow.connection.execute(update(t.notice).values(state=state))
    assert await refresh_cards(uow, [school["petr"]], TOMORROW) == 1


async def test_one_that_may_leave_any_moment_is_not_relied_on(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    """Another process may have read it a moment ago, without the change."""
    await write(uow)
    await uow.connection.execute(update(t.notice).values(due_at=uow.now))
    assert await refresh_cards(uow, [school["anna"]], TOMORROW) == 3
    assert await refresh_cards(uow, [school["anna"]], TOMORROW) == 0


async def test_one_that_leaves_later_says_the_change_anyway(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    await write(uow)
    assert await refresh_cards(uow, [school["anna"]], TOMORROW) == 0


async def test_a_chat_without_a_card_of_the_day_is_left_alone(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    await write(uow)
    await send_all(uow)
    assert await refresh_cards(uow, [school["anna"]], TOMORROW + timedelta(days=1)) == 0
    assert await refresh_cards(uow, [school["oleg"]], TOMORROW) == 0
    assert await refresh_cards(uow, [], TOMORROW) == 0


async def test_the_next_card_ends_the_one_before(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    await write(uow, TODAY)
    await send_all(uow)
    await write(uow, TOMORROW)
    assert await refresh_cards(uow, [school["anna"]], TODAY) == 0


async def test_without_a_day_the_coming_card_is_meant(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    await write(uow, MONDAY - timedelta(days=3))  # long past
    await send_all(uow)
    assert await refresh_cards(uow, [school["anna"]]) == 0
    await write(uow, TOMORROW)
    await uow.connection.execute(
        update(t.notice).where(t.notice.c.state == State.PENDING).values(state=State.SENT)
    )
    assert await refresh_cards(uow, [school["anna"]]) == 3
    found = await uow.connection.execute(
        select(t.notice.c.about_id).where(t.notice.c.state == State.PENDING).distinct()
    )
    assert found.scalar_one() == TOMORROW.toordinal()


async def test_a_whole_school_can_be_looked_at_again(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    await write(uow)
    await send_all(uow)
    assert await refresh_cards_of_schools(uow, [school.id + 1]) == 0
    assert await refresh_cards_of_schools(uow, []) == 0
    assert await refresh_cards_of_schools(uow, [school.id]) == 4
