"""A plan as it is written: rows of a table, or a line a topic (R054; S4 П2.VI).

Every fault is found at once and named by its row, so that a file is mended in one go.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain.dates import read_date
from domain.errors import Refused
from domain.plans.model import (
    HOMEWORK_LENGTH,
    MOST_HOURS,
    MOST_TOPICS,
    TITLE_LENGTH,
    FaultCode,
    Plan,
    PlanFault,
    PlannedTopic,
    ReadPlan,
)
from domain.typed import clean, one_line

Row = tuple[int, Sequence[str]]  # its number in the file, its cells

HEADER_ROWS = 20  # a title page of a plan has no more
_A_YEAR = timedelta(days=366)
_MOST_SHOWN = 60  # characters of a faulty cell

_COLUMNS: dict[str, re.Pattern[str]] = {
    "number": re.compile(r"№|номер|n|no\.?|number|lesson"),
    "title": re.compile(r"тема|название|содержание|topic|title"),
    "hours": re.compile(r"час|кол|hour"),
    "date": re.compile(r"дата|план|срок|date"),
    "homework": re.compile(r"домашн|задани|д/з|дз|homework"),
}
_HOURS_TYPED = re.compile(
    r"[\s,;(–—-]+(?P<hours>[0-9]+)\s*(?:час(?:а|ов)?|ч|h|hours?)\.?\)?$", re.I
)
_NUMBER_TYPED = re.compile(r"^[0-9]{1,3}\s*[.)]\s*")
_NUMBER_BEGUN = re.compile(r"^[0-9]{1,3}$")
MESSAGE_LENGTH = 4096  # as Telegram counts: an emoji is two
_FULL = MESSAGE_LENGTH - 1  # what cannot be seen at the end is gone, half an emoji stays apart
_TOTAL = re.compile(r"итого|всего|total")


def read_plan(rows: Iterable[Row], today: date) -> ReadPlan:
    """«№; тема; часов; дата; задание», by the names of the columns in whatever order.

    Where there is a column of numbers, a row without one is a chapter's heading, not a topic.
    """
    given = list(rows)
    place = next(
        (at for at, (_row, cells) in enumerate(given[:HEADER_ROWS]) if "title" in _names(cells)),
        None,
    )
    if place is None:
        return ReadPlan(Plan(()), (PlanFault(0, FaultCode.NO_HEADER),))
    reader = _Reader(_names(given[place][1]), today)
    for number, cells in given[place + 1 :]:
        reader.take(number, cells)
    return _checked(reader.topics, reader.faults, reader.headings)


def typed_plan(text: str) -> ReadPlan:
    """A line a topic, «2 ч» at its end for more lessons than one; numbers before it are ours."""
    topics: list[PlannedTopic] = []
    faults: list[PlanFault] = []
    for number, line in enumerate(text.replace("\r", "\n").split("\n"), start=1):
        words = one_line(line)
        if not words:
            continue
        hours = _HOURS_TYPED.search(words)
        title = _NUMBER_TYPED.sub("", words[: hours.start()] if hours else words)
        topic = _Typed(number, faults)
        topics.append(
            PlannedTopic(
                len(topics) + 1, topic.title(title), topic.hours(hours["hours"] if hours else "")
            )
        )
    return _checked(topics, faults, 0)


def put_together(first: str, rest: str, length: int) -> str:
    """A typed plan that Telegram cut in two because it was longer than a message.

    `length` is that of the last message of `first`, as Telegram counts. A full one was cut
    anywhere, within a line as well; a shorter one at a space or at the end of a line, which is
    gone. Where the lines are numbered the next number says which.
    """
    last = first.rsplit("\n", 1)[-1]
    has_number = _NUMBER_TYPED.match(rest) is not None
    if length >= _FULL:
        return first + ("\n" if has_number and not _NUMBER_BEGUN.match(last) else "") + rest
    goes_on = is_cut(length) and _NUMBER_TYPED.match(first) and not has_number
    return first + (" " if goes_on else "\n") + rest


def is_cut(length: int) -> bool:
    """Whether a message of so many characters may be a part: applications cut beyond the half."""
    return length > MESSAGE_LENGTH // 2


def _checked(topics: list[PlannedTopic], faults: list[PlanFault], headings: int) -> ReadPlan:
    if not topics and not faults:
        faults = [PlanFault(0, FaultCode.NO_TOPICS)]
    if len(topics) > MOST_TOPICS:
        faults = [PlanFault(0, FaultCode.TOO_LONG, str(len(topics))), *faults]
    return ReadPlan(Plan(tuple(topics)), tuple(faults), headings)


def _names(cells: Sequence[str]) -> dict[str, int]:
    """Columns by what they hold; the first that fits, and «№ урока» is a number."""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        words = one_line(cell).casefold()
        for name, pattern in _COLUMNS.items():
            if name not in found and pattern.match(words):
                found[name] = at
                break
    return found


@dataclass(frozen=True, slots=True)
class _Typed:
    """The cells of one row; what cannot be read is noted and stands as if left out."""

    row: int
    faults: list[PlanFault]

    def title(self, cell: str) -> str:
        title = one_line(cell)
        if not title:
            self._fault(FaultCode.NO_TITLE, "")
        elif len(title) > TITLE_LENGTH:
            self._fault(FaultCode.TITLE, title)
        return title

    def hours(self, cell: str) -> int:
        written = cell.strip()
        if not written:
            return 1
        if written.isascii() and written.isdigit() and 1 <= int(written) <= MOST_HOURS:
            return int(written)
        self._fault(FaultCode.HOURS, written)
        return 1

    def planned_on(self, cell: str, today: date) -> date | None:
        if not cell.strip():
            return None
        try:
            # A plan is written ahead: of a year of two figures the next one is meant.
            return read_date(cell, today + _A_YEAR)
        except Refused:
            self._fault(FaultCode.DATE, cell)
            return None

    def homework(self, cell: str) -> str:
        text = clean(cell)
        if len(text) > HOMEWORK_LENGTH:
            self._fault(FaultCode.HOMEWORK, text)
        return text

    def _fault(self, code: FaultCode, value: str) -> None:
        self.faults.append(PlanFault(self.row, code, value[:_MOST_SHOWN]))


class _Reader:
    """Rows below the names of the columns, one after another."""

    def __init__(self, columns: dict[str, int], today: date) -> None:
        self._columns = columns
        self._today = today
        self.topics: list[PlannedTopic] = []
        self.faults: list[PlanFault] = []
        self.headings = 0

    def take(self, row: int, cells: Sequence[str]) -> None:
        cell = self._cells(cells)
        if not any(one_line(each) for each in cells):
            return
        if self._is_heading(cell):
            self.headings += 1
            return
        read = _Typed(row, self.faults)
        self.topics.append(
            PlannedTopic(
                len(self.topics) + 1,
                read.title(cell("title")),
                read.hours(cell("hours")),
                read.planned_on(cell("date"), self._today),
                read.homework(cell("homework")),
            )
        )

    def _is_heading(self, cell: Callable[[str], str]) -> bool:
        if _TOTAL.match(one_line(cell("title") or cell("number")).casefold()):
            return True
        return "number" in self._columns and not one_line(cell("number"))

    def _cells(self, cells: Sequence[str]) -> Callable[[str], str]:
        def cell(name: str) -> str:
            at = self._columns.get(name)
            return cells[at] if at is not None and at < len(cells) else ""

        return cell


def to_json(plan: Plan) -> list[list[Any]]:
    """As it is kept between the dry run and «Сохранить»."""
    return [
        [each.title, each.hours, each.planned_on and each.planned_on.isoformat(), each.homework]
        for each in plan.topics
    ]


def from_json(kept: Iterable[Sequence[Any]]) -> Plan:
    """The plan of `to_json`."""
    return Plan(
        tuple(
            PlannedTopic(at, title, hours, date.fromisoformat(day) if day else None, homework)
            for at, (title, hours, day, homework) in enumerate(kept, start=1)
        )
    )
