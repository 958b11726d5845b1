"""What is wrong with the files, each thing with its place; and what was left out on purpose."""

from collections import Counter
from dataclasses import dataclass

LISTED = 200


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """`line` counts from 1 and is where the record ends; 0 speaks of the file as a whole."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.reason}"


class Problems:
    """The first `LISTED` problems and the number of all; with any at all nothing is imported."""

    def __init__(self) -> None:
        self.listed: list[Problem] = []
        self.total = 0
        # Reasons for which correct data has no place here, with how often. They stop nothing.
        self.left_out: Counter[str] = Counter()

    def add(self, file: str, line: int, reason: str) -> None:
        self.total += 1
        if len(self.listed) < LISTED:
            self.listed.append(Problem(file, line, reason))

    def add_uncounted(self, times: int) -> None:
        """More of the kind just added, known by number only."""
        self.total += times

    def leave_out(self, reason: str, times: int = 1) -> None:
        if times:
            self.left_out[reason] += times

    def __bool__(self) -> bool:
        return self.total > 0


class ImportRefused(Exception):
    """The files have problems and nothing was imported."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(f"{problems.total} problems")
        self.problems = problems
