"""What a longer term of a kind of work leaves closed (S4 §4(а), R089, R090)."""

from datetime import date, timedelta


def closed_before(
    days_open: int, closed: date | None, changed_on: date | None, today: date
) -> date | None:
    """Lessons before this day stay closed whatever term is chosen today.

    S4 §4(а): «исправление отметок и выставление отметок задним числом запрещено»; so a longer term
    opens no mark whose own was over as the day began. `days_open`, `closed`, `changed_on`: as they
    were before. What is chosen and put right on one day leaves no trace.
    """
    if changed_on == today:
        return closed
    over = today - timedelta(days=days_open)
    return over if closed is None else max(closed, over)


def due_by(lesson_day: date, days_open: int, closed: date | None, changed_on: date | None) -> date:
    """The last day for the marks of a work of that day, by the term that they were open for (D02).

    What a longer term left closed was due by the one before it: `closed` is so many days before
    the day of the change as that one had.
    """
    due = lesson_day + timedelta(days=days_open)
    if closed is None or changed_on is None or lesson_day >= closed:
        return due
    return min(due, lesson_day + (changed_on - closed))
