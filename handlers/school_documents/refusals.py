"""Why a document of the school is not taken, and what to do instead."""

from collections.abc import Callable, Mapping

from handlers.words import _

OF_DOCUMENTS: Mapping[str, Callable[[], str]] = {
    "document_caption": lambda: _(
        "What is typed beside the file becomes its title: up to {limit} characters, here are"
        " {length}. Send the file once more with a shorter one."
    ),
    "document_is_file": lambda: _(
        "A file is needed here: send the document, with its title typed beside it."
    ),
    "document_title": lambda: _("Type a title of up to {limit} characters."),
    "version_is_file": lambda: _(
        "The new file is needed here. To change the title, tap “Cancel” and open the document."
    ),
    "document_untitled": lambda: _(
        "A photo has no name. Send it once more with the title typed beside it."
    ),
}
