"""Reading final marks (R097, R098)."""

from collections.abc import Iterable

from domain.access import Action
from domain.actor import Actor
from domain.calendar import OF_YEAR, GradingPeriod, current_period
from domain.diary import open_diary
from domain.errors import NotFound
from domain.final_marks.model import FinalMark, SubjectFinals, YearFinals
from domain.people import sort_key
from domain.uow import UnitOfWork


async def year_finals(
    uow: UnitOfWork, actor: Actor, student_id: int, school_year: int | None = None
) -> YearFinals:
    """The table of a school year; this year, or the last with marks, when none is named.

    `NotFound` for a year in which the pupil has neither marks nor a class here.
    """
    student, school = await open_diary(uow, actor, student_id, Action.READ_FINAL_MARKS)
    periods: list[GradingPeriod] = []
    if student.school_class_id is not None:
        periods = await uow.schedule.periods(school.id, student.school_class_id)
    marks: list[FinalMark] = []
    grade = student.grade_level
    if school.policy.has_marks(grade) or school.policy.has_behaviour(grade):
        marks = await uow.final_marks.of_student(student.id)
    years = {mark.period.school_year for mark in marks}
    now = current_period(periods, school.today(uow.now))
    if now is not None:
        years.add(now.school_year)
    if school_year is None:
        school_year = now.school_year if now else max(years, default=0)
    elif school_year not in years:
        raise NotFound("school_year")
    of_year = [mark for mark in marks if mark.period.school_year == school_year]
    return YearFinals(
        student=student,
        school=school,
        school_year=school_year,
        periods=_columns(of_year, periods, school_year),
        subjects=_rows(of_year),
        other_years=tuple(sorted(years - {school_year}, reverse=True)),
    )


def _columns(
    marks: Iterable[FinalMark], periods: Iterable[GradingPeriod], school_year: int
) -> tuple[GradingPeriod, ...]:
    """The periods of the class and those of the marks (another class, another kind), year last."""
    found = {mark.period.id: mark.period for mark in marks}
    found |= {each.id: each for each in periods if each.school_year == school_year}
    kinds = {mark.period.kind for mark in marks}
    if kinds.difference(OF_YEAR):
        # A year that was marked in quarters is not shown in today's half-years.
        kinds.update(OF_YEAR)
        found = {key: each for key, each in found.items() if each.kind in kinds}
    return tuple(
        sorted(
            found.values(),
            key=lambda each: (each.rank, each.begins, each.ends),
        )
    )


def _rows(marks: Iterable[FinalMark]) -> tuple[SubjectFinals, ...]:
    of_subject: dict[int, SubjectFinals] = {}
    for mark in marks:
        row = of_subject.setdefault(mark.subject_id, SubjectFinals(mark.subject, {}))
        row.marks[mark.period.id] = mark.value
    return tuple(sorted(of_subject.values(), key=lambda row: sort_key(row.subject, "")))
