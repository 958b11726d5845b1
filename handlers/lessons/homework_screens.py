"""Homework of a lesson: what is set, and setting it."""

from collections.abc import Mapping

from domain.homework.desk import HomeworkDesk, default_due
from domain.homework.load import DayLoad
from domain.homework.model import SetHomework
from domain.homework.ticking import TickSummary
from domain.schedule.model import Lesson
from handlers.homework.versions import was_words
from handlers.homework.words import with_files
from handlers.lessons.callbacks import (
    AskHomework,
    MoveHomework,
    OpenHomework,
    PickHomework,
    RemoveHomework,
)
from handlers.lessons.day_screens import back_to_lesson, homework_line, lesson_lines
from handlers.lessons.file_callbacks import OpenHomeworkFiles
from handlers.lessons.minutes_callbacks import ChooseMinutes
from handlers.lessons.minutes_screens import tick_line, warning
from handlers.lessons.pupil_callbacks import PickHomeworkPupils
from handlers.page import Block, Footer, bold
from handlers.quizzes.callbacks import AskQuiz, OpenQuizResults
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.submissions.callbacks import OpenHandedIn
from handlers.words import _, c_, in_sentence, n_, short_weekday_date, shorten


def homework_screen(
    desk: HomeworkDesk, item: SetHomework, load: DayLoad, ticks: TickSummary | None
) -> Screen:
    """One homework and what can be done to it."""
    lesson_id, homework_id = desk.taught.id, item.id
    blocks: list[Block] = [*lesson_lines(desk.taught), homework_line(item)]
    if was := was_words(item.was, item.text, item.due_date):
        blocks.append(Footer(f"↺ {was}"))
    blocks += [*tick_line(ticks), *warning(desk, load)]
    buttons = [
        Button(_("Change"), AskHomework(lesson_id=lesson_id, homework_id=homework_id)),
        Button(_("One more"), AskHomework(lesson_id=lesson_id)),
        Button(
            _("Remove"),
            RemoveHomework(lesson_id=lesson_id, homework_id=homework_id),
            Style.DANGER,
        ),
    ]
    files = OpenHomeworkFiles(lesson_id=lesson_id, homework_id=homework_id)
    buttons.insert(2, Button(_("Files"), files))
    whom = PickHomeworkPupils(lesson_id=lesson_id, homework_id=homework_id)
    buttons.insert(3, Button(_("For whom"), whom))
    handed = OpenHandedIn(lesson_id=lesson_id, homework_id=homework_id)
    buttons.insert(4, Button(_("Handed in"), handed))
    minutes = ChooseMinutes(lesson_id=lesson_id, homework_id=homework_id)
    buttons.insert(4, Button(_("How long"), minutes))
    quiz = (OpenQuizResults if item.quiz else AskQuiz)(lesson_id=lesson_id, homework_id=homework_id)
    buttons.insert(4, Button(c_("button", "Quiz"), quiz))
    if desk.due:
        move = MoveHomework(lesson_id=lesson_id, homework_id=homework_id)
        buttons.insert(1, Button(_("Another due day"), move))
    return Screen(blocks, [*in_columns(buttons, 2), back_to_lesson(lesson_id)])


def homework_list_screen(desk: HomeworkDesk) -> Screen:
    """Several homeworks set in one lesson: choose one."""
    blocks: list[Block] = [*lesson_lines(desk.taught)]
    blocks += [f"{n}. {homework_line(item)}" for n, item in enumerate(desk.homework, start=1)]
    buttons = [
        Button(
            shorten(f"{n}. {with_files(item.text, item.files, item.quiz)}", MAX_BUTTON),
            OpenHomework(lesson_id=desk.taught.id, homework_id=item.id),
        )
        for n, item in enumerate(desk.homework, start=1)
    ]
    buttons.append(Button(_("One more"), AskHomework(lesson_id=desk.taught.id)))
    return Screen(blocks, [*in_columns(buttons, 2), back_to_lesson(desk.taught.id)])


