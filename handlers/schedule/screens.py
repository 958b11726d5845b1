"""The timetable on the screen."""

from datetime import date, datetime, timedelta

from domain.homework.model import Homework
from domain.lessons.record import freshness, is_record_empty
from domain.schedule.model import DayNote, Lesson, StudentDays, clock_time
from handlers.control_works.callbacks import OpenPupilWorks
from handlers.curriculum.callbacks import OpenPupilPlan
from handlers.days import beside
from handlers.homework.callbacks import OpenHomeworkDay
from handlers.homework.words import with_files
from handlers.lesson_words import unusual_form, updated
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Heading, Table, struck
from handlers.plans.callbacks import OpenTopics
from handlers.schedule.callbacks import GetCalendar, OpenDay, OpenWeek, OpenYearAhead
from handlers.screen import Button, Keyboard, Screen, in_columns
from handlers.whose import whose
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
    shorten,
    unbroken,
    weekday_date,
)

MAX_TITLE = 60  # the longest usual one has 51: «Основы духовно-нравственной культуры …»
MAX_GROUP = 20
MAX_ROOM = 20
MAX_CELL = 80  # of homework in the table of a day; a button shows all of it


def day_screen(
    days: StudentDays,
    day: date,
    homework: list[Homework],
    local: datetime,
    *,
    topics: bool = False,
    works: bool = False,
) -> Screen:
    """One day: number, bells, subject, room, teacher, what was set for it.

    `local` is now on the school's clock: what should be recorded by then and is not is said (R118).
    `topics`: whoever looks may see those of lessons and plans; `works`: the control works to come.
    """
    lessons = days.on(day)
    blocks: list[Block] = [Heading(f"{whose(days.student)} · {weekday_date(day)}")]
    blocks += note_lines(days, day)
    if lessons:
        blocks.append(_lessons_table(lessons, homework))
        blocks.extend(_changes(lessons))
        blocks.extend(_not_filled(lessons, local))
    else:
        blocks.append(_why_empty(days, day))
    moments = [each.attendance_taken_at for each in lessons]
    latest = freshness([*moments, *(each.set_at for each in homework)])
    blocks += updated(latest and days.school.local(latest), local.date())
    more = [
        *_homework_button(days.student.id, day, homework),
        *_ahead_buttons(days.student.id, topics=topics, works=works),
    ]
    return Screen(blocks, _day_keyboard(days.student.id, day, more))


def week_screen(days: StudentDays, *, events: bool = False) -> Screen:
    """A week: a short table a day. `events`: whoever looks may see the holidays to come."""
    keyboard = _week_keyboard(days.student.id, days.begins, events=events)
    blocks: list[Block] = [Heading(whose(days.student))]
    if not days.lessons and not days.holidays and not days.notes:
        last = days.begins + timedelta(days=6)
        blocks.append(
            _("There are no lessons from {first} to {last}.").format(
                first=day_month(days.begins), last=day_month(last)
            )
        )
        return Screen(blocks, keyboard)
    named = None
    for offset in range(7):
        day = days.begins + timedelta(days=offset)
        lessons = days.on(day)
        holiday = None if lessons else days.holiday(day)
        is_usual = not lessons and not any(day in each for each in days.notes)
        if is_usual and holiday == named and (holiday or day.isoweekday() >= 6):
            continue  # a free weekend is no news, and holidays are named once
        named = holiday
        blocks.append(Heading(short_weekday_date(day)))
        blocks += note_lines(days, day)
        if lessons:
            blocks.append(
                Table(
                    ("", "", ""),
                    [
                        (str(each.number), _subject(each), room(shorten(each.location, MAX_ROOM)))
                        for each in lessons
                    ],
                    "rll",
                )
            )
        else:
            blocks.append(_why_empty(days, day))
    return Screen(blocks, keyboard)


def _not_filled(lessons: list[Lesson], local: datetime) -> list[Block]:
    empty = [in_sentence(each.subject) for each in lessons if is_record_empty(each, local)]
    if not empty:
        return []
    return [_("Lesson not filled in yet: {subjects}").format(subjects=", ".join(empty))]


def note_lines(days: StudentDays, day: date) -> list[Block]:
    """Events of the day, and where its lessons come from or have gone."""
    return [note_line(each, day) for each in days.notes if day in each]


def note_line(note: DayNote, day: date) -> str:
    """«● 10:00 Линейка», «● Экзамен: алгебра», or where the day's lessons went or came from."""
    if note.exam_id is not None:
        return "● " + exam_words(note)
    if note.moved_to is None:
        at = clock(clock_time(note.starts)) if note.starts is not None else ""
        return "● " + joined(at, note.title, by=" ")
    if day == note.moved_to:
        text = _("By the timetable of {day}")
        return text.format(day=short_weekday_date(note.begins))
    return _("The lessons are moved to {day}").format(day=short_weekday_date(note.moved_to))


def exam_words(note: DayNote) -> str:
    return _("Exam: {subject}").format(subject=in_sentence(note.title))


