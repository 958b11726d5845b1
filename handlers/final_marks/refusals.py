"""Why a final mark cannot be set so, and what to do instead."""

from collections.abc import Callable, Mapping

from handlers.words import _

OF_FINALS: Mapping[str, Callable[[], str]] = {
    "not_monitored": lambda: _(
        "Current marks have no report of their own: open the gradebook of a class."
    ),
    "never_final": lambda: _(
        "A final mark has neither plus nor minus, and is never owed. Choose one of the buttons."
    ),
    "behaviour_off": lambda: _(
        "Behaviour is not marked in this class by the rules of the school. The principal or the"
        " administrator changes that in the rules of final marks."
    ),
    "behaviour_scale": lambda: _(
        "The school marks behaviour otherwise by now. Open the list again and choose anew."
    ),
    "exam_ahead": lambda: _("The exam is on {day}. Its marks can be set from that day on."),
    "exam_form": lambda: _("A subject and a day are needed, for example: Algebra, 3 June"),
    "exam_subject": lambda: _(
        "This grade has no such subject. Type one of these with the day: {subjects}"
    ),
    "exam_no_subjects": lambda: _(
        "Grade {grade} has no subject with marks to have an exam in. Ask the administrator to enter"
        " its classes and subjects."
    ),
    "exam_outside": lambda: _(
        "Exams of this school year are held from {begins} to {ends}. Type a day between them."
    ),
    "exam_has_marks": lambda: _(
        "{subject}: there are marks of this exam already, so it stays. Its day can be changed: type"
        " the subject with another day."
    ),
    "exam_marked_ahead": lambda: _(
        "{subject}: there are marks of this exam already, so it cannot be ahead. Type the subject"
        " with a day up to {day}, when it was held."
    ),
    "finals_gone": lambda: _(
        "This column is not there any more: the exam or the period was taken off. Open the final"
        " marks anew and choose another column."
    ),
    "finals_year_over": lambda: _(
        "That school year is over: its final marks are read and not changed any more. Open the"
        " final marks anew: those of this year are there."
    ),
    "section_year_over": lambda: _(
        "{subject}: the last lesson here was on {day}, in a school year that is over. Open the"
        " journal in which the pupils are now: final marks of this year are set there."
    ),
    "grade_without_exams": lambda: _(
        "Grade {grade} has no exams by the rules of the school. The principal or the administrator"
        " changes that in the rules of final marks."
    ),
}
