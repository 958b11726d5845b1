"""Names as people type them."""

import pytest

from domain.trust.use_cases import checked_name
from domain.typed import cased


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("петрова-водкина", "Петрова-Водкина"),
        ("ИВАНОВА", "Иванова"),
        ("ван", "Ван"),
        ("О'Нил", "О'Нил"),
        ("кызы", "кызы"),
    ],
)
def test_a_name_typed_in_one_size_gets_its_capitals(typed: str, name: str) -> None:
    assert cased(typed) == name


def test_a_trusted_person_is_written_as_a_name() -> None:
    assert checked_name("соколова нина ивановна") == ("Соколова", "Нина", "Ивановна")
