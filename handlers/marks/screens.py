"""Marks on the screen: a period's table, and one subject mark by mark."""

from collections.abc import Callable, Sequence

from aiogram.filters.callback_data import CallbackData

from domain.forecast.rules import Outlook
from domain.marks.model import BriefMark, Mark, PeriodMarks, SubjectMarks, SubjectSummary
from domain.people import Person
from domain.work_types.model import WorkKind
from handlers.lesson_words import updated
from handlers.mark_words import noted, written
from handlers.marks.callbacks import DrawPeriod, DrawSubject, OpenPeriodMarks, OpenSubjectMarks
from handlers.marks.forecast_words import forecast_lines, moved
from handlers.marks.trends import FEWEST, points_of
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Details, Footer, Heading, Table, bold
from handlers.paging import length, paged
from handlers.periods import period_buttons, period_title
from handlers.screen import MAX_BUTTON, Button, Screen, in_columns
from handlers.weeks_read.callbacks import Under
from handlers.weeks_read.words import week_buttons, week_lines
from handlers.whose import whose
from handlers.words import _, average, day_month, in_sentence, joined, n_, shorten
from handlers.work_types.screens import kind_words

SHOWN_IN_CELL = 24  # marks of a subject; the subject's own screen has them all
SUBJECTS_ON_PAGE = 30
MARKS_ON_PAGE = 20
UNFOLDED = 6  # the newest marks of a subject; older ones are folded
MAX_TOPIC = 300
MAX_COMMENT = 1000
_CORRECTED = "↺"


def period_screen(marks: PeriodMarks, page: int) -> Screen:
    """A grading period: every subject with its marks, average and suggested mark."""
    shown = paged(marks.subjects, page, at_most=SUBJECTS_ON_PAGE, size=_row_size)
    blocks: list[Block] = [Heading(f"{whose(marks.student)} · {period_title(marks.period)}")]
    if not marks.is_marked:
        blocks.append(no_marks_here(marks.student.grade_level))
    elif not any(subject.row.marks for subject in marks.subjects):
        blocks.append(_("There are no marks in this period."))
    else:
        header = (_("Subject"), _("Marks"), _("Average"))
        blocks.append(Table(header, [_row(subject) for subject in shown.items], "lll"))
        blocks.append(
            Footer(_("After the arrow: the mark this average suggests. The teacher sets it."))
        )
        if any(subject.outlook is Outlook.AT_RISK for subject in shown.items):
            blocks.append(Footer(_("At risk: one more mark below it takes it away.")))
        if shown.title:
            blocks.append(Footer(shown.title))
    blocks += updated(marks.updated_at and marks.school.local(marks.updated_at))
    blocks += week_lines(marks.week, marks.school)

    def to(period_id: int, at: int = 0) -> OpenPeriodMarks:
        return OpenPeriodMarks(student_id=marks.student.id, period_id=period_id, page=at)

    pages = shown.buttons(lambda at: to(marks.period.period.id, at))
    return Screen(
        blocks,
        [
            *in_columns(_subject_buttons(marks, shown.items), 2),
            *in_columns(pages, 2),
            *in_columns(period_buttons(marks.period, to), 2),
            *in_columns(_picture_of_period(marks), 2),
            *in_columns(week_buttons(marks.student, marks.week, Under.MARKS), 2),
            [Button(_("‹ Back"), OpenMenu())],
        ],
    )


def subject_screen(marks: SubjectMarks, page: int) -> Screen:
    """One subject: every mark with date, work, weight, topic, teacher and comment (R100)."""
    shown = paged(marks.marks, page, at_most=MARKS_ON_PAGE, size=_size_in(marks))
    blocks: list[Block] = [
        Heading(f"{whose(marks.student)} · {marks.subject}"),
        joined(period_title(marks.period), _result(marks), by=" · "),
        *forecast_lines(marks),
    ]
    teacher = _only_teacher(marks.marks)
    if teacher is not None:
        blocks.append(_("Teacher: {name}").format(name=teacher.short_name))
    if not marks.marks:
        blocks += ["", _("There are no marks in this period.")]
    open_count = UNFOLDED if shown.page == 0 else len(shown.items)
    for mark in shown.items[:open_count]:
        blocks += ["", *_mark_lines(mark, marks, with_teacher=teacher is None)]
    if folded := shown.items[open_count:]:
        blocks.append(_folded(folded, marks, with_teacher=teacher is None))
    if shown.title:
        blocks.append(Footer(shown.title))
    return Screen(blocks, _subject_keyboard(marks, shown.buttons(_pages_of(marks))))


def no_marks_here(grade_level: int) -> str:
    """Why there is nothing to see (S1 3.7, S3 1.2)."""
    return _("Grade {grade} has no marks: the teacher says in words how it goes.").format(
        grade=grade_level
    )