def ask_screen(
    desk: HomeworkDesk,
    homework_id: int,
    due_lesson_id: int,
    *,
    for_some: int = 0,
    mask: Mapping[str, str] | None = None,
) -> Screen:
    """Homework, to be typed or taken from the plan; the lesson it is for can be chosen.

    `mask`: for whom, which every button takes along: a press ends the open question.
    """
    mask = mask or {}
    blocks: list[Block] = [*lesson_lines(desk.taught)]
    item = desk.item(homework_id)
    if item is not None:
        blocks.append(_("Now: {homework}").format(homework=in_sentence(homework_line(item))))
    chosen = desk.due_lesson(due_lesson_id)
    if chosen is None and item is not None:
        day, chosen_id = item.due_date, item.due_lesson_id
    elif chosen is None:
        chosen_id, day = default_due(desk.due, desk.taught)
    else:
        day, chosen_id = chosen.date, chosen.id
    blocks.append(bold(_("Type the homework for {day}.").format(day=short_weekday_date(day))))
    if not desk.due:
        blocks.append(_("The timetable has no further lessons here, so it is due in a week."))
    if for_some:
        blocks.append(n_("For {count} pupil", "For {count} pupils", for_some))
    blocks.append(_("Photos and documents can be sent as well; a caption is the text."))
    rows = _plan_row(desk, blocks, homework_id, due_lesson_id, mask)
    rows += in_columns(_due_buttons(desk, homework_id, chosen_id, mask), 2)
    if item is None:
        place = {"lesson_id": desk.taught.id, "due_lesson_id": due_lesson_id}
        quiz, whom = AskQuiz(**place, **mask), PickHomeworkPupils(**place, **mask)
        rows.append([Button(_("For whom"), whom), Button(c_("button", "Quiz"), quiz)])
    return Screen(blocks, [*rows, back_to_lesson(desk.taught.id)])


def _due_buttons(
    desk: HomeworkDesk, homework_id: int, chosen_id: int | None, mask: Mapping[str, str]
) -> list[Button]:
    place = {"lesson_id": desk.taught.id, "homework_id": homework_id, **mask}
    return [
        Button(
            _due_label(lesson, is_chosen=lesson.id == chosen_id),
            AskHomework(**place, due_lesson_id=lesson.id),
        )
        for lesson in desk.due
    ]


def _plan_row(
    desk: HomeworkDesk,
    blocks: list[Block],
    homework_id: int,
    due_lesson_id: int,
    mask: Mapping[str, str],
) -> list[list[Button]]:
    """The plan's own homework: a line that says it and a button that takes it."""
    if desk.planned is None:
        return []
    blocks.append(_("By the plan: {homework}").format(homework=desk.planned.homework))
    pick = PickHomework(
        lesson_id=desk.taught.id,
        topic_id=desk.planned.id,
        homework_id=homework_id,
        due_lesson_id=due_lesson_id,
        **mask,
    )
    return [[Button(_("As planned"), pick, Style.PRIMARY)]]


def _due_label(lesson: Lesson, *, is_chosen: bool) -> str:
    """«чт, 26 ноября ✓»."""
    return shorten(short_weekday_date(lesson.date), MAX_BUTTON - 2) + (" ✓" if is_chosen else "")


def due_screen(desk: HomeworkDesk, item: SetHomework) -> Screen:
    """Another lesson for the same homework."""
    blocks = [*lesson_lines(desk.taught), homework_line(item), bold(_("Which day is it due?"))]
    buttons = [
        Button(
            _due_label(lesson, is_chosen=lesson.id == item.due_lesson_id),
            MoveHomework(lesson_id=desk.taught.id, homework_id=item.id, due_lesson_id=lesson.id),
        )
        for lesson in desk.due
    ]
    back = Button(_("‹ Back"), OpenHomework(lesson_id=desk.taught.id, homework_id=item.id))
    return Screen(blocks, [*in_columns(buttons, 2), [back]])
