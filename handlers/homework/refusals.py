"""What homework, its files and handed-in work refuse, in words."""

from collections.abc import Callable, Mapping

from handlers.words import _

OF_HOMEWORK: Mapping[str, Callable[[], str]] = {
    "answer_length": lambda: _(
        "An answer may have up to {limit} characters, this has {length}. Shorten it, or send it as"
        " a file."
    ),
    "work_marked": lambda: _("There is a mark for this work already. Ask the teacher."),
    "minutes_number": lambda: _("Type the minutes as a number from {least} to {most}, like 40."),
    "nobody_chosen": lambda: _("None of them is in this group any more. Choose the pupils anew."),
    "pupils_changed": lambda: _("The group has changed since. Choose the pupils anew."),
    "text_beside_files": lambda: _(
        "Photos and documents are waited for here. The words are changed by “Change”."
    ),
    "last_file": lambda: _(
        "Nothing else is set here. Type the homework in words first, or remove all of it."
    ),
    "not_a_file": lambda: _(
        "A photo or a document can be attached here, nothing else. Send it as one of these."
    ),
    "photo_not_document": lambda: _(
        "A document is needed here, not a photo. Send the same picture as a file."
    ),
    "document_not_photo": lambda: _(
        "A photo is needed here, not a document. Send it as a photo, so that it is seen at once."
    ),
    "file_too_large": lambda: _(
        "A file may have up to {limit} MB, this one has {size}. Send a smaller one or a photo."
    ),
    "lesson_files_full": lambda: _(
        "Files of one lesson take at most {limit} MB together; {left} MB are left. Send a smaller"
        " file, or say in words where it is to be found."
    ),
    "lesson_files_over": lambda: _(
        "Files of one lesson take at most {limit} MB together, and there is no room left. Remove"
        " one that is needed no more, or say in words where it is to be found."
    ),
    "person_files_over": lambda: _(
        "Your files take at most {limit} MB in a school year, and there is no room left. Answer in"
        " words, or bring it to school: the administrator may allow more."
    ),
    "person_files_full": lambda: _(
        "Your files take at most {limit} MB in a school year; {left} MB are left. Send a smaller"
        " one, for example a photo in place of a document, or bring it to school."
    ),
    "school_files_full": lambda: _(
        "Files of the school take at most {limit} MB in a school year, and there is no room for"
        " this one. Use words, and tell the administrator, who may allow more."
    ),
    "too_many_files": lambda: _(
        "There are {most} files here already, and no more go together. Remove one first."
    ),
    "homework_length": lambda: _(
        "Homework may have up to {limit} characters, this has {length}. "
        "Your text is above: shorten it and send it again."
    ),
    "subject_without_homework": lambda: _(
        "{subject}: no homework is set in this subject. The deputy head can change that in the"
        " school year, “Subjects”."
    ),
    "grade_without_homework": lambda: _(
        "Grade {grade} has no homework by the rules of the school. The principal or the"
        " administrator changes that in the rules of homework."
    ),
}
