"""Topics as families see them."""

from collections.abc import Sequence
from datetime import date

from domain.people import Student
from domain.plans.families import SubjectTopics
from domain.plans.model import LearntSubject, TaughtTopic
from domain.school_documents.model import SchoolDocument
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import length, paged
from handlers.plans.callbacks import OpenTopics
from handlers.schedule.callbacks import OpenDay
from handlers.school_documents.callbacks import GetDocument
from handlers.screen import MAX_BUTTON, Button, Screen, in_columns
from handlers.whose import whose
from handlers.words import _, short_date, shorten

TOPICS_ON_PAGE = 20
_WIDE = 40  # characters of a button that has a row of its own


def subjects_screen(student: Student, subjects: Sequence[LearntSubject], today: date) -> Screen:
    """Of which subject."""
    title = Heading(_("{whose} · topics").format(whose=whose(student)))
    words = _("Choose a subject.") if subjects else _("There are no subjects yet.")
    buttons = [
        Button(
            shorten(each.title, MAX_BUTTON),
            OpenTopics(student_id=student.id, section_id=each.section_id),
        )
        for each in subjects
    ]
    back = [Button(_("‹ Back"), OpenDay.of(student.id, today))]
    return Screen([title, words], [*in_columns(buttons, 2), back])


def topics_screen(topics: SubjectTopics, page: int) -> Screen:
    """What was taught, the newest first, and what comes next by the plan."""
    student, subject = topics.student, topics.subject
    shown = paged(
        topics.taught, page, at_most=TOPICS_ON_PAGE, size=lambda each: length(_line(each))
    )
    title = _("{whose} · {subject}, topics").format(whose=whose(student), subject=subject.title)
    blocks: list[Block] = [Heading(title)]
    if shown.page == 0 and topics.ahead:
        blocks.append(bold(_("Next by the plan:")))
        blocks += [each.title for each in topics.ahead]
        blocks.append("")
    if topics.taught:
        blocks.append(bold(_("Taught:")))
        blocks += [_line(each) for each in shown.items]
    else:
        blocks.append(_("No lesson has a topic yet."))
    if shown.title:
        blocks.append(Footer(shown.title))
    pages = shown.buttons(
        lambda to: OpenTopics(student_id=student.id, section_id=subject.section_id, page=to)
    )
    back = [Button(_("‹ Back"), OpenTopics(student_id=student.id))]
    programmes = [[each] for each in _programmes(topics.programmes)]
    return Screen(blocks, [*in_columns(pages, 2), *programmes, back])


def _programmes(documents: Sequence[SchoolDocument]) -> list[Button]:
    """By their titles where there are several."""
    return [
        Button(
            shorten(each.title, _WIDE) if len(documents) > 1 else _("Work programme"),
            GetDocument(document_id=each.id),
        )
        for each in documents
    ]


def _line(each: TaughtTopic) -> str:
    return f"{short_date(each.date)} · {each.topic}"
