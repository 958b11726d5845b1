"""What stands beside the final marks of subjects: marks of behaviour, and exams to come."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from bot.demo import curriculum as c
from bot.demo.calendar import SchoolYear
from bot.demo.journal import Row
from bot.demo.lessons import Moments
from bot.demo.rows import Batch
from bot.demo.sections import SchoolClass
from domain.calendar import PeriodKind
from domain.marks.value import MarkKind
from domain.policy import SchoolPolicy
from storage import tables as t

_MARK = (
    "id", "student_id", "subject_id", "grading_period_id", "code", "set_by", "set_at",
)  # fmt: skip
_EXAM = ("id", "school_id", "school_year", "grade_level", "subject_id", "date")
_COLUMN = (
    "id", "sourced_id", "school_id", "kind", "ordinal", "title", "school_year", "begins", "ends",
    "grade_level", "is_decided",
)  # fmt: skip
_EXAMS = {  # how many days after the last lessons, by grade
    9: {c.RUSSIAN: 6, c.ALGEBRA: 11, c.SOCIETY: 18},
    11: {c.RUSSIAN: 5, c.ALGEBRA: 9},
}
_TITLES = {PeriodKind.EXAM: "Экзамен", PeriodKind.FINAL: "Итоговая"}
_BEHAVIOUR = (*[MarkKind.EXEMPLARY] * 6, *[MarkKind.GOOD] * 3, MarkKind.SATISFACTORY)
_WEEKEND = 5  # weekday() from here on


def behaviour(
    each: SchoolClass,
    year: SchoolYear,
    named: tuple[Mapping[str, int], Mapping[str, int]],
    ids: Iterator[int],
    moments: Moments,
) -> Batch:
    """Of the periods that are over, by the homeroom teacher; no chance is drawn.

    `named`: the ids of subjects and of periods by title.
    """
    subject_ids, period_ids = named
    rows: list[Row] = []
    grade = each.shape.grade_level
    over = [one for one in year.periods(grade) if one.ends < year.today]
    if each.homeroom is not None and SchoolPolicy.from_json(c.POLICY).has_behaviour(grade):
        rows = [
            (
                next(ids),
                who.id,
                subject_ids[c.BEHAVIOUR],
                period_ids[period.title],
                str(_BEHAVIOUR[(7 * who.id + period.ordinal) % len(_BEHAVIOUR)]),
                each.homeroom.id,
                moments.at(period.ends, 15 * 60),
            )
            for period in over
            for who in each.pupils
        ]
    return Batch(t.final_mark, _MARK, rows)


def exams(
    school_id: int,
    year: SchoolYear,
    classes: Sequence[SchoolClass],
    subject_ids: Mapping[str, int],
    ids: tuple[Iterator[int], Iterator[int]],
) -> list[Batch]:
    """Of the grades that have them, with the columns that they open; `ids` of both tables."""
    exam_ids, period_ids = ids
    rows: list[Row] = []
    columns: list[Row] = []
    ends_in = year.ends.year
    for grade in sorted(_EXAMS.keys() & {each.shape.grade_level for each in classes}):
        days = {subject: _workday(year.ends, after) for subject, after in _EXAMS[grade].items()}
        rows += [
            (next(exam_ids), school_id, ends_in, grade, subject_ids[subject], day)
            for subject, day in days.items()
        ]
        spans = {
            PeriodKind.EXAM: (min(days.values()), max(days.values())),
            PeriodKind.FINAL: (year.begins, year.ends),
        }
        columns += [
            (
                next(period_ids), f"{kind}:{school_id}:{ends_in}:{grade}", school_id, str(kind), 1,
                _TITLES[kind], ends_in, *span, grade, True,
            )
            for kind, span in spans.items()
        ]  # fmt: skip
    return [Batch(t.grading_period, _COLUMN, columns), Batch(t.exam, _EXAM, rows)]


def _workday(since: date, after: int) -> date:
    day = since + timedelta(days=after)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= _WEEKEND else 0)
