"""Why a duty cannot be said to be done."""

from collections.abc import Callable, Mapping

from handlers.words import _

OF_DEADLINES: Mapping[str, Callable[[], str]] = {
    "duty_kept": lambda: _(
        "This was noted on an earlier day and stays so. If it was not done, do it now; the next one"
        " is noted as usual."
    ),
    "duty_of_others": lambda: _(
        "This is noted by whoever has to do it. What is yours is behind /menu."
    ),
    "duty_over": lambda: _(
        "There is nothing to be noted here any more. What is open now is behind /menu."
    ),
}
