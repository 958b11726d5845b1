"""The clock goes through a school year: what staff were sent each evening is what the table says.

The table is `domain.deadlines.rules.RULES`; when it wants something said is found here by other
means, day by day (tests/year/life.py).
"""

import re
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import delete, insert, update

from bot.deadlines import plan_evening_tasks
from domain.deadlines.rules import RULES, DeadlineId
from domain.roles import Role
from storage import tables as t
from storage.uow import SqlUnitOfWork
from tests.support.clock import MOSCOW
from tests.support.figures import Figure
from tests.support.people import World, text_of
from tests.support.school import BELLS, PERIODS, SECTIONS
from tests.support.staff import hire
from tests.year.life import (
    COURSES,
    FIRST,
    ONE,
    QUARANTINE,
    Course,
    Gap,
    gaps,
    lessons,
    overdue_heard,
    told,
)

_OWN = (
    ("D01", re.compile(r"-й урок, .*: нет ")),
    ("D04", re.compile(r"четверть, .*без отметки")),
    ("D05", re.compile(r"2026/27, .*без отметки")),
    ("D08", re.compile(r"^Подготовка учебного года: остался 1 пункт, .*срок")),
    ("D09", re.compile(r"нет плана тем")),
    ("D15", re.compile(r"^Анализ журнала, .*(срок|последний день)")),
    ("D14", re.compile(r"^Проверка журнала, .*(срок|последний день)")),
    ("D16", re.compile(r"^Отчёт за месяц, .*(срок|последний день)")),
    ("D17", re.compile(r"^Отчёт за период, 7.*(срок|последний день)")),
    ("D18", re.compile(r"^Распечатка для семей, 7Б.*(срок|последний день)")),
)
_OVERSEEN = (
    ("D01", re.compile(r"Записи уроков: (\d+)")),
    ("D04", re.compile(r"Отметки за период: (\d+)")),
    ("D05", re.compile(r"Отметки за год: (\d+)")),
    ("D08", re.compile(r"Подготовка учебного года: не закончен(а)")),
    ("D09", re.compile(r"Планы тем: (\d+)")),
    ("D14", re.compile(r"Проверка журнала: (\d+)")),
    ("D15", re.compile(r"Анализ журнала: (\d+)")),
    ("D16", re.compile(r"Отчёт за месяц: (\d+)")),
    ("D17", re.compile(r"Отчёт за период: (\d+)")),
    ("D18", re.compile(r"Распечатка для семей: (\d+)")),
)

Told = dict[tuple[date, str], Counter[str]]
"""By evening and person: how many gaps of each deadline they heard of, own and overseen."""

PEOPLE = ("orlova", "kuznetsov", "sokolova", "admin", "deputy", "principal")
OVERSEERS = {Role.DEPUTY_PRINCIPAL: "deputy", Role.PRINCIPAL: "principal"}
UNTIL = date(2027, 7, 2)


def wanted() -> Told:
    """By the table."""
    found: Told = defaultdict(Counter)
    for gap in gaps():
        rule = RULES[DeadlineId(gap.deadline)]
        for day in told(gap, rule.reminded, rule.again):
            for person in gap.performers:
                found[day, person][gap.deadline] += 1
        for role in rule.overseers:
            for day in overdue_heard(gap):
                found[day, OVERSEERS[role]][f"{gap.deadline} overdue"] += 1
    return found


def heard(text: str) -> Counter[str]:
    """What a message says."""
    found: Counter[str] = Counter()
    for line in text.splitlines():
        for deadline, sign in _OWN:
            found[deadline] += bool(sign.search(line))
        for deadline, sign in _OVERSEEN:
            if match := sign.search(line):
                found[f"{deadline} overdue"] += int(match[1]) if match[1].isdigit() else 1
    return +found


