"""The limits on control works, by name and in plain words."""

from collections.abc import Mapping

from domain.rules.model import RuleName
from handlers.words import _, c_


def control_names() -> Mapping[RuleName, str]:
    return {
        RuleName.CONTROL_GAP: c_("rule", "Between tests"),
        RuleName.CONTROL_SHARE: c_("rule", "Share of tests"),
        RuleName.CONTROLS_A_DAY: c_("rule", "Tests a day"),
        RuleName.CONTROL_MINUTES: c_("rule", "What is a test"),
    }


def about_controls() -> Mapping[RuleName, str]:
    return {
        RuleName.CONTROL_GAP: _(
            "So many days lie between two control works in one subject of a grade: 2.5 weeks. A"
            " work planned sooner is warned of, and planned with a typed reason."
        ),
        RuleName.CONTROL_SHARE: _(
            "Control works take no more than this share of a subject's lessons in the school year."
            " Above it the plan is warned of."
        ),
        RuleName.CONTROLS_A_DAY: _(
            "So many control works a class may have on one day. Another one is planned with a typed"
            " reason."
        ),
        RuleName.CONTROL_MINUTES: _(
            "A work that takes so long or longer counts as a control work for the limits. A shorter"
            " one is planned as the teacher likes."
        ),
    }
