"""Handed-in work: for the pupil who hands it in, and for the teacher who reads it."""

from domain.submissions.model import HandedIn, HandedWork, OwnDay, OwnWork, Submission
from handlers.file_words import file_name
from handlers.homework.callbacks import OpenHomeworkDay
from handlers.homework.words import with_files
from handlers.labels import labels
from handlers.lessons.callbacks import OpenHomework
from handlers.lessons.heads import homework_line, lesson_lines
from handlers.lessons.mark_callbacks import OpenGrid, OpenHandedMark
from handlers.page import Block, Footer, Heading, bold
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.submissions.callbacks import (
    OpenHandedIn,
    OpenHandedWork,
    OpenOwnDay,
    OpenOwnWork,
    ShowHandedFiles,
    ShowOwnFiles,
    TakeWorkBack,
)
from handlers.words import _, day_month, shorten, weekday_date


def own_day_screen(found: OwnDay) -> Screen:
    """Every homework of the day, with a sign where it is handed in."""
    blocks: list[Block] = [
        Heading(_("Handing in · {day}").format(day=weekday_date(found.day))),
        _("Choose the homework to hand in.") if found.homework else _("Nothing is set here."),
    ]
    buttons = []
    for each in found.homework:
        handed = found.handed.get(each.id)
        sign = "✓ " if handed is not None else ""
        buttons.append(
            Button(
                sign + shorten(each.subject, MAX_BUTTON - 2),
                OpenOwnWork(student_id=found.student.id, homework_id=each.id),
                Style.SUCCESS if handed is not None else None,
            )
        )
    back = Button(_("‹ Homework"), OpenHomeworkDay.of(found.student.id, found.day))
    return Screen(blocks, [*in_columns(buttons, 2), [back]])


def own_work_screen(work: OwnWork) -> Screen:
    """What is handed in already; the answer is waited for unless it is marked."""
    homework, submission = work.homework, work.submission
    place = {"student_id": work.student.id, "homework_id": homework.id}
    blocks: list[Block] = [
        Heading(homework.subject),
        with_files(homework.text, homework.files, homework.quiz),
        *_handed_lines(work),
    ]
    buttons = []
    if submission is not None and submission.is_marked:
        blocks.append(_("The teacher has given a mark for it."))
    else:
        blocks.append(bold(_("Send the answer: text, photos or documents.")))
        blocks.append(
            Footer(
                _(
                    "The teacher of the subject reads it. It is also in the copy of the data that"
                    " parents may take. It is no mark yet."
                )
            )
        )
        if submission is not None:
            buttons.append(Button(_("Take back"), TakeWorkBack(**place), Style.DANGER))
    if work.files:
        buttons.insert(0, Button(_("Show the files"), ShowOwnFiles(**place)))
    back = Button(_("‹ Back"), OpenOwnDay.of(work.student.id, homework.due_date))
    return Screen(blocks, [*in_columns(buttons, 2), [back]])


def _handed_lines(work: OwnWork) -> list[Block]:
    if work.submission is None:
        return []
    lines: list[Block] = ["", bold(_("Handed in ✓"))]
    if work.submission.text:
        lines.append(work.submission.text)
    lines += [f"{n}. {file_name(each)}" for n, each in enumerate(work.files, start=1)]
    return [*lines, ""]


def handed_in_screen(found: HandedIn) -> Screen:
    """A button for every pupil who handed it in; ● is what has no mark yet."""
    place = {"lesson_id": found.taught.id, "homework_id": found.item.id}
    blocks: list[Block] = [*lesson_lines(found.taught), homework_line(found.item)]
    blocks.append(
        bold(_("Handed in: {count}").format(count=len(found.works)))
        if found.works
        else _("Nobody has handed it in yet.")
    )
    names = labels([pupil for pupil, _work in found.works])
    buttons = [
        Button(_signed(names[pupil.id], work), OpenHandedWork(**place, student_id=pupil.id))
        for pupil, work in found.works
    ]
    return Screen(blocks, [*in_columns(buttons, 3), [Button(_("‹ Back"), OpenHomework(**place))]])


def _signed(name: str, work: Submission) -> str:
    return f"✓ {name}" if work.is_marked else f"● {name}"


def handed_work_screen(work: HandedWork) -> Screen:
    """One pupil's work. A mark for it is given where all marks are, by the teacher alone."""
    place = {"lesson_id": work.taught.id, "homework_id": work.item.id}
    blocks: list[Block] = [
        Heading(work.pupil.list_name),
        homework_line(work.item),
        "",
        bold(_("Handed in ✓")),
        *([work.submission.text] if work.submission.text else ()),
        *(f"{n}. {file_name(each)}" for n, each in enumerate(work.files, start=1)),
    ]
    rows: list[list[Button]] = []
    if work.files:
        show = ShowHandedFiles(**place, student_id=work.pupil.id)
        rows.append([Button(_("Show the files"), show)])
    if work.marked_in is not None:
        rows.append([Button(_("Give a mark"), _to_marks(work, work.marked_in), Style.PRIMARY)])
    else:
        day = day_month(work.item.due_date)
        blocks.append(Footer(_("A mark for it is given in the lesson of {day}.").format(day=day)))
    rows.append([Button(_("‹ Back"), OpenHandedIn(**place))])
    return Screen(blocks, rows)


def _to_marks(work: HandedWork, lesson_id: int) -> OpenHandedMark | OpenGrid:
    if not work.work_type_id:
        return OpenGrid(lesson_id=lesson_id)
    return OpenHandedMark(
        lesson_id=lesson_id, work_type_id=work.work_type_id, student_id=work.pupil.id
    )
