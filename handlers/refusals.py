"""Refusals of the core in words: what is wrong and what to do instead."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from aiogram.filters.callback_data import CallbackData

from domain.actor import Actor
from domain.errors import (
    ConsentMissing,
    Denied,
    DomainError,
    NoteMissing,
    NotFound,
    Refused,
    TryLater,
    Unbound,
)
from domain.lessons.substituted import Substituted
from domain.people import Student
from handlers.absences.refusals import OF_ABSENCES
from handlers.claims.refusals import OF_CLAIMS
from handlers.consent.asking import consent_screen
from handlers.control_works.refusals import OF_CONTROL_WORKS
from handlers.deadlines.refusals import OF_DEADLINES
from handlers.final_marks.refusals import OF_FINALS
from handlers.help.screens import stranger_screen
from handlers.homework.refusals import OF_HOMEWORK
from handlers.lessons.mark_refusals import OF_MARKS
from handlers.menu.callbacks import OpenMenu
from handlers.page import Heading
from handlers.personal_data.refusals import OF_PERSONAL_DATA
from handlers.quizzes.refusals import OF_QUIZZES
from handlers.refusal_words import named
from handlers.remarks.refusals import OF_REMARKS
from handlers.school_documents.refusals import OF_DOCUMENTS
from handlers.screen import Button, Screen
from handlers.timetable.refusals import OF_TIMETABLE
from handlers.unlocks.refusals import OF_UNLOCKS
from handlers.weeks_read.refusals import OF_WEEKS
from handlers.whose import whose
from handlers.words import _, n_
from handlers.year.refusals import OF_YEAR


def refusal(error: DomainError, actor: Actor | None = None) -> Screen:
    """A short screen with a way on. Foreign and missing ids get equal words (R009).

    Where only a consent is missing it is the screen on which it is given.
    """
    if isinstance(error, Unbound):
        return stranger_screen()
    if isinstance(error, ConsentMissing) and actor is not None:
        for hat in actor.hats:
            if hat.binding_id == error.params["binding_id"]:
                return consent_screen(actor, hat)
    return Screen([_text(error)], [[Button(_("Menu"), OpenMenu())]])


def not_yet(error: Refused, back: CallbackData) -> Screen:
    """What a button opens once the time has come; until then it says so and leads back."""
    if error.code not in _NOT_YET:
        raise error
    return leading_back(error, back)


def leading_back(error: Refused, back: CallbackData) -> Screen:
    """A refusal before which nothing was written: its words, and a way back, not to the menu."""
    return Screen([_text(error)], [[Button(_("‹ Back"), back)]])


def not_yet_of(student: Student, error: Refused) -> Screen:
    """The same for a section of a diary, which says whose it is."""
    screen = not_yet(error, OpenMenu())
    return replace(screen, blocks=[Heading(whose(student)), *screen.blocks])


def said_of(error: Refused, code: str) -> str:
    """What may be said on the screen itself, pressed twice or on an old one; any other goes on."""
    if error.code != code:
        raise error
    return REFUSALS[error.code]()


_NOT_YET = frozenset({"no_grading_period", "finals_not_open", "exam_ahead", "behaviour_off"})


def _text(error: DomainError) -> str:
    match error:
        case NotFound() | Denied():
            return _("This is not here any more, or is not yours to see. Open the menu.")
        case ConsentMissing():
            return _("A consent to this is missing. Open the menu: it can be given there.")
        case NoteMissing():
            return _(
                "You see no personal data here before your agreement of non-disclosure is"
                " recorded. Sign it with the school's administrator or principal."
            )
        case Substituted():
            return REFUSALS[error.code]().format(teacher=error.teacher.short_name)
        case TryLater():
            minutes = -(-error.params["seconds"] // 60)
            return n_(
                "Too many attempts. Try again in {count} minute.",
                "Too many attempts. Try again in {count} minutes.",
                minutes,
            )
    return REFUSALS[error.code]().format(**named(error))


# Every code a use case refuses with stands here; a test compares the two.
REFUSALS: Mapping[str, Callable[[], str]] = {
    "consent_too_young": lambda: _(
        "A pupil consents from {age} years on. Until then the parents do."
    ),
    "consent_text": lambda: _("The text of a consent has to name {missing}, within {limit}."),
    "paper_unclear": lambda: _(
        "Number and date are needed, the date not in the future. For example: 12 of 20.11.2026"
    ),
    "bad_code": lambda: _(
        "This code does not fit. Check it, or ask the homeroom teacher for a new one."
    ),
    "trust_name": lambda: _(
        "Two or three words are needed: family name, given name and middle name. For example:"
        " Ivanova Mariya Petrovna"
    ),
    "trust_empty": lambda: _("Leave at least one tick. To show nothing, revoke the access."),
    "trust_full": lambda: _(
        "{most} people see this diary already. Revoke somebody's access to add another."
    ),
    "trust_of_other": lambda: _(
        "Only the one who gave this access changes it. Ask them, or revoke it: either parent can."
    ),
    "trust_over": lambda: _("This access has ended. Choose a new day first, then give the code."),
    "undo_for_adults": lambda: _(
        "Only your parents or the homeroom teacher can disconnect a parent. Tell them."
    ),
    "undo_too_late": lambda: _(
        "This was connected long ago. Ask the homeroom teacher to disconnect it."
    ),
    "details_hidden_by_school": lambda: _(
        "The school has decided this for everybody: notifications come without details."
    ),
    "codes_changed": lambda: _(
        "These codes are out already, or were used or revoked. See here how it stands now."
    ),
    "no_code_to_give": lambda: _("No code is out here. Issue one first, then hand it over."),
    "all_have_codes": lambda: _("Everybody here has a code already, or you give them none."),
    "chat_too_new": lambda: _(
        "A chat connected less than a day ago cannot disconnect an older one; tomorrow it can. If"
        " the older phone is lost, tell the homeroom teacher or the administrator now."
    ),
    "pin_digits": lambda: _(
        "A PIN has {shortest} to {longest} digits, for example 6 of them. Type another one."
    ),
    "pin_simple": lambda: _("This PIN is too easy to guess. Type another one."),
    "pin_differs": lambda: _(
        "This is not what you typed first. Type the first PIN again, or start over."
    ),
    "always_told": lambda: _("This is always told and cannot be switched off."),
    "no_diary": lambda: _(
        "This is for a pupil's diary, and none is connected here. Parents get a code from the"
        " homeroom teacher."
    ),
    "diaries_by_class": lambda: _(
        "This is part of a pupil's diary. Pupils' diaries are opened from their class: /class"
    ),
    "not_a_teacher": lambda: _("Lessons are opened by their teacher. You teach none here."),
    "lesson_cancelled": lambda: _(
        "This lesson is cancelled, so there is nothing to record in it. If it was held, tell the"
        " deputy head."
    ),
    "lesson_ahead": lambda: _(
        "This lesson is still ahead. Attendance and marks are recorded on its day."
    ),
    "topic_length": lambda: _(
        "A topic may have up to {limit} characters, this one has {length}. "
        "Shorten it and send it again."
    ),
    "plan_unreadable": lambda: _(
        "This is no table that can be read. Send the plan as XLSX or CSV, or type it, a line a"
        " topic."
    ),
    "plan_empty": lambda: _(
        "There is no plan to approve yet. The teacher of the group enters it first."
    ),
    "plan_too_long": lambda: _(
        "A plan has at most {limit} topics. Replace the plan there is, or add fewer to it."
    ),
    "no_plan_to_copy": lambda: _(
        "No other class of this grade has a plan in this subject yet. Send a file or type the plan."
    ),
    "homework_is_set": lambda: _(
        "Homework is set in this lesson. Remove it first if nothing should be."
    ),
    "no_grading_period": lambda: _(
        "The school's grading periods are not entered yet. Once the deputy head enters them in"
        " “School year”, it is filled in."
    ),
    "section_too_large": lambda: _(
        "There are more than {limit} pupils in this group. Ask the administrator to divide it."
    ),
    "no_class": lambda: _("You lead no class here. A class is opened by its homeroom teacher."),
    "empty_class": lambda: _(
        "There is nobody in this class. Ask the administrator to enter its pupils."
    ),
    "all_connected": lambda: _("Everybody in this class is connected already."),
    "finals_not_open": lambda: _("Final marks are set {days}. It is too early."),
    "message_empty": lambda: _("The message is empty. Type a text and send it here."),
    "message_length": lambda: _(
        "A message may have up to {limit} characters, this one has {length}. "
        "Your text is above: shorten it by {over} and send it again."
    ),
    "no_recipients": lambda: _(
        "The school knows no parents to write to here. Ask the administrator to enter them."
    ),
    "no_letters": lambda: _(
        "Messages here are between homeroom teachers and parents. There are none for you."
    ),
    "draft_gone": lambda: _(
        "This message was already sent, dropped or replaced by another. Open the messages to see,"
        " or write a new one."
    ),
    "last_principal": lambda: _(
        "Nobody else who is connected is principal here. Make somebody principal first, and wait"
        " until they are connected."
    ),
    "no_role_no_code": lambda: _("A code is for who has a role. Give one first."),
    "staff_exists": lambda: _("This name is in the list of staff already. Look for it there."),
    "several_of_name": lambda: _(
        "The list of staff has this name more than once. Correct it in the register's files first."
    ),
    "staff_name": lambda: _(
        "This is not a full name. Type family name, given name and patronymic:"
        " Ivanova Anna Petrovna"
    ),
    "staff_date": lambda: _("This is not a date that has been. Type it so: 05.03.1980"),
    "staff_order": lambda: _(
        "Number and date of the order are needed, not later than today: № 12 of 01.09.2026"
    ),
    "staff_field": lambda: _("Type a line of up to {limit} characters."),
    "name_by_file": lambda: _("This name comes from the register's files and is changed there."),
    "no_order_lacking": lambda: _("Everybody of this class has an order."),
    "leader_changed": lambda: _(
        "Somebody else leads this class by now. Look at it and choose anew."
    ),
    "not_a_teacher_yet": lambda: _("A teacher leads a class. Give that role first."),
    "no_educator": lambda: _("Classes are for educators. Give that role first."),
    "no_groups": lambda: _(
        "The class has no groups of this subject, or the pupil is in none of them. Open the groups"
        " of the class again."
    ),
    "name_form": lambda: _(
        "A name has letters, hyphens and single spaces only. Type it as in the document, for"
        " example: Anna-Mariya"
    ),
    "not_a_number": lambda: _("This is no number that can stand here. Type it so: {example}"),
    "out_of_range": lambda: _("It may be from {least} to {most}. Type it again."),
    "not_a_time": lambda: _("This is no time of day. Type it so: 19:00"),
    "not_grades": lambda: _(
        "These are not grades. Type numbers from 1 to {last}, for example: 1, 2 or 1–4; if there"
        " are none: no"
    ),
    "choose_button": lambda: _("Here a button is chosen. Open the rule again and tap one."),
    "grade_one_unmarked": lambda: _(
        "Grade 1 is taught without marks. Leave it among the grades, for example: 1, 2"
    ),
    "list_changed": lambda: _("The class list has changed since. Pick the families anew."),
    **OF_HOMEWORK,
    **OF_QUIZZES,
    **OF_TIMETABLE,
    **OF_YEAR,
    **OF_ABSENCES,
    **OF_FINALS,
    **OF_MARKS,
    **OF_PERSONAL_DATA,
    **OF_DEADLINES,
    **OF_CONTROL_WORKS,
    **OF_UNLOCKS,
    **OF_WEEKS,
    **OF_REMARKS,
    **OF_CLAIMS,
    **OF_DOCUMENTS,
}
