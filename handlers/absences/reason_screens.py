"""Reasons of absences: whose are lacking, one absence, a week of the class."""

from collections import Counter
from datetime import date, timedelta

from domain.absences.model import Excuse
from domain.absences.reason_model import ClassWeek, PupilAbsence, ToExplain, Unexplained
from domain.attendance.missing import Missed, PupilDay
from domain.attendance.model import Reason
from domain.people import Person
from handlers.absences.answers import settle_buttons
from handlers.absences.note_callbacks import ShowAbsenceNote
from handlers.absences.note_screens import with_note
from handlers.absences.reason_callbacks import (
    AcceptWord,
    HandIn,
    OpenAbsence,
    OpenClassWeek,
    OpenUnexplained,
    SetReason,
)
from handlers.absences.words import announced_line
from handlers.attendance.screens import reason_name
from handlers.classes.callbacks import OpenClass
from handlers.labels import labels, list_names
from handlers.page import Block, Footer, Heading, Table, bold
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.words import (
    _,
    c_,
    day_month,
    joined,
    n_,
    sentence,
    short_date,
    short_weekday,
    shorten,
)

_SHOWN = 24
_WEEK = timedelta(days=7)
_SATURDAY = 6
_PAPERS = 4  # days offered on which one was handed in, …
_PAPER_DAYS = 6  # … of the last ones


def unexplained_screen(lacking: ToExplain) -> Screen:
    """A line and a button for each absence without a reason; papers that wait come first."""
    heading = _("{title} · without a reason").format(title=lacking.school_class.title)
    shown = lacking.missing[:_SHOWN]
    written = list_names(each.student for each in lacking.missing)
    blocks: list[Block] = [
        Heading(heading),
        *(_missing_line(each, written[each.student.id], lacking.today) for each in shown),
    ]
    if not lacking.missing:
        blocks.append(_("Every absence of the last two months has its reason."))
    left = len(lacking.missing) - len(shown)
    if left:
        blocks.append(n_("and {count} more", "and {count} more", left))
    names = labels(list({each.student.id: each.student for each in shown}.values()))
    buttons = [
        Button(
            shorten(f"{names[each.student.id]}, {short_date(each.ends)}", MAX_BUTTON),
            _open(each.student.id, each.begins, each.ends),
            _style(each, lacking.today),
        )
        for each in shown
    ]
    back = Button(_("‹ Back"), OpenClassWeek(class_id=lacking.school_class.id))
    return Screen(blocks, [*in_columns(buttons, 2), [back]])


def _missing_line(each: Unexplained, name: str, today: date) -> str:
    lessons = n_("{count} lesson", "{count} lessons", each.lessons)
    line = f"{name}: {_days(each.begins, each.ends)}, {lessons}"
    if each.paper is None:
        return line
    return joined(line, _due(each.paper.due, today), by=" · ")


def _style(each: Unexplained, today: date) -> Style | None:
    if each.paper is None:
        return None
    return Style.DANGER if each.paper.due < today else Style.PRIMARY


def _due(due: date, today: date) -> str:
    if due < today:
        return _("paper handed in, was due on {day}").format(day=day_month(due))
    return _("paper handed in, due by {day}").format(day=day_month(due))


def _days(begins: date, ends: date) -> str:
    if begins == ends:
        return day_month(begins)
    return f"{day_month(begins)} – {day_month(ends)}"


def _open(student_id: int, begins: date, ends: date) -> OpenAbsence:
    return OpenAbsence(student_id=student_id, since=begins.toordinal(), until=ends.toordinal())


def absence_screen(absence: PupilAbsence) -> Screen:
    """What was missed, why as far as known, and a button a reason."""
    student = absence.student
    reasons = Counter(each.reason for each in absence.lessons)
    blocks: list[Block] = [
        Heading(joined(student.list_name, student.class_title)),
        bold(_days(absence.begins, absence.ends)),
        *(f"{reason_name(reason)}: {_lessons(count)}" for reason, count in reasons.items()),
    ]
    if not absence.lessons:
        blocks.append(_("Nothing was missed on these days."))
    if len(reasons) > 1:
        blocks.append(_whose(is_whole=Reason.UNKNOWN not in reasons))
    blocks += [
        _("The family says: {said}").format(
            said=with_note(announced_line(each, absence.today), each)
        )
        for each in absence.announced
    ]
    if absence.paper is not None:
        blocks.append(sentence(_due(absence.paper.due, absence.today)))
    return Screen(blocks, _absence_keyboard(absence, frozenset(reasons)))


def _whose(*, is_whole: bool) -> Footer:
    """What a tap is about where the lessons have several reasons."""
    if is_whole:
        return Footer(_("A reason tapped now is that of all these lessons."))
    return Footer(_("A reason tapped now is that of the lessons which have none yet."))


