"""Marks of a lesson: the work, the pupil, the mark."""

from domain.attendance.model import Status
from domain.marks.journal_model import ClassMarks, JournalMark, LessonMarks
from domain.marks.model import WorkType
from domain.marks.value import MarkValue
from domain.people import Person
from handlers.gradebook.callbacks import OpenSectionBook
from handlers.labels import labels
from handlers.lessons.callbacks import (
    AskComment,
    ChooseWorkType,
    OpenClassMarks,
    OpenMarks,
    OpenPupil,
    RemoveMark,
    SetMark,
)
from handlers.lessons.day_screens import back_to_lesson, lesson_lines
from handlers.lessons.status_words import SIGNS, attendance_line
from handlers.mark_words import noted, written
from handlers.page import Block, Footer, Heading, Table, bold
from handlers.paging import paged
from handlers.screen import MAX_BUTTON, Button, Keyboard, Screen, Style, in_columns
from handlers.words import _, average, c_, n_, shorten

PUPILS_ON_PAGE = 30
_NO_NEWS = " работа"  # «Контрольная» says it all, and fits half a narrow phone


def work_types_screen(marks: LessonMarks) -> Screen:
    """What the marks are for."""
    blocks = [*lesson_lines(marks.taught), *_marks_lines(marks)]
    if marks.work_types:
        blocks.append(bold(_("What are the marks for?")))
    else:
        blocks.append(_("The school has no types of work yet. Ask the administrator for them."))
    buttons = [
        Button(
            shorten(work.title.removesuffix(_NO_NEWS), MAX_BUTTON),
            OpenMarks(lesson_id=marks.taught.id, work_type_id=work.id),
        )
        for work in marks.work_types
    ]
    return Screen(blocks, [*in_columns(buttons, 2), back_to_lesson(marks.taught.id)])


def class_screen(marks: LessonMarks, work: WorkType) -> Screen:
    """The class with its marks of this lesson; a tap opens a pupil."""
    blocks = [*lesson_lines(marks.taught), bold(_work_title(work)), *_marks_lines(marks)]
    names = labels(marks.pupils)
    pupils = [_pupil_button(marks, work, pupil, names[pupil.id]) for pupil in marks.pupils]
    another = Button(_("Another work"), ChooseWorkType(lesson_id=marks.taught.id))
    return Screen(blocks, [*in_columns(pupils, 3), [another], back_to_lesson(marks.taught.id)])


def _work_title(work: WorkType) -> str:
    return _("{work}, weight {weight}").format(work=work.title, weight=work.weight)


def _marks_lines(marks: LessonMarks) -> list[Block]:
    """Every mark of the lesson, a line for each work."""
    names = labels(marks.pupils)
    lines: list[Block] = []
    for work in marks.work_types:
        given = [
            f"{names[pupil.id]} {_values(marks.of(pupil.id, work.id))}"
            for pupil in marks.pupils
            if marks.of(pupil.id, work.id)
        ]
        if given:
            lines.append(f"{work.title}: {', '.join(given)}")
    return lines or [_("No marks in this lesson yet.")]


def _values(marks: list[JournalMark]) -> str:
    return " ".join(map(_written, marks))


def _pupil_button(marks: LessonMarks, work: WorkType, pupil: Person, name: str) -> Button:
    given = marks.of(pupil.id, work.id)
    sign = SIGNS[marks.attendance.get(pupil.id, Status.PRESENT)]
    values = f" {_values(given)}" if given else ""
    room = MAX_BUTTON - len(sign) - len(values)
    nth = given[0].nth if given else 0
    return Button(
        sign + shorten(name, room) + values,
        _place(marks, work, pupil, nth),
        Style.PRIMARY if given else None,
    )


def _place(marks: LessonMarks, work: WorkType, pupil: Person, nth: int) -> OpenPupil:
    return OpenPupil(lesson_id=marks.taught.id, work_type_id=work.id, student_id=pupil.id, nth=nth)


