"""Marks of every kind in the made-up school."""

from collections import Counter

from domain.marks.value import MarkValue
from tests.support.demo import MONDAY, made


def test_some_marks_are_no_plain_numbers() -> None:
    """Each kind of the scale is there to be looked at, and whoever owes a mark was absent."""
    default = made(1200)
    absent = {
        (row["lesson_id"], row["student_id"])
        for row in default.rows["attendance_event"]
        if row["status"] == "absent"
    }
    kinds: Counter[str] = Counter()
    for row in default.rows["mark"]:
        value = MarkValue.of(row["code"] or str(row["value"]))
        assert (value.number, value.counts) == (row["value"], row["value"] is not None)
        kinds[value.sign or value.kind] += 1
        if value.is_pending:
            assert value.due_on is not None
            assert value.due_on >= MONDAY
            assert (row["lesson_id"], row["student_id"]) in absent
    assert {"+", "-", "cr", "nc", "ex", "pt"} < kinds.keys()
    assert kinds[""] > 0.95 * len(default.rows["mark"])
