"""The summaries of a school that the director lets particular members of staff see (R012).

A summary shows how the school stands. The deputies and the director see all of them; to anybody
else the director grants each one by name, and takes it back.
"""

from enum import StrEnum


class Summary(StrEnum):
    """The summaries there are. A new one is added here and asks `Action.READ_SUMMARY`."""

    DELIVERY = "delivery"  # who was told in time, by grade and class: numbers only
    PAPER = "paper"  # families to be told on paper, by name
    CLASSES = "classes"  # a class today: absent, connected, roll calls
