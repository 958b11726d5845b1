"""Adding a document of the school, and everything that can be changed of one."""

from collections.abc import Sequence

from domain.school_documents.model import (
    GRADES,
    Audience,
    DocumentField,
    DocumentKind,
    KeptDocument,
    SchoolDocument,
    SubjectChoice,
    Version,
)
from domain.school_documents.rules import number_of
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import paged
from handlers.school_documents.callbacks import (
    AskDocument,
    AskDocumentTitle,
    AskVersion,
    ChooseDocument,
    GetDocument,
    GetVersion,
    NewDocument,
    OpenDocument,
    OpenDocuments,
    SetDocument,
)
from handlers.school_documents.words import audience_name, grades_words, kind_name, version_day
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.words import _, c_, in_sentence, joined, short_date, shorten

_VERSIONS_ON_PAGE = 6
_SUBJECTS_ON_PAGE = 40


def card_screen(kept: KeptDocument, page: int = 0) -> Screen:
    """What it is, for whom, its versions."""
    document, school = kept.document, kept.school
    whom = joined(in_sentence(audience_name(document.audience)), grades_words(document.grades))
    blocks: list[Block] = [
        Heading(document.title),
        joined(kind_name(document.kind), in_sentence(document.subject), by=": "),
        _("For: {whom}").format(whom=whom),
        _("Version {number} of {day}").format(
            number=document.versions, day=version_day(document, school)
        ),
    ]
    if not document.is_listed:
        blocks.append(bold(_("Taken off the list: nobody is shown it.")))
    older = paged(kept.versions[1:], page, at_most=_VERSIONS_ON_PAGE)
    key = {"document_id": document.id}
    return Screen(
        blocks,
        [
            [Button(_("Open the file"), GetDocument(**key), Style.PRIMARY)]
            if document.is_listed
            else [Button(_("Open the file"), _version(document, kept.versions[0]))],
            *in_columns(_changes(document), 2),
            *in_columns([_older(kept, each) for each in older.items], 2),
            *in_columns(older.buttons(lambda number: OpenDocument(**key, page=number)), 2),
            [_listing(document)],
            [Button(_("‹ Documents"), OpenDocuments())],
        ],
    )


def _changes(document: SchoolDocument) -> list[Button]:
    """Grades of a document for staff would change nothing; a subject is that of a programme."""

    def choose(field: DocumentField) -> ChooseDocument:
        return ChooseDocument(document_id=document.id, field=field)

    key = {"document_id": document.id}
    found = [
        Button(_("New version"), AskVersion(**key)),
        Button(c_("document", "Title"), AskDocumentTitle(**key)),
        Button(c_("document", "Kind"), choose(DocumentField.KIND)),
        Button(c_("document", "For whom"), choose(DocumentField.AUDIENCE)),
    ]
    if document.audience is not Audience.STAFF:
        found.append(Button(c_("document", "Grades"), choose(DocumentField.GRADES)))
    if document.kind is DocumentKind.PROGRAMME:
        found.append(Button(c_("document", "Subject"), choose(DocumentField.SUBJECT)))
    return found


def _version(document: SchoolDocument, version: Version) -> GetVersion:
    return GetVersion(document_id=document.id, number=version.number)


def _older(kept: KeptDocument, version: Version) -> Button:
    day = short_date(kept.school.local(version.added_at).date())
    text = _("Version {number} · {day}").format(number=version.number, day=day)
    return Button(text, _version(kept.document, version))


def _listing(document: SchoolDocument) -> Button:
    field, key = DocumentField.LISTED, {"document_id": document.id}
    if document.is_listed:
        to = SetDocument(**key, field=field, value="0")
        return Button(_("Take off the list"), to, Style.DANGER)
    return Button(_("Put back"), SetDocument(**key, field=field, value="1"), Style.SUCCESS)


def new_screen(kind: DocumentKind | None) -> Screen:
    """Of which kind, then for whom: nothing is shown to anybody before that is known."""
    if kind is None:
        asks = _("What is it?")
        buttons = [Button(kind_name(each), NewDocument(kind=each)) for each in DocumentKind]
        back = Button(_("‹ Back"), OpenDocuments())
    else:
        asks = c_("document", "For whom is it?")
        buttons = [
            Button(audience_name(each), AskDocument(kind=kind, audience=each)) for each in Audience
        ]
        back = Button(_("‹ Back"), NewDocument())
    heading = Heading(joined(_("New document"), kind_name(kind) if kind else "", by=" · "))
    return Screen([heading, bold(asks), *_note(kind)], [*in_columns(buttons, 2), [back]])


def _note(kind: DocumentKind | None) -> list[Block]:
    if kind is None:
        return []
    return [Footer(_("“Everybody” means trusted persons too. Grades can be chosen afterwards."))]


