"""Why the list of work types stays as it is, and what to do instead."""

from collections.abc import Callable, Mapping

from handlers.words import _

OF_WORK_TYPES: Mapping[str, Callable[[], str]] = {
    "work_type_exists": lambda: _(
        "There is a work “{title}” already, perhaps among the removed ones. Type another name."
    ),
    "work_type_last": lambda: _(
        "Without it teachers could give no mark. Return another one to the list first."
    ),
    "work_type_removed": lambda: _(
        "This work is not in the school's list any more. Choose another one for new marks."
    ),
}