def _lessons_table(lessons: list[Lesson], homework: list[Homework]) -> Table:
    rows = [(_bells(lesson), _lesson(lesson)) for lesson in lessons]
    if not homework:
        return Table((_("Bell"), _("Lesson")), rows, "ll")
    set_for = _texts_by_lesson(lessons, homework)
    with_homework = [
        (*row, shorten(set_for.get(lesson.id, "—"), MAX_CELL))
        for row, lesson in zip(rows, lessons, strict=True)
    ]
    return Table((_("Bell"), _("Lesson"), _("Homework")), with_homework, "lll")


def _bells(lesson: Lesson) -> str:
    # On a narrow screen it breaks after the dash, not after the number.
    return f"{lesson.number}.\N{NO-BREAK SPACE}{clock(lesson.starts_at)}–{clock(lesson.ends_at)}"


def _lesson(lesson: Lesson) -> str:
    """«Алгебра, каб. 214, Орлова М. П.»: few columns are wide enough to read on a phone."""
    teacher = unbroken(lesson.teacher.short_name) if lesson.teacher else ""
    rest = joined(room(shorten(lesson.location, MAX_ROOM)), teacher)
    return _subject(lesson) + (", " + rest if rest else "")


def _texts_by_lesson(lessons: list[Lesson], homework: list[Homework]) -> dict[int, str]:
    """What is due at each lesson; set for a date only, it is due at the section's lesson then."""
    of_section = {lesson.section_id: lesson.id for lesson in reversed(lessons)}
    texts: dict[int, str] = {}
    for item in homework:
        lesson_id = item.due_lesson_id or of_section.get(item.section_id)
        if lesson_id is not None:
            texts[lesson_id] = joined(
                texts.get(lesson_id, ""), with_files(item.text, item.files, item.quiz), by="; "
            )
    return texts


def _subject(lesson: Lesson) -> str:
    title = joined(
        shorten(lesson.subject, MAX_TITLE),
        shorten(lesson.group_name, MAX_GROUP),
        unusual_form(lesson.form),
    )
    if lesson.is_cancelled:
        return struck(title)
    return f"⇄ {title}" if lesson.is_changed else title


def _changes(lessons: list[Lesson]) -> list[Block]:
    """A line for each lesson that differs from the usual, saying how."""
    return [
        _("Lesson {number}: {change}").format(number=lesson.number, change=_change(lesson))
        for lesson in lessons
        if lesson.is_changed
    ]


def _change(lesson: Lesson) -> str:
    if lesson.is_cancelled:
        return _("{subject} is cancelled").format(subject=in_sentence(lesson.subject))
    if lesson.replaces_subject:
        return _("{subject} instead of {usual}").format(
            subject=in_sentence(lesson.subject), usual=in_sentence(lesson.replaces_subject)
        )
    if lesson.is_substituted and lesson.teacher:
        return _("{subject}, taught by {teacher}").format(
            subject=in_sentence(lesson.subject), teacher=lesson.teacher.short_name
        )
    return lesson.change_note


def _why_empty(days: StudentDays, day: date) -> str:
    holiday = days.holiday(day)
    if holiday is None:
        return _("No lessons.")
    if holiday.ends == day:
        return holiday.title
    return _("{holiday} until {day}").format(holiday=holiday.title, day=day_month(holiday.ends))


def _homework_button(student_id: int, day: date, homework: list[Homework]) -> list[Button]:
    if not homework:
        return []
    return [Button(_("Homework in full"), OpenHomeworkDay.of(student_id, day))]


def _ahead_buttons(student_id: int, *, topics: bool, works: bool) -> list[Button]:
    """What the plans of teachers say of the days to come."""
    found = []
    if topics:
        found.append(Button(_("Topics"), OpenTopics(student_id=student_id)))
    if works:
        found.append(Button(c_("button", "Control works"), OpenPupilWorks(student_id=student_id)))
    return found


def _day_keyboard(student_id: int, day: date, more: list[Button]) -> Keyboard:
    before, after = beside(day, -1), beside(day, 1)
    return [
        [
            Button(f"◀ {short_weekday(before)}", OpenDay.of(student_id, before)),
            Button(_("Week"), OpenWeek.of(student_id, day)),
            Button(f"{short_weekday(after)} ▶", OpenDay.of(student_id, after)),
        ],
        *in_columns(more, 2),
        [Button(_("‹ Back"), OpenMenu())],
    ]


def _week_keyboard(student_id: int, monday: date, *, events: bool) -> Keyboard:
    before, after = monday - timedelta(days=7), monday + timedelta(days=7)
    to_year = OpenYearAhead(student_id=student_id)
    ahead = [Button(_("Holidays"), to_year)] if events else []
    return [
        [
            Button(_("◀ Week"), OpenWeek.of(student_id, before)),
            Button(_("Week ▶"), OpenWeek.of(student_id, after)),
        ],
        [*ahead, Button(_("Into my calendar"), GetCalendar(student_id=student_id))],
        [Button(_("Curriculum"), OpenPupilPlan(student_id=student_id))],
        [Button(_("‹ Back"), OpenMenu())],
    ]
