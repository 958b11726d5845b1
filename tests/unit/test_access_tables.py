"""The table of rights is put together of parts that do not overlap."""

from collections import Counter

from domain.access import PARTS, TABLE, Action


def test_no_action_is_in_two_parts_and_none_in_no_part() -> None:
    found = Counter(action for part in PARTS for action in part)
    assert found == Counter(Action)


def test_the_table_says_of_each_action_what_its_part_says() -> None:
    assert {action: allowed for part in PARTS for action, allowed in part.items()} == TABLE
