"""The school's timetable on the screen: the classes, a day of one, a lesson."""

from collections.abc import Sequence
from datetime import date

from domain.people import Person
from domain.schedule.model import Lesson
from domain.timetable.edits import Edit
from domain.timetable.model import ClassTimetable, OpenedLesson, TimetableLesson
from domain.timetable.reading import TimetableClasses
from handlers.claims.callbacks import OpenClaims
from handlers.control_works.callbacks import OpenClassWorks, OpenWorks
from handlers.curriculum.callbacks import OpenClassPlan
from handlers.days import beside
from handlers.events.callbacks import OpenEvents
from handlers.groups.callbacks import OpenGroups
from handlers.labels import with_group
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Heading, bold, struck
from handlers.paging import paged
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.timetable.callbacks import (
    AskNotHeld,
    ChooseEdit,
    EditLesson,
    OpenClassDay,
    OpenHours,
    OpenLasting,
    OpenMove,
    OpenSubstitutions,
    OpenTeachers,
    OpenTimetable,
    OpenTimetableLesson,
    UndoChange,
)
from handlers.words import (
    _,
    c_,
    clock,
    day_month,
    in_sentence,
    joined,
    room,
    short_weekday,
    short_weekday_date,
    weekday_date,
)

_CLASSES = 84  # a keyboard has 100 buttons


def classes_screen(found: TimetableClasses, today: date, page: int) -> Screen:
    """A button a class, in three columns."""
    blocks: list[Block] = [Heading(_("Timetable of the school"))]
    if found.can_edit:
        blocks.append(_("Open a class, then the lesson that is to be changed."))
    elif found.edits_own:
        blocks.append(_("Lessons of your own class can be changed: open it, then the lesson."))
    shown = paged(found.classes, page, at_most=_CLASSES)
    if shown.title:
        blocks.append(shown.title)
    if not found.classes:
        blocks.append(_("The school has no classes yet."))
    buttons = [Button(each.title, OpenClassDay.of(each.id, today)) for each in shown.items]
    turning = shown.buttons(lambda number: OpenTimetable(page=number))
    ways = [
        Button(_("Substitutions"), OpenSubstitutions.of(today)),
        Button(_("Events"), OpenEvents()),
        Button(c_("button", "Control works"), OpenWorks()),
    ]
    if found.claims:
        text = _("Not held · {count}").format(count=found.claims)
        ways.insert(0, Button(text, OpenClaims(), Style.PRIMARY))
    if found.assigns:
        ways.insert(0, Button(_("A teacher is away"), OpenTeachers()))
    if found.can_edit:
        ways.append(Button(_("Move a day"), OpenMove()))
    if found.reads_hours:
        ways.append(Button(c_("button", "Hours"), OpenHours(day=today.toordinal())))
    back = [Button(_("‹ Back"), OpenMenu())]
    rows = [*in_columns(buttons, 3), *([turning] if turning else [])]
    return Screen(blocks, [*rows, *in_columns(ways, 2), back])


def class_day_screen(found: ClassTimetable) -> Screen:
    """The lessons of a day; a button each for who changes them."""
    title = f"{found.school_class.title} · {weekday_date(found.day)}"
    blocks: list[Block] = [Heading(title)]
    blocks += [lesson_line(each.lesson) for each in found.lessons]
    if not found.lessons:
        blocks.append(_("No lessons."))
    buttons = [
        Button(_label(each), OpenTimetableLesson(lesson_id=each.id))
        for each in found.lessons
        if each.id in found.editable
    ]
    class_id = found.school_class.id
    before, after = beside(found.day, -1), beside(found.day, 1)
    turning = [
        Button(f"◀ {short_weekday(before)}", OpenClassDay.of(class_id, before)),
        Button(f"{short_weekday(after)} ▶", OpenClassDay.of(class_id, after)),
    ]
    works = [Button(c_("button", "Control works"), OpenClassWorks.of(class_id, found.day))]
    if found.has_groups:
        works.append(Button(_("Groups"), OpenGroups(class_id=class_id)))
    works.append(Button(_("Curriculum"), OpenClassPlan(class_id=class_id)))
    back = [Button(_("‹ Classes"), OpenTimetable())]
    return Screen(blocks, [*in_columns(buttons, 2), turning, *in_columns(works, 2), back])


def lesson_line(lesson: Lesson) -> str:
    """«3. 10:30 Алгебра, каб. 203, Орлова М. П.»."""
    subject = joined(lesson.subject, lesson.group_name)
    head = f"{lesson.number}. {clock(lesson.starts_at)} "
    if lesson.is_cancelled:
        return head + struck(subject) + " " + _("lesson cancelled")
    sign = "⇄ " if lesson.is_changed else ""
    return head + sign + joined(subject, room(lesson.location), _short(lesson.teacher))


