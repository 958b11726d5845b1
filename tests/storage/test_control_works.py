"""The schedule of control works as it is kept; what the timetable does to lessons with works."""

from datetime import date, timedelta

from sqlalchemy import select, update

from domain.control_works.model import NewWork
from domain.control_works.rules import year_of
from domain.events.model import Announcement, Audience, StoredAnnouncement
from domain.notices.model import Event, Kind, NewNotice
from storage import tables as t
from storage.database import Database
from storage.roster.stored_lessons import with_journal
from tests.support.clock import OwnClock
from tests.support.phones import bind
from tests.support.school import TODAY, SmallSchool

MOTHER, OTHER = 501, 502
TUESDAY = TODAY + timedelta(days=7)
YEAR = year_of(TODAY)


async def test_a_work_is_of_its_lesson_and_only_what_is_published_is_told(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.write(clock()) as uow:
        works, orlova = uow.control_works, school["orlova"]
        algebra, next_one = (
            school.lesson("algebra", each) for each in (TUESDAY, date(2026, 12, 2))
        )
        work_id = await works.add(NewWork(algebra, school.work_types["test"], "", orlova))
        [work] = await works.of_class(school.classes["7А"], *YEAR)
        assert work == await works.at_lesson(algebra) == await works.work(work_id, to_change=True)
        assert work in await works.of_grade(school.id, 7, *YEAR)
        assert await works.of_class(school.classes["7Б"], *YEAR) == []
        section = school.sections["algebra"]
        assert await works.of_pupil(school["anna"], *YEAR) == []
        assert await works.of_day(school.id, [section], TUESDAY, YEAR) is None
        assert await works.publish([work_id], orlova) == {work_id}
        assert await works.publish([work_id], orlova) == set(), "others did so meanwhile"
        assert await works.of_day(school.id, [section], TODAY, YEAR) == []
        assert await works.of_day(school.id, [], TUESDAY, YEAR) == []
        [told] = await works.of_day(school.id, [section], TUESDAY, YEAR) or []
        assert (told.subject, told.title) == ("Алгебра", "Контрольная работа")
        assert len(await works.of_pupil(school["anna"], *YEAR)) == 1
        assert await works.of_pupil(school["oleg"], *YEAR) == []
        await works.move(work_id, next_one, "Экскурсия")
        assert await works.of_day(school.id, [section], TUESDAY, YEAR) == []
        moved = t.lesson.c.id == next_one
        await uow.connection.execute(update(t.lesson).where(moved).values(is_cancelled=True))
        assert await works.of_pupil(school["anna"], *YEAR) == []
        assert [each.place.is_cancelled for each in await works.of_school(school.id, *YEAR)] == [
            True
        ]
        await works.drop(work_id)
        assert await works.of_school(school.id, *YEAR) == []
        dropped = await works.add(NewWork(algebra, school.work_types["test"], "", orlova))
        await works.drop(dropped)
        assert await works.publish([dropped], orlova) == set()


async def test_the_first_and_the_last_lesson_of_a_class_and_where_a_section_meets(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.read(clock()) as uow:
        edges = await uow.control_works.edges([school.classes["7А"]], *YEAR)
        assert (edges[TUESDAY], edges[date(2026, 12, 3)]) == ((1, 4), (1, 2))
        places = await uow.control_works.places(school.sections["english1"], *YEAR)
        assert {each.date.isoweekday() for each in places} == {2, 4}
        sections = await uow.control_works.sections(school.classes["7А"], TODAY)
        assert [each.group_name for each in sections if each.group_name] == ["гр. 1", "гр. 2"]


async def test_a_lesson_with_a_work_is_cancelled_and_never_removed(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.write(clock()) as uow:
        lesson_id, free = (school.lesson(each, TUESDAY) for each in ("algebra", "history"))
        new = NewWork(lesson_id, school.work_types["test"], "", school["orlova"])
        await uow.control_works.add(new)
        assert await with_journal(uow.connection, [lesson_id, free]) == {lesson_id}


async def test_a_published_work_elsewhere_than_was_said_is_found_once(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    now = TODAY, 600
    async with database.write(clock()) as uow:
        works, orlova = uow.control_works, school["orlova"]
        algebra, next_one = (
            school.lesson("algebra", each) for each in (TUESDAY, date(2026, 12, 2))
        )
        work_id = await works.add(NewWork(algebra, school.work_types["test"], "", orlova))
        assert await works.moved(school.id, *now) == [], "families do not know of it yet"
        assert not await works.is_marked(algebra)
        await works.publish([work_id], orlova)
        assert await works.moved(school.id, *now) == []
        await works.move(work_id, next_one, "")
        [moved] = await works.moved(school.id, *now)
        assert (moved.known_on, moved.work.day) == (TUESDAY, date(2026, 12, 2))
        assert not await works.know(work_id, None, moved.work.day), "it is not what was said"
        assert await works.know(work_id, TUESDAY, moved.work.day)
        assert not await works.know(work_id, TUESDAY, moved.work.day), "done by somebody else"
        assert await works.moved(school.id, *now) == []
        off = t.lesson.c.id == next_one
        await uow.connection.execute(update(t.lesson).where(off).values(is_cancelled=True))
        [moved] = await works.moved(school.id, *now)
        assert moved.work.day is None
        assert await works.moved(school.id, date(2026, 12, 2), 24 * 60) == [], "it has begun"
        assert await works.know(work_id, date(2026, 12, 2), None)
        await works.drop(work_id)
        assert await works.moved(school.id, *now) == [], "off is off"


async def test_what_a_chat_has_not_heard_of_begins_with_the_first_change(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    """After what it was told last; what was written for another chat is not its own."""
    async with database.write(clock()) as uow:
        await bind(uow, school, MOTHER, "elena", "guardian", "anna")
        await bind(uow, school, OTHER, "olga", "guardian", "petr")
        told: list[StoredAnnouncement] = []
        for day in (TUESDAY, date(2026, 12, 2), date(2026, 12, 4)):
            what = Announcement(
                school.id, 1, "", day, day, None, Audience(), False, False, is_work=True
            )
            about_id = told[0].id if told else None
            told.append(await uow.events.record_announcement(what, about_id))
        for each, (chat, person) in zip(
            told, ((OTHER, "olga"), (MOTHER, "elena"), (MOTHER, "elena")), strict=True
        ):
            event = Event(Kind.EVENT, None, each.id, each.about_id)
            new = NewNotice(event, school[person], chat, uow.now)
            await uow.notices.add([new])
        about = told[0].id
        assert await uow.events.last_announced(school.id, 1, of_work=True) == told[-1]
        assert await uow.events.last_announced(school.id, 1) is None, "no event of this number"
        assert await uow.events.first_unheard(OTHER, about, 0) == told[0]
        first = await uow.events.first_unheard(MOTHER, about, 0)
        assert first == told[1]
        ids = select(t.notice.c.id).where(t.notice.c.chat_id == MOTHER).order_by(t.notice.c.id)
        [earlier, _later] = (await uow.connection.execute(ids)).scalars()
        assert await uow.events.first_unheard(MOTHER, about, earlier) == told[2]
