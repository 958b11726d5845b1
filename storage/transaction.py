"""What a store needs of the transaction it works in."""

from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection


class Transaction(Protocol):
    """The part of the unit of work that its stores see."""

    connection: AsyncConnection
    now: datetime
    timezone: ZoneInfo


def today(transaction: Transaction) -> date:
    """The date by which roles, guardianships and enrolments hold: the server's schools' own one.

    By UTC a right that ends today would live on until ten in the morning in Vladivostok.
    """
    return transaction.now.astimezone(transaction.timezone).date()
