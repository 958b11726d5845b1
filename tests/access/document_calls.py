"""Documents of the school: how their use cases are called, and what decides about their buttons.

Each place has one for everybody and three that the role or the grade restricts further.
"""

from typing import Any

from domain.access import Action, Role
from domain.attachments.model import FileKind, Incoming
from domain.school_documents.model import Audience, DocumentField, DocumentKind
from storage import tables as t
from tests.access.call import Call, Rule, call
from tests.access.cast import Place
from tests.access.truth import On
from tests.support.journal import Journal
from tests.support.school import BEGAN

A = Action
_PAPERS: dict[str, dict[str, Any]] = {
    "document_id": {"audience": "everybody"},
    "families_document_id": {"audience": "families"},
    "staff_document_id": {"audience": "staff"},
    "first_grade_document_id": {"audience": "everybody", "grades": 1 << 1},
    "hidden_document_id": {"audience": "everybody", "removed_at": BEGAN},
}
_FIRST_GRADE = frozenset({"misha"})
NO_TRUSTED = Rule(
    "it is for families and staff", lambda hat, place: Role.TRUSTED_CONTACT not in hat.roles
)
OF_STAFF = Rule("it is for staff", lambda hat, place: hat.pupil is None)
OF_GRADE = Rule(
    "it is for staff and grade 1", lambda hat, place: hat.pupil in {None, *_FIRST_GRADE}
)
TAKEN_OFF = Rule("nobody is shown it", lambda hat, place: False)
_FILE = Incoming(FileKind.DOCUMENT, "file", "new", 42, "План.pdf", "application/pdf", 1000)
_NEW: dict[str, Any] = {
    "kind": DocumentKind.CURRICULUM,
    "audience": Audience.STAFF,
    "incoming": _FILE,
    "caption": "",
}


def _of(name: str, rule: Rule) -> Call:
    return call(A.READ_DOCUMENTS, On.SHELF, rule, document_id=lambda ids: ids[name])


DOCUMENTS: dict[str, Call | tuple[Call, ...]] = {
    "school_documents.reading.read_shelf": call(
        A.READ_DOCUMENTS, On.DIARY, also=(A.READ_DOCUMENTS, On.SCHOOL)
    ),
    "school_documents.reading.hand_out_document": (
        call(A.READ_DOCUMENTS, On.SHELF),
        _of("families_document_id", NO_TRUSTED),
        _of("staff_document_id", OF_STAFF),
        _of("first_grade_document_id", OF_GRADE),
        _of("hidden_document_id", TAKEN_OFF),
    ),
    "school_documents.keeping.documents_taken_off": call(A.KEEP_DOCUMENTS, On.SCHOOL),
    "school_documents.keeping.open_document": call(A.KEEP_DOCUMENTS, On.STAFF),
    "school_documents.keeping.add_document": call(A.KEEP_DOCUMENTS, On.SCHOOL, **_NEW),
    "school_documents.keeping.add_version": call(A.KEEP_DOCUMENTS, On.STAFF, incoming=_FILE),
    "school_documents.keeping.hand_out_version": call(A.KEEP_DOCUMENTS, On.STAFF, number=1),
    "school_documents.keeping.rename_document": call(A.KEEP_DOCUMENTS, On.STAFF),
    "school_documents.keeping.set_document": call(
        A.KEEP_DOCUMENTS, On.STAFF, field=DocumentField.LISTED, value="0"
    ),
    "school_documents.keeping.subjects_to_choose": call(A.KEEP_DOCUMENTS, On.STAFF),
}
DOCUMENT_SCREENS = {
    "school_documents.OpenDocuments": "school_documents.reading.read_shelf",
    "school_documents.GetDocument": "school_documents.reading.hand_out_document",
    "school_documents.OpenTakenOff": "school_documents.keeping.documents_taken_off",
    "school_documents.OpenDocument": "school_documents.keeping.open_document",
    "school_documents.GetVersion": "school_documents.keeping.hand_out_version",
    "school_documents.AskVersion": "school_documents.keeping.open_document",
    "school_documents.AskDocumentTitle": "school_documents.keeping.open_document",
    "school_documents.ChooseDocument": "school_documents.keeping.subjects_to_choose",
    "school_documents.SetDocument": "school_documents.keeping.set_document",
}
DOCUMENT_ITSELF = {
    "school_documents.NewDocument": call(A.KEEP_DOCUMENTS, On.SCHOOL),
    "school_documents.AskDocument": call(A.KEEP_DOCUMENTS, On.SCHOOL),
}
DOCUMENT_BUTTONS: dict[str, dict[str, Any]] = {
    "school_documents.OpenDocuments": {"kind": "programme"},
    "school_documents.GetVersion": {"number": 1},
    "school_documents.NewDocument": {"kind": "programme"},
    "school_documents.AskDocument": {"kind": "programme", "audience": "staff"},
    "school_documents.ChooseDocument": {"field": "subject"},
    "school_documents.SetDocument": {"field": "grades", "value": "30"},
}
DOCUMENT_QUESTIONS: dict[str, tuple[str | Call, dict[str, Any], str]] = {
    "new_document": (
        call(A.KEEP_DOCUMENTS, On.SCHOOL),
        {"kind": "other", "audience": "staff"},
        "Устав",
    ),
    "document_version": (call(A.KEEP_DOCUMENTS, On.STAFF), {}, "Устав"),
    "document_title": ("school_documents.keeping.rename_document", {}, "Устав"),
}


class DocumentFurnisher(Journal):
    """Writes them through an open journal."""

    async def keep_documents(self, place: Place) -> dict[str, int]:
        return {name: await self._document(place, values) for name, values in _PAPERS.items()}

    async def _document(self, place: Place, values: dict[str, Any]) -> int:
        made = await self.add(
            t.school_document,
            school_id=place.school,
            kind="regulation",
            title="Положение",
            added_at=BEGAN,
            **values,
        )
        await self.add(
            t.attachment,
            owner_kind="document",
            owner_id=made,
            kind="document",
            name="Положение.pdf",
            file_id=f"document{made}",
            unique_id=f"document{made}",
            bot_id=42,
            added_at=BEGAN,
        )
        return made
