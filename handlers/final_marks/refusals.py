"""Why a final mark cannot be set so, and what to do instead."""

from collections.abc import Callable, Mapping

from handlers.words import _

OF_FINALS: Mapping[str, Callable[[], str]] = {
    "never_final": lambda: _(
        "A final mark has neither plus nor minus, and is never owed. Choose one of the buttons."
    ),
}
