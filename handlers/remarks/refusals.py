"""Why nothing is written about a pupil, or stays as it is, and what to do instead."""

from collections.abc import Callable, Mapping

from handlers.words import _

OF_REMARKS: Mapping[str, Callable[[], str]] = {
    "remark_length": lambda: _(
        "Type it in words, up to {limit} characters; here are {length}. Your text is above:"
        " shorten it and send it again."
    ),
    "remark_kept": lambda: _(
        "This was written on an earlier day and stays. The homeroom teacher or the deputy head can"
        " take it off, with a reason."
    ),
    "remark_gone": lambda: _(
        "This was withdrawn or taken off already. Open the pupil's remarks again."
    ),
    "pupil_left": lambda: _(
        "This pupil is in no class of the school any more. Ask the office how to reach the family."
    ),
}