def _label(each: TimetableLesson) -> str:
    """Two groups of one subject differ by what stands at the end."""
    number = f"{each.lesson.number} · "
    lesson = each.lesson
    return number + with_group(lesson.subject, lesson.group_name, MAX_BUTTON - len(number))


def lesson_screen(opened: OpenedLesson) -> Screen:
    """One lesson: what it is, what was decided of it, and what may be changed."""
    blocks = head_lines(opened.taught)
    if opened.taught.lesson.is_cancelled:
        blocks.append(_("The lesson is cancelled."))
        blocks += filter(None, [opened.taught.lesson.change_note])
    blocks += _decided(opened)
    can_change = opened.can_edit or opened.can_cancel or opened.can_undo or opened.was_not_held
    if not (can_change or opened.taught.lesson.is_cancelled):
        blocks.append(_("It has begun or is over: it stays as it is."))
    rows: list[Sequence[Button]] = [*in_columns(_ways(opened), 2)]
    if opened.can_undo and opened.decision is not None:
        undo = Button(_("Take the change back"), UndoChange(decision_id=opened.decision.id))
        rows.append([undo])
    return Screen(blocks, [*rows, back_to_day(opened.taught)])


def _ways(opened: OpenedLesson) -> list[Button]:
    lesson_id = opened.taught.id
    ways = []
    if opened.can_edit:
        ways.append(Button(_("Other teacher"), ChooseEdit(lesson_id=lesson_id, kind=Edit.TEACHER)))
    stands_in_place = opened.taught.lesson.replaces_subject is not None
    if opened.was_not_held:
        ways.append(Button(_("It was not held"), AskNotHeld(lesson_id=lesson_id), Style.DANGER))
    elif opened.can_cancel:
        to = EditLesson(lesson_id=lesson_id, kind=Edit.CANCEL)
        ways.append(Button(_("Cancel the lesson"), to, Style.DANGER))
    if opened.can_move:
        choose = [(c_("button", "Room"), Edit.ROOM), (c_("button", "Time"), Edit.TIME)]
        if not stands_in_place:
            choose.append((_("Other subject"), Edit.SUBJECT))
        ways += [Button(text, ChooseEdit(lesson_id=lesson_id, kind=kind)) for text, kind in choose]
    if opened.can_last:
        ways.append(Button(_("From now on…"), OpenLasting(lesson_id=lesson_id)))
    return ways


def head_lines(taught: TimetableLesson) -> list[Block]:
    """What, when, where, with whom: the head of every screen about a lesson of the timetable."""
    lesson = taught.lesson
    when = _("{day}, lesson {number}, {starts}–{ends}").format(
        day=short_weekday_date(lesson.date),
        number=lesson.number,
        starts=clock(lesson.starts_at),
        ends=clock(lesson.ends_at),
    )
    subject = joined(lesson.subject, lesson.group_name)
    title = joined(taught.class_title or taught.section_title, subject, by=" · ")
    where = joined(room(lesson.location), _short(lesson.teacher))
    blocks: list[Block] = [Heading(title), when]
    if where:
        blocks.append(where)
    usual_teacher = taught.usual_teacher
    if lesson.is_substituted and usual_teacher not in (None, lesson.teacher):
        assert usual_teacher is not None
        blocks.append(_("In the place of {teacher}").format(teacher=usual_teacher.short_name))
    if lesson.replaces_subject is not None:
        usual = in_sentence(lesson.replaces_subject)
        blocks.append(_("Instead of: {subject}").format(subject=usual))
    return blocks


def _decided(opened: OpenedLesson) -> list[Block]:
    if opened.decision is None:
        return []
    local = opened.school.local(opened.decision.decided_at)
    text = _("Changed by {person} on {day} at {time}").format(
        person=opened.decision.decided_by.short_name,
        day=day_month(local.date()),
        time=clock(local),
    )
    return ["", bold(text)]


def back_to_day(taught: TimetableLesson) -> list[Button]:
    """The last row: the day of its class, or the classes where it is of several."""
    if taught.school_class_id is None:
        return [Button(_("‹ Classes"), OpenTimetable())]
    to = OpenClassDay.of(taught.school_class_id, taught.lesson.date)
    return [Button(f"‹ {taught.class_title}", to)]


def _short(person: Person | None) -> str:
    return person.short_name if person else ""
