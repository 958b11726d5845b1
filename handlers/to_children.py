"""What is said to a pupil up to grade 9 in other words («ты»), wherever the adults' words stand.

`handlers.words` looks here by itself: a text below needs no other call than `_("…")`. The list
exists so that the texts are found and translated.
"""

from handlers.words import c_


def said_to_children() -> tuple[str, ...]:
    """Every text that a pupil may read and that addresses the reader."""
    return (
        *_of_files(),
        c_("to a child", "This is not here any more, or is not yours to see. Open the menu."),
        c_(
            "to a child",
            "This code does not fit. Check it, or ask the homeroom teacher for a new one.",
        ),
        c_("to a child", "Something went wrong on our side. Nothing was lost; please try again."),
        c_("to a child", "If it happens again, tell the school this number: {reference}"),
        c_(
            "to a child",
            "If your family has not done this, press the button: access ends at once.",
        ),
        c_("to a child", "Tell the homeroom teacher: the code got into the wrong hands."),
        c_(
            "to a child",
            "This quiz is not here any more: it was taken back, or it is for others now. Open the"
            " homework to see what is set.",
        ),
        c_("to a child", "Nothing is ticked yet. Tap the right answers first."),
        c_("to a child", "There are no messages yet. The homeroom teacher writes to you here."),
        c_("to a child", "Only a text can be taken here. Type it, or go elsewhere."),
        c_("to a child", "Lessons are opened by their teacher. You teach none here."),
        c_("to a child", "You lead no class here. A class is opened by its homeroom teacher."),
        c_(
            "to a child",
            "You can get a copy of all that is kept about you. Changes are asked for by parents.",
        ),
        c_(
            "to a child",
            "All that is kept here about you comes as one archive: pages to read in a browser, and"
            " the same for programs (JSON).",
        ),
        c_(
            "to a child",
            "Of other people it names only staff and trusted persons. Keep it like documents.",
        ),
    )


def _of_files() -> tuple[str, ...]:
    return (
        c_(
            "to a child",
            "Your files take at most {limit} MB in a school year, and there is no room left. Answer"
            " in words, or bring it to school: the administrator may allow more.",
        ),
        c_(
            "to a child",
            "Your files take at most {limit} MB in a school year; {left} MB are left. Send a"
            " smaller one, for example a photo in place of a document, or bring it to school.",
        ),
    )
