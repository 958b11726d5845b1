"""The class with a mark a tap: a row a pupil, the name and what is given most."""

from collections.abc import Sequence

from domain.attendance.model import Status
from domain.marks.journal_model import JournalMark, LessonMarks
from domain.marks.model import WorkType
from domain.marks.value import HANDED_IN, MarkValue, trace
from domain.people import Person
from handlers.labels import labels, narrow_labels
from handlers.lessons.day_screens import back_to_lesson, lesson_lines
from handlers.lessons.mark_callbacks import ChooseWorkType, OpenGrid, OpenPupil, SetMark
from handlers.lessons.status_words import SIGNS
from handlers.mark_words import noted, written
from handlers.page import Block, Footer, bold
from handlers.paging import paged
from handlers.screen import MAX_BUTTON, Button, Keyboard, Screen, Style, in_columns
from handlers.words import _, day_month, in_sentence, shorten

_PHONE = 36  # characters across a row of many buttons
MOST_BUTTONS = 90  # of a hundred: the rest lead on
_NO_NEWS = " работа"  # «Контрольная» says it all, and fits half a narrow phone


def work_types_screen(marks: LessonMarks) -> Screen:
    """What the marks are for."""
    blocks = [*lesson_lines(marks.taught), *marks_lines(marks)]
    planned = next((each for each in marks.offered if each.id == marks.planned_id), None)
    if planned is not None:
        blocks.append(_("By the schedule: {work}").format(work=in_sentence(planned.title)))
    if marks.offered:
        blocks.append(bold(_("What are the marks for?")))
    else:
        blocks.append(_("The school has no types of work yet. Ask the administrator for them."))
    buttons = [
        Button(
            shorten(work.title.removesuffix(_NO_NEWS), MAX_BUTTON),
            OpenGrid(lesson_id=marks.taught.id, work_type_id=work.id),
            Style.PRIMARY if work.id == marks.planned_id else None,
        )
        for work in marks.offered
    ]
    return Screen(blocks, [*in_columns(buttons, 2), back_to_lesson(marks.taught.id)])


def grid_screen(marks: LessonMarks, work: WorkType, page: int) -> Screen:
    """A tap on a number sets it, a tap on a name opens everything else for this pupil.

    After the term of the work the names alone are left: what stands can be read, not changed.
    """
    blocks = [*lesson_lines(marks.taught), bold(work_title(work)), *marks_lines(marks)]
    offered = offered_for(marks, work)
    if not offered:
        blocks.append(locked_line(marks, work))
    shown = paged(marks.pupils, page, at_most=_on_page(marks, work))
    if shown.title:
        blocks.append(Footer(shown.title))
    names = labels(marks.pupils)
    if offered:
        names = narrow_labels(marks.pupils, _PHONE // (1 + len(offered)))
    rows: Keyboard = [
        [_name(marks, work, pupil, names[pupil.id]), *_numbers(marks, work, pupil, offered)]
        for pupil in shown.items
    ]
    if not offered:
        rows = in_columns([button for row in rows for button in row], 3)
    another = Button(_("Another work"), ChooseWorkType(lesson_id=marks.taught.id))
    turning = shown.buttons(
        lambda to: OpenGrid(lesson_id=marks.taught.id, work_type_id=work.id, page=to)
    )
    return Screen(blocks, [*rows, [*turning, another], back_to_lesson(marks.taught.id)])


def page_of(marks: LessonMarks, work: WorkType, student_id: int) -> int:
    """The page of the grid on which this pupil is."""
    ids = [pupil.id for pupil in marks.pupils]
    return ids.index(student_id) // _on_page(marks, work) if student_id in ids else 0


def _on_page(marks: LessonMarks, work: WorkType) -> int:
    return MOST_BUTTONS // (1 + len(offered_for(marks, work)))


def offered_for(marks: LessonMarks, work: WorkType) -> tuple[MarkValue, ...]:
    """What is a tap away; nothing after the term of the work."""
    return marks.usual if marks.is_open(work) else ()


def _name(marks: LessonMarks, work: WorkType, pupil: Person, name: str) -> Button:
    """«✕ Белов 4»: who is not there, and what stands for this work."""
    given = marks.of(pupil.id, work.id)
    sign = SIGNS[marks.attendance.get(pupil.id, Status.PRESENT)]
    values = "".join(f" {written(value)}" for value in values_of(given))
    return Button(
        sign + shorten(name, MAX_BUTTON - len(sign) - len(values)) + values,
        OpenPupil(
            lesson_id=marks.taught.id,
            work_type_id=work.id,
            student_id=pupil.id,
            nth=place_of(marks, work, pupil),
        ),
        Style.PRIMARY if given else None,
    )


def place_of(marks: LessonMarks, work: WorkType, pupil: Person) -> int:
    """The place a tap is about: of the first mark that stands, else the first there is."""
    given = marks.of(pupil.id, work.id)
    return given[0].nth if given else 0


def _numbers(
    marks: LessonMarks, work: WorkType, pupil: Person, offered: Sequence[MarkValue]
) -> list[Button]:
    nth = place_of(marks, work, pupil)
    return [value_button(marks, (work, pupil, nth), each) for each in offered]


def value_button(
    marks: LessonMarks,
    place: tuple[WorkType, Person, int],
    value: MarkValue,
    *,
    is_handed: bool = False,
) -> Button:
    """Sets it in this place; the one that stands has a tick. `is_handed`: for the work shown."""
    work, pupil, nth = place
    held = marks.place(pupil.id, work.id, nth)
    stands = held.value if held is not None else None
    to = SetMark(
        lesson_id=marks.taught.id,
        work_type_id=work.id,
        student_id=pupil.id,
        nth=nth,
        code=value.code,
        seen=HANDED_IN if is_handed and stands is None else trace(stands),
    )
    if value == stands:
        return Button(f"{written(value)} ✓", to, Style.PRIMARY)
    return Button(written(value), to)


def work_title(work: WorkType) -> str:
    return _("{work}, weight {weight}").format(work=work.title, weight=work.weight)


def locked_line(marks: LessonMarks, work: WorkType) -> str:
    """Why nothing can be set any more."""
    if marks.stays_closed(work):
        return _("Closed: the term of this lesson was over before the school made it longer.")
    return _("Closed since the end of {day}: marks for this work are set within its term.").format(
        day=day_month(marks.last_day(work))
    )


def marks_lines(marks: LessonMarks) -> list[Block]:
    """Every mark of the lesson, a line for each work."""
    names = labels(marks.pupils)
    lines: list[Block] = []
    for work in marks.work_types:
        given = [
            f"{names[pupil.id]} {' '.join(noted(value) for value in values_of(found))}"
            for pupil in marks.pupils
            if (found := marks.of(pupil.id, work.id))
        ]
        if given:
            lines.append(f"{work.title}: {', '.join(given)}")
    return lines or [_("No marks in this lesson yet.")]


def values_of(marks: Sequence[JournalMark]) -> list[MarkValue]:
    return [mark.value for mark in marks if mark.value is not None]
