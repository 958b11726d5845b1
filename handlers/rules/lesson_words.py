"""Rules of lessons and their plans, in words."""

from collections.abc import Mapping

from domain.rules.model import RuleName
from handlers.words import _


def about_lessons() -> Mapping[RuleName, str]:
    return {
        RuleName.TOPIC_BY_PLAN: _(
            "With the roll call a lesson gets the next topic of its plan, and the teacher changes"
            " it with a tap. Without it every topic is typed or picked."
        ),
        RuleName.PLANS_DUE: _(
            "Until this day of October every teacher enters the plans of topics. After it the"
            " deputy sees who has none."
        ),
        RuleName.PLAN_LAG: _(
            "A class that is behind its plan by more hours than these is shown to the deputy."
        ),
    }
