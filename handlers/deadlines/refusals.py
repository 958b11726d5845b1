"""Why a duty cannot be said to be done."""

from collections.abc import Callable, Mapping

from handlers.words import _

OF_DEADLINES: Mapping[str, Callable[[], str]] = {
    "duty_over": lambda: _(
        "There is nothing to be noted here any more. “What is missing” shows what is open now."
    ),
}
