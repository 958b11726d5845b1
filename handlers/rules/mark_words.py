"""What the rules of current marks mean, in plain words."""

from collections.abc import Mapping

from domain.rules.model import RuleName
from handlers.words import _


def about_marks() -> Mapping[RuleName, str]:
    return {
        RuleName.LOWEST_MARK: _(
            "The lowest mark a teacher can give. Most schools do not give a 1; five is always the"
            " best."
        ),
        RuleName.SIGNS: _(
            "On: a teacher may write 5− or 4+. It is kept as written and counts as 5 or 4. Off:"
            " numbers alone."
        ),
        RuleName.PENDING_DAYS: _(
            "So many days after the lesson a mark that is owed (a dot) is offered to be due. The"
            " teacher may name another day."
        ),
        RuleName.LOCKS_MARKS: _(
            "On: a mark is set, changed and taken away only within the term of its type of work:"
            " on the day of the lesson for oral work, within a week for written work. Off: at any"
            " time."
        ),
        RuleName.UNLOCK_HOURS: _(
            "So long a mark can be set or changed after its term, once the deputy head has opened"
            " its place at the teacher's request."
        ),
    }
