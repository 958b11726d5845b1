"""«Мои уроки»: the teacher's day."""

from domain.lessons.model import TaughtLesson, TeachingDay
from handlers.days import beside
from handlers.lessons.callbacks import (
    OpenHomework,
    OpenLesson,
    OpenLessons,
    OpenRollCall,
    OpenTopic,
)
from handlers.lessons.heads import back_to_lesson as back_to_lesson
from handlers.lessons.heads import homework_line as homework_line
from handlers.lessons.heads import lesson_lines as lesson_lines
from handlers.lessons.heads import sign, title_of
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Heading, bold, struck
from handlers.schedule.callbacks import GetOwnCalendar
from handlers.screen import MAX_BUTTON, Button, Keyboard, Screen, Style
from handlers.words import (
    _,
    c_,
    clock,
    joined,
    n_,
    room,
    short_weekday,
    shorten,
    weekday_date,
)


def day_screen(day: TeachingDay) -> Screen:
    """The lessons of a day with what is missing in each, the one under way first."""
    blocks: list[Block] = [
        Heading(_("My lessons · {day}").format(day=weekday_date(day.day))),
    ]
    if day.on_now is not None:
        blocks.append(bold(_on_now(day.on_now)))
    blocks.extend(_lesson_lines(day, taught) for taught in day.lessons)
    if not day.lessons:
        blocks.append(_("No lessons."))
    return Screen(blocks, _day_keyboard(day))


def _on_now(taught: TaughtLesson) -> str:
    lesson = taught.lesson
    return _("On now: lesson {number}, {title}, until {ends}").format(
        number=lesson.number, title=title_of(taught), ends=clock(lesson.ends_at)
    )


def _lesson_lines(day: TeachingDay, taught: TaughtLesson) -> str:
    lesson = taught.lesson
    head = f"{lesson.number}. {title_of(taught)}"
    if lesson.is_cancelled:
        return struck(head) + " " + _("lesson cancelled")
    where = joined(clock(lesson.starts_at), room(lesson.location), sign(taught))
    state = "" if day.is_future else "\n" + _state(day, taught)
    return bold(head) + f", {where}" + state


def _state(day: TeachingDay, taught: TaughtLesson) -> str:
    if taught.is_doubted:
        return _("It waits for the deputy head.")
    missing = [words for words, _step in missing_in(day, taught)]
    parts = [_("To do: {things}").format(things=", ".join(missing)) if missing else _("✓ Complete")]
    if taught.mark_count:
        parts.append(n_("{count} mark set", "{count} marks set", taught.mark_count))
    return " · ".join(parts)


def missing_in(day: TeachingDay, taught: TaughtLesson) -> list[tuple[str, Button]]:
    """What the record of a lesson lacks, most urgent first: in words, and the button for it."""
    lesson, number = taught.lesson, taught.lesson.number
    missing: list[tuple[str, Button]] = []
    if taught.is_doubted:
        return missing
    if lesson.attendance_taken_at is None or taught.has_untold_taps:
        words = (
            _("roll call not finished")
            if taught.has_untold_taps
            else c_("lesson record", "roll call")
        )
        button = Button(
            _("{number} · Roll call").format(number=number), OpenRollCall(lesson_id=lesson.id)
        )
        missing.append((words, button))
    if not lesson.topic:
        button = Button(_("{number} · Topic").format(number=number), OpenTopic(lesson_id=lesson.id))
        missing.append((c_("lesson record", "topic"), button))
    if _has_homework(day, taught) and not taught.homework_count and not taught.says_no_homework:
        button = Button(
            _("{number} · Homework").format(number=number), OpenHomework(lesson_id=lesson.id)
        )
        missing.append((c_("lesson record", "homework"), button))
    return missing


def _has_homework(day: TeachingDay, taught: TaughtLesson) -> bool:
    return taught.takes_homework and day.school.policy.has_homework(taught.grade_level)


def _row(day: TeachingDay, taught: TaughtLesson) -> list[Button]:
    label = f"{taught.lesson.number} · {taught.class_title or taught.section_title}"
    row = [Button(shorten(label, MAX_BUTTON - 2) + " ›", OpenLesson(lesson_id=taught.id))]
    if taught.lesson.is_cancelled:
        return row
    homework = OpenHomework(lesson_id=taught.id)
    missing = missing_in(day, taught) if not day.is_future else []
    is_asked = bool(missing) and missing[0][1].to == homework
    if _has_homework(day, taught) and not is_asked:
        row.insert(0, Button(c_("button", "Hw"), homework))
    if missing:
        step = missing[0][1]
        style = Style.PRIMARY if taught is day.on_now else None
        row.insert(0, Button(step.text, step.to, style))
    return row


def _day_keyboard(day: TeachingDay) -> Keyboard:
    """A row a lesson: what it lacks first and its homework, a tap away each, and its card."""
    rows = [_row(day, taught) for taught in day.nearest_first]
    before, after = beside(day.day, -1), beside(day.day, 1)
    turning = [
        Button(f"◀ {short_weekday(before)}", OpenLessons.of(before)),
        Button(f"{short_weekday(after)} ▶", OpenLessons.of(after)),
    ]
    if day.day != day.at.date():
        turning.insert(1, Button(_("Today"), OpenLessons()))
    calendar = [Button(_("Into my calendar"), GetOwnCalendar())]
    return [*rows, turning, calendar, [Button(_("‹ Back"), OpenMenu())]]
