"""Why a mark cannot be set, and what to do instead."""

from collections.abc import Callable, Mapping

from handlers.words import _

OF_MARKS: Mapping[str, Callable[[], str]] = {
    "comment_length": lambda: _(
        "A comment may have up to {limit} characters, this one has {length}. "
        "Shorten it and send it again."
    ),
    "lesson_not_begun": lambda: _("This lesson begins at {at}. Marks can be set from then on."),
    "pupil_not_here": lambda: _(
        "This pupil was not in the group on {day}: no mark can be set. If that is wrong, the class"
        " list is put right first."
    ),
    "work_taken_back": lambda: _(
        "The pupil has taken this work back meanwhile. A mark without it is given from the class in"
        " the lesson."
    ),
    "mark_stays_locked": lambda: _(
        "{work}: the term of this lesson was over before the school made it longer. A mark can be"
        " asked to be opened: choose the pupil, then “Ask to open”."
    ),
    "mark_locked": lambda: _(
        "{work}: the term of these marks ended with {day}. Open the pupil in that lesson: there the"
        " deputy head can be asked to open this one mark."
    ),
    "mark_set_meanwhile": lambda: _(
        "{by} has set {mark} here meanwhile. Open the pupil to see it, and change it there if it is"
        " wrong."
    ),
    "credit_only": lambda: _("This subject has no numbers: choose pass or fail."),
    "no_signs": lambda: _("The school writes marks without plus and minus. Choose the number."),
    "only_final": lambda: _(
        "Not attested is said of a period or a year alone. Here leave the place empty, or set a"
        " dot."
    ),
    "owed_until": lambda: _(
        "A mark can be owed from tomorrow until {latest}. Name a day between them."
    ),
    "mark_off_scale": lambda: _("Marks here go from {lowest} to {highest}. Choose one of them."),
    "grade_without_marks": lambda: _(
        "Grade {grade} has no marks. Tell families in words how it goes."
    ),
    "subject_without_marks": lambda: _(
        "{subject} is taught here without marks. If that is wrong, tell the deputy head."
    ),
}
