"""The teacher's day and the card of one lesson."""

from collections.abc import Collection
from datetime import date

from domain.access import Action
from domain.homework.model import SetHomework
from domain.lessons.model import LessonTopic, TaughtLesson, TeachingDay
from domain.lessons.use_cases import LessonCard
from handlers.days import beside
from handlers.final_marks.setting_callbacks import OpenFinalMarks
from handlers.lessons.callbacks import (
    ChooseWorkType,
    OpenClassMarks,
    OpenHomework,
    OpenLesson,
    OpenLessons,
    OpenRollCall,
    OpenTopic,
    PickTopic,
)
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Heading, bold, struck
from handlers.screen import MAX_BUTTON, Button, Keyboard, Screen, Style, in_columns
from handlers.words import (
    _,
    c_,
    clock,
    joined,
    n_,
    room,
    short_weekday,
    short_weekday_date,
    shorten,
    weekday_date,
)

_WIDE = 40  # characters of a button that has its row alone


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
        return struck(head) + " " + _("cancelled")
    where = joined(clock(lesson.starts_at), room(lesson.location), _sign(taught))
    state = "" if day.is_future else "\n" + _state(day, taught)
    return bold(head) + f", {where}" + state


def _sign(taught: TaughtLesson) -> str:
    return _("⇄ substitution") if taught.lesson.is_substituted else ""


def _state(day: TeachingDay, taught: TaughtLesson) -> str:
    missing = [words for words, _step in missing_in(day, taught)]
    parts = [_("To do: {things}").format(things=", ".join(missing)) if missing else _("✓ Complete")]
    if taught.mark_count:
        parts.append(n_("{count} mark set", "{count} marks set", taught.mark_count))
    return " · ".join(parts)


def missing_in(day: TeachingDay, taught: TaughtLesson) -> list[tuple[str, Button]]:
    """What the record of a lesson lacks, most urgent first: in words, and the button for it."""
    lesson, number = taught.lesson, taught.lesson.number
    missing = []
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
    if not taught.homework_count and day.school.policy.has_homework(taught.grade_level):
        button = Button(
            _("{number} · Homework").format(number=number), OpenHomework(lesson_id=lesson.id)
        )
        missing.append((c_("lesson record", "homework"), button))
    return missing


def _day_keyboard(day: TeachingDay) -> Keyboard:
    """A row a lesson: the first thing it lacks, so that it is one tap away, and its card."""
    rows = []
    for taught in day.nearest_first:
        label = f"{taught.lesson.number} · {taught.class_title or taught.section_title}"
        row = [Button(shorten(label, MAX_BUTTON - 2) + " ›", OpenLesson(lesson_id=taught.id))]
        missing = missing_in(day, taught)
        if missing and not day.is_future and not taught.lesson.is_cancelled:
            step = missing[0][1]
            style = Style.PRIMARY if taught is day.on_now else None
            row.insert(0, Button(step.text, step.to, style))
        rows.append(row)
    before, after = beside(day.day, -1), beside(day.day, 1)
    turning = [
        Button(f"◀ {short_weekday(before)}", OpenLessons.of(before)),
        Button(f"{short_weekday(after)} ▶", OpenLessons.of(after)),
    ]
    if day.day != day.at.date():
        turning.insert(1, Button(_("Today"), OpenLessons()))
    return [*rows, turning, [Button(_("‹ Back"), OpenMenu())]]


def title_of(taught: TaughtLesson) -> str:
    """«Английский язык, гр. 1 · 7А»."""
    subject = joined(taught.lesson.subject, taught.lesson.group_name)
    return joined(subject, taught.class_title, by=" · ")


def lesson_lines(taught: TaughtLesson) -> list[Block]:
    """The head of every screen about one lesson: what, when, where."""
    lesson = taught.lesson
    when = _("{day}, lesson {number}, {starts}–{ends}").format(
        day=short_weekday_date(lesson.date),
        number=lesson.number,
        starts=clock(lesson.starts_at),
        ends=clock(lesson.ends_at),
    )
    return [Heading(title_of(taught)), joined(when, room(lesson.location), _sign(taught))]


