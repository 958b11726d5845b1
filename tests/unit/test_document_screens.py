"""Screens of the school's documents within Telegram's limits, in both languages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.attachments.model import Attachment, FileKind
from domain.calendar import School
from domain.policy import SchoolPolicy
from domain.school_documents.model import (
    GRADES,
    TITLE_LENGTH,
    Audience,
    DocumentField,
    DocumentKind,
    KeptDocument,
    SchoolDocument,
    Shelf,
    SubjectChoice,
    Version,
)
from domain.school_documents.rules import in_order
from domain.year.subject_model import SchoolSubject
from handlers.school_documents import keeping_screens as keeping
from handlers.school_documents.callbacks import GetDocument, OpenDocument, OpenDocuments
from handlers.school_documents.screens import shelf_screen, taken_off_screen
from handlers.screen import Screen
from handlers.words import LOCALES, speaking
from tests.support.clock import MOSCOW
from tests.support.rendering import check_complete

_SCHOOL = School(1, "Школа", MOSCOW, SchoolPolicy())
_NOW = datetime(2026, 11, 24, tzinfo=UTC)
_LONG = SchoolDocument(
    2**53,
    1,
    DocumentKind.PROGRAMME,
    "Ы" * TITLE_LENGTH,
    Audience.FAMILIES,
    frozenset(GRADES) - {2, 5},
    2**53,
    "Основы безопасности и защиты Родины",
    is_listed=True,
    versions=60,
    renewed_at=_NOW,
)
_FILE = Attachment(1, FileKind.DOCUMENT, "id", 1, "unique", "План.pdf", 1000)
_VERSIONS = tuple(
    Version(number, _NOW - timedelta(days=60 - number), _FILE) for number in range(60, 0, -1)
)
_MANY = tuple(
    in_order(
        replace(_LONG, id=2**53 - number, kind=kind, audience=audience)
        for number in range(20)
        for kind in DocumentKind
        for audience in Audience
    )
)
_SUBJECTS = tuple(
    SchoolSubject(2**53 - number, f"Основы безопасности {number}", True, True)
    for number in range(90)
)


def _screens() -> Iterator[Screen]:
    for keeps in (True, False):
        shelf = Shelf(_SCHOOL, None, _MANY, keeps, _MANY if keeps else ())
        yield shelf_screen(shelf, None, 0)
        for kind in DocumentKind:
            yield from (shelf_screen(shelf, kind, page) for page in range(7))
            yield shelf_screen(shelf, kind, 0, 7)
        few = Shelf(_SCHOOL, None, _MANY[::60], keeps)
        yield shelf_screen(few, None, 0)
    yield from (
        taken_off_screen(Shelf(_SCHOOL, None, (), True, _MANY), page) for page in (0, 1, 30)
    )
    yield taken_off_screen(Shelf(_SCHOOL, None, ()), 0)
    for document in (_LONG, replace(_LONG, is_listed=False), _MANY[0], _MANY[-1]):
        kept = KeptDocument(_SCHOOL, document, _VERSIONS)
        yield from (keeping.card_screen(kept, page) for page in (0, 5, 99))
        yield keeping.added_screen(kept)
        yield keeping.version_asked_screen(kept)
        yield keeping.title_asked_screen(kept)
        yield keeping.grades_screen(document)
        yield keeping.choice_screen(document, DocumentField.KIND)
        yield keeping.choice_screen(document, DocumentField.AUDIENCE)
    yield from (keeping.subject_screen(SubjectChoice(_LONG, _SUBJECTS), page) for page in (0, 2))
    for kind in DocumentKind:
        yield keeping.new_screen(kind)
        yield from (keeping.sending_screen(kind, audience) for audience in Audience)
    yield keeping.new_screen(None)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_screen_keeps_the_limits(locale: str) -> None:
    with speaking(locale):
        for screen in _screens():
            check_complete(screen)


@pytest.mark.parametrize(("keeps", "leads_to"), [(True, OpenDocument), (False, GetDocument)])
def test_every_document_of_a_kind_is_on_one_of_its_pages(keeps: bool, leads_to: type) -> None:
    shelf = Shelf(_SCHOOL, None, _MANY, keeps)
    for kind in DocumentKind:
        found = {
            button.to.document_id
            for page in range(9)
            for row in shelf_screen(shelf, kind, page).keyboard
            for button in row
            if isinstance(button.to, OpenDocument | GetDocument)
        }
        assert found == {each.id for each in _MANY if each.kind is kind}
        buttons = [row[0].to for row in shelf_screen(shelf, kind, 0).keyboard]
        assert isinstance(buttons[0], leads_to)


def test_a_long_list_is_narrowed_to_a_grade_and_back() -> None:
    documents = [
        replace(_LONG, id=100 * grade + number, grades=frozenset({grade}))
        for grade in (5, 6)
        for number in range(1, 9)
    ]
    shelf = Shelf(_SCHOOL, None, (*documents, replace(_LONG, id=1, grades=frozenset())))

    def of(screen: Screen, kind: type) -> list[Any]:
        found = (button.to for row in screen.keyboard for button in row)
        return [each for each in found if isinstance(each, kind)]

    with speaking("ru"):
        wide = shelf_screen(shelf, DocumentKind.PROGRAMME, 0)
        narrow = shelf_screen(shelf, DocumentKind.PROGRAMME, 0, 6)
    assert {each.grade_level for each in of(wide, OpenDocuments)} == {0, 5, 6}
    shown = {each.document_id for each in of(narrow, GetDocument)}
    assert shown == {1, *range(601, 609)}
    assert [each.grade_level for each in of(narrow, OpenDocuments)][:2] == [5, 0]
