"""The same of the school year."""

from typing import Any

from domain.access import Action
from domain.calendar import PeriodKind
from domain.school_days import BellRule
from domain.work_types.model import WorkField, WorkKind
from domain.working_days import DateKind
from domain.year.model import Of
from tests.access.call import Call, call
from tests.access.truth import On
from tests.support.school import TODAY

A = Action  # named on every line below
_OF_GRADE: dict[str, Any] = {"grade_level": lambda ids: ids["taught_grade"]}
_TEACHER: dict[str, Any] = {"person_id": lambda ids: ids["teaching_id"]}

YEAR: dict[str, Call | tuple[Call, ...]] = {
    "year.checklist.school_year": call(A.EDIT_CALENDAR, On.SCHOOL),
    "year.days.working_days": call(A.EDIT_CALENDAR, On.SCHOOL),
    "year.days.day_to_enter": call(A.EDIT_CALENDAR, On.SCHOOL),
    "year.days.enter_day": call(
        A.EDIT_CALENDAR, On.SCHOOL, kind=DateKind.FREE, typed="9 января 2027"
    ),
    "year.days.drop_day": call(A.EDIT_CALENDAR, On.SCHOOL, day=TODAY),
    "year.holidays.school_holidays": call(A.EDIT_CALENDAR, On.SCHOOL),
    "year.holidays.holiday_places": call(A.EDIT_CALENDAR, On.SCHOOL, grade_level=0),
    "year.holidays.holiday_to_type": call(A.EDIT_CALENDAR, On.SCHOOL, of=Of()),
    "year.holidays.add_holiday": call(
        A.EDIT_CALENDAR, On.SCHOOL, of=Of(), typed="Карантин, 1 декабря 2026"
    ),
    "year.holidays.open_holiday": call(A.EDIT_CALENDAR, On.STAFF),
    "year.bells.school_bells": call(A.EDIT_CALENDAR, On.SCHOOL),
    "year.bells.open_schedule": call(A.EDIT_CALENDAR, On.STAFF),
    "year.bells.place_bells": call(A.EDIT_CALENDAR, On.STAFF, rule=BellRule(0)),
    "year.bells.add_schedule": call(
        A.EDIT_CALENDAR, On.SCHOOL, typed="Короткие: 8:30–9:00, 9:10–9:40"
    ),
    "year.bells.add_bells": call(
        A.EDIT_CALENDAR, On.STAFF, rule=lambda ids: BellRule(ids["schedule_id"], weekday=6)
    ),
    "year.bells.drop_bells": call(A.EDIT_CALENDAR, On.STAFF),
    "year.periods.school_periods": call(A.EDIT_CALENDAR, On.SCHOOL, kind=PeriodKind.QUARTER),
    "year.periods.open_period": call(A.EDIT_CALENDAR, On.STAFF),
    "year.periods.add_year": call(
        A.EDIT_CALENDAR, On.SCHOOL, typed="1 сентября 2030 – 26 мая 2031"
    ),
    "year.periods.add_period": call(
        A.EDIT_CALENDAR, On.SCHOOL, kind=PeriodKind.MODULE, typed="I, 7–8 сентября 2026"
    ),
    "year.periods.move_period": call(
        A.EDIT_CALENDAR, On.STAFF, grade_level=None, typed="7–8 сентября 2026"
    ),
    "year.kinds.choose_kind": call(
        A.EDIT_CALENDAR, On.SCHOOL, grade_level=7, kind=PeriodKind.TRIMESTER
    ),
    "year.weeks.school_weeks": call(A.EDIT_CALENDAR, On.SCHOOL),
    "year.weeks.class_week": call(A.EDIT_CALENDAR, On.STAFF),
    "year.weeks.choose_week": call(A.EDIT_CALENDAR, On.STAFF, days=6),
    "year.weeks.choose_shift": call(A.EDIT_CALENDAR, On.STAFF, shift=2),
    "year.periods.drop_period": call(A.EDIT_CALENDAR, On.STAFF),
    "year.holidays.drop_holiday": call(A.EDIT_CALENDAR, On.STAFF),
    "year.subjects.school_subjects": call(A.EDIT_CALENDAR, On.SCHOOL),
    "year.subjects.take_homework": call(A.EDIT_CALENDAR, On.STAFF, takes=False),
    "year.subjects.give_marks": call(A.EDIT_CALENDAR, On.STAFF, gives=False),
    "year.load.grade_load": call(A.EDIT_CALENDAR, On.SCHOOL, grade_level=7),
    "year.load.subject_hours": call(
        A.EDIT_CALENDAR, On.STAFF, grade_level=lambda ids: ids["taught_grade"]
    ),
    "year.load.set_hours": call(
        A.EDIT_CALENDAR, On.STAFF, grade_level=lambda ids: ids["taught_grade"], hours=3
    ),
    "year.teaching.who_may_teach": call(A.EDIT_CALENDAR, On.STAFF, **_OF_GRADE),
    "year.teaching.ask_to_teach": call(A.EDIT_CALENDAR, On.STAFF, **_OF_GRADE, **_TEACHER),
    "year.teaching.appoint_to_teach": call(
        A.EDIT_CALENDAR, On.STAFF, **_OF_GRADE, **_TEACHER, seen=0
    ),
    "monitoring.use_cases.monitoring_report": call(
        A.READ_GRADEBOOK, On.SCHOOL, kind=WorkKind.MONITORING, grade_level=7
    ),
    "final_marks.exams.grade_exams": call(A.EDIT_CALENDAR, On.SCHOOL, grade_level=9),
    "final_marks.exams.enter_exam": call(
        A.EDIT_CALENDAR, On.SCHOOL, grade_level=9, typed="Алгебра, 3 июня 2027"
    ),
    "final_marks.exams.drop_exam": call(A.EDIT_CALENDAR, On.STAFF),
}
WORK_TYPES: dict[str, Call | tuple[Call, ...]] = {
    "work_types.use_cases.work_types": call(A.EDIT_WORK_TYPES, On.SCHOOL),
    "work_types.use_cases.open_work_type": call(A.EDIT_WORK_TYPES, On.STAFF),
    "work_types.use_cases.add_work_type": call(A.EDIT_WORK_TYPES, On.SCHOOL, typed="Эссе"),
    "work_types.use_cases.set_work_type": call(
        A.EDIT_WORK_TYPES, On.STAFF, field=WorkField.WEIGHT, typed="3"
    ),
}
YEAR_SCREENS = {
    "year.AskDay": "year.days.day_to_enter",
    "year.AskHoliday": "year.holidays.holiday_to_type",
    "year.AskBellsDay": "year.bells.place_bells",
    "year.AskBounds": "year.periods.open_period",
    "year.AskPeriod": "year.periods.school_periods",
    "year.AskSchedule": "year.bells.school_bells",
    "year.ChooseDays": "year.bells.place_bells",
    "year.ChooseGrade": "year.periods.open_period",
    "year.ChooseKind": "year.kinds.choose_kind",
    "year.OpenGradeKind": "year.periods.school_periods",
    "year.OpenKinds": "year.periods.school_periods",
    "year.DropBells": "year.bells.drop_bells",
    "year.DropDay": "year.days.drop_day",
    "year.DropHoliday": "year.holidays.drop_holiday",
    "year.OpenBells": "year.bells.school_bells",
    "year.OpenDays": "year.days.working_days",
    "year.OpenHoliday": "year.holidays.open_holiday",
    "year.OpenHolidays": "year.holidays.school_holidays",
    "year.DropPeriod": "year.periods.drop_period",
    "year.OpenPeriod": "year.periods.open_period",
    "year.OpenHours": "year.load.subject_hours",
    "year.OpenLoad": "year.load.grade_load",
    "year.SetHours": "year.load.set_hours",
    "year.OpenTeachers": "year.teaching.who_may_teach",
    "year.AskTeacher": "year.teaching.ask_to_teach",
    "year.SetTeacher": "year.teaching.appoint_to_teach",
    "year.OpenPeriods": "year.periods.school_periods",
    "year.OpenSchedule": "year.bells.open_schedule",
    "year.OpenSubjects": "year.subjects.school_subjects",
    "year.GiveMarks": "year.subjects.give_marks",
    "year.TakeHomework": "year.subjects.take_homework",
    "year.OpenYear": "year.checklist.school_year",
    "year.SetBells": "year.bells.add_bells",
    "year.OpenWeeks": "year.weeks.school_weeks",
    "year.OpenClassWeek": "year.weeks.class_week",
    "year.SetWeek": "year.weeks.choose_week",
    "year.SetShift": "year.weeks.choose_shift",
    "year.PlaceHoliday": "year.holidays.holiday_places",
}
