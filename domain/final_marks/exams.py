"""The days of exams, set by the deputy (S4 П2.VIII; R097)."""

from datetime import date, timedelta

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Facts, Thing, ThingKind
from domain.calendar import GradingPeriod, PeriodKind
from domain.errors import Refused, unknown_is_denied
from domain.evening.planning import refresh_cards_of_schools
from domain.final_marks.exam_model import Exam, ExamToSave, GradeExams
from domain.hat import Hat, Target
from domain.staff.use_cases import office
from domain.typed import one_line
from domain.uow import UnitOfWork
from domain.year.reading import read_day

AFTER_YEAR = timedelta(days=92)  # exams of June, and those who sit them again before September


async def grade_exams(uow: UnitOfWork, actor: Actor, grade_level: int) -> GradeExams:
    """Of the school year that is set up; `Refused` "grade_without_exams" for any other grade."""
    hat = office(actor, Action.EDIT_CALENDAR)
    return await _shown(uow, hat, grade_level)


async def enter_exam(uow: UnitOfWork, actor: Actor, grade_level: int, typed: str) -> GradeExams:
    """«Алгебра, 3 июня»; the same subject again moves its exam.

    `Refused` "exam_form" without subject and day, "exam_subject" for a subject that the grade has
    not, "exam_no_subjects" where it has none at all, "exam_outside" for a day that is not of the
    year, "no_school_year", "exam_marked_ahead" for an exam that has marks and would be yet to come.
    """
    hat = office(actor, Action.EDIT_CALENDAR)
    await uow.calendar.lock(hat.school.id)
    shown = await _shown(uow, hat, grade_level)
    year = shown.year
    if year is None:
        raise Refused("no_school_year")
    title, comma, day = one_line(typed).rpartition(",")
    if not comma:
        raise Refused("exam_form")
    subjects = await uow.exams.subjects(hat.school.id, grade_level)
    if not subjects:
        raise Refused("exam_no_subjects", grade=grade_level)
    subject_id = _found(subjects, title.strip())
    try:
        held_on = read_day(day, year.begins)
    except Refused as error:
        if error.code != "calendar_day_form":  # whose words are about vacations
            raise
        raise Refused("exam_form") from error
    if not year.begins <= held_on <= year.ends + AFTER_YEAR:
        raise Refused("exam_outside", begins=year.begins, ends=year.ends + AFTER_YEAR)
    old = next((each for each in shown.exams if each.subject_id == subject_id), None)
    if old is not None and held_on > shown.today and await uow.exams.has_marks(old):
        raise Refused("exam_marked_ahead", subject=old.subject, day=shown.today)
    if old is None or old.date != held_on:
        new = ExamToSave(hat.school.id, year.school_year, grade_level, subject_id, held_on)
        exam_id = await uow.exams.save(new)
        after: Facts = {"date": held_on.isoformat(), "grade": grade_level, "subject": subject_id}
        _note(uow, (actor, hat), exam_id, old, after)
        await refresh_cards_of_schools(uow, [hat.school.id])
    return await _shown(uow, hat, grade_level)


async def drop_exam(uow: UnitOfWork, actor: Actor, exam_id: int) -> GradeExams:
    """It is not held; `Refused` "exam_has_marks" while marks of it stand."""
    actor.require_hat()
    with unknown_is_denied(Action.EDIT_CALENDAR):
        school_id = (await uow.exams.exam(exam_id)).school_id
        hat = actor.require(Action.EDIT_CALENDAR, Target(school_id=school_id))
        await uow.calendar.lock(hat.school.id)
        exam = await uow.exams.exam(exam_id)  # who waited may find it gone, or on another day
    if await uow.exams.has_marks(exam):
        raise Refused("exam_has_marks", subject=exam.subject)
    await uow.exams.remove(exam)
    _note(uow, (actor, hat), exam_id, exam, None)
    await refresh_cards_of_schools(uow, [hat.school.id])
    return await _shown(uow, hat, exam.grade_level)


async def _shown(uow: UnitOfWork, hat: Hat, grade_level: int) -> GradeExams:
    school = hat.school
    if grade_level not in school.policy.exam_grade_levels:
        raise Refused("grade_without_exams", grade=grade_level)
    today = school.today(uow.now)
    year = await _year(uow, school.id, today)
    exams: list[Exam] = []
    if year is not None:
        exams = await uow.exams.of_grade(school.id, year.school_year, grade_level)
    return GradeExams(school, today, grade_level, year, tuple(exams))


async def _year(uow: UnitOfWork, school_id: int, today: date) -> GradingPeriod | None:
    """The one of today until its exams are over, then the next."""
    years = await uow.year_periods.years(school_id, today - AFTER_YEAR)
    stored = await uow.year_periods.of_year(school_id, years[0]) if years else []
    found = (each.period for each in stored if each.period.kind is PeriodKind.SCHOOL_YEAR)
    return next(found, None)


def _found(subjects: dict[int, str], typed: str) -> int:
    wanted = typed.casefold()
    for subject_id, title in subjects.items():
        if title.casefold() == wanted:
            return subject_id
    raise Refused("exam_subject", subjects=", ".join(sorted(set(subjects.values()))))


def _note(
    uow: UnitOfWork, by: tuple[Actor, Hat], exam_id: int, old: Exam | None, after: Facts | None
) -> None:
    before: Facts | None = None
    if old is not None:
        before = {
            "date": old.date.isoformat(),
            "grade": old.grade_level,
            "subject": old.subject_id,
        }
    thing = Thing(ThingKind.EXAM, exam_id)
    uow.audit.note(*by, Action.EDIT_CALENDAR, thing, before=before, after=after)