def _absence_keyboard(absence: PupilAbsence, reasons: frozenset[Reason]) -> list[list[Button]]:
    """What the family said first, then the reasons, then the paper."""
    where = _open(absence.student.id, absence.begins, absence.ends).model_dump()
    words = _("Accept: {reason}").format(reason=_said(absence))
    accept = [
        [Button(words, AcceptWord(announced_id=each.id))]
        for each in absence.announced[:1]
        if not each.is_accepted
    ]
    chosen = [
        Button(
            sentence(reason_name(reason)),
            SetReason(**where, reason=reason, shown=SetReason.letters(reasons)),
            Style.SUCCESS if reasons == {reason} else None,
        )
        for reason in (Reason.ILL, Reason.EXCUSED, Reason.UNEXCUSED)
    ]
    looked_for = settle_buttons(absence.student.id, absence.today) if absence.is_looked_for else []
    notes = [
        [Button(_("Show the note"), ShowAbsenceNote(announced_id=each.id))]
        for each in absence.announced
        if each.files
    ]
    rows = [*in_columns(looked_for, 2), *notes, *accept, *in_columns(chosen, 2)]
    if absence.paper is None:
        rows += in_columns(_paper_buttons(absence, where), 2)
    if absence.student.school_class_id is not None:
        to = OpenUnexplained(class_id=absence.student.school_class_id)
        rows.append([Button(_("‹ Back"), to)])
    return rows


def _said(absence: PupilAbsence) -> str:
    """What the family's word makes of it in the journal."""
    if any(each.excuse is Excuse.ILL for each in absence.announced[:1]):
        return c_("button", "ill")
    return c_("button", "valid")


def _paper_buttons(absence: PupilAbsence, where: dict[str, int]) -> list[Button]:
    """The days on which a paper may have been handed in; the term runs from that day.

    A weekend back, as one that came on Friday may be recorded on Monday.
    """
    back = [absence.today - timedelta(days=ago) for ago in range(_PAPER_DAYS)]
    days = [day for day in back if day.isoweekday() <= _SATURDAY][:_PAPERS]
    return [
        Button(
            _("Paper of {day}").format(day=short_date(day)), HandIn(**where, handed=day.toordinal())
        )
        for day in days
    ]


def week_screen(week: ClassWeek, *, may_set: bool) -> Screen:
    """Pupils by days, then what the month adds up to for whoever missed anything."""
    school_class, monday = week.school_class, week.begins
    days = [monday + timedelta(days=ahead) for ahead in range(_SATURDAY)]
    if not any(day == days[-1] for _student, day in week.days):
        days = days[:-1]  # five days of lessons
    names = labels(week.pupils)
    header = ["", *(short_weekday(day) for day in days)]
    rows = [
        [names[pupil.id], *(_cell(week.days.get((pupil.id, day))) for day in days)]
        for pupil in week.pupils
    ]
    heading = _("{title} · attendance, {days}").format(
        title=school_class.title, days=f"{short_date(days[0])} – {short_date(days[-1])}"
    )
    blocks: list[Block] = [
        Heading(heading),
        Table(header, rows, "l" + "c" * len(days), all_named=True),
        Footer(_legend()),
        *_month(week),
    ]
    turning = [
        Button(f"◀ {short_date(day)}", OpenClassWeek(class_id=school_class.id, day=day.toordinal()))
        for day in (monday - _WEEK,)
    ]
    if monday + _WEEK <= week.today:
        later = monday + _WEEK
        to = OpenClassWeek(class_id=school_class.id, day=later.toordinal())
        turning.append(Button(f"{short_date(later)} ▶", to))
    actions = [turning]
    if may_set:
        to_set = OpenUnexplained(class_id=school_class.id)
        actions.insert(0, [Button(_("Without a reason"), to_set, Style.PRIMARY)])
    back = Button(_("‹ Back"), OpenClass(class_id=school_class.id))
    return Screen(blocks, [*actions, [back]])


def _cell(day: PupilDay | None) -> str:
    """«б» of a whole day, «н2» of two lessons, «·» of a day without absence."""
    if day is None or not day.called:
        return "—"
    if not day.missed:
        return c_("attendance", "l") if day.late else "·"
    letters = "".join(_letter(reason) for reason in Reason if day.by_reason.get(reason))
    return letters if day.is_missed else f"{letters}{day.missed}"


def _letter(reason: Reason) -> str:
    return {
        Reason.UNKNOWN: c_("attendance", "a"),
        Reason.ILL: c_("attendance", "i"),
        Reason.EXCUSED: c_("attendance", "v"),
        Reason.UNEXCUSED: c_("attendance", "n"),
    }[reason]


def _legend() -> str:
    return _(
        "a: absent, i: illness, v: valid reason, n: no valid reason, l: late; with the number of"
        " lessons where it was not the whole day; —: no roll call."
    )


def _month(week: ClassWeek) -> list[Block]:
    """Of whoever missed anything, the most first."""
    missed: list[tuple[Person, Missed]] = sorted(
        (
            (pupil, week.month[pupil.id])
            for pupil in week.pupils
            if pupil.id in week.month and week.month[pupil.id].count
        ),
        key=lambda each: -each[1].count,
    )
    if not missed:
        return [_("Nobody has missed anything in this month.")]
    written = list_names(week.pupils)
    lines = [_total(written[pupil.id], total) for pupil, total in missed]
    return [bold(_("In this month")), *lines]


def _total(name: str, total: Missed) -> str:
    why = "; ".join(_why(total, reason) for reason in total.lessons)
    days = n_("{count} whole day", "{count} whole days", total.days) if total.days else ""
    return f"{name}: {joined(_lessons(total.count), days)} ({why})"


def _why(total: Missed, reason: Reason) -> str:
    """The lessons of a reason, and its days where there are other reasons beside it."""
    said, days = f"{reason_name(reason)} {total.lessons[reason]}", total.whole.get(reason, 0)
    if not days or len(total.lessons) == 1:
        return said
    return joined(said, n_("{count} day", "{count} days", days))


def _lessons(count: int) -> str:
    return n_("{count} lesson", "{count} lessons", count)
