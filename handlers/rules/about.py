"""What each rule means and where its default comes from, in plain words."""

from collections.abc import Mapping

from domain.rules.model import RuleName
from handlers.rules.attendance_words import about_attendance
from handlers.rules.calendar_words import about_calendar
from handlers.rules.control_words import about_controls
from handlers.rules.coverage_words import about_coverage
from handlers.rules.final_words import about_finals
from handlers.rules.homework_words import about_homework
from handlers.rules.lesson_words import about_lessons
from handlers.rules.mark_words import about_marks
from handlers.rules.quiz_words import about_quizzes
from handlers.words import _


def about_rule(name: RuleName) -> str:
    parts = (
        about_marks(),
        _of_teaching(),
        about_lessons(),
        about_homework(),
        about_attendance(),
        about_calendar(),
        about_coverage(),
        about_quizzes(),
        about_controls(),
        _of_notices(),
        _of_quiet(),
        _of_data(),
        _of_codes(),
    )
    return next(part[name] for part in parts if name in part)


def _of_teaching() -> Mapping[RuleName, str]:
    return {
        RuleName.UNMARKED_GRADES: _(
            "In these grades no marks are given and none are shown. Grade 1 is always taught"
            " without marks."
        ),
        RuleName.FIVE_FROM: _(
            "With this weighted average the diary suggests a 5 for the period. Usual rounding:"
            " 4.50 goes up. The teacher decides."
        ),
        RuleName.FOUR_FROM: _(
            "With this weighted average the diary suggests a 4 for the period. Usual rounding:"
            " 3.50 goes up. The teacher decides."
        ),
        RuleName.THREE_FROM: _(
            "With this weighted average the diary suggests a 3 for the period, below it a 2. Usual"
            " rounding: 2.50 goes up."
        ),
        RuleName.NO_FIVE: _(
            "On: with an unsatisfactory control work among the marks of the period no 5 is"
            " suggested, whatever the average. Off: only the average counts."
        ),
        RuleName.FAR: _(
            "A final mark so far from its average, or with no marks beneath it, is confirmed with"
            " a typed reason."
        ),
        RuleName.FINALS_OPEN: _(
            "So long before the last day of a period its final marks can be set."
        ),
        **about_finals(),
    }


def _of_notices() -> Mapping[RuleName, str]:
    return {
        RuleName.SIX_DAYS: _(
            "In these grades pupils have lessons from Monday to Saturday, in all others to Friday."
        ),
        RuleName.WORKING_WEEK: _(
            "How many days from Monday on staff work: terms in working days are counted by it, by"
            " the public holidays and by the days of the year that differ."
        ),
        RuleName.SLIP_WINDOW: _(
            "So long a mark waits before parents are told, so that the teacher can mend a slip."
        ),
        RuleName.NEWS_GAP: _(
            "The first news comes at once; what follows within this time comes together, as one"
            " message."
        ),
        RuleName.DESK_HOURS: _(
            "Marks set later than this are told in the evening to those parents who chose “At once"
            " by day”."
        ),
        RuleName.TASKS: _(
            "One message an evening says what is still missing in the journal; none on days without"
            " lessons and none where nothing is missing."
        ),
        RuleName.EVENING: _(
            "Digests of the day and the card “Tomorrow” come at this time, on the school's clock."
        ),
        RuleName.WEEKLY: _(
            "On this day the digest of the week comes to those who chose it, together with the"
            " evening message."
        ),
    }


def _of_quiet() -> Mapping[RuleName, str]:
    return {
        RuleName.FORECAST: _(
            "On: in the evening of the weekly digest families are told how the marks of the period"
            " stand. Each family can switch it off for itself."
        ),
        RuleName.CONFIRMS_WEEKS: _(
            "On: once a week a parent confirms with a button to have read marks and attendance, and"
            " the homeroom teacher sees how many families have. Off: nobody is asked."
        ),
        RuleName.UNREAD_DAYS: _(
            "The homeroom teacher sees the families that have neither confirmed a week nor opened"
            " the diary for so long."
        ),
        RuleName.QUIET_FROM: _(
            "From this time nothing rings for those who chose no quiet hours of their own; it comes"
            " in the morning."
        ),
        RuleName.QUIET_UNTIL: _(
            "Then the quiet hours end. The same time as their beginning: there are none."
        ),
        RuleName.HIDES_DETAILS: _(
            "On: every message says only that there is something new, details after a tap, for the"
            " whole school. Off: people choose for themselves."
        ),
    }


def _of_data() -> Mapping[RuleName, str]:
    return {
        RuleName.CONSENT_AGE: _("From this age the pupil's own consent is needed as well."),
        RuleName.CONSENT_WARNING_AGE: _(
            "From this age a pupil can give it. Not above the age from which it is needed."
        ),
        RuleName.CONSENT_GRACE: _(
            "So long after that birthday the diary stays open while the pupil has not consented."
        ),
        RuleName.NONDISCLOSURE: _(
            "On: staff see personal data only once their agreement of non-disclosure is recorded."
            " Record the signatures in “Consents and papers” first."
        ),
        RuleName.LIST_ASKED: _(
            "On this day homeroom teachers are asked whether the class list is right: once a month,"
            " say the regulations."
        ),
        RuleName.LIST_DUE: _("The last day to answer; then the deputies are told."),
        RuleName.ERASURE: _(
            "In so many days a request to erase personal data is carried out or declined. No more"
            " than 30: 152-FZ, art. 21."
        ),
        RuleName.ERASURE_WARNING: _(
            "So many days before the last one the administrators are told of a request that waits."
        ),
        RuleName.JOURNAL_KEPT: _(
            "So long marks and absences of a pupil who has left are kept: at least 5 years."
        ),
        RuleName.FINALS_KEPT: _(
            "So long final marks and the name of a pupil who has left are kept: at least 25 years."
        ),
    }


def _of_codes() -> Mapping[RuleName, str]:
    return {
        RuleName.CODE_LIFETIME: _("So long a new code can be used."),
        RuleName.UNDO_LIFETIME: _(
            "So long a family can end a new connection it does not know by “This is not me”."
        ),
        RuleName.PIN_IDLE: _(
            "After so long without a change staff with a PIN are asked for it before the next one."
        ),
        RuleName.DENIALS: _(
            "From so many refusals of one chat within an hour the administrator is told: somebody"
            " may be trying the doors."
        ),
        RuleName.TIMEZONE: _(
            "The clock of lessons, quiet hours and evening messages. Bells stay as they are typed."
        ),
    }
