"""Why the timetable stays as it is, and what to do instead."""

from collections.abc import Callable, Mapping

from handlers.words import _

OF_TIMETABLE: Mapping[str, Callable[[], str]] = {
    "timetable_by_deputy": lambda: _(
        "At this school the deputy head changes the timetable. Tell them what is to be another one."
    ),
    "teacher_by_deputy": lambda: _(
        "Who gives a lesson is decided by the deputy head. You can change room, time and subject."
    ),
    "group_by_deputy": lambda: _(
        "Pupils of another class are in this group: the deputy head changes its lessons. Choose a"
        " lesson of your class alone."
    ),
    "clash_by_deputy": lambda: _(
        "Another class has this room, teacher or pupils at that time. Choose another one, or ask"
        " the deputy head, who can change both."
    ),
    "change_by_deputy": lambda: _(
        "Somebody else decided this change: they or the deputy head take it back. You can change"
        " the lesson once more."
    ),
    "lesson_over": lambda: _(
        "This lesson has begun or is over, so that stays as it is. Choose a later lesson."
    ),
    "lesson_recorded": lambda: _(
        "A roll call, a topic or a mark of this lesson is recorded, so it was held and stays. If"
        " that was a mistake, remove what was recorded first."
    ),
    "lesson_passed": lambda: _("This lesson is over. If it was not held, open it and say so."),
    "lesson_not_over": lambda: _("This lesson is not over yet. It can be cancelled."),
    "not_held_reason": lambda: _(
        "Type why it was not held, up to {limit} characters, for example: quarantine"
    ),
    "cancelled_already": lambda: _("This lesson is cancelled. Take that back first."),
    "section_meets_then": lambda: _(
        "This class has the same subject at that time already. Choose another time or subject."
    ),
    "changed_since": lambda: _(
        "This lesson was changed again since. Take the newer change back first."
    ),
    "room_length": lambda: _(
        "A room has up to {limit} characters. Type it shorter, for example: 214"
    ),
    "stands_in_place": lambda: _(
        "This lesson stands in the place of another. Take that change back, then cancel the other."
    ),
    "absence_over": lambda: _("These days are over. Choose today or later ones."),
    "absence_span": lambda: _(
        "Substitutes are assigned for up to {limit} days at once. Choose fewer, then the rest."
    ),
    "lesson_substituted": lambda: _(
        "{teacher} gives this lesson instead of you, and records it. Your own lessons are in the"
        " list of the day."
    ),
    "day_move_itself": lambda: _("This is one and the same day. Choose another one."),
    "day_move_over": lambda: _("A day is moved before it begins. Choose days from tomorrow on."),
    "day_without_lessons": lambda: _(
        "There are no lessons to move on that day. Choose another one, or look at the timetable."
    ),
    "journal_in_the_way": lambda: _(
        "Something is recorded in lessons of these days already, so they stay. Move another day."
    ),
    "event_form": lambda: _(
        "Type the day first, then what it is, for example: 25.12 14:00 New Year concert"
    ),
    "event_over": lambda: _("This day is over. Type today or a later one."),
    "event_was": lambda: _(
        "This event is over and stays as it was. Open the events and choose one that is still"
        " ahead."
    ),
    "event_far": lambda: _("Events are entered up to a year ahead. Type an earlier day."),
    "event_title": lambda: _("The name may have up to {limit} characters. Shorten it."),
    "lasting_ahead": lambda: _("A lasting change begins tomorrow or later. Choose another day."),
    "lasting_held": lambda: _(
        "Lessons have been held by this change already. Change the next one once more, and let"
        " that last."
    ),
    "lasting_recorded": lambda: _(
        "Something is recorded in lessons of this change already. Change the next one once more,"
        " and let that last."
    ),
    "lasting_decided": lambda: _(
        "The lesson of {day} was changed for its day. Take that back first, or choose a later date."
    ),
    "nothing_lasting": lambda: _(
        "This lesson is as in the timetable. Change it for this day, then let that last."
    ),
    "not_in_timetable": lambda: _(
        "The weekly timetable does not have this lesson, so nothing of it can last. Enter it there."
    ),
}
