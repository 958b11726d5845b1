"""The gradebook on the screen: as many columns as a phone holds, the rest a page away."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any, TypeVar

from aiogram.filters.callback_data import CallbackData

from domain.calendar import GradingPeriod
from domain.gradebook.coverage import Coverage
from domain.gradebook.model import BookLesson, ClassGradebook, SectionGradebook, Taught
from domain.groups.journal import Learner
from domain.people import Person
from handlers.classes.callbacks import OpenClass
from handlers.gradebook.callbacks import OpenClassBook, OpenSectionBook
from handlers.labels import labels, narrow_labels, narrow_titles, with_group
from handlers.lessons.callbacks import OpenLessons
from handlers.mark_words import until_exit, written
from handlers.page import Block, Details, Footer, Heading, Table
from handlers.paging import Paged, paged
from handlers.screen import MAX_BUTTON, Button, Screen, in_columns
from handlers.words import _, average, c_, day_month, joined, n_, short_date, shorten

SUBJECTS_ON_PAGE = 4
LESSONS_ON_PAGE = 3
_ROOM = 2600  # characters for the rows; the rest of a message is for what stands around them
_CELLS = 62  # characters of a row besides the name, with the heads that plain text repeats
_NAMED = 12  # who has too few marks
_MAX_SUBJECT = 40
_HEAD = 6  # characters of a subject above a narrow column
_NAME = 9  # of a pupil beside four of them
_SECTION = 18  # of a subject and its group on half a phone's width
_NOTHING = "—"
Item = TypeVar("Item")
Who = TypeVar("Who", Person, Learner)


def class_book_screen(book: ClassGradebook, page: int) -> Screen:
    """Averages of every pupil, a few subjects a page; the class's own where it names nobody."""
    parts = _parts(book.grid.subjects, book.grid.pupils, SUBJECTS_ON_PAGE)
    shown = paged(parts, page, at_most=1)
    blocks: list[Block] = [Heading(f"{book.class_title} · {_period(book.period)}")]
    subjects: Sequence[Taught] = ()
    if shown.items:
        subjects, pupils = shown.items[0]
        blocks.append(_class_table(book, subjects, pupils))
        blocks += _too_few(book)
    else:
        blocks.append(_("Nobody is taught here with marks in this period."))
    if shown.title:
        blocks.append(Footer(shown.title))

    def to(period_id: int, at: int = 0) -> OpenClassBook:
        return OpenClassBook(class_id=book.class_id, period_id=period_id, page=at)

    return Screen(
        blocks,
        [
            *in_columns(shown.buttons(lambda at: to(book.period.id, at)), 2),
            *in_columns(_section_buttons(book, subjects), 2),
            *in_columns(_periods(book.periods, book.period, to), 2),
            [Button(_("‹ Back"), OpenClass(class_id=book.class_id))],
        ],
    )


def section_book_screen(book: SectionGradebook, page: int, class_id: int) -> Screen:
    """Marks and absences lesson by lesson, the newest page first, with each pupil's average."""
    parts = _parts(_columns(book)[::-1], book.pupils, LESSONS_ON_PAGE)
    shown = paged([*parts, *_parts_of_others(book)], page, at_most=1)
    section = book.section
    title = joined(section.subject, section.group_name, section.class_title)
    blocks: list[Block] = [Heading(title), _period(book.period)]
    if shown.items:
        blocks += _rows(book, *shown.items[0])
    else:
        blocks.append(_("There are no marks in this period."))
    if book.figure is not None:
        figure = average(book.figure)
        blocks.append(Footer(_("Average of the group: {average}").format(average=figure)))
    if book.coverage is not None:
        blocks += _coverage(book, book.coverage)
    if shown.title:
        blocks.append(Footer(shown.title))
    return Screen(blocks, _section_keyboard(book, shown, class_id))


