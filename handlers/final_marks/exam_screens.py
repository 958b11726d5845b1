"""Exams of a grade: which there are, and typing one."""

from domain.final_marks.exam_model import Exam, GradeExams
from handlers.final_marks.exam_callbacks import AskExam, DropExam, OpenExams
from handlers.page import Block, Footer, Heading, Table
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.words import _, c_, day_month, shorten
from handlers.year.callbacks import OpenYear


def exams_screen(shown: GradeExams) -> Screen:
    """By date; a tap takes one back."""
    year = "" if shown.year is None else shown.year.title
    title = _("Exams, grade {number} · {year}").format(number=shown.grade_level, year=year)
    blocks: list[Block] = [Heading(title.rstrip(" ·"))]
    if shown.year is None:
        blocks.append(_("There is no school year yet. Enter its bounds first."))
    elif shown.exams:
        header = (_("Subject"), _("Day"))
        rows = [(each.subject, day_month(each.date)) for each in shown.exams]
        blocks.append(Table(header, rows, "lr"))
    else:
        blocks.append(_("None are entered."))
    hint = _(
        "Marks of an exam can be set from its day on, and the final mark beside that of the year."
    )
    blocks.append(Footer(hint))
    return Screen(blocks, _keyboard(shown))


def _keyboard(shown: GradeExams) -> list[list[Button]]:
    add = AskExam(grade_level=shown.grade_level)
    rows = [[Button(_("+ Exam"), add, Style.PRIMARY)]] if shown.year is not None else []
    others = [
        Button(_("Grade {number}").format(number=each), OpenExams(grade_level=each))
        for each in shown.school.policy.exam_grade_levels
        if each != shown.grade_level
    ]
    drops = [Button(_drop_label(each), DropExam(exam_id=each.id)) for each in shown.exams]
    back = [Button(_("‹ Back"), OpenYear())]
    return [*rows, *in_columns(drops, 2), *in_columns(others, 3), back]


def _drop_label(exam: Exam) -> str:
    return f"✕ {shorten(exam.subject, MAX_BUTTON - 2)}"


def new_exam_screen(grade_level: int) -> Screen:
    """How one is typed."""
    title = c_("exam", "New exam, grade {number}").format(number=grade_level)
    text = _(
        "Type the subject and the day, for example: Algebra, 3 June. A subject that has its exam"
        " gets another day."
    )
    back = Button(_("‹ Back"), OpenExams(grade_level=grade_level))
    return Screen([Heading(title), text], [[back]])
