"""How many messages a family gets on a school day, to one for every event.

A day of the demo school by the rates of facts.md §3.2, on its own clock, through the real outbox
and the evening card, into the local Telegram. Nothing is timed.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import SecretStr
from sqlalchemy import select

from bot.app import App, build_app
from bot.evening_cards import plan_evening_cards
from bot.pace import Unpaced
from bot.settings import Settings
from domain.attendance.model import Status
from domain.attendance.roll_call import absence_events
from domain.attendance.roll_call_model import AttendanceChange
from domain.marks.telling import mark_event
from domain.marks.value import MarkValue
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_families
from domain.policy import SchoolPolicy
from playground.server import DEFAULT_TOKEN
from playground.telegram import Telegram
from storage import tables as t
from storage.uow import SqlUnitOfWork
from tests.benchmarks.databases import TIMEZONE, TODAY, open_school, school_of
from tests.benchmarks.measure import Measure
from tests.benchmarks.readers import FIRST_CHAT
from tests.support.clock import OwnClock
from tests.support.outbox import add
from tests.support.telegram import InProcessSession

_GRADES = (3, 6, 8, 10)
_MARKS = 2.0  # a pupil and day
_ILL = 0.04  # pupils who are away all day: 0.25 absences a pupil and day at six lessons
_AWAY = 0.035  # pupils away or late at one lesson: 0.2 more
_HOMEWORK = 0.8  # of lessons
_CHANGED = 0.02  # of tomorrow's lessons
_CONTROL_WORKS = 0.2  # of marks
_VALUES = {5: 35, 4: 40, 3: 20, 2: 5}  # of a hundred marks
_LATER = 0.4  # marks that are set at the desk in the afternoon, not in the lesson
_PUPILS_CONNECTED = 0.4
_SENDS = ("SendMessage", "SendRichMessage")

Act = Callable[[SqlUnitOfWork], Awaitable[list[Event]]]


def school_day(*, quick: bool) -> list[Measure]:
    """One measure, the same at every run."""
    day = asyncio.run(_played(1 if quick else len(_GRADES)))
    return [
        Measure(
            "messages to a family on a school day, to one for every event",
            day.messages / day.events,
            0.35,
            detail=f"{day.messages / day.chats:.2f} to {day.events / day.chats:.2f} "
            f"for each of {day.chats} chats; {day.edits} edits of cards besides",
        )
    ]


@dataclass(slots=True)
class Day:
    """What was counted."""

    chats: int
    events: int = 0  # each for each reader
    messages: int = 0
    edits: int = 0


async def _played(classes: int) -> Day:
    chance = random.Random(1)  # the same day every time
    clock = OwnClock(_at(8 * 60))
    telegram = Telegram(clock=lambda: clock().timestamp())
    telegram.add_bot(DEFAULT_TOKEN)
    session = InProcessSession(telegram)
    database = open_school(await school_of(1_200, "day"))
    settings = Settings(_env_file=None, bot_token=SecretStr(DEFAULT_TOKEN))
    app = build_app(settings, clock=clock, session=session, database=database, pace=Unpaced())
    try:
        readers = await _connect(app, telegram, classes, chance)
        day = Day(sum(readers.values()))
        for moment, act in sorted(await _acts(app, set(readers), chance), key=lambda each: each[0]):
            await _until(app, clock, moment)
            async with database.write(clock()) as uow:
                events = await act(uow)
                await tell_families(uow, events)
                await uow.commit()
            day.events += sum(readers.get(each.student_id or 0, 0) for each in events)
        await _until(app, clock, _at(23 * 60))
    finally:
        await app.close()
    names = [type(each).__name__ for each in session.calls]
    day.messages = sum(names.count(each) for each in _SENDS)
    day.edits = names.count("EditMessageText")
    return day


async def _until(app: App, clock: OwnClock, moment: datetime) -> None:
    """Sends whatever becomes due on the way, minute by minute; the card at its hour."""
    while clock() < moment:
        clock.now = min(clock() + timedelta(minutes=1), moment)
        if clock().minute % 15 == 0:  # as bot/jobs.py has it
            await plan_evening_cards(app)
        await app.sender.pump()


async def _connect(
    app: App, telegram: Telegram, classes: int, chance: random.Random
) -> dict[int, int]:
    """Every guardian and some pupils of a class of each grade; how many read each pupil."""
    readers: dict[int, int] = {}
    chats: dict[int, int] = {}
    async with app.database.write(app.clock()) as uow:
        for student_id, guardian_id in await _families(uow, classes):
            people = [(guardian_id, "guardian")] if guardian_id else []
            if student_id not in readers and chance.random() < _PUPILS_CONNECTED:
                people.append((student_id, "student"))
            readers.setdefault(student_id, 0)
            for person_id, role in people:
                chat_id = chats.setdefault(person_id, FIRST_CHAT + len(chats))
                await uow.chats.remember(chat_id, "ru")
                await add(
                    uow, t.binding, chat_id=chat_id, person_id=person_id, role=role,
                    student_id=student_id, bound_at=uow.now,
                )  # fmt: skip
                readers[student_id] += 1
        await uow.commit()
    for chat_id in chats.values():
        telegram.create_person(chat_id)
        telegram.chat(chat_id).started = True
    return readers


async def _families(uow: SqlUnitOfWork, classes: int) -> list[tuple[int, int | None]]:
    found: list[tuple[int, int | None]] = []
    for grade in _GRADES[:classes]:
        class_id = await uow.connection.scalar(
            select(t.school_class.c.id).where(t.school_class.c.grade_level == grade).limit(1)
        )
        rows = await uow.connection.execute(
            select(t.enrollment.c.student_id, t.guardianship.c.guardian_id)
            .outerjoin(t.guardianship, t.guardianship.c.student_id == t.enrollment.c.student_id)
            .where(t.enrollment.c.school_class_id == class_id)
            .order_by(t.enrollment.c.student_id, t.guardianship.c.guardian_id)
        )
        found += [(row.student_id, row.guardian_id) for row in rows]
    return found


async def _acts(app: App, students: set[int], chance: random.Random) -> list[tuple[datetime, Act]]:
    """What teachers do on the day, with the moment of each."""
    async with app.database.read(app.clock()) as uow:
        today = await _lessons(uow, students, TODAY)
        tomorrow = await _lessons(uow, students, TODAY + timedelta(days=1))
        works = {
            is_control: (
                await uow.connection.execute(
                    select(t.work_type.c.id).where(t.work_type.c.is_control.is_(is_control))
                )
            )
            .scalars()
            .all()[0]
            for is_control in (False, True)
        }
    ill = {each for each in sorted(students) if chance.random() < _ILL}
    lessons_a_day = sum(len(pupils) for _, pupils in today) / len(students)
    acts: list[tuple[datetime, Act]] = []
    for lesson, pupils in today:
        away = [each for each in pupils if each in ill or chance.random() < _AWAY]
        acts.append((_at(lesson["starts"] + 5), _absences(lesson, away)))
        for pupil in pupils:
            if pupil not in ill and chance.random() < _MARKS / lessons_a_day:
                minute = lesson["starts"] + chance.randrange(10, 45)
                if chance.random() < _LATER:
                    minute = chance.randrange(14 * 60, 17 * 60)
                is_control = chance.random() < _CONTROL_WORKS
                [value] = chance.choices([*_VALUES], [*_VALUES.values()])
                mark = _mark(lesson, pupil, works[is_control], value, is_control=is_control)
                acts.append((_at(minute), mark))
        if chance.random() < _HOMEWORK:
            section = lesson["section_id"]
            due = next((one for one, _ in tomorrow if one["section_id"] == section), None)
            acts.append((_at(lesson["starts"] + 40), _homework(lesson, pupils, due)))
    for lesson, pupils in tomorrow:
        if chance.random() < _CHANGED:
            acts.append((_at(chance.randrange(9 * 60, 16 * 60)), _change(lesson, pupils)))
    return acts


async def _lessons(
    uow: SqlUnitOfWork, students: set[int], day: Any
) -> list[tuple[dict[str, Any], list[int]]]:
    member = t.section_student
    rows = await uow.connection.execute(
        select(t.lesson, member.c.student_id.label("pupil"))
        .join(member, member.c.section_id == t.lesson.c.section_id)
        .where(t.lesson.c.date == day, t.lesson.c.is_cancelled.is_(False))
        .order_by(t.lesson.c.id, member.c.student_id)
    )
    found: dict[int, tuple[dict[str, Any], list[int]]] = {}
    for row in rows.mappings():
        if row["pupil"] in students:
            found.setdefault(row["id"], (dict(row), []))[1].append(row["pupil"])
    return list(found.values())


def _absences(lesson: dict[str, Any], pupils: list[int]) -> Act:
    """The roll call of the lesson as it is recorded and told."""

    async def act(uow: SqlUnitOfWork) -> list[Event]:
        taught = await uow.lessons.lesson(lesson["id"])
        changes = [AttendanceChange(pupil, Status.PRESENT, Status.ABSENT) for pupil in pupils]
        ids = await uow.roll_call.record(taught, changes, lesson["teacher_id"], {})
        await uow.lessons.mark_attendance_taken(lesson["id"])
        return await absence_events(uow, taught, changes, ids)

    return act


def _mark(
    lesson: dict[str, Any], pupil: int, work_type: int, value: int, *, is_control: bool
) -> Act:
    async def act(uow: SqlUnitOfWork) -> list[Event]:
        mark = await add(
            uow, t.mark, section_id=lesson["section_id"], lesson_id=lesson["id"],
            student_id=pupil, date=lesson["date"], work_type_id=work_type, value=value,
            set_at=uow.now,
        )  # fmt: skip
        change = await add(uow, t.mark_change, mark_id=mark, new_value=value, changed_at=uow.now)
        policy = SchoolPolicy()
        return [
            mark_event(
                policy, pupil, (change, mark), (None, MarkValue.plain(value)), is_control=is_control
            )
        ]

    return act


def _homework(lesson: dict[str, Any], pupils: list[int], due: dict[str, Any] | None) -> Act:
    async def act(uow: SqlUnitOfWork) -> list[Event]:
        made = await add(
            uow, t.homework, section_id=lesson["section_id"], lesson_id=lesson["id"],
            due_lesson_id=due["id"] if due else None,
            due_date=due["date"] if due else lesson["date"] + timedelta(days=7),
            text="§ 12, № 340", set_at=uow.now,
        )  # fmt: skip
        return [Event(Kind.HOMEWORK, pupil, made, made) for pupil in pupils]

    return act


def _change(lesson: dict[str, Any], pupils: list[int]) -> Act:
    async def act(uow: SqlUnitOfWork) -> list[Event]:
        await uow.connection.execute(
            t.lesson.update()
            .where(t.lesson.c.id == lesson["id"])
            .values(location="210", is_substituted=True)
        )
        return [Event(Kind.LESSON, pupil, lesson["id"], lesson["id"]) for pupil in pupils]

    return act


def _at(minute: int) -> datetime:
    midnight = datetime.combine(TODAY, datetime.min.time(), TIMEZONE)
    return midnight + timedelta(minutes=minute)
