"""Reports that were made: the register for the management, and filing one's own."""

from domain.attachments.model import Attachment, FileKind
from domain.calendar import School
from domain.deadlines.report_model import Report, ReportFiles, ReportKinds, ReportPage
from domain.deadlines.reports import ON_PAGE
from domain.deadlines.rules import DeadlineId
from domain.personal_data.opt_out_model import PrintRun
from handlers.deadlines.callbacks import OpenOwnGaps, OpenSchoolGaps
from handlers.deadlines.report_callbacks import (
    GetPrintOuts,
    GetReport,
    OpenReports,
    OpenReportsOf,
)
from handlers.deadlines.words import deadline_name, noted_name
from handlers.file_words import as_sent, file_name
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import turning_buttons
from handlers.screen import MAX_BUTTON, Button, File, Kept, Screen, Style, in_columns
from handlers.words import (
    _,
    c_,
    day_month_year,
    joined,
    n_,
    sentence,
    short_date,
    shorten,
)

_KINDS = (
    DeadlineId.JOURNAL_CHECK,
    DeadlineId.JOURNAL_ANALYSIS,
    DeadlineId.MONTHLY_REPORT,
    DeadlineId.PERIOD_REPORT,
    DeadlineId.PRINT_OUT,
)


def kinds_screen(kept: ReportKinds) -> Screen:
    """A button for each kind."""
    blocks: list[Block] = [
        Heading(_("Reports that were made · {school}").format(school=kept.school.name)),
        _(
            "Here is what was sent of checks, analyses and reports, and print-outs as they were"
            " made. None of it changes later, so anybody who asks gets what was made then."
        ),
    ]
    kinds = [
        Button(
            joined(deadline_name(each), str(kept.counts.get(each) or ""), by=" · "),
            OpenReportsOf(deadline=each),
        )
        for each in _KINDS
    ]
    back = [Button(_("‹ Back"), OpenSchoolGaps())]
    return Screen(blocks, [*([each] for each in kinds), back])


def register_screen(shown: ReportPage) -> Screen:
    """The newest first; a button for each of which there is something to hand out."""
    if shown.deadline is DeadlineId.PRINT_OUT:
        lines = [_run_line(each) for each in shown.runs]
        buttons = [
            Button(
                joined(short_date(each.made_on), each.class_title, by=" · "),
                GetPrintOuts(class_id=each.class_id, day=each.made_on.toordinal()),
            )
            for each in shown.runs
        ]
    else:
        lines = [_report_line(each, shown.school) for each in shown.reports]
        buttons = [_report_button(each) for each in shown.reports if each.files]
    pages = -(-shown.all // ON_PAGE)
    blocks: list[Block] = [Heading(deadline_name(shown.deadline)), *lines]
    if not lines:
        blocks.append(_("Nothing of this kind has been noted as made yet."))
    if pages > 1:
        page, of = shown.page + 1, pages
        blocks.append(Footer(_("Page {page} of {pages}").format(page=page, pages=of)))
    turn = turning_buttons(
        shown.page,
        lambda number: OpenReportsOf(deadline=shown.deadline, page=number),
        has_more=shown.page + 1 < pages,
    )
    return Screen(blocks, [*in_columns(buttons, 2), turn, [Button(_("‹ Back"), OpenReports())]])


def _run_line(run: PrintRun) -> str:
    pupils = n_("for {count} pupil", "for {count} pupils", run.pupils)
    return _("{class_title}, {day}: {pupils}. {person}").format(
        class_title=run.class_title,
        day=day_month_year(run.made_on),
        pupils=pupils,
        person=run.made_by.short_name,
    )


def _report_line(report: Report, school: School) -> str:
    """«7А, срок 30 ноября 2026: Орлова М. П., 29.11. 2 файла»."""
    made_on = school.local(report.made_at).date()
    said = _("{what}: {person}, noted on {day}.").format(
        what=sentence(
            joined(
                report.class_title, c_("gap", "due {day}").format(day=day_month_year(report.due))
            )
        ),
        person=report.made_by.short_name,
        day=short_date(made_on),
    )
    if report.filed_at is None:
        return joined(said, _("No file."), by=" ")
    filed_on = school.local(report.filed_at).date()
    files = n_("{count} file", "{count} files", report.files)
    if filed_on != made_on:
        files = _("{files}, the last one of {day}").format(files=files, day=short_date(filed_on))
    return f"{said} {files}."


def _report_button(report: Report) -> Button:
    text = joined(short_date(report.due), report.class_title, by=" · ")
    to = GetReport(deadline=report.deadline, class_id=report.class_id, due=report.due.toordinal())
    return Button(shorten(text, MAX_BUTTON), to)


def report_files(found: ReportFiles) -> list[File | Kept]:
    """The files as they leave: each says what it is of. What is kept here needs no reference."""
    gone = _("{file}: it is not to be had here. Ask whoever made the report for it.")
    name = noted_name(found.gap)
    by_reference = as_sent(found.files, name, gone)
    return [
        _as_kept(file, found.contents[file.id], name) if file.id in found.contents else kept
        for file, kept in zip(found.files, by_reference, strict=True)
    ]


def _as_kept(file: Attachment, content: bytes, caption: str) -> File:
    if file.kind is FileKind.PHOTO:
        return File("photo.jpg", content, caption, is_picture=True)
    return File(file.name or "file", content, caption)


def filing_screen(found: ReportFiles) -> Screen:
    """What is kept already; the next file is waited for."""
    blocks: list[Block] = [
        Heading(_("File of the report")),
        noted_name(found.gap),
        *(f"{n}. {file_name(each)}" for n, each in enumerate(found.files, start=1)),
        bold(
            _("Send more, or tap “Done”.")
            if found.files
            else _("Send the photos or documents, one by one or together.")
        ),
        _("What is sent stays as it is: the school hands it out to whoever asks for it later."),
    ]
    done = Button(_("Done"), OpenOwnGaps(), Style.PRIMARY)
    return Screen(blocks, [[done], [Button(_("‹ Back"), OpenOwnGaps())]])