def pupil_screen(marks: LessonMarks, work: WorkType, pupil: Person, nth: int) -> Screen:
    """The marks this pupil may get; what stands already can be changed or taken away."""
    held = marks.place(pupil.id, work.id, nth)
    value = held.value if held is not None else None
    blocks: list[Block] = [Heading(pupil.list_name), *lesson_lines(marks.taught)[1:]]
    blocks.append(bold(_work_title(work)))
    if value is not None:
        blocks.append(_("Now: {mark}. Another one replaces it.").format(mark=noted(value)))
    if held is not None and held.value is not None and held.comment:
        blocks.append(_("Comment: {text}").format(text=held.comment))
    blocks.extend(_attendance_line(marks, pupil))
    blocks.append(Footer(_("The family is told at once.")))
    return Screen(blocks, _pupil_keyboard(marks, work, pupil, nth, held))


def _written(mark: JournalMark) -> str:
    return "" if mark.value is None else noted(mark.value)


def _attendance_line(marks: LessonMarks, pupil: Person) -> list[Block]:
    line = attendance_line(marks.attendance.get(pupil.id, Status.PRESENT))
    return [] if line is None else [line]


def _pupil_keyboard(
    marks: LessonMarks, work: WorkType, pupil: Person, nth: int, held: JournalMark | None
) -> Keyboard:
    value = held.value if held is not None else None
    rows = [
        [
            Button(
                f"{written(each)} ✓" if each == value else written(each),
                SetMark(
                    lesson_id=marks.taught.id,
                    work_type_id=work.id,
                    student_id=pupil.id,
                    nth=nth,
                    code=each.code,
                ),
                Style.PRIMARY if each == value else None,
            )
            for each in map(MarkValue.plain, marks.policy.marks)
        ]
    ]
    rows += in_columns(_other_places(marks, work, pupil, nth), 2)
    if held is not None and value is not None:
        rows.append(
            [
                Button(_("Comment"), AskComment(lesson_id=marks.taught.id, mark_id=held.id)),
                Button(
                    _("Remove"),
                    RemoveMark(lesson_id=marks.taught.id, mark_id=held.id),
                    Style.DANGER,
                ),
            ]
        )
    back = OpenMarks(lesson_id=marks.taught.id, work_type_id=work.id)
    return [*rows, [Button(_("‹ Class"), back)]]


def _other_places(marks: LessonMarks, work: WorkType, pupil: Person, nth: int) -> list[Button]:
    """The pupil's other marks for the same work, and a place for one more."""
    given = marks.of(pupil.id, work.id)
    buttons = [
        Button(
            _("Mark {number}: {mark}").format(number=mark.nth + 1, mark=_written(mark)),
            _place(marks, work, pupil, mark.nth),
        )
        for mark in given
        if mark.nth != nth
    ]
    free = marks.free_place(pupil.id, work.id)
    if given and free != nth:
        buttons.append(Button(_("One more mark"), _place(marks, work, pupil, free)))
    return buttons


def comment_screen(marks: LessonMarks, mark: JournalMark, pupil: Person) -> Screen:
    """A comment, to be typed."""
    place = OpenPupil(
        lesson_id=marks.taught.id,
        work_type_id=mark.work_type_id,
        student_id=mark.student_id,
        nth=mark.nth,
    )
    blocks: list[Block] = [
        Heading(f"{pupil.list_name}: {_written(mark)}"),
        bold(_("Type a comment to the mark. The family will see it.")),
    ]
    return Screen(blocks, [[Button(_("‹ Back"), place)]])


def class_marks_screen(marks: ClassMarks, page: int) -> Screen:
    """The section's marks in the period, a page of the class list."""
    shown = paged(marks.pupils, page, at_most=PUPILS_ON_PAGE)
    names = labels(marks.pupils)
    rows = []
    for pupil in shown.items:
        given = marks.of(pupil.id)
        value = marks.average(pupil.id)
        values = " ".join(written(mark.value) for mark in given)
        rows.append((names[pupil.id], values or "—", "" if value is None else average(value)))
    blocks: list[Block] = [
        *lesson_lines(marks.taught)[:1],
        marks.period_title,
        Table((_("Pupil"), c_("class list", "Marks"), _("Average")), rows, "llr"),
        Footer(n_("{count} mark set", "{count} marks set", len(marks.marks))),
    ]
    if shown.title:
        blocks.append(Footer(shown.title))
    pages = shown.buttons(lambda to: OpenClassMarks(lesson_id=marks.taught.id, page=to))
    book = OpenSectionBook(section_id=marks.taught.lesson.section_id)
    by_lesson = [Button(_("Lesson by lesson"), book)]
    return Screen(blocks, [*in_columns(pages, 2), by_lesson, back_to_lesson(marks.taught.id)])
