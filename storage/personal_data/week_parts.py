"""What a copy has of the weeks that were confirmed."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select

from storage import tables as t
from storage.personal_data.columns import CHILDREN, PEOPLE, read_of

OF_WEEKS: Mapping[str, Select[Any]] = {
    "week_read": read_of(t.week_read)
    .where(t.week_read.c.student_id.in_(CHILDREN), t.week_read.c.guardian_id.in_(PEOPLE))
    .order_by(t.week_read.c.week_ends, t.week_read.c.student_id),
    "week_reminder": read_of(t.week_reminder)
    .where(t.week_reminder.c.student_id.in_(CHILDREN))
    .order_by(t.week_reminder.c.reminded_on, t.week_reminder.c.student_id),
}
