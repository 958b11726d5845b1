"""Final marks on the screen: subjects down, periods across."""

from domain.final_marks.model import SubjectFinals, YearFinals
from handlers.final_marks.callbacks import OpenFinals
from handlers.mark_words import written
from handlers.marks.screens import no_marks_here
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Footer, Heading, Table
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
    shown = paged(finals.subjects, page, at_most=SUBJECTS_ON_PAGE, size=_row_size)
    blocks: list[Block] = [Heading(title)]
    if finals.subjects:
        header = (_("Subject"), *(period_column(period) for period in finals.periods))
        rows = [_row(finals, subject) for subject in shown.items]
        blocks.append(Table(header, rows, "l" + "c" * len(finals.periods), all_named=True))
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


def _row(finals: YearFinals, subject: SubjectFinals) -> tuple[str, ...]:
    marks = (subject.marks.get(period.id) for period in finals.periods)
    return (subject.subject, *("" if mark is None else written(mark) for mark in marks))


def _row_size(subject: SubjectFinals) -> int:
    return length(subject.subject) + 8 * len(subject.marks)  # «IV 4 · »
