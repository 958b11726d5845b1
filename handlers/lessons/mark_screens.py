"""Marks of one pupil in a lesson, the comment beside a mark, the class in a period."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from domain.attendance.model import Status
from domain.groups.journal import Learner
from domain.marks.journal_model import ClassMarks, JournalMark, LessonMarks
from domain.marks.model import WorkType
from domain.marks.value import MarkKind, MarkValue, trace
from domain.people import Person
from domain.unlocks.model import Place, UnlockState, newest, opening
from handlers.labels import labels
from handlers.lessons.day_screens import back_to_lesson, lesson_lines
from handlers.lessons.mark_callbacks import (
    AskComment,
    AskDay,
    ChooseDay,
    OpenClassMarks,
    OpenGrid,
    OpenPupil,
    RemoveMark,
    SetOwed,
)
from handlers.lessons.mark_grid import locked_line, page_of, value_button, work_title
from handlers.lessons.status_words import attendance_line
from handlers.mark_words import in_brackets, noted, until_exit, written
from handlers.page import Block, Details, Footer, Heading, Table, bold
from handlers.paging import length, paged
from handlers.remarks.callbacks import OpenLessonRemarks
from handlers.screen import Button, Keyboard, Screen, Style, in_columns
from handlers.unlocks.callbacks import AskUnlock
from handlers.words import _, average, c_, clock, day_month, joined, n_, short_date

PUPILS_ON_PAGE = 30
_NAMED = 12  # who has too few marks
_BETWEEN = 7  # characters of a row beside its cells
_WEEK = timedelta(days=7)


def pupil_screen(
    marks: LessonMarks, work: WorkType, pupil: Person, nth: int, *, is_handed: bool = False
) -> Screen:
    """The marks this pupil may get; what stands already can be changed or taken away.

    `is_handed`: for a work that was handed in, as long as it is.
    """
    held = marks.place(pupil.id, work.id, nth)
    value = held.value if held is not None else None
    blocks: list[Block] = [Heading(pupil.list_name), *lesson_lines(marks.taught)[1:]]
    blocks.append(bold(work_title(work)))
    place = Place(marks.taught.id, pupil.id, work.id, nth)
    is_open = marks.is_open_at(place)
    if value is not None and is_open:
        blocks.append(_("Now: {mark}. Another one replaces it.").format(mark=noted(value)))
    elif value is not None:
        blocks.append(_("Now: {mark}.").format(mark=noted(value)))
    if held is not None and value is not None and held.comment:
        blocks.append(_("Comment: {text}").format(text=held.comment))
    blocks.extend(_attendance_line(marks, pupil))
    said = OpenLessonRemarks(lesson_id=marks.taught.id, student_id=pupil.id)
    back = [
        Button(_("‹ Class"), _grid(marks, work, pupil)),
        Button(c_("button", "Remarks and praise"), said),
    ]
    if not is_open:
        return Screen([*blocks, *_closed_lines(marks, work, place)], [*_asking(marks, place), back])
    blocks.extend(_opened_line(marks, place))
    blocks.append(Footer(_("The family is told at once.")))
    return Screen(blocks, [*_pupil_keyboard(marks, work, pupil, nth, is_handed=is_handed), back])


def _closed_lines(marks: LessonMarks, work: WorkType, place: Place) -> list[Block]:
    """The term is over; and how the last request stands, if there was one."""
    last = newest(marks.unlocks, place)
    if last is None or last.state is UnlockState.OPEN:
        return [locked_line(marks, work)]
    if last.state is UnlockState.ASKED:
        return [_("The deputy head has your request. You will be told of the answer.")]
    return [locked_line(marks, work), _("Declined: {words}").format(words=f"«{last.answer}»")]


def _asking(marks: LessonMarks, place: Place) -> list[list[Button]]:
    last = newest(marks.unlocks, place)
    if last is not None and last.state is UnlockState.ASKED:
        return []
    to = AskUnlock(
        lesson_id=place.lesson_id,
        work_type_id=place.work_type_id,
        student_id=place.student_id,
        nth=place.nth,
    )
    return [[Button(_("Ask to open"), to)]]


def _opened_line(marks: LessonMarks, place: Place) -> list[Block]:
    """Until when a place is open after its term."""
    found = opening(marks.unlocks, place, marks.now)
    if found is None or found.open_until is None:
        return []
    local = found.open_until.astimezone(marks.now.tzinfo)
    return [_("Open until {day}, {time}").format(day=day_month(local), time=clock(local))]


def _grid(marks: LessonMarks, work: WorkType, pupil: Person) -> OpenGrid:
    page = page_of(marks, work, pupil.id)
    return OpenGrid(lesson_id=marks.taught.id, work_type_id=work.id, page=page)


def _attendance_line(marks: LessonMarks, pupil: Person) -> list[Block]:
    line = attendance_line(marks.attendance.get(pupil.id, Status.PRESENT))
    return [] if line is None else [line]


def _pupil_keyboard(
    marks: LessonMarks, work: WorkType, pupil: Person, nth: int, *, is_handed: bool
) -> Keyboard:
    """Numbers, the same with a sign, words; a «точка»; the pupil's other marks for this work."""
    place = work, pupil, nth
    held = marks.place(pupil.id, work.id, nth)
    stands = held.value if held is not None else None
    rows: list[Sequence[Button]] = [
        [
            value_button(marks, place, each, is_handed=is_handed)
            for each in marks.values
            if _row_of(each) == row
        ]
        for row in _ROWS
    ]
    owed = ChooseDay(
        lesson_id=marks.taught.id,
        work_type_id=work.id,
        student_id=pupil.id,
        nth=nth,
        seen=trace(stands),
    )
    is_owed = stands is not None and stands.is_pending
    text = noted(stands) if stands is not None and is_owed else "•"
    rows.append(
        [Button(_("{dot} Owed…").format(dot=text), owed, Style.PRIMARY if is_owed else None)]
    )
    rows += in_columns(_other_places(marks, work, pupil, nth), 2)
    if held is not None and stands is not None:
        lesson_id = marks.taught.id
        remove = RemoveMark(lesson_id=lesson_id, mark_id=held.id)
        rows.append(
            [
                Button(_("Comment"), AskComment(lesson_id=lesson_id, mark_id=held.id)),
                Button(_("Remove"), remove, Style.DANGER),
            ]
        )
    return [row for row in rows if row]