def _row(summary: SubjectSummary) -> tuple[str, str, str]:
    """Three columns: a fourth would not fit a phone."""
    result = ""
    if summary.average is not None:
        at_risk = _("at risk") if summary.outlook is Outlook.AT_RISK else ""
        result = joined(f"{average(summary.average)} → {summary.suggested}", at_risk)
    return summary.row.subject, _cell(summary.row.marks), result


def _cell(marks: Sequence[BriefMark]) -> str:
    """«5 4↺ 3»; the beginning of a very long row is left to the subject's own screen, visibly."""
    if not marks:
        return "—"
    values = [_in_cell(mark) for mark in marks]
    left_out = len(values) - SHOWN_IN_CELL
    if left_out > 0:
        return " ".join([f"(+{left_out})", *values[left_out:]])
    return " ".join(values)


def _in_cell(mark: BriefMark) -> str:
    value = written(mark.value)
    return f"{value}{_CORRECTED}" if mark.is_corrected else value


def _row_size(summary: SubjectSummary) -> int:
    return length(*_row(summary)) + 40  # the names of the columns


def _subject_buttons(marks: PeriodMarks, shown: Sequence[SubjectSummary]) -> list[Button]:
    return [
        Button(
            shorten(each.row.subject, MAX_BUTTON),
            OpenSubjectMarks(
                student_id=marks.student.id,
                subject_id=each.row.subject_id,
                period_id=marks.period.period.id,
            ),
        )
        for each in shown
        if each.row.marks
    ]


def _result(marks: SubjectMarks) -> str:
    if marks.average is None or marks.suggested is None:
        return ""
    return _("average {average}, suggests {mark}").format(
        average=average(marks.average), mark=marks.suggested
    )


def _only_teacher(marks: Sequence[Mark]) -> Person | None:
    """The teacher of all these marks; None when they differ or are not known."""
    teachers = {mark.teacher for mark in marks}
    return teachers.pop() if len(teachers) == 1 else None


def _mark_lines(mark: Mark, marks: SubjectMarks, *, with_teacher: bool) -> list[str]:
    value = joined(noted(mark.value), _CORRECTED if mark.is_corrected else "", by=" ")
    lines: list[str] = [
        bold(value) + " · " + joined(_work(mark), moved(marks.steps.get(mark.id)), by=" · ")
    ]
    teacher = mark.teacher.short_name if with_teacher and mark.teacher else ""
    about = joined(shorten(mark.topic, MAX_TOPIC), teacher, by=" · ")
    if about:
        lines.append(about)
    if mark.comment:
        lines.append(f"«{shorten(mark.comment, MAX_COMMENT)}»")
    return lines


def _work(mark: Mark) -> str:
    """«23 ноября, контрольная работа, вес 3, исправлена»."""
    work = mark.work_type
    counts = work.counts and mark.value.counts
    weight = _("weight {weight}").format(weight=work.weight) if counts else _("not counted")
    kind = "" if work.kind is WorkKind.CURRENT else kind_words(work.kind)
    corrected = _("corrected") if mark.is_corrected else ""
    return joined(day_month(mark.date), in_sentence(work.title), kind, weight, corrected)


def _size_in(marks: SubjectMarks) -> Callable[[Mark], int]:
    def size(mark: Mark) -> int:
        lines = _mark_lines(mark, marks, with_teacher=True)
        return length(*lines) + len(lines) + 1

    return size


def _folded(older: Sequence[Mark], marks: SubjectMarks, *, with_teacher: bool) -> Details:
    lines: list[Block] = []
    for mark in older:
        lines += [*_mark_lines(mark, marks, with_teacher=with_teacher), ""]
    summary = n_("Earlier: {count} mark", "Earlier: {count} marks", len(older))
    return Details(summary, lines[:-1])


def _pages_of(marks: SubjectMarks) -> Callable[[int], CallbackData]:
    return lambda page: OpenSubjectMarks(
        student_id=marks.student.id,
        subject_id=marks.subject_id,
        period_id=marks.period.period.id,
        page=page,
    )


def _subject_keyboard(marks: SubjectMarks, pages: list[Button]) -> list[list[Button]]:
    periods = period_buttons(
        marks.period,
        lambda period_id: OpenSubjectMarks(
            student_id=marks.student.id, subject_id=marks.subject_id, period_id=period_id
        ),
    )
    back = OpenPeriodMarks(student_id=marks.student.id, period_id=marks.period.period.id)
    picture = []
    if len(points_of(marks)) >= FEWEST:
        to = DrawSubject(
            student_id=marks.student.id,
            subject_id=marks.subject_id,
            period_id=marks.period.period.id,
        )
        picture.append(Button(_("Picture"), to))
    turning = [*in_columns(pages, 2), *in_columns(periods, 2)]
    return [*turning, *in_columns(picture, 2), [Button(_("‹ Back"), back)]]


def _picture_of_period(marks: PeriodMarks) -> list[Button]:
    if not any(subject.average is not None for subject in marks.subjects):
        return []
    to = DrawPeriod(student_id=marks.student.id, period_id=marks.period.period.id)
    return [Button(_("Picture"), to)]
