"""Where the buttons of the school's documents lead."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.school_documents.model import Audience, DocumentField, DocumentKind
from handlers.ids import Id, Page


class OpenDocuments(CallbackData, prefix="sk"):
    """What the reader is shown; of a kind, or of all; of a grade, or of each."""

    kind: DocumentKind | None = None
    page: Page = 0
    grade_level: Annotated[int, Field(ge=0, le=99)] = 0


class GetDocument(CallbackData, prefix="skg"):
    """The newest file of a document, below."""

    document_id: Id


class OpenDocument(CallbackData, prefix="sko"):
    """A document as it is kept, for who keeps it."""

    document_id: Id
    page: Page = 0


class GetVersion(CallbackData, prefix="skv"):
    """A file that was the newest once, below."""

    document_id: Id
    number: Annotated[int, Field(ge=1, le=9999)]


class OpenTakenOff(CallbackData, prefix="skr"):
    """Documents that nobody is shown any more."""

    page: Page = 0


class NewDocument(CallbackData, prefix="skn"):
    """A document will be added: of which kind, then for whom."""

    kind: DocumentKind | None = None


class AskDocument(CallbackData, prefix="ska"):
    """Its file will be sent."""

    kind: DocumentKind
    audience: Audience


class AskVersion(CallbackData, prefix="skf"):
    """The file that takes the place of the newest one will be sent."""

    document_id: Id


class AskDocumentTitle(CallbackData, prefix="skt"):
    """Another title will be typed."""

    document_id: Id


class ChooseDocument(CallbackData, prefix="skc"):
    """What else this may be of a document."""

    document_id: Id
    field: DocumentField
    page: Page = 0


class SetDocument(CallbackData, prefix="sks"):
    """It is so from now on: a code or a number."""

    document_id: Id
    field: DocumentField
    value: Annotated[str, Field(min_length=1, max_length=16)]
