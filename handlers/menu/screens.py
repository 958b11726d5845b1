"""The first screen of each role, and the choice between children and roles."""

from collections.abc import Sequence, Set
from datetime import date, datetime, timedelta

from domain.access import Action, Role
from domain.actor import Actor
from domain.calendar import Holiday
from domain.diary import target_of
from domain.hat import Hat
from domain.lessons.model import TaughtLesson, TeachingDay
from domain.overview.model import BriefLesson, DiaryOverview, SchoolDay
from domain.schedule.model import clock_time
from domain.staff.summaries import open_to
from handlers.absences.answers import answer_buttons
from handlers.absences.callbacks import OpenAnnouncing
from handlers.consent.asking import until_line
from handlers.consent.callbacks import OpenConsents
from handlers.lessons.callbacks import OpenLesson, OpenLessons
from handlers.lessons.mark_callbacks import OpenGrid
from handlers.mark_words import in_words
from handlers.menu.around import beside, switches
from handlers.menu.callbacks import ChooseHat, OpenMenu
from handlers.menu.sections import diary_sections, next_day_button
from handlers.menu.staff_ways import staff_ways
from handlers.menu.waiting import Waiting, messages_button
from handlers.page import Block, Footer, Heading, bold
from handlers.screen import MAX_BUTTON, Button, Keyboard, Screen, Style, in_columns
from handlers.settings.callbacks import OpenSettings
from handlers.trust.names import until
from handlers.whose import child_name, hat_button, hat_name, whose
from handlers.words import (
    _,
    clock,
    day_month,
    in_sentence,
    joined,
    n_,
    near_day_and,
    room,
    sentence,
    short_weekday_date,
    shorten,
)


def diary_menu(overview: DiaryOverview, actor: Actor, local: datetime) -> Screen:
    """A family's first screen: what is on, what is next, what is new."""
    hat = actor.require_hat()
    today = local.date()
    title = f"{whose(overview.student)} · {short_weekday_date(today)}"
    blocks: list[Block] = [Heading(title)]
    if overview.asked_of is not None:
        asked = _("Not at lesson {number} today. Where is the child now?")
        blocks.append(bold(asked.format(number=overview.asked_of)))
    if Action.READ_TIMETABLE in overview.readings:
        blocks.append(_now(overview, local))
    elif overview.holiday is not None:
        blocks.append(_holiday(overview.holiday))
    if overview.next_day is not None:
        blocks += _ahead(overview.next_day, today, overview.readings)
    if overview.newest_mark is not None:
        mark = overview.newest_mark
        blocks.append(
            "● "
            + _("{subject}: {mark}, {work}").format(
                subject=mark.subject,
                mark=in_words(mark.value),
                work=in_sentence(mark.work_type.title),
            )
        )
    hat = actor.require_hat()
    if hat.ends is not None:
        last = until(hat.ends - timedelta(days=1), today)
        blocks.append(Footer(_("You see what a parent chose, {until}.").format(until=last)))
    soon = [] if hat.own_consent_from is None else [until_line(hat)]
    return Screen([*blocks, *soon], _diary_keyboard(overview, actor, today))


def teacher_menu(day: TeachingDay, actor: Actor, hat: Hat, waiting: Waiting) -> Screen:
    """A teacher's first screen; the lesson that is on is one tap away."""
    today = day.at.date()
    title = f"{hat.person.polite_name} · {short_weekday_date(today)}"
    keyboard: list[Sequence[Button]] = []
    lesson = day.on_now or day.coming
    if lesson is not None:
        keyboard.append(_lesson_row(day, lesson))
    words = [Button(_("My lessons"), OpenLessons())]
    keyboard += _staff_keyboard(words, actor, hat, waiting)
    return Screen([Heading(title), _teaching(day)], keyboard)


def _lesson_row(day: TeachingDay, taught: TaughtLesson) -> list[Button]:
    """The lesson, and while it is on its marks, which are most of the taps of a day."""
    text = f"{taught.lesson.number} · {taught.section_title} ›"
    lesson = Button(shorten(text, 40), OpenLesson(lesson_id=taught.id), Style.PRIMARY)
    is_marked = taught.is_marked and day.school.policy.has_marks(taught.grade_level)
    if taught is not day.on_now or not is_marked:
        return [lesson]
    return [lesson, Button(_("Set marks"), OpenGrid(lesson_id=taught.id))]


def staff_menu(actor: Actor, hat: Hat, today: date, waiting: Waiting) -> Screen:
    """For staff who give no lessons: what there is for them so far, said plainly."""
    blocks: list[Block] = [Heading(f"{hat.person.polite_name} · {short_weekday_date(today)}")]
    blocks.append(_what_is_here(hat))
    return Screen(blocks, _staff_keyboard([], actor, hat, waiting))


def _what_is_here(hat: Hat) -> str:
    """The widest of what is open, in a line."""
    if not hat.roles:
        return _("You have no role here now. If this is a mistake, ask the school's office.")
    if hat.is_management:
        return _("Every class is here: who is connected, the pupils' diaries, final marks.")
    if hat.sends_again:
        return _("Staff, their roles and codes, and what was not delivered are here.")
    if hat.reads_staff:
        return _("The lists of classes and of staff, and the orders, are here.")
    if open_to(hat):
        return _("The summaries that the principal opened to you are here.")
    return _("Nothing is open to you yet. The principal decides that.")


