"""What the guides quote as standing on the screen, in «…», is what the screens say."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
GUIDES = (
    "docs/quickstart.md",
    "docs/how-to/class-meeting.md",
    "docs/how-to/prove-delivery.md",
    "docs/how-to/personal-data.md",
    "docs/how-to/keep-the-journal.md",
    "docs/how-to/follow-absences.md",
    "docs/how-to/run-the-school-year.md",
    "docs/how-to/as-a-parent.md",
)
_SOURCES = ("playground/page.html", "bot/demo/*.py", "domain/marks/work_types.py")
# Data of the demo, and the sign itself.
_DATA = {"Соколова", "5", "…", "Анна, 7А ›"}


def said() -> Iterator[str]:
    """Every text that may be shown, with braces where something is put in."""
    with (ROOT / "locales/ru/LC_MESSAGES/diary.po").open("rb") as file:
        for message in read_po(file):
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            for text in map(str, texts):
                yield text
                yield text.removesuffix(" · {count}")  # «Всем · 67»
    for pattern in _SOURCES:
        for path in ROOT.glob(pattern):
            yield from re.findall(r'"([^"\n]+)"', path.read_text(encoding="utf-8"))


SAID = set(said())
PATTERNS = [
    re.compile(r".+".join(re.escape(part) for part in re.split(r"\{[^{}]*\}", text)))
    for text in SAID
    if re.sub(r"\{[^{}]*\}|\W", "", text)  # something is said besides what is put in
]


def is_said(words: str) -> bool:
    """A whole text; what begins with a small letter may be a piece of one."""
    if words[0].islower() and any(words in text for text in SAID):
        return True
    return any(pattern.fullmatch(words) for pattern in PATTERNS)


@pytest.mark.parametrize("guide", GUIDES)
def test_quoted_words_are_on_the_screens(guide: str) -> None:
    text = " ".join((ROOT / guide).read_text(encoding="utf-8").split())
    quoted = set(re.findall(r"«([^»]+)»", text)) - _DATA
    assert quoted
    assert not {words for words in quoted if not is_said(words)}