class Year:
    """The school of the courses in tests/year/life.py."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.to_do: dict[date, list[Gap]] = defaultdict(list)
        for gap in gaps():
            self.to_do[gap.done].append(gap)

    async def begin(self) -> None:
        school = self.world.school
        self.world.clock.now = _at(FIRST, 8)
        taught = [school.sections[course.section] for course in COURSES]
        async with self.world.app.database.write(self.world.clock()) as uow:
            run = uow.connection.execute
            await run(delete(t.lesson))
            idle = update(t.section).where(t.section.c.id.not_in(taught))
            await run(idle.values(is_active=False))
            said = update(t.section).where(t.section.c.id.in_(taught))
            await run(said.values(weekly_hours=2))
            of_7b = t.school_class.c.id == school.classes["7Б"]
            await run(update(t.school_class).where(of_7b).values(grade_level=8))
            history = t.section.c.id == school.sections["history_7b"]
            await run(update(t.section).where(history).values(grade_level=8))
            await run(
                insert(t.opt_out).values(
                    student_id=school["oleg"],
                    statement_number="1",
                    statement_date=FIRST,
                    recorded_by=school["kuznetsov"],
                    recorded_at=uow.now,
                )
            )
            begins, ends = QUARANTINE
            free = {"school_id": school.id, "title": "Карантин", "begins": begins, "ends": ends}
            await run(insert(t.holiday).values(**free))
            idle = update(t.school_class).where(t.school_class.c.id == school.classes["1Б"])
            await run(idle.values(is_active=False))
            await run(update(t.school).values(policy={"six_day_grade_levels": [8]}))
            await run(insert(t.lesson), [self._lesson(course, day) for course, day in lessons()])
            await uow.commit()

    def _lesson(self, course: Course, day: date) -> dict[str, Any]:
        starts, ends = BELLS[0]
        return {
            "section_id": self.world.school.sections[course.section],
            "date": day,
            "number": 1,
            "starts": starts,
            "ends": ends,
            "teacher_id": self.world.school[course.teacher],
        }

    async def day(self, day: date) -> None:
        """What is done by the evening, then the evening."""
        self.world.clock.now = _at(day, 18)
        if self.to_do[day]:
            async with self.world.app.database.write(self.world.clock()) as uow:
                for gap in self.to_do[day]:
                    await self._do(uow, gap)
                await uow.commit()
        await plan_evening_tasks(self.world.app)
        await self.world.app.sender.pump()

    async def _do(self, uow: SqlUnitOfWork, gap: Gap) -> None:
        school, run = self.world.school, uow.connection.execute
        section = school.sections[gap.course.section]
        if gap.deadline == "D01":
            of_day = (t.lesson.c.section_id == section) & (t.lesson.c.date == gap.due)
            filled = {"topic": "Тема", "attendance_taken_at": uow.now, "no_homework_at": uow.now}
            await run(update(t.lesson).where(of_day).values(filled))
            return
        if gap.deadline == "D09":
            await run(insert(t.lesson_topic).values(section_id=section, ordinal=1, title="Тема"))
            return
        if gap.deadline == "D08":
            taught = [school.sections[course.section] for course in COURSES]
            span = {"weekday": 1, "number": 1, "begins": FIRST, "ends": UNTIL}
            await run(insert(t.timetable_slot), [{"section_id": each, **span} for each in taught])
            return
        if gap.deadline in ("D14", "D15", "D16", "D17", "D18"):
            _subject, title, *_ = SECTIONS[gap.course.section]
            class_id = school.classes[title] if gap.deadline > "D16" else 0
            by, deadline = school[min(gap.performers)], DeadlineId(gap.deadline)
            await uow.missing.note_done(school.id, deadline, class_id, gap.due, by)
            return
        subject, _class, _teacher, _group, pupils = SECTIONS[gap.course.section]
        period = "year" if gap.deadline == "D05" else _quarter_ending(gap.due)
        marks = [
            {
                "student_id": school[pupil],
                "subject_id": school.subjects[subject],
                "grading_period_id": school.periods[period],
                "value": 4,
                "set_at": uow.now,
            }
            for pupil in pupils
        ]
        await run(insert(t.final_mark), marks)


def _quarter_ending(day: date) -> str:
    return next(title for title, _begins, ends in PERIODS if ends == day)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), MOSCOW).astimezone(UTC)


async def test_every_evening_of_the_year_says_what_the_table_wants(
    world: World, figure: Figure
) -> None:
    year = Year(world)
    await year.begin()
    await hire(world, "principal", Role.PRINCIPAL)
    phones = {name: await world.staff(name) for name in PEOPLE}
    found: Told = defaultdict(Counter)
    said: dict[tuple[date, str], str] = {}
    day = FIRST
    while day <= UNTIL:
        before = {name: len(phone.from_bot) for name, phone in phones.items()}
        await year.day(day)
        for name, phone in phones.items():
            new = phone.from_bot[before[name] :]
            assert len(new) <= 1, f"{name} was sent {len(new)} messages on {day}"
            for message in new:
                said[day, name] = text_of(message)
                found[day, name] = heard(said[day, name])
        day += ONE
    expected = {key: counts for key, counts in wanted().items() if key[0] <= UNTIL}
    wrong = [
        f"{day} {name}: heard {dict(found[day, name])},"
        f" wanted {dict(expected.get((day, name), {}))} in:\n{said.get((day, name), 'no message')}"
        for day, name in sorted({*expected, *found})
        if found[day, name] != expected.get((day, name), Counter())
    ]
    # The first of all that differ is an evening of September, whatever is wrong with the year.
    assert not wrong, f"{len(wrong)} of {len(expected)} messages differ\n" + "\n".join(wrong[:5])
    figure(f"{len(found)} messages in {(UNTIL - FIRST).days + 1} evenings, 0 against the table")