def hats_screen(actor: Actor) -> Screen:
    """Every child and role of the chat; the one worn now is marked."""
    lines: list[Block] = [Heading(_("Children and roles"))]
    lines += [
        joined(
            _hat_line(hat, actor),
            shorten(hat.school.name, 60),
            _("open now") if hat is actor.current else "",
            by=" · ",
        )
        for hat in actor.hats
    ]
    if any(Role.GUARDIAN in hat.roles for hat in actor.hats):
        lines.append(_("Is a child missing? Ask the homeroom teacher for a code and send it here."))
    buttons = [
        Button(_hat_label(hat, actor), ChooseHat(binding_id=hat.binding_id))
        for hat in actor.hats
        if hat is not actor.current
    ]
    return Screen(lines, [*in_columns(buttons, 2), [Button(_("‹ Back"), OpenMenu())]])


def _hat_line(hat: Hat, actor: Actor) -> str:
    """«Аня, 7А»; with the parent where the phone serves both."""
    name = hat_name(hat)
    return f"{name} ({hat.person.polite_name})" if _is_shared(hat, actor) else name


def _hat_label(hat: Hat, actor: Actor) -> str:
    if hat.student is None or not _is_shared(hat, actor):
        return hat_button(hat)
    name = f"{child_name(hat)} · {hat.person.given_name}"
    return f"{shorten(name, MAX_BUTTON - 2)} ›"


def _is_shared(hat: Hat, actor: Actor) -> bool:
    return hat.student is not None and len(actor.hats_about(hat.student.id)) > 1


def _now(overview: DiaryOverview, local: datetime) -> str:
    """The lesson that is on, the next one, or why there is none."""
    on, coming = overview.lesson_on(local), overview.next_lesson(local)
    if on is not None:
        return _("Lesson {number} now: {what}, until {time}").format(
            number=on.number, what=_what(on), time=clock(clock_time(on.ends))
        )
    if coming is not None:
        return _("Lesson {number} at {time}: {what}").format(
            number=coming.number, what=_what(coming), time=clock(clock_time(coming.starts))
        )
    if overview.today.lessons:
        return _("Today's lessons are over.")
    if overview.holiday is not None:
        return _holiday(overview.holiday)
    if overview.next_day is None:
        return _("There are no lessons in the coming weeks.")
    return _("There are no lessons today.")


def _what(lesson: BriefLesson) -> str:
    return joined(in_sentence(lesson.subject), room(lesson.location))


def _holiday(holiday: Holiday) -> str:
    if holiday.begins == holiday.ends:
        return _("Today: {holiday}").format(holiday=in_sentence(holiday.title))
    return _("{holiday} until {day}").format(holiday=holiday.title, day=day_month(holiday.ends))


def _ahead(day: SchoolDay, today: date, readings: Set[Action]) -> list[Block]:
    """«Завтра 6 уроков с 8:30, заданий: 4»."""
    count = day.homework_count
    homework = n_("{count} piece of homework", "{count} pieces of homework", count) if count else ""
    near = sentence(near_day_and(day.date, today))
    if Action.READ_TIMETABLE not in readings:
        return [_("{day}: {homework}").format(day=near, homework=homework)] if homework else []
    lessons = n_("{count} lesson", "{count} lessons", day.count)
    text = _("{day}: {lessons} from {time}").format(
        day=near, lessons=lessons, time=clock(clock_time(day.lessons[0].starts))
    )
    return [joined(text, homework)]


_OF_A_DAY = frozenset({Action.READ_TIMETABLE, Action.READ_HOMEWORK})


def _diary_keyboard(overview: DiaryOverview, actor: Actor, today: date) -> Keyboard:
    day = _day_to_open(overview, today)
    readings = overview.readings
    buttons = diary_sections(overview.student, overview.school.policy, readings, day)
    if Action.READ_MESSAGES in readings:
        buttons.append(messages_button(overview.unread_messages))
    if actor.may(Action.EXPLAIN_ABSENCE, target_of(overview.student, overview.school)):
        to = OpenAnnouncing(student_id=overview.student.id)
        buttons.append(Button(_("Announce absence"), to))
    if actor.require_hat().own_consent_from is not None:
        buttons.append(Button(_("Consent"), OpenConsents()))
    # Whose diary it is stands together, however many sections there are.
    rows = [*in_columns(buttons, 2), *in_columns([*_switches(actor), _settings()], 2)]
    if overview.next_day is not None and readings >= _OF_A_DAY:
        rows.insert(0, [next_day_button(overview.student.id, overview.next_day.date, today)])
    if overview.asked_of is not None:  # whoever was not there to be asked is asked on coming in
        rows = [*in_columns(answer_buttons(overview.student.id, today), 2), *rows]
    return rows


def _day_to_open(overview: DiaryOverview, today: date) -> date:
    """Today while it has lessons, else the next school day: nobody asks for an empty one."""
    if overview.today.lessons or overview.next_day is None:
        return today
    return overview.next_day.date


def _staff_keyboard(
    words: list[Button], actor: Actor, hat: Hat, waiting: Waiting
) -> list[list[Button]]:
    words = [*words, *staff_ways(hat, waiting)]
    return in_columns([*words, *_switches(actor), _settings()], 2)


def _settings() -> Button:
    return Button(_("Settings"), OpenSettings())


def _switches(actor: Actor) -> list[Button]:
    hat = actor.require_hat()
    return switches(beside(actor, hat), hat)


def _teaching(day: TeachingDay) -> str:
    if not day.held:
        return _("There are no lessons today.")
    if day.on_now is not None:
        lesson = day.on_now.lesson
        return _("Lesson {number} now: {what}, until {time}").format(
            number=lesson.number,
            what=joined(day.on_now.section_title, room(lesson.location)),
            time=clock(lesson.ends_at),
        )
    coming = day.coming
    if coming is None:
        return _("Today's lessons are over.")
    return _("Lesson {number} at {time}: {what}").format(
        number=coming.lesson.number,
        what=joined(coming.section_title, room(coming.lesson.location)),
        time=clock(coming.lesson.starts_at),
    )
