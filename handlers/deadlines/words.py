"""A gap in words, and where its button leads."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from aiogram.filters.callback_data import CallbackData

from domain.deadlines.model import Lack, Missing, Overdue
from domain.deadlines.rules import DeadlineId
from handlers.absences.reason_callbacks import OpenUnexplained
from handlers.deadlines.callbacks import SayDone, TakeBackDone
from handlers.deadlines.report_callbacks import AskReportFile
from handlers.final_marks.behaviour_callbacks import OpenBehaviour
from handlers.final_marks.setting_callbacks import OpenFinalMarks
from handlers.lessons.callbacks import OpenLesson
from handlers.plans.callbacks import OpenPlan
from handlers.screen import MAX_BUTTON, Button
from handlers.words import (
    _,
    c_,
    in_sentence,
    joined,
    n_,
    near_day,
    near_day_and,
    short_date,
    shorten,
)
from handlers.year.callbacks import OpenYear


def deadline_name(deadline: DeadlineId) -> str:
    """Of those with gaps in the journal."""
    return {
        DeadlineId.LESSON_RECORD: _("Records of lessons"),
        DeadlineId.WRITTEN_WORK: _("Marks for written work"),
        DeadlineId.PERIOD_MARK: _("Marks of the period"),
        DeadlineId.YEAR_MARK: _("Marks of the year"),
        DeadlineId.ABSENCE_REASON: _("Reasons of absences"),
        DeadlineId.SCHOOL_SETUP: _("Setting up the school year"),
        DeadlineId.TOPIC_PLAN: _("Topic plans"),
        DeadlineId.JOURNAL_CHECK: _("Check of the journal"),
        DeadlineId.JOURNAL_ANALYSIS: _("Analysis of the journal"),
        DeadlineId.MONTHLY_REPORT: _("Report of the month"),
        DeadlineId.PERIOD_REPORT: _("Report of the period"),
        DeadlineId.PRINT_OUT: _("Print-out for families"),
    }[deadline]


def gap_words(gap: Missing, day: date) -> str:
    """«2-й урок, 7А алгебра: нет переклички и темы»; until when, where it is not today."""
    where = joined(gap.class_title, in_sentence(joined(gap.subject, gap.group_name)), by=" ")
    match gap.deadline:
        case DeadlineId.LESSON_RECORD:
            text = _("lesson {number}, {what}: {lacking}").format(
                number=gap.number, what=where, lacking=_lacking(gap)
            )
            return text if gap.due == day else joined(near_day_and(gap.due, day), text, by=" ")
        case DeadlineId.WRITTEN_WORK:
            marks = n_("{count} pupil without a mark", "{count} pupils without a mark", gap.count)
            text = _("written work, {what}: {marks}").format(what=where, marks=marks)
        case DeadlineId.PERIOD_MARK | DeadlineId.YEAR_MARK:
            marks = n_("{count} pupil without a mark", "{count} pupils without a mark", gap.count)
            text = _("{period}, {what}: {marks}").format(period=gap.period, what=where, marks=marks)
        case DeadlineId.ABSENCE_REASON:
            papers = n_(
                "{count} paper without a reason", "{count} papers without a reason", gap.count
            )
            text = joined(gap.class_title, papers, by=": ")
        case DeadlineId.SCHOOL_SETUP:
            text = n_(
                "setting up the school year: {count} point is left",
                "setting up the school year: {count} points are left",
                gap.count,
            )
        case DeadlineId.TOPIC_PLAN:
            text = _("{what}: no topic plan").format(what=where)
        case _:
            text = joined(in_sentence(deadline_name(gap.deadline)), gap.class_title)
    if gap.due == day:
        return joined(text, _("today is the last day"))
    until = c_("gap", "was due {day}") if gap.due < day else c_("gap", "due {day}")
    return joined(text, until.format(day=near_day(gap.due, day)))


def _lacking(gap: Missing) -> str:
    names = {
        Lack.ROLL_CALL: c_("lacking", "roll call"),
        Lack.TOPIC: c_("lacking", "topic"),
        Lack.HOMEWORK: c_("lacking", "homework"),
    }
    lacks = [name for lack, name in names.items() if lack in gap.lacks]
    return _("no {things}").format(things=", ".join(lacks))


def overdue_words(overdue: Overdue) -> str:
    """«Записи уроков: 7, у 3 учителей»."""
    name = deadline_name(overdue.deadline)
    if overdue.deadline is DeadlineId.SCHOOL_SETUP:
        return _("{deadline}: not finished").format(deadline=name)
    if not overdue.performers:
        return _("{deadline}: {count}").format(deadline=name, count=overdue.count)
    people = n_("{count} teacher", "{count} teachers", overdue.performers)
    return _("{deadline}: {count} of {people}").format(
        deadline=name, count=overdue.count, people=people
    )


def gap_buttons(gaps: Sequence[Missing]) -> list[Button]:
    """A button each; of lessons that would be called alike the day comes first."""
    buttons = [gap_button(gap) for gap in gaps]
    times = Counter(each.text for each in buttons)
    return [
        each if times[each.text] == 1 else gap_button(gap, with_day=True)
        for gap, each in zip(gaps, buttons, strict=True)
    ]


def gap_button(gap: Missing, *, with_day: bool = False) -> Button:
    """To where it is filled in; of a duty that comes again, that it was done."""
    text = joined(gap.class_title, gap.subject, by=" ")
    to: CallbackData
    match gap.deadline:
        case DeadlineId.LESSON_RECORD | DeadlineId.WRITTEN_WORK:
            text = joined(str(gap.number), text, by=" · ")
            to = OpenLesson(lesson_id=gap.about_id)
        case DeadlineId.PERIOD_MARK | DeadlineId.YEAR_MARK:
            to = OpenFinalMarks(section_id=gap.about_id, period_id=gap.period_id)
            if gap.is_behaviour:
                to = OpenBehaviour(class_id=gap.about_id, period_id=gap.period_id)
        case DeadlineId.ABSENCE_REASON:
            text = joined(_("Reasons"), gap.class_title, by=" · ")
            to = OpenUnexplained(class_id=gap.about_id)
        case DeadlineId.TOPIC_PLAN:
            to = OpenPlan(section_id=gap.about_id)
        case DeadlineId.SCHOOL_SETUP:
            text, to = _("School year"), OpenYear()
        case _:
            text = f"✓ {_duty_name(gap)}"
            to = SayDone(deadline=gap.deadline, class_id=gap.about_id, due=gap.due.toordinal())
    if with_day:
        text = joined(short_date(gap.due), text, by=" · ")
    return Button(shorten(text, MAX_BUTTON), to)


def noted_name(gap: Missing) -> str:
    """«Проверка журнала, 30.11», «Распечатка для семей, 7Б»."""
    return joined(deadline_name(gap.deadline), gap.class_title or short_date(gap.due))


def noted_button(gap: Missing) -> Button:
    """To take back what was said to be done."""
    to = TakeBackDone(deadline=gap.deadline, class_id=gap.about_id, due=gap.due.toordinal())
    return Button(shorten(f"↺ {_duty_name(gap)}", MAX_BUTTON), to)


def filing_button(gap: Missing) -> Button:
    """To send the file of what was said to be done."""
    due = gap.due.toordinal()
    to = AskReportFile(deadline=gap.deadline, class_id=gap.about_id, due=due)
    return Button(shorten(f"📎 {_duty_name(gap)}", MAX_BUTTON), to)


def _duty_name(gap: Missing) -> str:
    return joined(_duty(gap.deadline), gap.class_title or short_date(gap.due), by=" · ")


def _duty(deadline: DeadlineId) -> str:
    """One word for a button."""
    return {
        DeadlineId.JOURNAL_CHECK: c_("duty", "Check"),
        DeadlineId.JOURNAL_ANALYSIS: c_("duty", "Analysis"),
        DeadlineId.MONTHLY_REPORT: c_("duty", "Report"),
        DeadlineId.PERIOD_REPORT: c_("duty", "Report"),
        DeadlineId.PRINT_OUT: c_("duty", "Print-out"),
    }[deadline]
