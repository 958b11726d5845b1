"""What the rules of attendance mean."""

from collections.abc import Mapping

from domain.rules.model import RuleName
from handlers.words import _


def about_attendance() -> Mapping[RuleName, str]:
    return {
        RuleName.ANSWER_MINUTES: _(
            "So long a family that is asked where the child is has time to answer. Then the"
            " homeroom teacher is called."
        ),
        RuleName.DEPUTY_MINUTES: _(
            "So long after the question the deputy on duty is called, if nobody has answered."
        ),
        RuleName.DEPUTY_AT_ONCE: _(
            "On: the deputy on duty hears of every unexplained absence at once. Off: when the"
            " family does not know or does not answer."
        ),
        RuleName.REASON_DUE: _(
            "So many working days after a paper was handed in, the homeroom teacher has corrected"
            " the reason of the absence."
        ),
        RuleName.ANNOUNCED_DAYS: _(
            "So many days of absence a family can announce by itself, and so far ahead. For longer"
            " ones the school wants a paper."
        ),
    }
