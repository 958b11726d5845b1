"""Marks that are suggested for a quiz, by name and in plain words."""

from collections.abc import Mapping

from domain.rules.model import RuleName
from handlers.words import _, c_

_ALL = (RuleName.QUIZ_5, RuleName.QUIZ_4, RuleName.QUIZ_3)


def quiz_names() -> Mapping[RuleName, str]:
    return {
        RuleName.QUIZ_5: c_("rule", "Quiz: 5 from"),
        RuleName.QUIZ_4: c_("rule", "Quiz: 4 from"),
        RuleName.QUIZ_3: c_("rule", "Quiz: 3 from"),
    }


def about_quizzes() -> Mapping[RuleName, str]:
    about = _(
        "From this share of right answers on the mark is suggested for a quiz. The teacher sees"
        " every suggestion before it is set, and may change it."
    )
    return dict.fromkeys(_ALL, about)
