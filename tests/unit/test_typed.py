"""What is left of what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.typed import clean


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("  § 14, № 3\r\nи № 5 ", "§ 14, № 3\nи № 5"),
        ("а\x00б\x1b[31m", "аб[31m"),
        ("5 \u202eястацдавд", "5 ястацдавд"),
        ("семья 👨\u200d👩\u200d👧", "семья 👨\u200d👩\u200d👧"),
        ("\u200b\u2060\ufeff", ""),
        (" \n ", ""),
    ],
)
def test_what_cannot_be_seen_is_left_out(typed: str, text: str) -> None:
    assert clean(typed) == text


@given(st.text())
def test_nothing_is_left_to_clean(typed: str) -> None:
    assert clean(clean(typed)) == clean(typed)
    assert "\x00" not in clean(typed)
