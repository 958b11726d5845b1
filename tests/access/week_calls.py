"""The same of weeks that families read: use cases, screens, buttons."""

from datetime import date
from typing import Any

from domain.access import Action
from domain.messages.writing import Audience
from tests.access.call import Call, call
from tests.access.truth import On

A = Action  # named on every line below
_FRIDAY = date(2026, 11, 20)

WEEKS: dict[str, Call | tuple[Call, ...]] = {
    "weeks_read.confirming.confirm_week": call(A.CONFIRM_WEEK, On.CHILD, last=_FRIDAY),
    "weeks_read.watching.class_reading": call(A.READ_CONFIRMATIONS, On.CLASS),
    "weeks_read.sheet.sheet_to_sign": call(A.READ_CONFIRMATIONS, On.CLASS),
    "weeks_read.watching.school_reading": call(A.READ_CONFIRMATIONS, On.SCHOOL),
    "weeks_read.watching.remind_families": call(A.WRITE_TO_FAMILIES, On.CLASS, text="Загляните"),
    "messages.writing.send_to": call(
        A.WRITE_TO_FAMILIES,
        On.CLASS,
        audience=lambda ids: Audience(ids["class_id"]),
        text="Загляните",
    ),
}
WEEK_SCREENS: dict[str, str] = {
    "weeks_read.ConfirmWeek": "weeks_read.confirming.confirm_week",
    "weeks_read.OpenReading": "weeks_read.watching.class_reading",
    "weeks_read.PrintSheet": "weeks_read.sheet.sheet_to_sign",
    "weeks_read.RemindFamilies": "weeks_read.watching.remind_families",
}
WEEK_BUTTONS: dict[str, dict[str, Any]] = {
    "weeks_read.ConfirmWeek": {"day": _FRIDAY.toordinal(), "under": "m"},
}
