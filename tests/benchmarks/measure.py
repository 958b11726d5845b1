"""A measured figure beside its bound, and the table of them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """`figure` must be at least, or at most, `bound`; `detail` tells what it was made of."""

    name: str
    figure: float
    bound: float
    at_least: bool = False
    unit: str = ""
    detail: str = ""

    @property
    def is_met(self) -> bool:
        return self.figure >= self.bound if self.at_least else self.figure <= self.bound

    def cells(self) -> tuple[str, str, str, str, str]:
        sign = "≥" if self.at_least else "≤"
        return (
            self.name,
            f"{sign} {self.bound:g}{self.unit}",
            f"{self.figure:.3g}{self.unit}",
            "ok" if self.is_met else "NOT OK",
            self.detail,
        )


def table(measures: Sequence[Measure]) -> str:
    """The measures in columns, the last one ragged."""
    rows = [("measure", "bound", "figure", "", ""), *(each.cells() for each in measures)]
    widths = [max(len(row[at]) for row in rows) for at in range(4)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]])
        for row in rows
    )
