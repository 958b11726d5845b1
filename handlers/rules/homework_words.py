"""The rules of homework, by name and in plain words."""

from collections.abc import Mapping

from domain.rules.model import RuleName
from handlers.words import _, c_

_NORMS = (RuleName.NORM_1, RuleName.NORM_2, RuleName.NORM_4, RuleName.NORM_6, RuleName.NORM_9)


def homework_names() -> Mapping[RuleName, str]:
    """At most twenty characters each."""
    bands = (
        c_("rule", "A day, grade 1"),
        c_("rule", "A day, grades 2–3"),
        c_("rule", "A day, grades 4–5"),
        c_("rule", "A day, grades 6–8"),
        c_("rule", "A day, grades 9–11"),
    )
    return {
        RuleName.NO_HOMEWORK_GRADES: c_("rule", "Without homework"),
        **dict(zip(_NORMS, bands, strict=True)),
        RuleName.LARGEST_FILE: c_("rule", "Largest file"),
        RuleName.MOST_FILES: c_("rule", "Files together"),
        RuleName.LESSON_FILES: c_("rule", "Files of a lesson"),
        RuleName.PERSON_FILES: c_("rule", "Files of a pupil"),
        RuleName.SCHOOL_FILES: c_("rule", "Files of the school"),
    }


def about_homework() -> Mapping[RuleName, str]:
    norm = _(
        "So long all homework of a day may take in these grades, all subjects together. A teacher"
        " who sets more is warned; the deputy head sees the sums."
    )
    return {
        RuleName.NO_HOMEWORK_GRADES: _(
            "In these grades no homework is set. The regulations free grade 1 from it."
        ),
        **dict.fromkeys(_NORMS, norm),
        RuleName.LARGEST_FILE: _(
            "A larger photo or document is not taken. Above 20 MB Telegram lets no bot fetch it."
        ),
        RuleName.LESSON_FILES: _(
            "Photos and documents of all homework of one lesson take no more together."
        ),
        RuleName.PERSON_FILES: _(
            "What one pupil hands in, and what one parent sends of absences, takes no more in a"
            " school year."
        ),
        RuleName.SCHOOL_FILES: _("All photos and documents of a school year take no more."),
        RuleName.MOST_FILES: _("So many photos and documents go with one homework or one answer."),
    }
