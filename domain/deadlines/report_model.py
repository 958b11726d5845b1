"""Checks, analyses and reports that were noted as made, with the files that are kept of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from domain.attachments.model import Attachment
from domain.calendar import School
from domain.deadlines.model import DutyKey, Missing
from domain.deadlines.rules import DeadlineId
from domain.people import Person
from domain.personal_data.opt_out_model import PrintRun


@dataclass(frozen=True, slots=True)
class Report:
    """A duty that somebody noted as done; no class: of the whole school."""

    id: int
    deadline: DeadlineId
    class_id: int
    class_title: str
    due: date
    made_by: Person
    made_at: datetime
    files: int
    filed_at: datetime | None  # when the last of them came

    @property
    def key(self) -> DutyKey:
        return self.deadline, self.class_id, self.due


@dataclass(frozen=True, slots=True)
class ReportKinds:
    """By deadline how many reports with a file are kept, and how many printed pages."""

    school: School
    counts: Mapping[DeadlineId, int]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A part of the register of one deadline, the newest first; of print-outs the `runs`."""

    school: School
    deadline: DeadlineId
    page: int
    all: int
    reports: tuple[Report, ...] = ()
    runs: tuple[PrintRun, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """A report with the files that are kept of it; `contents`: the bytes of those kept here."""

    school: School
    gap: Missing  # as it was to be done
    files: tuple[Attachment, ...]
    contents: Mapping[int, bytes] = field(default_factory=dict)


class ReportStore(Protocol):
    """The register of what was noted as done (`deadline_done`)."""

    async def kinds(self, school_id: int) -> dict[DeadlineId, int]:
        """By deadline how many of them have a file; of print-outs how many pages there are."""

    async def of_deadline(
        self, school_id: int, deadline: DeadlineId, *, offset: int, limit: int
    ) -> tuple[list[Report], int]:
        """The newest first, and how many there are."""

    async def of_key(self, school_id: int, key: DutyKey) -> Report | None:
        """None where nobody says that it was made."""
