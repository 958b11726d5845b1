"""What happened in the lessons of a class: absences, marks, homework, final marks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count, pairwise
from random import Random
from statistics import NormalDist
from typing import Any

from bot.demo import curriculum as c
from bot.demo.calendar import SchoolYear, period_at
from bot.demo.lessons import DemoLesson, Moments
from bot.demo.people import Someone
from bot.demo.sections import SchoolClass, Section
from bot.demo.topics import CHECK_STEP, CONTROL_STEP
from bot.demo.unusual import owed, unusual

Row = tuple[Any, ...]

# Shares that make up 5–8 % of lessons missed or begun late (facts §3.2).
_FALLS_ILL, _IS_EXCUSED = 0.0085, 0.004  # of a pupil on a school day
_SKIPS, _IS_LATE = 0.005, 0.008  # of a pupil in a lesson
_REASON_KNOWN_LATELY = 0.4
_ANSWERS = 0.22  # of the class get a mark in a usual lesson: two marks a day in all
_HOMEWORK = 0.97  # of lessons that can have any: 0.8 of all
_COMMENTED, _UNUSUAL, _CORRECTED = 0.012, 0.03, 0.006
_ANSWER_TYPES = ("answer", "answer", "classwork", "homework")
_CHECKS = {
    c.PHYSICS: "laboratory", c.CHEMISTRY: "laboratory", c.BIOLOGY: "laboratory",
    c.INFORMATICS: "practical", c.GEOGRAPHY: "practical", c.CRAFTS: "practical",
    c.ENGLISH: "test", c.READING: "recital", c.LITERATURE: "recital", c.SPORT: "practical",
    c.MUSIC: "quiz", c.ART: "practical", c.PROJECT: "report",
}  # fmt: skip
_CONTROLS = {
    c.RUSSIAN: "dictation", c.LITERATURE: "composition", c.READING: "quiz", c.SPORT: "credit",
    c.MUSIC: "credit", c.ART: "credit", c.CRAFTS: "project", c.SAFETY: "credit",
    c.PROJECT: "project",
}  # fmt: skip
_COMMENTS = (
    "Решение записано полностью",
    "Вычислительная ошибка в последнем задании",
    "Не дописан вывод",
    "Аккуратная работа",
    "Сдано позже срока",
    "Есть пропущенные буквы, повторите правило",
)


@dataclass(slots=True, frozen=True)
class WorkTypeRow:
    """A school's work type as the generator needs it."""

    id: int
    weight: int
    counts: bool


@dataclass(slots=True)
class JournalIds:
    """Row ids, counted over all schools."""

    mark: "count[int]"
    mark_change: "count[int]"
    attendance: "count[int]"
    homework: "count[int]"
    final_mark: "count[int]"


