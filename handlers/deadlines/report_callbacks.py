"""Where the buttons of reports that were made lead."""

from aiogram.filters.callback_data import CallbackData

from domain.deadlines.rules import DeadlineId
from handlers.ids import Id, OptionalId, Page


class OpenReports(CallbackData, prefix="qh"):
    """What is kept, by kind."""


class OpenReportsOf(CallbackData, prefix="qi"):
    """The register of one deadline."""

    deadline: DeadlineId
    page: Page = 0


class GetReport(CallbackData, prefix="qj"):
    """The files of a report; `due` is a proleptic ordinal, no class: of the school."""

    deadline: DeadlineId
    class_id: OptionalId = 0
    due: int


class GetPrintOuts(CallbackData, prefix="qk"):
    """The print-outs of a class as they were made on a day."""

    class_id: Id
    day: int


class AskReportFile(CallbackData, prefix="ql"):
    """The file of a report that was noted as made is waited for."""

    deadline: DeadlineId
    class_id: OptionalId = 0
    due: int
