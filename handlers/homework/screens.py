"""Homework on the screen: one day, every subject, one subject."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from domain.homework.model import (
    Homework,
    HomeworkBySubject,
    HomeworkDay,
    SubjectHomework,
    Unset,
)
from domain.lessons.record import RecordState
from domain.people import Student
from domain.schedule.model import clock_time
from handlers.homework.callbacks import (
    OpenHomeworkDay,
    OpenMaterials,
    OpenSubject,
    OpenSubjects,
    OpenTomorrow,
)
from handlers.homework.tick_screens import hand_in_row, tick_buttons
from handlers.homework.versions import MAX_WAS, was_words
from handlers.homework.words import files_buttons, quiz_buttons, with_files
from handlers.lesson_words import updated
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Footer, Heading, Table, bold
from handlers.paging import PAGE_TEXT, length, paged
from handlers.screen import MAX_BUTTON, Button, Screen, in_columns
from handlers.whose import whose
from handlers.words import (
    _,
    clock,
    day_month,
    for_day,
    in_sentence,
    n_,
    sentence,
    short_date,
    short_weekday,
    shorten,
)

ITEMS_ON_PAGE = 20
ROWS_ON_PAGE = 25
MAX_CELL = 80  # of a text in the table of subjects; a tap on the subject shows all of it
PIECE = PAGE_TEXT // 2  # characters; a text longer than a page goes on on the next one


def day_screen(homework: HomeworkDay, today: date, page: int) -> Screen:
    """What is due on one day, by lesson."""
    student = homework.student
    shown = paged(_pieces(homework.homework), page, at_most=ITEMS_ON_PAGE, size=_size)
    blocks: list[Block] = [Heading(_day_title(student, homework.day, today))]
    if not homework.is_set:
        blocks.append(no_homework_here(student.grade_level))
    elif not homework.homework:
        blocks.append(_nothing(homework))
    for each in shown.items:
        said = with_files(each.text, each.files, each.quiz)
        head = bold(each.subject) + _lesson_and_time(each) + _for_some(each)
        blocks += ["", head, said, *_was(each)]
    if shown.page == shown.pages - 1:
        blocks += _unset_lines(homework)
    blocks += _feet(shown.title, updated(homework.updated_at, today))
    pages = shown.buttons(lambda at: OpenHomeworkDay.of(student.id, homework.day, at))
    words = [Button(_("By subject"), OpenSubjects(student_id=student.id))]
    if homework.is_set:
        days = _day_buttons(homework)
        files = in_columns(files_buttons(student.id, shown.items), 2)
        if homework.opens_quizzes:
            files = [*in_columns(quiz_buttons(student.id, shown.items), 2), *files]
        ticks = in_columns(tick_buttons(student, shown.items), 2)
        hand_in = hand_in_row(student, homework.day, shown.items)
        keyboard = [*ticks, *hand_in, *files, *in_columns(pages, 2), *in_columns(days, 2), words]
    else:
        keyboard = []
    return Screen(blocks, [*keyboard, [Button(_("‹ Back"), OpenMenu())]])


def _nothing(homework: HomeworkDay) -> str:
    """Whether anything may still come decides how it is said (R118)."""
    may_come = homework.unset_as(RecordState.NOT_FILLED) or homework.unset_as(RecordState.AHEAD)
    return (
        _("Nothing is set for this day so far.") if may_come else _("Nothing is set for this day.")
    )


def _unset_lines(homework: HomeworkDay) -> list[Block]:
    """What nothing is set in, said by its teacher or not yet."""
    said = [in_sentence(each.subject) for each in homework.unset_as(RecordState.NOTHING_SET)]
    lines = [_("Nothing set: {subjects}").format(subjects=", ".join(said))] if said else []
    for state, words in (
        (RecordState.NOT_FILLED, _("Lesson not filled in yet: {subjects}")),
        (RecordState.AHEAD, _("A lesson is still ahead: {subjects}")),
    ):
        found = [_with_day(each) for each in homework.unset_as(state)]
        if found:
            lines.append(words.format(subjects=", ".join(found)))
    return ["", *lines] if lines else []


def _feet(page: str, fresh: list[Footer]) -> list[Block]:
    feet = [*([Footer(page)] if page else ()), *fresh]
    return ["", *feet] if feet else []


def _with_day(unset: Unset) -> str:
    """«история (20 ноября)»."""
    return f"{in_sentence(unset.subject)} ({day_month(unset.lesson_date)})"


def subjects_screen(homework: HomeworkBySubject, page: int) -> Screen:
    """What is due next in every subject, and a way to everything set in one."""
    student = homework.student
    shown = paged(homework.ahead, page, at_most=ROWS_ON_PAGE, size=_row_size)
    blocks: list[Block] = [Heading(_("{whose} · homework by subject").format(whose=whose(student)))]
    if homework.ahead:
        header = (_("Subject"), _("Due"), _("Homework"))
        blocks.append(Table(header, [_row(each) for each in shown.items], "lll"))
    else:
        blocks.append(_("Nothing is set for the coming days."))
    if shown.title:
        blocks.append(Footer(shown.title))
    subjects = [
        Button(shorten(title, MAX_BUTTON), OpenSubject(student_id=student.id, subject_id=key))
        for key, title in homework.subjects.items()
    ]
    pages = shown.buttons(lambda at: OpenSubjects(student_id=student.id, page=at))
    files = [Button(_("Materials"), OpenMaterials(student_id=student.id))]
    back = [Button(_("‹ Back"), OpenTomorrow(student_id=student.id))]
    return Screen(blocks, [*in_columns(subjects, 2), *in_columns(pages, 2), files, back])


def subject_screen(homework: SubjectHomework, today: date, page: int) -> Screen:
    """Everything set in one subject, the latest due first."""
    student = homework.student
    shown = paged(_pieces(homework.homework), page, at_most=ITEMS_ON_PAGE, size=_size)
    blocks: list[Block] = [
        Heading(
            _("{whose} · {subject}, homework").format(
                whose=whose(student), subject=homework.subject
            )
        )
    ]
    if not homework.homework:
        blocks.append(_("Nothing has been set in this subject."))
    for each in shown.items:
        due = sentence(for_day(each.due_date, today))
        said = with_files(each.text, each.files, each.quiz)
        blocks += ["", bold(due) + _lesson(each) + _for_some(each), said, *_was(each)]
    if shown.title:
        blocks += ["", Footer(shown.title)]
    pages = shown.buttons(
        lambda at: OpenSubject(student_id=student.id, subject_id=homework.subject_id, page=at)
    )
    back = [Button(_("‹ Back"), OpenSubjects(student_id=student.id))]
    files = [
        replace(button, text=f"{button.text}, {day_month(each.due_date)}")
        for each in shown.items
        for button in files_buttons(student.id, [each])
    ]
    return Screen(blocks, [*in_columns(files, 2), *in_columns(pages, 2), back])


def no_homework_here(grade_level: int) -> str:
    """Why there is nothing to see (S3 1.2)."""
    return _("Grade {grade} has no homework.").format(grade=grade_level)


def _day_title(student: Student, day: date, today: date) -> str:
    """«Аня · 7А · задания на завтра, 25 ноября»: whatever the word, the date is there too."""
    when = for_day(day, today)
    if day_month(day) not in when:
        when = f"{when}, {day_month(day)}"
    return _("{whose} · homework {when}").format(whose=whose(student), when=when)


def _for_some(homework: Homework) -> str:
    """How long it takes; that others have it otherwise is no mistake."""
    minutes = n_("{count} min", "{count} min", homework.minutes) if homework.minutes else ""
    whom = _("not for the whole class") if homework.is_for_some else ""
    return "".join(f" · {each}" for each in (minutes, whom) if each)


def _was(homework: Homework) -> list[Block]:
    words = was_words(homework.was, homework.text, homework.due_date)
    return [Footer(f"↺ {words}")] if words else []


def _lesson(homework: Homework) -> str:
    """«, 3-й урок»; nothing where the date is all that is known."""
    if homework.due_number is None:
        return ""
    return ", " + _("lesson {number}").format(number=homework.due_number)


def _lesson_and_time(homework: Homework) -> str:
    """«, 3-й урок в 10:30»."""
    if homework.due_number is None or homework.due_starts is None:
        return ""
    return ", " + _("lesson {number} at {time}").format(
        number=homework.due_number, time=clock(clock_time(homework.due_starts))
    )


def _day_buttons(homework: HomeworkDay) -> list[Button]:
    """◀ ▶ to the nearest days that have any: no tapping through empty ones."""
    student_id = homework.student.id
    buttons = []
    if homework.day_before is not None:
        day = homework.day_before
        buttons.append(Button(f"◀ {_short(day)}", OpenHomeworkDay.of(student_id, day)))
    if homework.day_after is not None:
        day = homework.day_after
        buttons.append(Button(f"{_short(day)} ▶", OpenHomeworkDay.of(student_id, day)))
    return buttons


def _row(homework: Homework) -> tuple[str, str, str]:
    due = _short(homework.due_date) + _lesson(homework)
    return (
        homework.subject,
        due,
        shorten(with_files(homework.text, homework.files, homework.quiz), MAX_CELL),
    )


def _short(day: date) -> str:
    """«ср 25.11»: buttons and narrow columns."""
    return f"{short_weekday(day)} {short_date(day)}"


def _row_size(homework: Homework) -> int:
    return length(*_row(homework)) + 24  # the names of the columns


def _pieces(homework: Iterable[Homework]) -> list[Homework]:
    """Texts longer than a page in pieces, so that nothing is cut; what it was is said of the rest.

    A text of one piece stays as it is.
    """
    found: list[Homework] = []
    for each in homework:
        starts = range(0, max(len(each.text), 1), PIECE)
        found += [
            replace(each, text=each.text[at : at + PIECE], was=None, files=0, quiz=0)
            for at in starts[:-1]
        ]
        found.append(replace(each, text=each.text[starts[-1] :]))
    return found


def _size(homework: Homework) -> int:
    was = homework.was.text[:MAX_WAS] if homework.was is not None else ""
    return (
        length(homework.subject, homework.text, was) + 100
    )  # day, lesson and time, day before, files
