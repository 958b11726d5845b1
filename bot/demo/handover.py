"""Codes of a demo school: nearly everybody had theirs in September, two families came this week."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.demo.journal import Row
from bot.demo.people import Family, Someone
from bot.demo.rows import Batch
from domain.binding.model import BindingRole
from storage import tables as t

_GIVEN = ("person_id", "role", "student_id", "handed_at", "handed_by")
_ORDER = ("person_id", "number", "date", "set_by", "set_at")
_NEW_SINCE = (timedelta(days=1), timedelta(days=8))  # the days of their orders before today


def codes_in_hand(
    families: Sequence[Family], staff: Sequence[Someone], began: date, now: datetime
) -> list[Batch]:
    """Who was handed a code at the first meeting; the last families have an order and none yet."""
    new = families[-len(_NEW_SINCE) :]
    handed_at = datetime.combine(began, now.timetz())
    by = staff[0].id
    pairs = [(each.id, BindingRole.STAFF, 0) for each in {who.id: who for who in staff}.values()]
    for family in families[: -len(_NEW_SINCE)]:
        for _at, child in family.pupils:
            pairs.append((child.id, BindingRole.STUDENT, child.id))
            pairs += [(who.id, BindingRole.GUARDIAN, child.id) for who, _kind in family.guardians]
    orders: list[Row] = [
        (child.id, f"{number}-к", (now - since).date(), by, now)
        for number, (family, since) in enumerate(zip(new, _NEW_SINCE, strict=True), start=101)
        for _at, child in family.pupils
    ]
    given: list[Row] = [(*pair, handed_at, by) for pair in pairs]
    return [Batch(t.code_handover, _GIVEN, given), Batch(t.account_order, _ORDER, orders)]
