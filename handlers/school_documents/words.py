"""Documents of the school in words."""

from collections.abc import Collection
from itertools import pairwise

from domain.attachments.model import Attachment
from domain.calendar import School
from domain.school_documents.model import Audience, DocumentKind, SchoolDocument
from handlers.file_words import as_sent
from handlers.screen import Kept
from handlers.words import _, c_, day_month_year, in_sentence, joined


def kind_name(kind: DocumentKind) -> str:
    """As the head of a part of the list."""
    match kind:
        case DocumentKind.CURRICULUM:
            return c_("document", "Curriculum")
        case DocumentKind.CALENDAR:
            return c_("document", "Calendar schedule")
        case DocumentKind.PROGRAMME:
            return c_("document", "Work programmes")
        case DocumentKind.EXAMS:
            return c_("document", "Final state exams")
        case DocumentKind.REGULATION:
            return c_("document", "Regulations")
        case DocumentKind.OTHER:
            return c_("document", "Other")


def audience_name(audience: Audience) -> str:
    """For whom: «Семьям и сотрудникам»."""
    match audience:
        case Audience.EVERYBODY:
            return c_("document", "Everybody")
        case Audience.FAMILIES:
            return c_("document", "Families and staff")
        case Audience.STAFF:
            return c_("document", "Staff only")


def grades_words(grades: Collection[int]) -> str:
    """«5–9 классы», «1, 3–4 классы», «7 класс»; nothing where it is for all."""
    if not grades:
        return ""
    if len(grades) == 1:
        [grade] = grades
        return c_("document", "grade {number}").format(number=grade)
    return c_("document", "grades {numbers}").format(numbers=_ranges(sorted(grades)))


def _ranges(grades: list[int]) -> str:
    runs = [[grades[0]]]
    for before, grade in pairwise(grades):
        if grade == before + 1:
            runs[-1].append(grade)
        else:
            runs.append([grade])
    parts: list[str] = []
    for run in runs:
        parts += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run)
    return ", ".join(parts)


def document_line(document: SchoolDocument, school: School, *, keeps: bool) -> str:
    """«Алгебра · 7 класс · 23 ноября 2026»; who keeps it reads for whom it is."""
    is_said = keeps or document.audience is Audience.STAFF
    return joined(
        document.title,
        grades_words(document.grades),
        version_day(document, school),
        in_sentence(audience_name(document.audience)) if is_said else "",
        by=" · ",
    )


def version_day(document: SchoolDocument, school: School) -> str:
    """When its newest version came."""
    return day_month_year(school.local(document.renewed_at).date())


def to_hand_out(document: SchoolDocument, file: Attachment) -> list[Kept]:
    """The file as it leaves, with the title beside it."""
    gone = _("{file}: it is not to be had here. The school's office has it.")
    return as_sent([file], document.title, gone)
