"""The demo's objects as rows of the tables."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import Table

from bot.demo import curriculum as c
from bot.demo.calendar import Period, SchoolYear
from bot.demo.journal import ClassJournal, Row, WorkTypeRow
from bot.demo.lessons import DemoLesson, Moments, plan_of
from bot.demo.people import Family, Someone
from bot.demo.profiles import FOLLOWS, PROFILE, Profiles
from bot.demo.sections import SchoolClass, Section, Teacher
from bot.demo.timetable import bells_of
from domain.access import Role
from domain.marks.work_types import DEFAULT_WORK_TYPES
from domain.people import sort_key
from storage import tables as t


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one table with values in the order of `columns`."""

    table: Table
    columns: tuple[str, ...]
    rows: list[Row]


_SCHOOL = ("id", "sourced_id", "name", "policy", "imported_at")
_PERIOD = (
    "id", "sourced_id", "school_id", "kind", "ordinal", "title", "school_year", "begins", "ends",
)  # fmt: skip
_HOLIDAY = ("id", "school_id", "title", "begins", "ends", "grade_level")
_SUBJECT = ("id", "sourced_id", "school_id", "title", "is_marked", "takes_homework", "area")
_WORK_TYPE = (
    "id", "school_id", "code", "title", "short_title", "weight", "days_open", "counts",
    "is_control", "ordinal",
)  # fmt: skip
PERSON = (
    "id", "sourced_id", "school_id", "family_name", "given_name", "middle_name", "sex",
    "birth_date", "sort_key", "is_active",
)  # fmt: skip
_CLASS = (
    "id", "sourced_id", "school_id", "grade_level", "letter", "title", "shift", "period_kind",
    "homeroom_teacher_id", "bell_schedule_id", "is_active",
)  # fmt: skip
_SECTION = (
    "id", "sourced_id", "school_id", "subject_id", "school_class_id", "title", "group_name",
    "grade_level", "teacher_id", "weekly_hours", "chosen_hours", "is_active",
)  # fmt: skip
_SLOT = ("id", "section_id", "weekday", "number", "location", "begins", "ends")
_LESSON = (
    "id", "section_id", "date", "number", "starts", "ends", "teacher_id", "location",
    "is_cancelled", "is_substituted", "replaces_id", "change_note", "topic", "attendance_taken_at",
    "topic_ordinal",
)  # fmt: skip
_MARK = (
    "id", "lesson_id", "section_id", "student_id", "date", "work_type_id", "value", "code",
    "comment", "topic", "teacher_id", "set_at",
)  # fmt: skip
_MARK_CHANGE = ("id", "mark_id", "old_value", "new_value", "changed_by", "changed_at")
_ATTENDANCE = (
    "id", "lesson_id", "student_id", "date", "status", "reason", "minutes_late", "recorded_by",
    "recorded_at",
)  # fmt: skip
_HOMEWORK = (
    "id", "section_id", "lesson_id", "due_lesson_id", "due_date", "text", "set_by", "set_at",
)  # fmt: skip
_FINAL_MARK = (
    "id", "student_id", "subject_id", "grading_period_id", "value", "set_by", "set_at",
)  # fmt: skip


def sort_key_of(who: Someone) -> str:
    return sort_key(who.family_name, who.given_name, who.middle_name)


def person_row(who: Someone, school_id: int) -> Row:
    return (
        who.id, who.sourced_id, school_id, who.family_name, who.given_name, who.middle_name,
        str(who.sex), who.birth_date, sort_key_of(who), True,
    )  # fmt: skip


