"""What a lesson was, in words that staff and families read alike."""

from datetime import date, datetime

from domain.schedule.model import LessonForm
from handlers.page import Footer
from handlers.words import _, c_, clock, day_month, near_day_and


def form_name(form: LessonForm) -> str:
    """«очно», «дистанционно», «по заданиям»."""
    match form:
        case LessonForm.IN_PERSON:
            return c_("form of a lesson", "in person")
        case LessonForm.REMOTE:
            return c_("form of a lesson", "remotely")
        case LessonForm.ELECTRONIC:
            return c_("form of a lesson", "by tasks")


def unusual_form(form: LessonForm) -> str:
    """Nothing for a lesson that is simply held."""
    return "" if form is LessonForm.IN_PERSON else form_name(form)


def updated(moment: datetime | None, today: date | None = None) -> list[Footer]:
    """«Обновлено сегодня в 14:05», on the school's clock; nothing where nothing was recorded.

    Without `today` the day is named by its date.
    """
    if moment is None:
        return []
    day = near_day_and(moment.date(), today) if today else day_month(moment.date())
    return [Footer(_("Updated {day} at {time}").format(day=day, time=clock(moment)))]
