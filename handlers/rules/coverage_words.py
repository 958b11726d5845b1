"""The rules of how many marks a period asks for, by name and in plain words."""

from collections.abc import Mapping

from domain.rules.model import RuleName
from handlers.words import _, c_

_LEAST = (
    (RuleName.QUARTER_1, RuleName.QUARTER_2, RuleName.QUARTER_3),
    (RuleName.TRIMESTER_1, RuleName.TRIMESTER_2, RuleName.TRIMESTER_3),
    (RuleName.HALF_YEAR_1, RuleName.HALF_YEAR_2, RuleName.HALF_YEAR_3),
    (RuleName.MODULE_1, RuleName.MODULE_2, RuleName.MODULE_3),
)


def coverage_names() -> Mapping[RuleName, str]:
    """«Четверть, 2 ч»: at most twenty characters."""
    periods = (
        c_("rule", "Quarter"),
        c_("rule", "Trimester"),
        c_("rule", "Half-year"),
        c_("rule", "Module"),
    )
    hours = (c_("rule", "1 h"), c_("rule", "2 h"), c_("rule", "3+ h"))
    return {
        RuleName.SMALLEST_GROUP: c_("rule", "Smallest group"),
        **{
            name: f"{period}, {hour}"
            for period, names in zip(periods, _LEAST, strict=True)
            for name, hour in zip(names, hours, strict=True)
        },
    }


def about_coverage() -> Mapping[RuleName, str]:
    least = _(
        "So many marks a pupil needs in a period of this kind, by the hours a week of the subject."
        " The teacher sees who has fewer while there is time."
    )
    return {
        RuleName.SMALLEST_GROUP: _(
            "Figures of a class are shown from so many pupils on: of fewer they could name"
            " somebody."
        ),
        **{name: least for names in _LEAST for name in names},
    }
