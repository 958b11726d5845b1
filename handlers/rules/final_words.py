"""The rules of final marks in words."""

from collections.abc import Mapping

from domain.rules.model import RuleName
from handlers.words import _, c_


def final_names() -> Mapping[RuleName, str]:
    return {
        RuleName.NOT_ATTESTED: c_("rule", "Missed for n/a"),
        RuleName.EXAM_GRADES: c_("rule", "Grades with exams"),
        RuleName.EXAM_SHARE: c_("rule", "Weight of the exam"),
        RuleName.TWO_YEAR_GRADES: c_("rule", "Final of two years"),
    }


def about_finals() -> Mapping[RuleName, str]:
    return {
        RuleName.NOT_ATTESTED: _(
            "Who missed so much of the lessons of a period, and has fewer marks than the least"
            " number, is suggested “not attested”. The teacher decides."
        ),
        RuleName.EXAM_GRADES: _(
            "In these grades the deputy head sets days of exams. Beside the mark of the year there"
            " are then the mark of the exam and the final mark."
        ),
        RuleName.EXAM_SHARE: _(
            "So much of the final mark is the exam’s, the rest is the year’s. Half and half: with a"
            " 4 and a 5 a 5 is suggested, a tie goes up. The teacher decides."
        ),
        RuleName.TWO_YEAR_GRADES: _(
            "In these grades the final mark that is suggested is the mean of the marks of this"
            " school year and the one before; the exam does not count."
        ),
    }
