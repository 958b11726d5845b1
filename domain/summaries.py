"""The summaries of a school that the director lets particular members of staff see (R012).

A summary shows how the school stands. The deputies and the director see all of them; to anybody
else the director grants each one by name, and takes it back. Lists that are work to be done, and
not a summary (erasures, orders that are lacking, consents of families), go with the office.
"""

from enum import StrEnum


class Summary(StrEnum):
    """The summaries there are. A new one is added here and asks `Action.READ_SUMMARY`."""

    DELIVERY = "delivery"  # who was told in time, by grade and class: numbers only
    PAPER = "paper"  # families to be told on paper, by name
    CLASSES = "classes"  # a class today: absent, connected, roll calls
    HANDOVER = "handover"  # who has no code in hand in time, by grade and class: numbers only
    LIST_CHECKS = "list_checks"  # which class lists were checked this month, and by whom
    OPT_OUTS = "opt_outs"  # families that get print-outs, by name