_ROWS = ("", "-", "+", "words")


def _row_of(value: MarkValue) -> str:
    if value.kind is MarkKind.NUMBER:
        return value.sign
    return "owed" if value.is_pending else "words"


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


def _place(marks: LessonMarks, work: WorkType, pupil: Person, nth: int) -> OpenPupil:
    return OpenPupil(lesson_id=marks.taught.id, work_type_id=work.id, student_id=pupil.id, nth=nth)


def _written(mark: JournalMark) -> str:
    return "" if mark.value is None else noted(mark.value)


def day_screen(
    marks: LessonMarks, work: WorkType, pupil: Person, nth: int, *, is_typed: bool = False
) -> Screen:
    """Until when the mark is owed: usual days, or another one, to be typed."""
    blocks: list[Block] = [Heading(pupil.list_name), bold(work_title(work))]
    back = Button(_("‹ Back"), _place(marks, work, pupil, nth))
    if is_typed:
        blocks.append(bold(_("Type the day until which the mark is owed, such as 27.11.")))
        return Screen(blocks, [[back]])
    blocks.append(
        _(
            "The family sees an open dot and its day. It is outside the average until a mark takes"
            " its place."
        )
    )
    blocks.append(bold(_("Owed until when?")))
    held = marks.place(pupil.id, work.id, nth)
    place: dict[str, Any] = {
        "lesson_id": marks.taught.id,
        "work_type_id": work.id,
        "student_id": pupil.id,
        "nth": nth,
        "seen": trace(held.value if held is not None else None),
    }
    days = [
        Button(
            _("by {day}").format(day=short_date(each)), SetOwed(**place, day=SetOwed.day_of(each))
        )
        for each in _usual_days(marks)
    ]
    return Screen(blocks, [days, [Button(_("Another day…"), AskDay(**place))], [back]])


def _usual_days(marks: LessonMarks) -> list[date]:
    """A week from today, and the school's usual term."""
    usual = timedelta(days=marks.policy.pending_mark_days)
    return sorted({marks.today + _WEEK, marks.today + usual})


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
    names = labels([each.person for each in marks.pupils])
    rows = [_class_row(marks, pupil, names[pupil.person.id]) for pupil in marks.pupils]
    shown = paged(rows, page, at_most=PUPILS_ON_PAGE, size=lambda row: length(*row) + _BETWEEN)
    count = sum(len(marks.own(each.person.id)) for each in marks.pupils)
    blocks: list[Block] = [
        *lesson_lines(marks.taught)[:1],
        marks.period_title,
        Table((_("Pupil"), c_("class list", "Marks"), _("Average")), shown.items, "llr"),
        Footer(n_("{count} mark set", "{count} marks set", count)),
    ]
    if len(marks.marks) > count:
        blocks.append(Footer(_("In brackets: marks of a former group or class. They count.")))
    blocks += _too_few(marks, names)
    if shown.title:
        blocks.append(Footer(shown.title))
    pages = shown.buttons(lambda to: OpenClassMarks(lesson_id=marks.taught.id, page=to))
    return Screen(blocks, [*in_columns(pages, 2), back_to_lesson(marks.taught.id)])


def _class_row(marks: ClassMarks, pupil: Learner, name: str) -> tuple[str, str, str]:
    student_id = pupil.person.id
    values = joined(
        in_brackets(mark.value for mark in marks.others(student_id)),
        " ".join(written(mark.value) for mark in marks.own(student_id)),
        by=" ",
    )
    mean = marks.average(pupil)
    result = until_exit(pupil.left, marks.ends) if mean is None else average(mean)
    return name, values or "—", result


def _too_few(marks: ClassMarks, names: Mapping[int, str]) -> list[Block]:
    """«Мало отметок: 3 ученика»: said while there is time to set more (R102)."""
    short = marks.short
    if not short:
        return []
    need = _("At least {least} by {day}.").format(least=marks.least, day=day_month(marks.ends))
    lines = [f"{names[each.student_id]}: {each.has}" for each in short[:_NAMED]]
    more = len(short) - _NAMED
    if more > 0:
        lines.append(n_("and {count} more", "and {count} more", more))
    summary = n_("Too few marks: {count} pupil", "Too few marks: {count} pupils", len(short))
    return [Details(summary, [need, *lines])]
