"""Numbers that a test found and that belong into the output of the run, passed or not.

A test takes the fixture `figure` and says a line: `figure(f"{guesses} guesses, {hits} hits")`. The
lines stand together at the end, whichever process ran the test.
"""

from collections.abc import Callable
from typing import Any

import pytest

_NAME = "figure"

Figure = Callable[[str], None]


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Says a line at the end of the run."""

    def say(line: str) -> None:
        record_property(_NAME, line)

    return say


def show(reporter: Any) -> None:
    """All lines, below the results."""
    reports = (each for several in reporter.stats.values() for each in several)
    lines = [
        f"{report.nodeid.rpartition('::')[2]}: {value}"
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, value in report.user_properties
        if name == _NAME
    ]
    if lines:
        reporter.section("figures")
        for line in sorted(lines):
            reporter.write_line(line)
