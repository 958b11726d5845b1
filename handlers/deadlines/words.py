"""A gap in words, and where its button leads."""

from datetime import date

from domain.deadlines.model import Lack, Missing
from domain.deadlines.rules import DeadlineId
from handlers.final_marks.setting_callbacks import OpenFinalMarks
from handlers.lessons.callbacks import OpenLesson
from handlers.plans.callbacks import OpenPlan
from handlers.screen import MAX_BUTTON, Button
from handlers.words import _, c_, in_sentence, joined, n_, near_day, near_day_and, shorten


def deadline_name(deadline: DeadlineId) -> str:
    """Of those with gaps in the journal."""
    return {
        DeadlineId.LESSON_RECORD: _("Records of lessons"),
        DeadlineId.WRITTEN_WORK: _("Marks for written work"),
        DeadlineId.PERIOD_MARK: _("Marks of the period"),
        DeadlineId.YEAR_MARK: _("Marks of the year"),
        DeadlineId.TOPIC_PLAN: _("Topic plans"),
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
        case _:
            text = _("{what}: no topic plan").format(what=where)
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


def gap_button(gap: Missing) -> Button | None:
    """None where what is missing is done elsewhere."""
    text = joined(gap.class_title, gap.subject, by=" ")
    match gap.deadline:
        case DeadlineId.LESSON_RECORD | DeadlineId.WRITTEN_WORK:
            text = joined(str(gap.number), text, by=" · ")
            return Button(shorten(text, MAX_BUTTON), OpenLesson(lesson_id=gap.about_id))
        case DeadlineId.PERIOD_MARK | DeadlineId.YEAR_MARK:
            to = OpenFinalMarks(section_id=gap.about_id, period_id=gap.period_id)
            return Button(shorten(text, MAX_BUTTON), to)
        case _:
            return Button(shorten(text, MAX_BUTTON), OpenPlan(section_id=gap.about_id))
