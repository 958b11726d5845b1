"""A week that is to be read, and who has read it, in words and as a button."""

from domain.calendar import School
from domain.people import Student
from domain.weeks_read.model import ClassCount
from domain.weeks_read.week import WeekOfPupil
from handlers.page import Block, Footer
from handlers.screen import MAX_BUTTON, Button, Style
from handlers.weeks_read.callbacks import ConfirmWeek, Under
from handlers.words import _, c_, clock, day_month, joined, n_, shorten


def week_lines(week: WeekOfPupil | None, school: School) -> list[Block]:
    """Below what a guardian reads: the question, or who has answered it and when."""
    if week is None:
        return []
    day = day_month(week.week.last)
    if week.readers:
        line = _("✓ The week up to {day} is read: {readers}")
        return [line.format(day=day, readers=_readers(week, school))]
    if week.is_to_confirm:
        words = _("Have you read the week up to {day}? Say so with the button below.")
        return [Footer(words.format(day=day))]
    return []


def read_line(week: WeekOfPupil, school: School) -> str:
    """«✓ Прочитано: Елена Сергеевна, 20 ноября, 19:12», where the week goes without saying."""
    return _("✓ Read: {readers}").format(readers=_readers(week, school))


def week_buttons(
    student: Student, week: WeekOfPupil | None, under: Under, *, named: bool = False
) -> list[Button]:
    """The button of a week that nobody has confirmed; `named`: of several children."""
    if week is None or not week.is_to_confirm:
        return []
    text = _("The week is read")
    if named:
        text = shorten(joined(c_("week", "Read"), student.given_name, by=": "), MAX_BUTTON)
    day = week.week.last.toordinal()
    return [Button(text, ConfirmWeek(student_id=student.id, day=day, under=under), Style.PRIMARY)]


def confirmed_line(confirmed: int, pupils: int) -> str:
    """«Ознакомлены с неделей: 18 из 25 семей»."""
    return _("Have read the week: {read} {of_families}").format(
        read=confirmed, of_families=n_("of {count} family", "of {count} families", pupils)
    )


def count_words(count: ClassCount | None) -> str:
    """«ознакомлены 18 из 25»; nothing of a class whose week asks for nothing."""
    if count is None:
        return ""
    return _("the week read by {read} of {pupils}").format(
        read=count.confirmed, pupils=count.pupils
    )


def _readers(week: WeekOfPupil, school: School) -> str:
    return "; ".join(
        joined(each.guardian.polite_name, day_month(local.date()), clock(local))
        for each in week.readers
        for local in [school.local(each.read_at)]
    )
