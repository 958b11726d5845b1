"""What requests about people's own data refuse, in words."""

from collections.abc import Callable, Mapping

from handlers.words import _

OF_PERSONAL_DATA: Mapping[str, Callable[[], str]] = {
    "name_length": lambda: _("A name may have up to {limit} characters. Type it shorter."),
    "date_form": lambda: _(
        "This is not a date. Type day, month and year, for example: 21.07.2017 or 21 July 2017"
    ),
    "date_none": lambda: _("There is no such day in the calendar. Look at it and type it again."),
    "date_unclear": lambda: _(
        "Which is the day and which the month? Type the month in words, for example: 21 July 2017"
    ),
    "birth_date_range": lambda: _(
        "Such a birth date cannot be. Look at the year and type it again."
    ),
    "sex_form": lambda: _("Choose one of the two buttons."),
    "nothing_changes": lambda: _("It says so already. Type what it should be instead."),
    "request_decided": lambda: _(
        "This request was answered already. Open the list again to see how."
    ),
    "card_changed": lambda: _(
        "The card has changed since the parent asked. Decline it, so that they can ask anew."
    ),
    "final_needs_reason": lambda: _(
        "A mark far from its average, or with none beneath it, needs a reason. Open the pupil,"
        " choose the mark again and type the reason. Such marks: {count}."
    ),
    "final_reason_length": lambda: _(
        "Type in up to {limit} characters why this mark is right, for example: the project of the"
        " quarter weighed more."
    ),
    "reason_length": lambda: _(
        "Type a reason of up to {limit} characters, for example: the certificate says otherwise"
    ),
    "statement_form": lambda: _(
        "Type the number, of up to {limit} characters, and the date, for example: 14 of 20.11.2026"
    ),
    "statement_ahead": lambda: _("This date is still ahead. Look at the statement again."),
    "search_short": lambda: _("Type at least {least} letters of the surname, for example: Ivan"),
    "erasure_open": lambda: _("There is a request about this person already. See the list."),
    "erasure_decided": lambda: _(
        "This request was decided already. Open the list again to see how."
    ),
    "opted_out_already": lambda: _(
        "This family is in the list already. Open it there to change anything."
    ),
    "email_form": lambda: _(
        "This is not an e-mail address. Type it as in the statement, for example: name@example.org"
    ),
    "email_undecided": lambda: _(
        "The school has not decided to keep e-mail addresses. The administrator records the"
        " decision in “More”, “Consents and papers”, “Fields”; until then the sheet is given on"
        " paper."
    ),
    "email_none": lambda: _("This family gets its sheet on paper. Enter an address first."),
    "mail_is_off": lambda: _(
        "The program has no mail server: print the sheet. Whoever runs the program can set one up."
    ),
    "trials_enough": lambda: _(
        "{limit} trial letters a day are enough. Ask the family whether one has arrived."
    ),
    "nobody_on_paper": lambda: _(
        "Every family of this list gets its sheet by e-mail, and no letter was refused: see in the"
        " list when each was taken."
    ),
    "nobody_opted_out": lambda: _("Every family here uses the electronic diary."),
}
