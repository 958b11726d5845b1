"""Why a control work cannot stand there, and what to do instead."""

from collections.abc import Callable, Mapping

from handlers.words import _

OF_CONTROL_WORKS: Mapping[str, Callable[[], str]] = {
    "control_past": lambda: _(
        "This lesson has begun or is over. Choose a later one; what was written stays as it is."
    ),
    "control_no_lesson": lambda: _("This lesson is cancelled. Choose another one for the work."),
    "control_first_grade": lambda: _(
        "Grade 1 writes no control works in the first half-year. Choose a day from January on."
    ),
    "control_no_type": lambda: _(
        "The list of work types has no control work. The deputy head adds one: School year, then"
        " Work types."
    ),
    "control_type": lambda: _(
        "This type is no control work any more. Open the work and choose another type."
    ),
    "control_taken": lambda: _(
        "Another work stands in this lesson already. Choose another lesson, or move that work"
        " first."
    ),
    "control_published": lambda: _(
        "This work is published, and families know of it. Ask the deputy head to change it."
    ),
    "control_longer": lambda: _(
        "A work of this length does not keep the limits on this day. Move it, then choose its"
        " length; or choose this day once more with a reason."
    ),
    "control_reason": lambda: _(
        "Type the reason in a few words, up to {limit} characters. It stays with the work."
    ),
}
