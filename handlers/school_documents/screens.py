"""The list of the school's documents, as everybody reads it."""

from collections.abc import Sequence

from domain.school_documents.model import DocumentKind, SchoolDocument, Shelf
from domain.school_documents.rules import is_of_grade
from handlers.menu.callbacks import OpenMore
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import Paged, length, paged
from handlers.school_documents.callbacks import (
    GetDocument,
    NewDocument,
    OpenDocument,
    OpenDocuments,
    OpenTakenOff,
)
from handlers.school_documents.words import document_line, kind_name
from handlers.screen import Button, Screen, Style, in_columns
from handlers.settings.callbacks import OpenSettings
from handlers.whose import whose
from handlers.words import _, c_, joined, shorten

ON_PAGE = 12
_WIDE = 40  # characters of a button that has a row of its own


def shelf_screen(
    shelf: Shelf, kind: DocumentKind | None, page: int, grade_level: int = 0
) -> Screen:
    """All of them by kind; where they are many, the kinds first, then the grades of a kind."""
    kinds = dict.fromkeys(each.kind for each in shelf.documents)
    if kind is None and len(shelf.documents) > ON_PAGE and len(kinds) > 1:
        return _kinds_screen(shelf)
    of_kind = [each for each in shelf.documents if kind in (None, each.kind)]
    found = [each for each in of_kind if not grade_level or is_of_grade(each.whom, grade_level)]
    shown = paged(found, page, at_most=ON_PAGE, size=lambda each: length(_line(each, shelf)))
    blocks: list[Block] = [_heading(shelf)]
    for each in dict.fromkeys(document.kind for document in shown.items):
        blocks += [*([""] if len(blocks) > 1 else []), bold(kind_name(each))]
        blocks += [_line(document, shelf) for document in shown.items if document.kind is each]
    if not found:
        blocks.append(_("There is nothing here yet."))
    if shown.title:
        blocks.append(Footer(shown.title))
    key = {"kind": kind, "grade_level": grade_level}
    rows = [
        *_titles(shown, keeps=shelf.keeps),
        *in_columns(shown.buttons(lambda number: OpenDocuments(**key, page=number)), 2),
        *_grades(of_kind, grade_level),
        *_keeping(shelf),
    ]
    back = _back(shelf) if kind is None else Button(_("‹ Back"), OpenDocuments())
    return Screen(blocks, [*rows, [back]])


def _kinds_screen(shelf: Shelf) -> Screen:
    counts = {
        kind: sum(each.kind is kind for each in shelf.documents)
        for kind in dict.fromkeys(each.kind for each in shelf.documents)
    }
    buttons = [
        Button(f"{kind_name(kind)} · {count}", OpenDocuments(kind=kind))
        for kind, count in counts.items()
    ]
    rows = [*([each] for each in buttons), *_keeping(shelf), [_back(shelf)]]
    return Screen([_heading(shelf), _("By kind:")], rows)


def taken_off_screen(shelf: Shelf, page: int) -> Screen:
    """What nobody is shown any more, for who keeps the documents."""
    shown = paged(
        shelf.taken_off, page, at_most=ON_PAGE, size=lambda each: length(_line(each, shelf))
    )
    blocks: list[Block] = [
        Heading(_("Documents taken off the list")),
        *(_line(each, shelf) for each in shown.items),
        _("Nobody is shown them. Open one to put it back.")
        if shelf.taken_off
        else _("None is taken off."),
    ]
    turning = shown.buttons(lambda number: OpenTakenOff(page=number))
    back = [Button(_("‹ Back"), OpenDocuments())]
    return Screen(blocks, [*_titles(shown, keeps=True), *in_columns(turning, 2), back])


def _heading(shelf: Shelf) -> Heading:
    owner = "" if shelf.student is None else whose(shelf.student)
    title = c_("after a name", "documents of the school") if owner else _("School documents")
    return Heading(joined(owner, title, by=" · "))


def _line(document: SchoolDocument, shelf: Shelf) -> str:
    return document_line(document, shelf.school, keeps=shelf.keeps)


def _titles(shown: Paged[SchoolDocument], *, keeps: bool) -> list[list[Button]]:
    """A row each, as titles are long."""
    return [
        [
            Button(
                shorten(each.title, _WIDE),
                OpenDocument(document_id=each.id) if keeps else GetDocument(document_id=each.id),
            )
        ]
        for each in shown.items
    ]


def _grades(documents: Sequence[SchoolDocument], chosen: int) -> list[list[Button]]:
    """Where they take more than a page; the one that is chosen leads back to all."""
    grades = sorted(frozenset[int]().union(*(each.grades for each in documents)))
    if len(documents) <= ON_PAGE or len(grades) < 2:
        return []
    kind = documents[0].kind
    buttons = [
        Button(
            f"✓ {each}" if each == chosen else c_("document", "Gr. {number}").format(number=each),
            OpenDocuments(kind=kind, grade_level=0 if each == chosen else each),
            Style.SUCCESS if each == chosen else None,
        )
        for each in grades
    ]
    return in_columns(buttons, 4)


def _keeping(shelf: Shelf) -> Sequence[Sequence[Button]]:
    if not shelf.keeps:
        return []
    row = [Button(_("+ Document"), NewDocument())]
    if shelf.taken_off:
        count = len(shelf.taken_off)
        row.append(Button(_("Taken off · {count}").format(count=count), OpenTakenOff()))
    return [row]


def _back(shelf: Shelf) -> Button:
    return Button(_("‹ Back"), OpenMore() if shelf.keeps else OpenSettings())
