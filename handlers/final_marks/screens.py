"""Final marks on the screen: subjects down, periods across."""

from collections.abc import Sequence

from domain.calendar import OF_EXAMS, GradingPeriod
from domain.final_marks.model import SubjectFinals, YearFinals
from handlers.final_marks.callbacks import OpenFinals
from handlers.mark_words import written
from handlers.marks.screens import no_marks_here
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Footer, Heading, Table, bold
from handlers.paging import length, paged
from handlers.periods import period_column, year_title
from handlers.screen import Button, Screen, in_columns
from handlers.whose import whose
from handlers.words import _

SUBJECTS_ON_PAGE = 40


def year_screen(finals: YearFinals, page: int) -> Screen:
    """A school year: a column for each period and one for the year."""
    # Without a year where the school has entered none.
    year = year_title(finals.school_year) if finals.school_year else ""
    title = _("{whose} · final marks {year}").format(whose=whose(finals.student), year=year).strip()
    exams = frozenset(each.id for each in finals.periods if each.kind in OF_EXAMS)

    def size(subject: SubjectFinals) -> int:
        return _row_size(subject) * (2 if exams.intersection(subject.marks) else 1)

    shown = paged(finals.subjects, page, at_most=SUBJECTS_ON_PAGE, size=size)
    blocks: list[Block] = [Heading(title)]
    if finals.subjects:
        usual = [period for period in finals.periods if period.id not in exams]
        blocks.append(_table(usual, shown.items))
        examined = [each for each in shown.items if exams.intersection(each.marks)]
        if examined:  # more columns than a phone is wide
            of_year = [period for period in finals.periods if not period.is_part]
            blocks += ["", bold(_("Exams and final marks")), _table(of_year, examined)]
        if shown.title:
            blocks.append(Footer(shown.title))
    elif finals.is_marked:
        blocks.append(_("There are no final marks this year yet."))
    else:
        blocks.append(no_marks_here(finals.student.grade_level))

    def to(year: int, at: int = 0) -> OpenFinals:
        return OpenFinals(student_id=finals.student.id, school_year=year, page=at)

    years = [Button(year_title(year), to(year)) for year in finals.other_years]
    return Screen(
        blocks,
        [
            *in_columns(shown.buttons(lambda at: to(finals.school_year, at)), 2),
            *in_columns(years, 2),
            [Button(_("‹ Back"), OpenMenu())],
        ],
    )


def _table(periods: Sequence[GradingPeriod], subjects: Sequence[SubjectFinals]) -> Table:
    header = (_("Subject"), *(period_column(period) for period in periods))
    rows = [_row(periods, subject) for subject in subjects]
    return Table(header, rows, "l" + "c" * len(periods), all_named=True)


def _row(periods: Sequence[GradingPeriod], subject: SubjectFinals) -> tuple[str, ...]:
    marks = (subject.marks.get(period.id) for period in periods)
    return (subject.subject, *("" if mark is None else written(mark) for mark in marks))


def _row_size(subject: SubjectFinals) -> int:
    return length(subject.subject) + 8 * len(subject.marks)  # «IV 4 · »
