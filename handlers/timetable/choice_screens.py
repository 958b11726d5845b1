"""What a lesson may be changed to, and what stands in the way."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from aiogram.filters.callback_data import CallbackData

from domain.schedule.model import clock_time
from domain.timetable.candidates import Candidate, Fit
from domain.timetable.choosing import Bell, Choices, Room
from domain.timetable.clashes import Twice
from domain.timetable.edits import Edit
from domain.timetable.in_the_way import InTheWay
from domain.timetable.model import OpenedLesson, SectionOfClass, TimetableLesson
from handlers.labels import with_group
from handlers.page import Block, bold
from handlers.paging import paged
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.timetable.callbacks import (
    ROOM_BYTES,
    ChooseEdit,
    EditLesson,
    OpenTimetableLesson,
    TypeRoom,
)
from handlers.timetable.screens import head_lines
from handlers.words import (
    _,
    c_,
    clock,
    day_month,
    in_sentence,
    joined,
    n_,
    room,
    sentence,
    shorten,
)

_A_PAGE = 16
_MOST_SAID = 8  # of what stands in the way
_DAYS_NAMED = 3

Item = TypeVar("Item")


def choice_screen(choices: Choices, page: int) -> Screen:
    """The likeliest first; what is taken at that time says so."""
    match choices.kind:
        case Edit.TEACHER:
            return _list(choices, page, choices.teachers, _teacher, _("Who gives the lesson?"))
        case Edit.ROOM:
            screen = _list(choices, page, choices.rooms, _room, _("In which room?"))
            *rows, back = screen.keyboard
            other = [Button(c_("room", "Another…"), TypeRoom(lesson_id=choices.taught.id))]
            return Screen(screen.blocks, [*rows, other, back])
        case Edit.TIME:
            return _list(choices, page, choices.bells, _bell, _("Which lesson of the day?"))
    return _list(choices, page, choices.sections, _section, _("Which subject?"))


def _list(
    choices: Choices,
    page: int,
    items: Sequence[Item],
    label: Callable[[Item], tuple[str, str] | None],
    question: str,
) -> Screen:
    lesson_id = choices.taught.id
    shown = paged(items, page, at_most=_A_PAGE)
    buttons = [
        Button(
            shorten(text, MAX_BUTTON),
            EditLesson(lesson_id=lesson_id, kind=choices.kind, value=value),
        )
        for text, value in filter(None, map(label, shown.items))
    ]
    blocks: list[Block] = [*head_lines(choices.taught), "", bold(question)]
    if not items:
        blocks.append(_("There is nothing else to choose."))
    elif shown.title:
        blocks.append(shown.title)
    if choices.kind is not Edit.SUBJECT and items:
        blocks.append(_("✕ is taken at that time."))
    if choices.kind is Edit.TEACHER and any(button.text.startswith("●") for button in buttons):
        blocks.append(_("● is free and teaches the subject."))
    turning = shown.buttons(
        lambda number: ChooseEdit(lesson_id=lesson_id, kind=choices.kind, page=number)
    )
    rows = [*in_columns(buttons, 2), *([turning] if turning else [])]
    return Screen(blocks, [*rows, back_to_lesson(lesson_id)])


def _teacher(each: Candidate) -> tuple[str, str]:
    sign = "" if each.is_free else "✕ "
    star = "● " if each.is_free and each.fit <= Fit.SUBJECT else ""
    return f"{sign}{star}{each.person.short_name}", str(each.person.id)


def _room(each: Room) -> tuple[str, str] | None:
    """Names that no button can carry are typed."""
    if not fits_button(each.name):
        return None
    return ("✕ " if each.taken else "") + each.name, each.name


def fits_button(room: str) -> bool:
    """Whether the data of a button can name it."""
    return ":" not in room and len(room.encode()) <= ROOM_BYTES


def _bell(each: Bell) -> tuple[str, str]:
    taken = "✕ " if each.taken else ""
    return f"{taken}{each.number} · {clock(clock_time(each.starts))}", str(each.number)


def _section(each: SectionOfClass) -> tuple[str, str]:
    return with_group(each.subject, each.group_name, MAX_BUTTON), str(each.id)


def warning_screen(
    taught: TimetableLesson, found: Sequence[InTheWay], sure: CallbackData, back: CallbackData
) -> Screen:
    """What is at that time already; nothing has been changed yet."""
    blocks: list[Block] = [*head_lines(taught), ""]
    blocks += [_said(each) for each in found[:_MOST_SAID]]
    if len(found) > _MOST_SAID:
        count = len(found) - _MOST_SAID
        blocks.append(n_("and {count} more", "and {count} more", count))
    blocks.append(bold(_("Nothing is changed yet. Change it all the same?")))
    return Screen(
        blocks,
        [
            [Button(_("All the same"), sure, Style.DANGER)],
            [Button(_("‹ Choose another"), back)],
        ],
    )


def _said(each: InTheWay) -> str:
    other = each.other
    subject = in_sentence(joined(other.lesson.subject, other.lesson.group_name))
    what = joined(other.class_title or other.section_title, subject, by=" ")
    teacher = other.lesson.teacher.short_name if other.lesson.teacher else ""
    match each.twice:
        case Twice.TEACHER:
            text = _("{teacher} has a lesson then: {lesson}")
        case Twice.ROOM:
            text = _("{room} is taken then: {lesson}")
        case Twice.PUPILS:
            pupils = n_("{count} pupil has", "{count} pupils have", each.pupils)
            return _("{pupils} another lesson then: {lesson}").format(pupils=pupils, lesson=what)
    said = sentence(text.format(teacher=teacher, room=room(other.lesson.location), lesson=what))
    return f"{said} ({_days(each.days)})" if each.days else said


def _days(days: Sequence[date]) -> str:
    """«2 декабря, 9 декабря, 16 декабря и ещё 20»."""
    named = joined(*(day_month(each) for each in days[:_DAYS_NAMED]))
    left = len(days) - _DAYS_NAMED
    if left <= 0:
        return named
    return f"{named} " + n_("and {count} more", "and {count} more", left)


def typing_room_screen(opened: OpenedLesson) -> Screen:
    """Where the room is typed."""
    blocks = [*head_lines(opened.taught), "", bold(_("Type the room, for example: 214"))]
    return Screen(blocks, [back_to_lesson(opened.taught.id)])


def not_held_screen(opened: OpenedLesson) -> Screen:
    """Asks once more, and why."""
    blocks = [
        *head_lines(opened.taught),
        "",
        bold(_("The lesson is over. Note that it was not held?")),
        _("Then nothing is lacking of it any more. Type why, for example: quarantine"),
    ]
    return Screen(blocks, [back_to_lesson(opened.taught.id)])


def back_to_lesson(lesson_id: int) -> list[Button]:
    return [Button(_("‹ Lesson"), OpenTimetableLesson(lesson_id=lesson_id))]
