"""Why nothing is asked or answered, and what to do instead."""

from collections.abc import Callable, Mapping

from handlers.words import _

OF_UNLOCKS: Mapping[str, Callable[[], str]] = {
    "place_open": lambda: _("This mark can be set as it is: open the pupil again and choose it."),
    "unlock_asked": lambda: _(
        "The deputy head has a request for this mark already. You will be told of the answer."
    ),
    "unlock_own": lambda: _(
        "One's own request is answered by somebody else: another deputy head or the director, in"
        " “Corrections”."
    ),
    "unlock_words": lambda: _("Type it in words, up to {limit} characters."),
    "unlock_decided": lambda: _("This request was answered already. Open the list again."),
}
