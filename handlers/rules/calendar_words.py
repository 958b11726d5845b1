"""The rules of when changes of the calendar are to be known, by name and in plain words."""

from collections.abc import Mapping

from domain.rules.model import RuleName
from handlers.words import _, c_


def calendar_names() -> Mapping[RuleName, str]:
    return {
        RuleName.SETUP_DUE: c_("rule", "Year set up by"),
        RuleName.EVENT_NOTICE: c_("rule", "Events and holidays"),
        RuleName.CLASS_EVENT_NOTICE: c_("rule", "Events of a class"),
        RuleName.DAY_MOVE_NOTICE: c_("rule", "A moved day"),
        RuleName.HOMEROOM_EDITS: c_("rule", "Class timetable"),
    }


def about_calendar() -> Mapping[RuleName, str]:
    return {
        RuleName.SETUP_DUE: _(
            "Until this day of September the school year is set up: periods, holidays, bells,"
            " timetable, teachers. Administrator and deputy are reminded of what is missing, the"
            " principal hears of it afterwards."
        ),
        RuleName.EVENT_NOTICE: _(
            "So many days before they begin, events of the school and holidays are entered. Later"
            " ones stay marked as late."
        ),
        RuleName.CLASS_EVENT_NOTICE: _(
            "So many days before it begins, an event of a class is entered. Later ones stay marked"
            " as late."
        ),
        RuleName.HOMEROOM_EDITS: _(
            "Whether who leads a class changes its lessons in the timetable as well: room, time,"
            " subject, or that one is not held. Who gives a lesson, lessons of several classes and"
            " moved days stay with the deputy head."
        ),
        RuleName.DAY_MOVE_NOTICE: _(
            "So many working days before, it is decided that a school day is moved. Later decisions"
            " stay marked as late."
        ),
    }
