"""What may not be announced or answered of an absence, and what to do instead."""

from collections.abc import Callable, Mapping

from handlers.words import _

OF_ABSENCES: Mapping[str, Callable[[], str]] = {
    "absence_past": lambda: _(
        "These days are over. Tell the homeroom teacher why the pupil was absent."
    ),
    "dates_backwards": lambda: _("The last day is before the first one. Choose the days again."),
    "absence_month": lambda: _(
        "The last day is before the first one. If it is {ends}, type the months too: {example}."
    ),
    "absence_too_long": lambda: _(
        "An absence can be announced for {limit}, not longer ahead. For more, bring the school a"
        " paper."
    ),
    "reason_needed": lambda: _("Choose a reason: illness, valid or not valid."),
    "reason_ahead": lambda: _(
        "These days are not over yet. Announce the absence instead, or choose days up to today."
    ),
    "document_ahead": lambda: _(
        "A paper is recorded on the day it was handed in, not before. Choose today or an earlier"
        " day."
    ),
    "session_empty": lambda: _(
        "A topic has 1 to {limit} characters, this one has {length}. Type it again."
    ),
    "session_day": lambda: _(
        "A homeroom hour is recorded on its day, or up to {limit} days later. Choose another day."
    ),
    "case_closed": lambda: _(
        "This question is over. Tell the homeroom teacher what you know, or announce the absence."
    ),
    "absence_days_form": lambda: _(
        "These are no days. Type them so: 24.11, tomorrow, until Friday, from 24 to 26.11, or"
        " choose above."
    ),
    "absence_withdrawn": lambda: _(
        "This absence was taken back, and its note with it. Announce it again to send one."
    ),
    "note_is_file": lambda: _(
        "A photo of the note or a document is waited for here. In words, write to the homeroom"
        " teacher, or tap “Back”."
    ),
    "not_by_tasks": lambda: _(
        "Work says who was present in a lesson by tasks alone. Change the form of the lesson, or"
        " tap who is absent."
    ),
    "no_results": lambda: _(
        "Nobody has handed in work of this lesson yet, nor has a mark in it. Tap who is absent, or"
        " come back later today."
    ),
    "absence_lessons": lambda: _("Single lessons are named of one day. Choose a day first."),
}
