"""The rules of final marks in words."""

from collections.abc import Mapping

from domain.rules.model import RuleName
from handlers.words import _, c_


def final_names() -> Mapping[RuleName, str]:
    return {RuleName.NOT_ATTESTED: c_("rule", "Missed for n/a")}


def about_finals() -> Mapping[RuleName, str]:
    return {
        RuleName.NOT_ATTESTED: _(
            "Who missed so much of the lessons of a period, and has fewer marks than the least"
            " number, is suggested “not attested”. The teacher decides."
        ),
    }
