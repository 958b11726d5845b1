"""Profiles of the upper school, and its classes that follow them."""

from collections.abc import Iterator

from bot.demo import curriculum as c
from bot.demo.journal import Row
from bot.demo.sections import SchoolClass

PROFILE = ("id", "school_id", "title", "first_grade", "last_grade")
FOLLOWS = ("school_class_id", "group_name", "profile_id")


class Profiles:
    """Classes take turns: А is technological, Б is not."""

    def __init__(self, school_id: int, ids: Iterator[int]) -> None:
        self.rows: list[Row] = [
            (next(ids), school_id, title, *c.PROFILED_GRADES) for title in c.PROFILES
        ]

    def followed(self, each: SchoolClass) -> list[Row]:
        """By the whole class."""
        if each.shape.grade_level not in c.PROFILED_GRADES:
            return []
        return [(each.id, "", self.rows[each.shape.index % len(self.rows)][0])]
