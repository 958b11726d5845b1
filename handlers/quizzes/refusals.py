"""What quizzes refuse, in words."""

from collections.abc import Callable, Mapping

from handlers.words import _

OF_QUIZZES: Mapping[str, Callable[[], str]] = {
    "quiz_empty": lambda: _(
        "There is no question here. Type a question, and its answers below: “+” before the right"
        " ones, “-” before the others."
    ),
    "quiz_length": lambda: _(
        "A quiz may have up to {limit} characters, this has {length}. Your text is above: shorten"
        " it, or make two quizzes of it."
    ),
    "quiz_faults": lambda: _("The quiz still has faults. Open it and correct the lines named."),
    "quiz_begun": lambda: _(
        "Pupils have answered this quiz already: {count}. Set another one in a homework of its own."
    ),
    "quiz_gone": lambda: _(
        "This quiz is not here any more: it was taken back, or it is for others now. Open the"
        " homework to see what is set."
    ),
    "quiz_closed": lambda: _(
        "The lesson has begun, and the quiz takes no answers any more. What was answered before"
        " counts; ask the teacher about the rest."
    ),
    "nothing_chosen": lambda: _("Nothing is ticked yet. Tap the right answers first."),
}
