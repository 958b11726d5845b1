"""The demo school from its arguments: rows for every table, class by class."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

from bot.demo import rows
from bot.demo.calendar import DEMO_TIME, SchoolYear, year_around
from bot.demo.cast import Cast, hire_cast
from bot.demo.changes import Changes, Substitutions
from bot.demo.consents import Signatures
from bot.demo.controls import Schedule
from bot.demo.finals import behaviour, exams
from bot.demo.handover import codes_in_hand
from bot.demo.homeroom import sessions
from bot.demo.journal import ClassJournal, JournalIds
from bot.demo.lessons import DemoLesson, Moments, lessons_of
from bot.demo.missing_child import MissingChild, on_duty
from bot.demo.people import Families, Family, Registry, Someone, Story, settle_story
from bot.demo.rows import Batch
from bot.demo.sections import SchoolClass, Staff, Teacher
from bot.demo.shape import DEFAULT_PUPILS, classes_of, school_sizes
from bot.demo.staff import fill_cards, hire, holders
from bot.demo.timetable import NoTimetable, lay_out
from bot.demo.trust import entrust
from domain.access import Role

_ATTEMPTS = 50


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """All that the demo school depends on. Equal plans give equal rows."""

    today: date  # a weekday
    timezone: ZoneInfo
    pupils: int = DEFAULT_PUPILS
    seed: int = 1
    full_year: bool = False


@dataclass(slots=True)
class Portion:
    """Rows that belong together, and how many pupils they complete."""

    pupils: int
    batches: list[Batch]


@dataclass(slots=True)
class DemoSchool:
    """One school of the demo, laid out and ready to be written up."""

    id: int
    pupils: int
    year: SchoolYear
    classes: list[SchoolClass]
    families: list[Family]
    staff: Staff
    others: list[tuple[Someone, str]]
    story: Story | None
    changes: Changes = field(default_factory=dict)


class Demo:
    """Generates the schools one after another; only one class's journal is ever in memory."""

    def __init__(self, plan: DemoPlan) -> None:
        self.plan = plan
        self.year = year_around(plan.today, full_year=plan.full_year)
        self.now = datetime.combine(plan.today, DEMO_TIME, plan.timezone)
        self.cast: Cast | None = None
        self._registry = Registry()
        self._ids: dict[str, count[int]] = {}
        self._moments = Moments(plan.timezone)

    def portions(self) -> Iterator[Portion]:
        """Everything, in an order in which a row may point at earlier ones only."""
        for number, pupils in enumerate(school_sizes(self.plan.pupils), start=1):
            rng = Random(f"{self.plan.seed}/{number}")  # noqa: S311 - made-up people, not secrets
            school = self._lay_out(number, pupils, rng)
            if school.story is not None:
                self.cast = hire_cast(school.story, school.classes, school.others)
            yield from self._write_up(school, rng)

    def schools(self) -> Iterator[DemoSchool]:
        """The schools before anything has happened in them."""
        for number, pupils in enumerate(school_sizes(self.plan.pupils), start=1):
            yield self._lay_out(number, pupils, Random(f"{self.plan.seed}/{number}"))  # noqa: S311

    def _ids_of(self, name: str) -> "count[int]":
        return self._ids.setdefault(name, count(1))

    def _lay_out(self, number: int, pupils: int, rng: Random) -> DemoSchool:
        self._registry.school = number
        shapes = classes_of(pupils, rng)
        families = Families(self._registry, shapes, self.year.begins, rng)
        story: Story | None = None
        settled: list[Family] = []
        if number == 1:
            story, others = settle_story(families, rng)
            settled = [*story.families, *others]
        settled += families.fill()
        seated: list[list[Someone]] = [[] for _ in shapes]
        for family in settled:
            for at, who in family.pupils:
                seated[at].append(who)
        for members in seated:
            members.sort(key=rows.sort_key_of)
        class_ids = self._ids_of("school_class")
        classes = [
            SchoolClass(next(class_ids), shape, members)
            for shape, members in zip(shapes, seated, strict=True)
        ]
        staff = self._timetable(classes, rng)
        office = hire(self._registry, staff, classes, settled, story, rng)
        spared = _spared(classes, story)
        changes = Substitutions(classes, staff, self.year, spared, rng).plan()
        return DemoSchool(
            number, pupils, self.year, classes, settled, staff, office, story, changes
        )

    def _timetable(self, classes: list[SchoolClass], rng: Random) -> Staff:
        for _ in range(_ATTEMPTS):
            for each in classes:
                each.units, each.homeroom, each.week = [], None, {}
            staff = Staff(classes, self._ids_of("section"), rng)
            staff.hand_out()
            try:
                lay_out(classes, staff, rng)
            except NoTimetable:
                continue
            return staff
        raise NoTimetable(f"no timetable came together in {_ATTEMPTS} attempts")

    def _write_up(self, school: DemoSchool, rng: Random) -> Iterator[Portion]:
        frame = rows.SchoolRows(school.id, self.year, self.now, self._ids_of)
        yield Portion(0, frame.school())
        cards = fill_cards(school.staff, school.others, self.year.begins)
        yield Portion(0, frame.people(school.families, school.staff.teachers, school.others))
        yield Portion(0, [cards])
        staff = [each.person for each in school.staff.teachers if each.person]
        staff += [who for who, _role in school.others]
        signed = Signatures(school.id, frame.name, self.now, self._ids_of)
        story = school.story
        entrusted = (story.child, story.mother) if story else None
        yield Portion(0, signed.papers(school.families, staff, entrusted))
        if story is not None:
            yield Portion(0, entrust(school.id, story, self.year.ends, self.now))
        yield Portion(0, codes_in_hand(school.families, staff, self.year.begins, self.now))
        yield Portion(0, self._decided(school, frame))
        yield from self._classes(school, frame, rng)

    def _decided(self, school: DemoSchool, frame: rows.SchoolRows) -> list[Batch]:
        """What the deputies have set: exams, and who of them is on duty."""
        ids = self._ids_of("exam"), self._ids_of("grading_period")
        batches = exams(school.id, self.year, school.classes, frame.subject_ids, ids)
        deputies, days = _deputies(school), self._ids_of("duty_day")
        return [*batches, on_duty(school.id, deputies, self._moments, self.plan.today, days)]

    def _classes(
        self, school: DemoSchool, frame: rows.SchoolRows, rng: Random
    ) -> Iterator[Portion]:
        ids = JournalIds(
            *(
                self._ids_of(name)
                for name in ("mark", "mark_change", "attendance", "homework", "final_mark")
            )
        )
        publishing = (_deputies(school)[0], self.now)
        works = self._ids_of("control_work")
        schedule = Schedule(self.year, frame.work_types, frame.subject_ids, works, publishing)
        for each in school.classes:
            batches = frame.school_class(each)
            lessons = lessons_of(each, self.year, school.changes, self._ids_of("lesson"), rng)
            missing = self._missing(school, each, lessons)
            journal = self._journal(school, each, frame, ids, rng)
            journal.fill(lessons)
            if missing is not None:
                missing.write_into(journal, ids.attendance)
            batches += frame.lessons(lessons, self._moments)
            batches += frame.journal(journal, each)
            batches.append(schedule.plan(each, lessons))
            named = frame.subject_ids, frame.period_ids
            batches.append(behaviour(each, self.year, named, ids.final_mark, self._moments))
            if school.story is not None:
                batches += sessions(each, self.year, journal, self._moments)
            if missing is not None and each.homeroom is not None:
                batches += missing.case(each.homeroom.id)
            yield Portion(len(each.pupils), batches)

    def _journal(
        self,
        school: DemoSchool,
        each: SchoolClass,
        frame: rows.SchoolRows,
        ids: JournalIds,
        rng: Random,
    ) -> ClassJournal:
        eldest = school.story.two_children.pupils if school.story else ()
        was_ill = frozenset(who.id for _, who in eldest)
        types = frame.work_types
        return ClassJournal(each, self.year, types, ids, self._moments, self.now, rng, was_ill)

    def _missing(
        self, school: DemoSchool, each: SchoolClass, lessons: list[DemoLesson]
    ) -> MissingChild | None:
        """Of the family with one telephone: the question waits where they come in."""
        if school.story is None:
            return None
        _at, child = school.story.one_phone.pupils[0]
        if child not in each.pupils:
            return None
        return MissingChild(child, lessons, self.plan.today, self._moments)


def _deputies(school: DemoSchool) -> list[int]:
    return [who.id for who in holders(school.others, Role.DEPUTY_PRINCIPAL)]


def _spared(classes: list[SchoolClass], story: Story | None) -> set[Teacher]:
    """Teachers of the demo's people: they are well, so that their day is as the timetable says."""
    if story is None:
        return set()
    story_class = next(each for each in classes if each.shape.title == "7А")
    found = {story_class.homeroom} if story_class.homeroom else set()
    for unit in story_class.units:
        if unit.subject in ("Алгебра", "Английский язык"):
            found.update(unit.teachers)
    return found
