"""Attendance on the screen: how much was missed, why, and each lesson."""

from domain.attendance.model import MissedLesson, PeriodAttendance, Reason, Status
from handlers.attendance.callbacks import OpenAttendance
from handlers.lesson_words import updated
from handlers.lessons.status_words import SIGNS, status_name
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Footer, Heading, Table
from handlers.paging import length, paged
from handlers.periods import period_buttons, period_title
from handlers.remarks.callbacks import OpenRemarks
from handlers.screen import Button, Screen, in_columns
from handlers.weeks_read.callbacks import Under
from handlers.weeks_read.words import week_buttons, week_lines
from handlers.whose import whose
from handlers.words import _, c_, n_, short_date, short_weekday

LESSONS_ON_PAGE = 30


def period_screen(
    attendance: PeriodAttendance, page: int, *, reads_remarks: bool = False
) -> Screen:
    """A grading period: totals first, then the lessons, the newest first.

    `reads_remarks`: a way to what was written about the pupil, where there is anything.
    """
    title = f"{whose(attendance.student)} · {period_title(attendance.period)}"
    shown = paged(attendance.exceptions, page, at_most=LESSONS_ON_PAGE, size=_row_size)
    blocks: list[Block] = [Heading(title), *_totals(attendance)]
    if attendance.exceptions:
        rows = [_row(each) for each in shown.items]
        blocks.append(Table(("", "", ""), rows, "lll"))  # the cells speak for themselves
    if shown.title:
        blocks.append(Footer(shown.title))
    blocks += _called_lines(attendance)
    blocks += week_lines(attendance.week, attendance.school)

    def to(period_id: int, at: int = 0) -> OpenAttendance:
        return OpenAttendance(student_id=attendance.student.id, period_id=period_id, page=at)

    remarks = []
    if reads_remarks and attendance.called.has_remarks:
        said = OpenRemarks(student_id=attendance.student.id)
        remarks.append(Button(c_("button", "Remarks and praise"), said))
    return Screen(
        blocks,
        [
            *in_columns(shown.buttons(lambda at: to(attendance.period.period.id, at)), 2),
            *in_columns(period_buttons(attendance.period, to), 2),
            *in_columns(week_buttons(attendance.student, attendance.week, Under.ATTENDANCE), 2),
            *in_columns(remarks, 2),
            [Button(_("‹ Back"), OpenMenu())],
        ],
    )


def _called_lines(attendance: PeriodAttendance) -> list[Footer]:
    """What is counted at all, what is not, and how fresh it is (R118)."""
    called, school = attendance.called, attendance.school
    lines = [Footer(_("Only lessons with a roll call are counted."))]
    if called.not_called:
        missing = n_(
            "Without a roll call: {count} lesson.",
            "Without a roll call: {count} lessons.",
            called.not_called,
        )
        lines.append(Footer(missing))
    latest = called.latest_at and school.local(called.latest_at)
    return [*lines, *updated(latest)]


def reason_name(reason: Reason) -> str:
    """«болезнь»: in the list of missed lessons."""
    match reason:
        case Reason.ILL:
            return _("illness")
        case Reason.EXCUSED:
            return _("valid reason")
        case Reason.UNEXCUSED:
            return _("no valid reason")
        case Reason.UNKNOWN:
            return _("reason not known")


def _totals(attendance: PeriodAttendance) -> list[Block]:
    if not attendance.exceptions:
        if attendance.called.latest_at is None:
            return [_("No roll was called in this period yet.")]
        return [_("Nothing missed, never late.")]
    lines: list[Block] = []
    if missed := len(attendance.missed):
        lessons = n_("Missed: {count} lesson", "Missed: {count} lessons", missed)
        days = n_("{count} day", "{count} days", attendance.missed_days)
        reasons = [f"{reason_name(why)} — {count}" for why, count in attendance.by_reason.items()]
        lines.append(f"{lessons} ({days}): {', '.join(reasons)}")
    if late := attendance.count(Status.LATE):
        lines.append(n_("Late: {count} time", "Late: {count} times", late))
    if left := attendance.count(Status.LEFT_EARLY):
        lines.append(n_("Left early: {count} time", "Left early: {count} times", left))
    if released := attendance.count(Status.RELEASED):
        lines.append(n_("Released: {count} lesson", "Released: {count} lessons", released))
    return lines


def _row(missed: MissedLesson) -> tuple[str, str, str]:
    """«пт 13.11», «6. Физика», «✕ болезнь»: a line of a phone."""
    day = f"{short_weekday(missed.date)} {short_date(missed.date)}"
    return day, f"{missed.number}. {missed.subject}", _why(missed)


def _why(missed: MissedLesson) -> str:
    if missed.status is Status.ABSENT:
        return f"✕\N{NO-BREAK SPACE}{reason_name(missed.reason)}"
    if missed.status is not Status.LATE:
        return SIGNS[missed.status] + status_name(missed.status)
    if missed.minutes_late:
        minutes = n_("{count} min", "{count} min", missed.minutes_late)
        return "◔ " + _("late, {minutes}").format(minutes=minutes)
    return "◔ " + _("late")


def _row_size(missed: MissedLesson) -> int:
    return length(*_row(missed)) + 8  # what stands between the cells
