"""docs/reference/effort.md names every count, and where it is made."""

import re
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs/reference/effort.md"


def test_every_count_is_on_the_page() -> None:
    named = set(re.findall(r"test_taps_of_\w+\.py", PAGE.read_text(encoding="utf-8")))
    assert named == {path.name for path in HERE.glob("test_taps_of_*.py")}