def _rows(
    book: SectionGradebook,
    newest_first: Sequence[tuple[BookLesson, bool]],
    pupils: Sequence[Learner],
) -> list[Block]:
    """A few lessons; without a lesson what was set in other groups."""
    if not newest_first:
        where = _("They are in the average and change only where they were set.")
        return [_table_of_others(book, pupils), Footer(where)]
    blocks: list[Block] = [_section_table(book, newest_first[::-1], pupils)]
    if book.rows.others:
        blocks.append(Footer(_("Averages have marks of a former group or class too: last page.")))
    return blocks


def _section_keyboard(
    book: SectionGradebook, shown: Paged[Any], class_id: int
) -> list[list[Button]]:
    def to(period_id: int, at: int = 0) -> OpenSectionBook:
        return OpenSectionBook(
            section_id=book.section.id, period_id=period_id, page=at, class_id=class_id
        )

    back = Button(_("‹ My lessons"), OpenLessons())
    if class_id:
        back = Button(_("‹ Back"), OpenClassBook(class_id=class_id, period_id=book.period.id))
    return [
        *in_columns(shown.buttons(lambda at: to(book.period.id, at)), 2),
        *in_columns(_periods(book.periods, book.period, to), 2),
        [back],
    ]


def _parts(
    columns: Sequence[Item], pupils: Sequence[Who], at_most: int
) -> list[tuple[Sequence[Item], Sequence[Who]]]:
    """A few columns with as many pupils as a message holds: each is a page."""
    rows = _cut(pupils, _ROOM // (_NAME + _CELLS))
    return list(product(_cut(columns, at_most), rows))


def _parts_of_others(
    book: SectionGradebook,
) -> list[tuple[Sequence[tuple[BookLesson, bool]], Sequence[Learner]]]:
    """Pages without a lesson: what was set in other groups."""
    given = _marks_of_others(book)
    pupils = [each for each in book.pupils if each.person.id in given]
    longest = max(map(len, given.values()), default=0)
    return [((), some) for some in _cut(pupils, _ROOM // (_NAME + _CELLS + longest))]


def _cut(items: Sequence[Item], at_most: int) -> list[Sequence[Item]]:
    return [items[start : start + at_most] for start in range(0, len(items), at_most)]


def _period(period: GradingPeriod) -> str:
    return _("{period}, until {day}").format(period=period.title, day=day_month(period.ends))


def _class_table(
    book: ClassGradebook, subjects: Sequence[Taught], pupils: Sequence[Person]
) -> Table:
    names = narrow_labels(book.grid.pupils, _NAME)
    heads = narrow_titles({each.subject_id: each.subject for each in book.grid.subjects}, _HEAD)
    header = (_("Pupil"), *(heads[each.subject_id] for each in subjects))
    rows = [
        (names[pupil.id], *(_average_of(book, pupil, each) for each in subjects))
        for pupil in pupils
    ]
    figures = [book.figure(each.subject_id) for each in subjects]
    if any(each is not None for each in figures):
        values = (_NOTHING if each is None else average(each) for each in figures)
        rows.append((c_("gradebook", "Class"), *values))
    return Table(header, rows, "l" + "c" * len(subjects), all_named=True)


def _average_of(book: ClassGradebook, pupil: Person, taught: Taught) -> str:
    """Empty where the pupil does not learn it, a dash where no mark counts yet."""
    if (pupil.id, taught.subject_id) not in book.grid.cells:
        return ""
    value = book.average(pupil.id, taught.subject_id)
    return _NOTHING if value is None else average(value)


def _too_few(book: ClassGradebook) -> list[Block]:
    """Of all subjects, not of this page alone: it is what there is still time for."""
    found = [(each.subject, book.lacking(each.subject_id)) for each in book.grid.subjects]
    lines: list[Block] = [
        f"{shorten(subject, _MAX_SUBJECT)}: {count}" for subject, count in found if count
    ]
    if not lines:
        return []
    return [
        Details(
            n_("Too few marks: {count} subject", "Too few marks: {count} subjects", len(lines)),
            lines,
        )
    ]


def _section_buttons(book: ClassGradebook, subjects: Sequence[Taught]) -> list[Button]:
    return [
        Button(
            with_group(each.subject, group, _SECTION),
            OpenSectionBook(
                section_id=section_id, period_id=book.period.id, class_id=book.class_id
            ),
        )
        for each in subjects
        for section_id, group in each.sections.items()
    ]


def _periods(
    periods: Sequence[GradingPeriod],
    shown: GradingPeriod,
    to: Callable[[int], CallbackData],
) -> list[Button]:
    return [
        Button(shorten(each.title, MAX_BUTTON), to(each.id))
        for each in periods
        if each.id != shown.id
    ]


def _columns(book: SectionGradebook) -> list[tuple[BookLesson, bool]]:
    """Lessons of which anything is recorded; the second says whether its number is to be said."""
    with_marks = {BookLesson(each.day, each.number or 0) for each in book.rows.marks}
    found = sorted(with_marks | {lesson for _who, lesson in book.rows.absent})
    days = [each.day for each in found]
    return [(each, days.count(each.day) > 1 and each.number > 0) for each in found]


def _section_table(
    book: SectionGradebook,
    columns: Sequence[tuple[BookLesson, bool]],
    pupils: Sequence[Learner],
) -> Table:
    names = narrow_labels([each.person for each in book.pupils], _NAME)
    cells: dict[tuple[int, BookLesson], list[str]] = {}
    for mark in book.rows.marks:
        key = mark.student_id, BookLesson(mark.day, mark.number or 0)
        cells.setdefault(key, []).append(written(mark.value))
    for absent in book.rows.absent:
        cells.setdefault(absent, []).append(c_("gradebook", "abs"))
    rows = []
    for pupil in pupils:
        who = pupil.person.id
        rows.append(
            (
                names[who],
                *(" ".join(cells.get((who, lesson), ())) for lesson, _numbered in columns),
                _average_in(book, pupil),
            )
        )
    heads = (
        f"{short_date(lesson.day)}/{lesson.number}" if numbered else short_date(lesson.day)
        for lesson, numbered in columns
    )
    header = (_("Pupil"), *heads, c_("gradebook", "Avg"))
    return Table(header, rows, "l" + "c" * (len(columns) + 1), all_named=True)


def _marks_of_others(book: SectionGradebook) -> dict[int, str]:
    """Marks from other groups and classes by pupil, the oldest first."""
    found: dict[int, list[str]] = {}
    for mark in book.rows.others:
        found.setdefault(mark.student_id, []).append(written(mark.value))
    return {student_id: " ".join(marks) for student_id, marks in found.items()}


def _table_of_others(book: SectionGradebook, pupils: Sequence[Learner]) -> Table:
    """Read here, and changed only where they were set (R049)."""
    names = narrow_labels([each.person for each in book.pupils], _NAME)
    given = _marks_of_others(book)
    rows = [
        (names[each.person.id], given[each.person.id], _average_in(book, each)) for each in pupils
    ]
    header = (_("Pupil"), _("Of a former group"), c_("gradebook", "Avg"))
    return Table(header, rows, "llc", all_named=True)


def _average_in(book: SectionGradebook, pupil: Learner) -> str:
    value = book.averages.get(pupil.person.id)
    if value is not None:
        return average(value)
    return until_exit(pupil.left, book.period.ends) or _NOTHING


def _coverage(book: SectionGradebook, coverage: Coverage) -> list[Block]:
    """«Мало отметок: 3 ученика. Надо не меньше 5, уроков осталось 4»."""
    need = _("At least {least} by {day}; lessons left: {count}.").format(
        least=coverage.least, day=day_month(book.period.ends), count=coverage.lessons_left
    )
    if not coverage.short:
        return [Footer(_("Everybody has enough marks.") + " " + need)]
    names = labels([each.person for each in book.pupils])
    lines: list[Block] = [need]
    for each in coverage.short[:_NAMED]:
        line = f"{names[each.student_id]}: {each.has}"
        if not coverage.is_reachable(each):
            line += " · " + _("more are missing than lessons are left")
        lines.append(line)
    more = len(coverage.short) - _NAMED
    if more > 0:
        lines.append(n_("and {count} more", "and {count} more", more))
    summary = n_(
        "Too few marks: {count} pupil", "Too few marks: {count} pupils", len(coverage.short)
    )
    return [Details(summary, lines)]
