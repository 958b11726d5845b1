"""The question of where a child is: its buttons, and what is said of an answer."""

from datetime import date

from domain.absences.answering import Answered, Settling
from domain.absences.case import Answer, Closing
from domain.absences.case_model import Case
from handlers.absences.callbacks import AnswerAbsence, Settle
from handlers.attendance.callbacks import OpenAttendance
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Heading
from handlers.screen import Button, Screen, Style, in_columns
from handlers.whose import whose
from handlers.words import _, c_, he_she, joined


def answer_buttons(student_id: int, day: date) -> list[Button]:
    """The four answers of a guardian."""

    def to(answer: Answer) -> AnswerAbsence:
        return AnswerAbsence(student_id=student_id, day=day.toordinal(), answer=answer)

    return [
        Button(_("I know: ill"), to(Answer.ILL)),
        Button(_("I know: family"), to(Answer.FAMILY)),
        Button(_("Coming, will be late"), to(Answer.COMING)),
        Button(_("I do not know where"), to(Answer.UNKNOWN), Style.DANGER),
    ]


def settle_buttons(student_id: int, day: date) -> list[Button]:
    """What the school can say of it."""

    def to(how: Settling) -> Settle:
        return Settle(student_id=student_id, day=day.toordinal(), how=how)

    return [
        Button(_("The child is found"), to(Settling.FOUND), Style.SUCCESS),
        Button(_("Family says: ill"), to(Settling.ILL)),
        Button(_("Family says: family"), to(Settling.FAMILY)),
    ]


def answer_name(answer: str) -> str:
    """«болеет»: after who said so."""
    return {
        Answer.ILL: c_("answer", "ill"),
        Answer.FAMILY: c_("answer", "family reasons"),
        Answer.COMING: c_("answer", "on the way"),
        Answer.UNKNOWN: c_("answer", "does not know where the child is"),
    }[Answer(answer)]


def answered_screen(answered: Answered, *, is_family: bool) -> Screen:
    """The message of the question as its record."""
    case = answered.case
    name = (
        whose(case.student)
        if is_family
        else joined(case.student.list_name, case.student.class_title)
    )
    blocks: list[Block] = [Heading(name), *_said(case)]
    if not answered.is_new and not case.is_open:
        blocks.append(_("This was settled before; nothing has changed."))
    rows = []
    if case.is_open:
        make = answer_buttons if is_family else settle_buttons
        rows = in_columns(make(case.student.id, case.date), 2)
    elif is_family and case.closing is Closing.EXPLAINED:
        rows = [[answer_buttons(case.student.id, case.date)[-1]]]
    to = OpenAttendance(student_id=case.student.id)
    back = Button(_("‹ Back"), OpenMenu())
    return Screen(blocks, [*rows, [Button(_("Attendance"), to)], [back]])


def _said(case: Case) -> list[Block]:
    lines: list[Block] = []
    if case.answer is not None and case.by is not None:
        lines.append(
            _("{person}: {answer}").format(
                person=case.by.full_name, answer=answer_name(case.answer)
            )
        )
    match case.closing:
        case Closing.EXPLAINED:
            lines.append(_("The school knows. The homeroom teacher confirms the reason."))
        case Closing.BY_SCHOOL:
            lines.append(_("The school knows where the child is."))
        case Closing.ARRIVED:
            lines.append(arrived(case))
        case None if case.answer is Answer.UNKNOWN:
            lines.append(_("The homeroom teacher and the deputy principal are called now."))
        case None if case.answer is Answer.COMING:
            lines.append(_("If the child is not there after two lessons, the school is called."))
    return lines


def arrived(case: Case) -> str:
    return he_she(
        case.student,
        c_("he", "He came to school."),
        c_("she", "She came to school."),
        _("The child came to school."),
    )
