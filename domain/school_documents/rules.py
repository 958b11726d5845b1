"""Who is shown which document, and in which order (R060: «показать по ролям»)."""

from collections.abc import Collection, Iterable, Mapping

from domain.errors import Refused
from domain.hat import Hat
from domain.roles import STAFF_ROLES, Role
from domain.school_documents.model import (
    GRADES,
    TITLE_LENGTH,
    Audience,
    DocumentKind,
    SchoolDocument,
    Whom,
)
from domain.typed import one_line

READERS: Mapping[Audience, frozenset[Role]] = {
    Audience.EVERYBODY: frozenset(Role),
    Audience.FAMILIES: frozenset(Role) - {Role.TRUSTED_CONTACT},
    Audience.STAFF: frozenset(STAFF_ROLES),
}
_ORDER = {kind: place for place, kind in enumerate(DocumentKind)}


def is_shown(document: SchoolDocument, hat: Hat) -> bool:
    """S4 П2.I: by role; a family sees what is for the grade of its child, staff for every grade.

    What was taken off the list is shown to nobody; who keeps documents finds it elsewhere.
    """
    is_theirs = document.school_id == hat.school.id
    return document.is_listed and is_theirs and is_for(document.whom, hat)


def is_for(whom: Whom, hat: Hat) -> bool:
    """Whether somebody in this hat is among those whom a document of the own school is for."""
    if not hat.roles & READERS[whom.audience]:
        return False
    return hat.student is None or is_of_grade(whom, hat.student.grade_level)


def is_of_grade(whom: Whom, grade_level: int) -> bool:
    """Whether it is about this grade: a document without grades is about each."""
    return not whom.grades or grade_level in whom.grades


def in_order(documents: Iterable[SchoolDocument]) -> list[SchoolDocument]:
    """By kind, by the first grade, by title."""
    return sorted(
        documents,
        key=lambda each: (
            _ORDER[each.kind],
            min(each.grades, default=0),
            each.title.casefold(),
            each.id,
        ),
    )


def taken_off_of(documents: Iterable[SchoolDocument]) -> tuple[SchoolDocument, ...]:
    """Those that nobody is shown."""
    return tuple(in_order(each for each in documents if not each.is_listed))


def grades_of(number: int) -> frozenset[int]:
    """Grades as the database and buttons keep them: a bit for each; other bits mean nothing."""
    return frozenset(grade for grade in GRADES if number >> grade & 1)


def number_of(grades: Collection[int]) -> int:
    """The same back; all grades are as good as none in particular."""
    chosen = frozenset(grades) & frozenset(GRADES)
    return 0 if chosen == frozenset(GRADES) else sum(1 << grade for grade in chosen)


def title_of(caption: str, file_name: str) -> str:
    """What was typed beside the file, else the file's name without its ending.

    `Refused` "document_untitled" where there is neither, "document_caption" where it is too long.
    """
    typed = one_line(caption)
    if len(typed) > TITLE_LENGTH:
        raise Refused("document_caption", limit=TITLE_LENGTH, length=len(typed))
    if typed:
        return typed
    stem, dot, ending = file_name.rpartition(".")
    named = one_line((stem if dot and ending.isalnum() else file_name).replace("_", " "))
    if not named:
        raise Refused("document_untitled")
    return named[:TITLE_LENGTH].rstrip()


def checked_title(typed: str) -> str:
    """`Refused` "document_title" for none or too many characters."""
    title = one_line(typed)
    if not 0 < len(title) <= TITLE_LENGTH:
        raise Refused("document_title", limit=TITLE_LENGTH, length=len(title))
    return title
