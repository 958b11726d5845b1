"""A demo school as plain rows, without a database."""

import gc
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo.build import Demo, DemoPlan
from bot.demo.calendar import DEMO_TIME

MOSCOW = ZoneInfo("Europe/Moscow")
MONDAY = date(2026, 11, 23)

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """What a plan gave: rows by table name."""

    demo: Demo
    rows: dict[str, list[Record]]

    def by_id(self, table: str) -> dict[int, Record]:
        return {row["id"]: row for row in self.rows[table]}

    def grouped(self, table: str, column: str) -> dict[Any, list[Record]]:
        found: dict[Any, list[Record]] = defaultdict(list)
        for row in self.rows[table]:
            found[row[column]].append(row)
        return found

    def school_class(self, title: str) -> Record:
        return next(row for row in self.rows["school_class"] if row["title"] == title)


@cache
def made(pupils: int = 60, seed: int = 1, today: date = MONDAY, full_year: bool = False) -> Made:
    """The demo school of these arguments, made once a test run."""
    return make(DemoPlan(today, MOSCOW, pupils, seed, full_year))


def make(plan: DemoPlan) -> Made:
    demo = Demo(plan)
    rows: dict[str, list[Record]] = defaultdict(list)
    for portion in demo.portions():
        for batch in portion.batches:
            rows[batch.table.name] += [
                dict(zip(batch.columns, row, strict=True)) for row in batch.rows
            ]
    gc.collect()
    return Made(demo, dict(rows))


def shows_the_rules(school: Made, today: date) -> bool:
    """A child of 7А is missed today and soon the school acts; the next day has a control work."""
    (case,) = school.rows["absence_case"]
    own = school.school_class("7А")["id"]
    sections = {row["id"] for row in school.rows["section"] if row["school_class_id"] == own}
    ahead = {
        row["id"]: row["date"]
        for row in school.rows["lesson"]
        if row["section_id"] in sections and row["date"] > today
    }
    works = {ahead.get(row["lesson_id"]) for row in school.rows["control_work"]}
    is_ahead = case["next_at"] > datetime.combine(today, DEMO_TIME, MOSCOW)
    return case["date"] == today and is_ahead and min(ahead.values()) in works