class SchoolRows:
    """Turns one school into rows; knows the ids of what the whole school shares."""

    def __init__(
        self,
        school_id: int,
        year: SchoolYear,
        now: datetime,
        ids_of: "Callable[[str], count[int]]",
    ) -> None:
        self._school_id, self._year, self._now, self._ids_of = school_id, year, now, ids_of
        self.name = f"Школа № {school_id * 7}"
        self.subject_ids: dict[str, int] = {}
        self._bell_ids: dict[str, int] = {}
        self._profiles = Profiles(school_id, ids_of("curriculum_profile"))
        self.period_ids: dict[str, int] = {}
        self.work_types: dict[str, WorkTypeRow] = {}

    def _id(self, name: str) -> int:
        return next(self._ids_of(name))

    def _sourced(self, kind: str, name: object) -> str:
        return f"demo-{self._school_id}-{kind}-{name}"

    def school(self) -> list[Batch]:
        """The school, its year, bells, subjects and work types."""
        row: Row = (self._school_id, self._sourced("school", 0), self.name, c.POLICY, self._now)
        return [
            Batch(t.school, _SCHOOL, [row]),
            Batch(t.grading_period, _PERIOD, list(self._periods())),
            Batch(t.holiday, _HOLIDAY, self._holidays()),
            *self._bells(),
            Batch(t.subject, _SUBJECT, self._subjects()),
            Batch(t.curriculum_profile, PROFILE, self._profiles.rows),
            Batch(t.work_type, _WORK_TYPE, self._work_types()),
        ]

    def _periods(self) -> Iterable[Row]:
        year = self._year
        name = f"{year.begins.year}/{year.ends.year % 100}"
        whole = Period("school_year", 1, name, year.begins, year.ends)
        for period in (*year.quarters, *year.half_years, whole):
            id_ = self.period_ids[period.title] = self._id("grading_period")
            key = f"{period.kind}-{period.ordinal}".replace("_", "-")
            yield (
                id_, self._sourced("period", key), self._school_id, period.kind, period.ordinal,
                period.title, year.ends.year, period.begins, period.ends,
            )  # fmt: skip

    def _holidays(self) -> list[Row]:
        return [
            (self._id("holiday"), self._school_id, off.title, off.begins, off.ends, off.grade_level)
            for off in self._year.holidays
        ]

    def _bells(self) -> list[Batch]:
        schedules: list[Row] = []
        periods: list[Row] = []
        for bells in c.BELLS:
            id_ = self._bell_ids[bells.title] = self._id("bell_schedule")
            schedules.append((id_, self._school_id, bells.title))
            periods += [(id_, n, *span) for n, span in enumerate(bells.periods, start=1)]
        return [
            Batch(t.bell_schedule, ("id", "school_id", "title"), schedules),
            Batch(t.class_period, ("bell_schedule_id", "number", "starts", "ends"), periods),
        ]

    def _subjects(self) -> list[Row]:
        found: list[Row] = []
        for at, (title, *rest) in enumerate(c.subjects(), start=1):
            id_ = self.subject_ids[title] = self._id("subject")
            found.append((id_, self._sourced("subject", at), self._school_id, title, *rest))
        id_ = self.subject_ids[c.BEHAVIOUR] = self._id("subject")
        named = f"behaviour:{self._school_id}"
        return [*found, (id_, named, self._school_id, c.BEHAVIOUR, False, False, "")]

    def _work_types(self) -> list[Row]:
        found: list[Row] = []
        for at, each in enumerate(DEFAULT_WORK_TYPES):
            id_ = self._id("work_type")
            self.work_types[each.code] = WorkTypeRow(id_, each.weight, each.counts)
            found.append(
                (
                    id_, self._school_id, each.code, each.title, each.short_title, each.weight,
                    each.days_open, each.counts, each.is_control, at,
                )
            )  # fmt: skip
        return found

    def people(
        self,
        families: list[Family],
        teachers: list[Teacher],
        office: list[tuple[Someone, str]],
    ) -> list[Batch]:
        """Everybody, their roles and whose child is whose; a teacher may be a guardian too."""
        everybody: dict[int, Someone] = {}
        guardianships: list[Row] = []
        for family in families:
            everybody.update((who.id, who) for _, who in family.pupils)
            everybody.update((who.id, who) for who, _ in family.guardians)
            guardianships += [
                (guardian.id, child.id, relation)
                for guardian, relation in family.guardians
                for _, child in family.pupils
            ]
        roles = [(teacher.person, str(Role.TEACHER)) for teacher in teachers if teacher.person]
        roles += [(who, str(role)) for who, role in office]
        everybody.update((who.id, who) for who, _ in roles)
        assigned = [(self._id("role_assignment"), who.id, role) for who, role in roles]
        people = [person_row(everybody[id_], self._school_id) for id_ in sorted(everybody)]
        return [
            Batch(t.person, PERSON, people),
            Batch(t.role_assignment, ("id", "person_id", "role"), assigned),
            Batch(t.guardianship, ("guardian_id", "student_id", "relation"), guardianships),
        ]

    def school_class(self, each: SchoolClass) -> list[Batch]:
        """A class with its pupils, sections, lesson plans and week."""
        grade = each.shape.grade_level
        begins = self._year.begins
        spring = self._year.today >= self._year.quarters[2].begins
        bells = bells_of(grade, each.shape.shift)[spring]
        row = (
            each.id, self._sourced("class", each.shape.title), self._school_id, grade,
            each.shape.letter, each.shape.title, each.shape.shift,
            self._year.periods(grade)[0].kind, each.homeroom.id if each.homeroom else None,
            self._bell_ids[bells.title], True,
        )  # fmt: skip
        enrolled = [(self._id("enrollment"), who.id, each.id, begins) for who in each.pupils]
        members = [
            (section.id, who.id, begins) for section in each.sections for who in section.pupils
        ]
        return [
            Batch(t.school_class, _CLASS, [row]),
            Batch(t.enrollment, ("id", "student_id", "school_class_id", "begins"), enrolled),
            Batch(t.class_profile, FOLLOWS, self._profiles.followed(each)),
            Batch(t.section, _SECTION, [self._section(each, one) for one in each.sections]),
            Batch(t.section_student, ("section_id", "student_id", "begins"), members),
            Batch(t.lesson_topic, _TOPIC, self._topics(each)),
            Batch(t.timetable_slot, _SLOT, list(self._slots(each))),
        ]

    def _section(self, each: SchoolClass, section: Section) -> Row:
        return (
            section.id, self._sourced("section", section.id), self._school_id,
            self.subject_ids[section.subject], each.id, section.title, section.group_name,
            each.shape.grade_level, section.teacher.id, section.hours,
            c.FORMED.get(section.subject, 0), True,
        )  # fmt: skip

    def _topics(self, each: SchoolClass) -> list[Row]:
        return [
            (self._id("lesson_topic"), section.id, ordinal, planned.title, planned.homework)
            for section in each.sections
            for ordinal, planned in enumerate(plan_of(section, each.shape.grade_level), start=1)
        ]

    def _slots(self, each: SchoolClass) -> Iterable[Row]:
        year = self._year
        settling_in = each.shape.grade_level == 1
        for (day, number), unit in sorted(each.week.items(), key=lambda one: one[0]):
            late = settling_in and number > c.FIRST_GRADE_LESSONS_IN_AUTUMN
            begins = year.quarters[1].begins if late else year.begins
            for section in unit.sections:
                yield (
                    self._id("timetable_slot"), section.id, day + 1, number, section.room, begins,
                    year.ends,
                )  # fmt: skip

    def lessons(self, lessons: list[DemoLesson], moments: Moments) -> list[Batch]:
        return [Batch(t.lesson, _LESSON, [_lesson(each, moments) for each in lessons])]

    def journal(self, journal: ClassJournal, each: SchoolClass) -> list[Batch]:
        """What was written up; final marks get the ids of their subject and period."""
        periods = self._year.periods(each.shape.grade_level)
        finals = [
            (
                id_, student_id, self.subject_ids[subject],
                self.period_ids[periods[at].title], *rest,
            )
            for id_, student_id, subject, at, *rest in journal.final_marks
        ]  # fmt: skip
        return [
            Batch(t.mark, _MARK, journal.marks),
            Batch(t.mark_change, _MARK_CHANGE, journal.mark_changes),
            Batch(t.attendance_event, _ATTENDANCE, journal.attendance),
            Batch(t.homework, _HOMEWORK, journal.homework),
            Batch(t.final_mark, _FINAL_MARK, finals),
        ]


_TOPIC = ("id", "section_id", "ordinal", "title", "homework")


def _lesson(each: DemoLesson, moments: Moments) -> tuple[Any, ...]:
    taken_at = moments.at(each.date, each.starts + 5) if each.is_taken else None
    plan = each.plan if each.is_taken else None
    return (
        each.id, each.section.id, each.date, each.number, each.starts, each.ends, each.teacher.id,
        each.location, each.change.is_cancelled, each.change.substitute is not None,
        each.replaces_id, each.change.note, plan.title if plan else "", taken_at,
        plan.ordinal if plan else None,
    )  # fmt: skip
