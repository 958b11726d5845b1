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
    "no_report": lambda: _(
        "No file of this is kept here. Whoever noted it may have taken it back; what is kept is in"
        " the list of reports."
    ),
    "nothing_printed": lambda: _(
        "Nothing that was printed on this day is kept here. What is kept is in the list of reports."
    ),
    "report_is_file": lambda: _(
        "What is kept of a report is a photo or a document: send it here, or tap “Done” under the"
        " list."
    ),
    "duty_over": lambda: _(
        "There is nothing to be noted here any more. What is open now is behind /menu."
    ),
}