class ClassJournal:
    """Fills the journal of one class; its rows wait in lists until they are loaded."""

    def __init__(
        self,
        each: SchoolClass,
        year: SchoolYear,
        work_types: dict[str, WorkTypeRow],
        ids: JournalIds,
        moments: Moments,
        now: datetime,
        rng: Random,
        was_ill: frozenset[int] = frozenset(),
    ) -> None:
        self._each, self._year, self._rng = each, year, rng
        self._was_ill = was_ill  # pupils of the story: their diaries have something to show
        self._work_types, self._ids = work_types, ids
        self._moments, self._now = moments, now
        self._has_marks = each.shape.grade_level > 1
        self._ability = {who.id: min(5.0, rng.gauss(4.05, 0.5)) for who in each.pupils}
        self._away = self._absences()
        self.marks: list[Row] = []
        self.mark_changes: list[Row] = []
        self.attendance: list[Row] = []
        self.homework: list[Row] = []
        self.final_marks: list[Row] = []
        # Weighted sums by pupil, subject and period, of which the final marks are made.
        self._sums: dict[tuple[int, str, int], list[int]] = defaultdict(lambda: [0, 0])

    def fill(self, lessons: list[DemoLesson]) -> None:
        """Writes up every lesson that has been held."""
        by_section: dict[int, list[DemoLesson]] = defaultdict(list)
        for lesson in lessons:
            if not lesson.change.is_cancelled:
                by_section[lesson.section.id].append(lesson)
        for section in self._each.sections:
            held = by_section[section.id]
            self._fill_section(section, held)
            if self._has_marks and section.subject not in c.WITHOUT_HOMEWORK:
                self._set_homework(section, held)
        if self._has_marks:
            self._set_final_marks()

    def _absences(self) -> dict[date, dict[int, str]]:
        """Who is away on which day, and why, by the pupil's id."""
        rng, lately = self._rng, self._year.today - timedelta(days=1)
        days = [
            day
            for day in self._year.school_days(self._each.shape.grade_level)
            if day <= self._year.today
        ]
        found: dict[date, dict[int, str]] = defaultdict(dict)
        for who in self._each.pupils:
            at = 0
            while at < len(days):
                chance = rng.random()
                if chance < _FALLS_ILL:
                    reason, length = "ill", rng.randint(2, 8)
                elif chance < _FALLS_ILL + _IS_EXCUSED:
                    reason, length = "excused", rng.randint(1, 2)
                else:
                    at += 1
                    continue
                for day in days[at : at + length]:
                    known = day < lately or rng.random() < _REASON_KNOWN_LATELY
                    found[day][who.id] = reason if known else "unknown"
                at += length
            if who.id in self._was_ill:
                found |= {day: found[day] | {who.id: "ill"} for day in days[-9:-6]}
        return found

    def _fill_section(self, section: Section, lessons: list[DemoLesson]) -> None:
        marked = self._has_marks and section.subject not in c.UNMARKED
        chances = self._chances(section) if marked else []
        period_of = {
            lesson.date: period_at(self._year.periods(self._each.shape.grade_level), lesson.date)
            for lesson in lessons
        }
        for lesson in lessons:
            if not lesson.is_taken:
                continue
            absent = self._call_roll(section, lesson)
            if marked:
                present = [one for one in chances if one[0] not in absent] if absent else chances
                self._mark_lesson(section, lesson, present, period_of[lesson.date], absent)

    def _chances(self, section: Section) -> list[tuple[int, float, float, float]]:
        """For each pupil the chances of a 2, of at most 3 and of at most 4 in this subject."""
        found = []
        for who in section.pupils:
            level = NormalDist(self._ability[who.id] + self._rng.gauss(0, 0.3), 0.7)
            found.append((who.id, level.cdf(2.4), level.cdf(3.4), level.cdf(4.4)))
        return found

    def _call_roll(self, section: Section, lesson: DemoLesson) -> dict[int, str]:
        """Writes the exceptions; gives those who were not there."""
        rng, pupils = self._rng, section.pupils
        away = self._away.get(lesson.date)
        absent = {who.id: away[who.id] for who in pupils if who.id in away} if away else {}
        if rng.random() < _SKIPS * len(pupils):
            who = rng.choice(pupils)
            absent.setdefault(who.id, "unexcused" if lesson.date < self._year.today else "unknown")
        recorded_at = self._moments.at(lesson.date, lesson.starts + 5)
        common = (recorded_at, lesson.teacher.id)
        for student_id, reason in absent.items():
            self._add_event(lesson, student_id, "absent", reason, None, *common)
        if rng.random() < _IS_LATE * len(pupils):
            late: Someone = rng.choice(pupils)
            if late.id not in absent:
                self._add_event(lesson, late.id, "late", "unknown", rng.randint(3, 15), *common)
        return absent

    def _add_event(
        self,
        lesson: DemoLesson,
        student_id: int,
        status: str,
        reason: str,
        minutes_late: int | None,
        recorded_at: datetime,
        recorded_by: int,
    ) -> None:
        self.attendance.append(
            (
                next(self._ids.attendance), lesson.id, student_id, lesson.date, status, reason,
                minutes_late, recorded_by, recorded_at,
            )
        )  # fmt: skip

    def _mark_lesson(
        self,
        section: Section,
        lesson: DemoLesson,
        present: list[tuple[int, float, float, float]],
        period: int,
        absent: Iterable[int],
    ) -> None:
        rng, step = self._rng, lesson.plan.step if lesson.plan else 0
        if step == CONTROL_STEP:
            code = _CONTROLS.get(section.subject, "control")
        elif step == CHECK_STEP:
            code = _CHECKS.get(section.subject, "quiz")
        else:
            code = rng.choice(_ANSWER_TYPES)
            asked = int(len(present) * _ANSWERS + rng.random())
            present = rng.sample(present, min(asked, len(present)))
        work_type = self._work_types[code]
        set_at = self._moments.at(lesson.date, lesson.ends)
        if step == CONTROL_STEP:
            at, ids = (section, lesson), self._ids.mark
            self.marks += owed(at, absent, work_type.id, ids, self._year.today, set_at)
            set_at = min(set_at + timedelta(days=1), self._now)
        self._add_marks(section, lesson, present, work_type, set_at, period)

    def _add_marks(
        self,
        section: Section,
        lesson: DemoLesson,
        pupils: list[tuple[int, float, float, float]],
        work_type: WorkTypeRow,
        set_at: datetime,
        period: int,
    ) -> None:
        """The hot loop of a district's seventeen million marks."""
        random, next_id, append = self._rng.random, self._ids.mark.__next__, self.marks.append
        lesson_id, section_id, day = lesson.id, section.id, lesson.date
        type_id, teacher_id = work_type.id, lesson.teacher.id
        weight = work_type.weight if work_type.counts else 0
        sums, subject = self._sums, section.subject
        for student_id, two, three, four in pupils:
            chance = random()
            value = 5 if chance >= four else 4 if chance >= three else 3 if chance >= two else 2
            code = comment = ""
            mark_id = next_id()
            chance = random()
            if chance < _COMMENTED:
                comment = self._rng.choice(_COMMENTS)
            elif chance < _UNUSUAL:
                code = unusual(value, mark_id)
            elif chance > 1 - _CORRECTED and value < 5:
                self._correct(mark_id, value, teacher_id, set_at)
            append(
                (
                    mark_id, lesson_id, section_id, student_id, day, type_id,
                    value if code < "a" else None, code, comment, "", teacher_id, set_at,
                )
            )  # fmt: skip
            if code < "a":  # a word has no number
                total = sums[student_id, subject, period]
                total[0] += value * weight
                total[1] += weight

    def _correct(self, mark_id: int, value: int, teacher_id: int, set_at: datetime) -> None:
        """The mark was one higher before: set by mistake and put right within the day."""
        changed_at = min(set_at + timedelta(hours=2), self._now)
        row = (next(self._ids.mark_change), mark_id, value + 1, value, teacher_id, changed_at)
        self.mark_changes.append(row)

    def _set_homework(self, section: Section, lessons: list[DemoLesson]) -> None:
        for lesson, due in pairwise(lessons):
            if not lesson.is_held or lesson.plan is None or due.date == lesson.date:
                continue
            if self._rng.random() < _HOMEWORK:
                set_at = self._moments.at(lesson.date, lesson.ends)
                self.homework.append(
                    (
                        next(self._ids.homework), section.id, lesson.id, due.id, due.date,
                        lesson.plan.homework, lesson.teacher.id, set_at,
                    )
                )  # fmt: skip

    def _set_final_marks(self) -> None:
        periods = self._year.periods(self._each.shape.grade_level)
        teacher_of = {
            (who.id, section.subject): section.teacher.id
            for section in self._each.sections
            for who in section.pupils
        }
        for (student_id, subject, at), (total, weights) in self._sums.items():
            if periods[at].ends >= self._year.today or not weights:
                continue
            # …,5 goes up (facts §2.2).
            value = min(5, max(2, (2 * total + weights) // (2 * weights)))
            self.final_marks.append(
                (
                    next(self._ids.final_mark), student_id, subject, at, value,
                    teacher_of[student_id, subject],
                    self._moments.at(periods[at].ends, 16 * 60),
                )
            )  # fmt: skip
