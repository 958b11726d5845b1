"""What an import changes for families is told to them; what it fills in is not."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select, update

from domain.notices.model import Event, Kind, NewNotice, State
from storage import tables as t
from storage.database import Database
from tests.support.bundles import MadeBundle
from tests.support.importing import NOW, TODAY, Importing, bind, rows


async def test_marks_of_a_later_import_are_told_to_the_family(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    await bind(database, 1, "mum", "a1", "guardian")
    bundle.add(
        "results.csv", sourcedId="r9", lineItemSourcedId="li-2", studentSourcedId="a1", score="2"
    )
    bundle.line("results.csv", "f1")["score"] = "4"
    bundle.add(
        "attendanceEvents.csv",
        classSourcedId="7a-alg",
        eventDate="2026-11-24",
        studentSourcedId="a1",
        attendanceEventCategory="Tardy",
    )
    report = await imported(bundle)

    assert report.notices == 3
    assert await rows(
        database, select(t.notice.c.kind, t.notice.c.chat_id).order_by(t.notice.c.kind)
    ) == [("absence", 1), ("final_mark", 1), ("mark", 1)]
    assert await rows(
        database,
        select(t.final_mark_change.c.old_value, t.final_mark_change.c.new_value).order_by(
            t.final_mark_change.c.id
        ),
    ) == [(None, 5), (5, 4)]


async def test_a_mark_given_again_after_it_was_taken_back_is_new(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    bundle.line("results.csv", "r1")["status"] = "tobedeleted"
    await imported(bundle)
    bundle.line("results.csv", "r1")["status"] = "active"
    await imported(bundle)

    assert await rows(
        database,
        select(t.mark_change.c.old_value, t.mark_change.c.new_value)
        .join(t.mark)
        .where(t.mark.c.sourced_id == "r1")
        .order_by(t.mark_change.c.id),
    ) == [(None, 5), (5, None), (None, 5)]


CHANGES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("2026-11-19", "cancelled", {}),
    ("2026-11-26", "cancelled", {"note": "Болезнь учителя"}),
    ("2026-12-01", "substitution", {"staffSourcedId": "t2"}),
    ("2026-12-03", "room", {"location": "21"}),
)


async def test_lesson_changes_are_told_for_the_days_to_come(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    await bind(database, 1, "mum", "a1", "guardian")
    for day, change, more in CHANGES:
        bundle.add(
            "lessonChanges.csv",
            classSourcedId="7a-alg",
            date=day,
            classPeriod="1" if day == "2026-12-01" else "2",
            lessonChange=change,
            **more,
        )
    report = await imported(bundle)

    changed = (
        select(
            t.lesson.c.date,
            t.lesson.c.is_cancelled,
            t.lesson.c.is_substituted,
            t.lesson.c.location,
            t.lesson.c.change_note,
            t.person.c.sourced_id,
        )
        .outerjoin(t.person, t.person.c.id == t.lesson.c.teacher_id)
        .where(t.lesson.c.change_source == "import")
        .order_by(t.lesson.c.date)
    )
    assert report.notices == 3
    assert await rows(database, changed) == [
        (date(2026, 11, 26), True, False, "12", "Болезнь учителя", "t1"),
        (date(2026, 12, 1), False, True, "12", "", "t2"),
        (date(2026, 12, 3), False, False, "21", "→ 21", "t1"),
    ]
    assert (await imported(bundle)).written == 0

    # The teacher is well again: the lesson is as the timetable says, and the family hears of it.
    del bundle.tables["lessonChanges.csv"][1]
    report = await imported(bundle)
    assert (report.changes["lessons"].changed, report.notices) == (1, 1)


async def test_changed_lessons_make_evening_cards_look_again(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    await bind(database, 1, "mum", "a1", "guardian")
    async with database.write(NOW) as uow:
        day = (TODAY + timedelta(days=1)).toordinal()
        found = await uow.connection.execute(select(t.binding.c.person_id))
        card = Event(Kind.TOMORROW, None, day, day)
        await uow.notices.add([NewNotice(card, found.scalar_one(), 1, NOW)])
        await uow.connection.execute(update(t.notice).values(state=State.SENT))
        await uow.commit()
    await imported(bundle)
    states = select(t.notice.c.state).order_by(t.notice.c.id)
    assert await rows(database, states) == [("sent",)]  # nothing has changed

    bundle.add(
        "lessonChanges.csv",
        classSourcedId="7a-alg",
        date="2026-12-03",
        classPeriod="2",
        lessonChange="room",
        location="21",
    )
    await imported(bundle)
    assert await rows(database, states.where(t.notice.c.kind == Kind.TOMORROW)) == [
        ("sent",),
        ("pending",),
    ]


async def test_a_lesson_that_takes_anothers_place_names_it(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    bundle.add(
        "lessonChanges.csv",
        classSourcedId="7a-alg",
        date="2026-12-08",
        classPeriod="2",
        lessonChange="substitution",
        staffSourcedId="t1",
        replacesClassSourcedId="7a-en1",
    )
    await importing(bundle)

    other = t.lesson.alias("other")
    assert await rows(
        database,
        select(t.lesson.c.date, t.lesson.c.is_substituted, other.c.is_cancelled).join(
            other, other.c.id == t.lesson.c.replaces_id
        ),
    ) == [(date(2026, 12, 8), True, True)]
    assert (await importing(bundle)).written == 0


async def test_a_lesson_with_a_journal_is_cancelled_not_removed(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    async with database.write(NOW) as uow:
        lesson_id = (
            await uow.connection.execute(
                select(t.lesson.c.id)
                .join(t.section)
                .where(t.section.c.sourced_id == "7a-alg", t.lesson.c.date == date(2026, 11, 26))
            )
        ).scalar_one()
        await uow.connection.execute(
            t.lesson.update().where(t.lesson.c.id == lesson_id).values(topic="Степени")
        )
        await uow.commit()
    del bundle.tables["timetable.csv"][1]  # algebra on Thursdays

    await imported(bundle)

    assert await rows(
        database,
        select(t.lesson.c.id, t.lesson.c.is_cancelled)
        .join(t.section)
        .where(
            t.section.c.sourced_id == "7a-alg",
            t.lesson.c.number == 2,
            t.lesson.c.date >= TODAY,
        ),
    ) == [(lesson_id, True)]
    assert (await imported(bundle)).written == 0

    bundle.add("timetable.csv", classSourcedId="7a-alg", weekday="4", classPeriod="2")
    bundle.tables["timetable.csv"][-1]["location"] = "12"
    await imported(bundle)
    assert await rows(
        database, select(t.lesson.c.is_cancelled).where(t.lesson.c.id == lesson_id)
    ) == [(False,)]


def _said() -> Any:
    said = t.calendar_news.c
    return select(said.title, said.begins, said.ends, said.is_off).order_by(said.id)


async def test_a_changed_holiday_is_told_once_and_never_of_what_is_past(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    """To the families concerned, in the evening: other days, a new one, one that is off."""
    await bind(database, 1, "mum", "a1", "guardian")
    assert await rows(database, _said()) == [], "the first import fills them in"
    autumn, winter = bundle.tables["calendarDates.csv"]
    autumn["endDate"], winter["endDate"] = "2026-11-02", "2027-01-08"
    bundle.add("calendarDates.csv", title="Карантин", beginDate="2026-12-01", endDate="2026-12-02")
    bundle.add(
        "calendarDates.csv", title="Осенние каникулы", beginDate="2027-10-25", endDate="2027-10-31"
    )
    quarantine = ("Карантин", date(2026, 12, 1), date(2026, 12, 2))
    shorter = ("Зимние каникулы", date(2026, 12, 31), date(2027, 1, 8), False)
    assert (await imported(bundle)).notices == 2
    assert sorted(await rows(database, _said())) == sorted([shorter, (*quarantine, False)])
    waiting = t.notice.c
    notices = await rows(database, select(waiting.kind, waiting.chat_id, waiting.due_at))
    assert len(await rows(database, select(waiting.created_at).distinct())) == 1, "one message"
    assert [(kind, chat) for kind, chat, _due in notices] == [("event", 1)] * 2
    assert {due for _kind, _chat, due in notices} == {NOW.replace(hour=16, minute=0)}

    assert (await imported(bundle)).notices == 0, "the same files say nothing new"
    winter["title"] = "Новогодние каникулы"
    assert (await imported(bundle)).notices == 0, "nor does another name for the same days"

    del bundle.tables["calendarDates.csv"][2]
    assert (await imported(bundle)).notices == 1
    assert (await rows(database, _said()))[-1] == (*quarantine, True)
    [(about,)] = await rows(
        database, select(t.calendar_news.c.about_id).where(t.calendar_news.c.is_off)
    )
    assert about is not None, "who was not told of it yet hears nothing"


async def test_what_the_chat_decided_of_holidays_no_file_changes(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    """Neither its days nor, where it is of one class, in the place of everybody's."""
    await bind(database, 1, "mum", "a1", "guardian")
    async with database.write(NOW) as uow:
        [class_id, *_others] = (await uow.connection.execute(select(t.school_class.c.id))).scalars()
        [school_id] = (await uow.connection.execute(select(t.school.c.id))).scalars()
        days = {"begins": date(2026, 12, 7), "is_decided": True, "school_id": school_id}
        await uow.connection.execute(
            insert(t.holiday).values(
                **days, title="Карантин", ends=date(2026, 12, 8), school_class_id=class_id
            )
        )
        await uow.connection.execute(
            insert(t.holiday).values(**days, title="Мороз", ends=date(2026, 12, 9))
        )
        await uow.commit()
    for title in ("Карантин", "Мороз"):
        bundle.add("calendarDates.csv", title=title, beginDate="2026-12-07", endDate="2026-12-11")
    await imported(bundle)
    stored = select(t.holiday.c.title, t.holiday.c.ends, t.holiday.c.school_class_id)
    assert set(await rows(database, stored.where(t.holiday.c.begins == date(2026, 12, 7)))) == {
        ("Карантин", date(2026, 12, 8), class_id),
        ("Карантин", date(2026, 12, 11), None),
        ("Мороз", date(2026, 12, 9), None),
    }
    assert [title for title, *_days in await rows(database, _said())] == ["Карантин"]