def card_screen(card: LessonCard, allowed: Collection[Action], today: date) -> Screen:
    """One lesson: its record, and a button for each part of it that this person may change."""
    taught, lesson = card.taught, card.taught.lesson
    blocks = [*lesson_lines(taught)]
    if lesson.is_cancelled:
        blocks.append(_("The lesson is cancelled."))
    else:
        blocks += [_roll_call_line(card), _("Topic: {topic}").format(topic=lesson.topic or "—")]
        blocks += _homework_lines(card)
        if taught.mark_count:
            blocks.append(n_("{count} mark set", "{count} marks set", taught.mark_count))
    held = not lesson.is_cancelled and lesson.date <= today
    rows = [] if lesson.is_cancelled else in_columns(_card_buttons(card, allowed, held), 2)
    return Screen(blocks, [*rows, [Button(_("‹ My lessons"), OpenLessons.of(lesson.date))]])


def _roll_call_line(card: LessonCard) -> str:
    taken = card.taught.lesson.attendance_taken_at
    if card.taught.has_untold_taps:
        return _("Roll call: not finished, families are not told yet")
    if taken is None:
        return _("Roll call: —")
    line = _("Roll call: ✓ at {time}").format(time=clock(card.school.local(taken)))
    return ", ".join((line, *exceptions(card.absent, card.late)))


def exceptions(absent: int, late: int) -> list[str]:
    """«нет 2», «опоздал 1»; nothing where all are there."""
    parts = []
    if absent:
        parts.append(n_("{count} absent", "{count} absent", absent))
    if late:
        parts.append(n_("{count} late", "{count} late", late))
    return parts


def _homework_lines(card: LessonCard) -> list[Block]:
    if not card.has_homework:
        return []
    if not card.homework:
        return [_("Homework: —")]
    return [homework_line(item) for item in card.homework]


def homework_line(item: SetHomework) -> str:
    """«К чт, 26 ноября: № 112, 115»."""
    return _("For {day}: {text}").format(day=short_weekday_date(item.due_date), text=item.text)


def _card_buttons(card: LessonCard, allowed: Collection[Action], held: bool) -> list[Button]:
    lesson_id = card.taught.id
    buttons = []
    if held and Action.TAKE_ATTENDANCE in allowed:
        buttons.append(Button(_("Roll call"), OpenRollCall(lesson_id=lesson_id)))
    if held and card.has_marks and Action.SET_MARK in allowed:
        buttons.append(Button(_("Set marks"), ChooseWorkType(lesson_id=lesson_id)))
    if Action.SET_TOPIC in allowed:
        buttons.append(Button(_("Topic"), OpenTopic(lesson_id=lesson_id)))
    if card.has_homework and Action.SET_HOMEWORK in allowed:
        buttons.append(Button(_("Homework"), OpenHomework(lesson_id=lesson_id)))
    if card.has_marks and Action.SET_MARK in allowed:
        buttons.append(Button(_("Class marks"), OpenClassMarks(lesson_id=lesson_id)))
    # Whoever substitutes does not sum up the period: that is the section's own teacher.
    is_own = not card.taught.lesson.is_substituted
    if is_own and card.has_marks and Action.SET_FINAL_MARK in allowed:
        to = OpenFinalMarks(section_id=card.taught.lesson.section_id)
        buttons.append(Button(c_("button", "Final marks"), to))
    return buttons


def topic_screen(taught: TaughtLesson, offered: list[LessonTopic]) -> Screen:
    """The topic, to be typed or picked from the plan."""
    blocks = [*lesson_lines(taught)]
    if taught.lesson.topic:
        blocks.append(_("Topic: {topic}").format(topic=taught.lesson.topic))
    if offered:
        blocks.append(bold(_("Type the topic, or pick one of the plan:")))
        blocks += [f"{topic.ordinal}. {topic.title}" for topic in offered]
    else:
        blocks.append(bold(_("Type the topic.")))
    picks = [
        Button(
            shorten(f"{topic.ordinal}. {topic.title}", _WIDE),
            PickTopic(lesson_id=taught.id, topic_id=topic.id),
        )
        for topic in offered
    ]
    return Screen(blocks, [*in_columns(picks, 1), back_to_lesson(taught.id)])


def back_to_lesson(lesson_id: int) -> list[Button]:
    """The last row of every screen about a part of a lesson."""
    return [Button(_("‹ Lesson"), OpenLesson(lesson_id=lesson_id))]
