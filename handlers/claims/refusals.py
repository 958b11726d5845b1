"""Why nothing is said or answered, and what to do instead."""

from collections.abc import Callable, Mapping

from handlers.words import _

OF_CLAIMS: Mapping[str, Callable[[], str]] = {
    "claim_early": lambda: _(
        "This lesson is not over yet. Say so when it is; the deputy head can cancel it now."
    ),
    "claim_asked": lambda: _("The deputy head knows it already. You will be told of the answer."),
    "claim_decided": lambda: _("This was answered already. Open the list again."),
}
