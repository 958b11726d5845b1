"""The report on the screen: a table of classes for every subject."""

from collections.abc import Sequence

from domain.monitoring.model import Figures, Report, SubjectReport
from domain.policy import SchoolPolicy
from domain.work_types.model import WorkKind
from handlers.gradebook.callbacks import OpenClassBook
from handlers.menu.callbacks import OpenMenu
from handlers.monitoring.callbacks import OpenMonitoring
from handlers.page import Block, Footer, Heading, Table, bold
from handlers.paging import length, paged
from handlers.screen import Button, Screen, in_columns
from handlers.words import _, average, c_

SUBJECTS_ON_PAGE = 8
_ROW = 60  # characters of a row besides the class, with the heads that plain text repeats


def report_screen(report: Report, asked: OpenMonitoring) -> Screen:
    """Marks by number and the share of good ones, class by class and over several."""
    title = _("{kind}, grade {number}").format(kind=_kind(report.kind), number=report.grade_level)
    shown = paged(report.subjects, asked.page, at_most=SUBJECTS_ON_PAGE, size=_size)
    blocks: list[Block] = [Heading(title)]
    for subject in shown.items:
        policy = report.school.policy
        blocks += [bold(_subject(subject, policy)), _table(subject, policy)]
    if report.subjects:
        blocks.append(Footer(_("Good: the two best marks. This school year, as marks stand now.")))
    else:
        blocks.append(
            _(
                "There are no marks for such works this school year. Which works belong here is"
                " said in “Work types”."
            )
        )
    if shown.title:
        blocks.append(Footer(shown.title))

    def to(at: int) -> OpenMonitoring:
        return asked.model_copy(update={"page": at})

    rows = [*in_columns(shown.buttons(to), 2), *_others(report, asked), [_back(asked)]]
    return Screen(blocks, rows)


def _kind(kind: WorkKind) -> str:
    if kind is WorkKind.MONITORING:
        return c_("report", "Monitoring")
    return c_("report", "Interim attestation")


def _subject(subject: SubjectReport, policy: SchoolPolicy) -> str:
    mean, passed = subject.whole.average, subject.whole.passed(policy)
    if mean is None or passed is None:
        return subject.subject
    return _("{subject}: average {average}, passed {share} %").format(
        subject=subject.subject, average=average(mean), share=passed
    )


def _table(subject: SubjectReport, policy: SchoolPolicy) -> Table:
    numbers = policy.marks
    header = (_("Class"), *map(str, numbers), c_("column", "Good"))
    rows = [_row(each.title, each.figures, numbers, policy) for each in subject.classes]
    if len(subject.classes) > 1:
        rows.append(_row(c_("classes", "All"), subject.whole, numbers, policy))
    return Table(header, rows, "l" + "c" * (len(numbers) + 1))


def _row(title: str, of: Figures, numbers: Sequence[int], policy: SchoolPolicy) -> tuple[str, ...]:
    share = of.quality(policy)
    good = "—" if share is None else _("{share} %").format(share=share)
    return (title, *(str(of.marks.get(number, 0)) for number in numbers), good)


def _size(subject: SubjectReport) -> int:
    rows = sum(length(each.title) + _ROW for each in subject.classes)
    return length(subject.subject) + rows + 2 * _ROW


def _others(report: Report, asked: OpenMonitoring) -> list[list[Button]]:
    kinds = [
        Button(_kind(each), asked.model_copy(update={"kind": each, "page": 0}))
        for each in (WorkKind.MONITORING, WorkKind.ATTESTATION)
        if each is not report.kind
    ]
    grades = [
        Button(
            _("Grade {number}").format(number=each),
            asked.model_copy(update={"grade_level": each, "page": 0}),
        )
        for each in report.grade_levels
        if each != report.grade_level
    ]
    return [*in_columns(grades, 3), *in_columns(kinds, 1)]


def _back(asked: OpenMonitoring) -> Button:
    if asked.class_id:
        return Button(_("‹ Back"), OpenClassBook(class_id=asked.class_id))
    return Button(_("Menu"), OpenMenu())
