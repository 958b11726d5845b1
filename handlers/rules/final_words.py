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
        RuleName.BEHAVIOUR: c_("rule", "Behaviour"),
        RuleName.NO_BEHAVIOUR_GRADES: c_("rule", "No behaviour in"),
    }


def scale_words(scale: str) -> str:
    """What behaviour is marked with; on a button, too."""
    return {
        "off": c_("behaviour", "not marked"),
        "words": c_("behaviour", "in four words"),
        "credit": c_("behaviour", "pass or fail"),
    }.get(scale, c_("behaviour", "as a subject"))


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
        RuleName.BEHAVIOUR: _(
            "The homeroom teacher marks the behaviour of the class for each period; families see it"
            " beside the final marks. It counts in no average. In words: exemplary, good,"
            " satisfactory, unsatisfactory."
        ),
        RuleName.NO_BEHAVIOUR_GRADES: _(
            "In these grades behaviour is not marked, whatever the rule above says."
        ),
    }