def sending_screen(kind: DocumentKind, audience: Audience) -> Screen:
    """The file is waited for."""
    blocks: list[Block] = [
        Heading(joined(_("New document"), kind_name(kind), by=" · ")),
        _("For: {whom}").format(whom=in_sentence(audience_name(audience))),
        bold(_("Send the document, or forward it from another chat.")),
        _(
            "What is typed beside it becomes the title, else the name of the file. Several files"
            " become several documents."
        ),
    ]
    return Screen(blocks, [[Button(_("‹ Back"), NewDocument(kind=kind))]])


def added_screen(kept: KeptDocument) -> Screen:
    """What was made of a file; the next one is waited for."""
    document = kept.document
    blocks: list[Block] = [
        Heading(document.title),
        _("Kept under “{kind}”, for: {whom}.").format(
            kind=kind_name(document.kind), whom=in_sentence(audience_name(document.audience))
        ),
        _("Send the next one, or tap “Done”."),
    ]
    done = Button(_("Done"), OpenDocuments(kind=document.kind), Style.PRIMARY)
    change = Button(_("Title, grades…"), OpenDocument(document_id=document.id))
    return Screen(blocks, [[done, change]])


def version_asked_screen(kept: KeptDocument) -> Screen:
    """The file that takes the place of the newest one is waited for."""
    blocks: list[Block] = [
        Heading(kept.document.title),
        bold(_("Send the new file.")),
        _("It is handed out from then on, under the same title; the one before stays with you."),
    ]
    return Screen(blocks, [[_to_card(kept.document)]])


def title_asked_screen(kept: KeptDocument) -> Screen:
    """Another title is waited for."""
    blocks: list[Block] = [Heading(kept.document.title), bold(_("Type the new title."))]
    return Screen(blocks, [[_to_card(kept.document)]])


def choice_screen(document: SchoolDocument, field: DocumentField) -> Screen:
    """The kinds, or for whom; what is chosen now is marked."""
    names = _names(field)
    now = document.kind if field is DocumentField.KIND else document.audience
    buttons = [
        _chosen(name, value == now, SetDocument(document_id=document.id, field=field, value=value))
        for value, name in names.items()
    ]
    asks = _("What is it?") if field is DocumentField.KIND else c_("document", "For whom is it?")
    blocks: list[Block] = [Heading(document.title), bold(asks)]
    return Screen(blocks, [*([each] for each in buttons), [_to_card(document)]])


def _names(field: DocumentField) -> dict[str, str]:
    if field is DocumentField.KIND:
        return {each.value: kind_name(each) for each in DocumentKind}
    return {each.value: audience_name(each) for each in Audience}


def grades_screen(document: SchoolDocument) -> Screen:
    """A tap adds a grade or leaves it out; none chosen: for all."""
    field = DocumentField.GRADES
    buttons = [
        _chosen(
            str(grade),
            grade in document.grades,
            SetDocument(
                document_id=document.id,
                field=field,
                value=str(number_of(document.grades ^ {grade})),
            ),
        )
        for grade in GRADES
    ]
    everybody = _chosen(
        _("All grades"),
        not document.grades,
        SetDocument(document_id=document.id, field=field, value="0"),
    )
    blocks: list[Block] = [
        Heading(document.title),
        bold(_("For families of which grades?")),
        _("Staff see it for every grade."),
    ]
    done = Button(_("Done"), OpenDocument(document_id=document.id), Style.PRIMARY)
    return Screen(blocks, [*in_columns(buttons, 4), [everybody], [done]])


def subject_screen(choice: SubjectChoice, page: int) -> Screen:
    """Of which subject the work programme is."""
    document = choice.document
    field = DocumentField.SUBJECT
    shown = paged(choice.subjects, page, at_most=_SUBJECTS_ON_PAGE)
    buttons = [
        _chosen(
            shorten(each.title, MAX_BUTTON - 2),
            each.id == document.subject_id,
            SetDocument(document_id=document.id, field=field, value=str(each.id)),
        )
        for each in shown.items
    ]
    none = _chosen(
        _("Of no subject"),
        document.subject_id is None,
        SetDocument(document_id=document.id, field=field, value="0"),
    )
    turning: Sequence[Button] = shown.buttons(
        lambda number: ChooseDocument(document_id=document.id, field=field, page=number)
    )
    blocks: list[Block] = [Heading(document.title), bold(_("Of which subject is it?"))]
    rows = [*in_columns(buttons, 2), *in_columns(turning, 2), [none], [_to_card(document)]]
    return Screen(blocks, rows)


def _chosen(name: str, is_now: bool, to: SetDocument) -> Button:
    return Button(f"✓ {name}" if is_now else name, to, Style.SUCCESS if is_now else None)


def _to_card(document: SchoolDocument) -> Button:
    return Button(_("‹ Back"), OpenDocument(document_id=document.id))
