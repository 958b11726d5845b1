"""What a store needs of the transaction it works in."""

from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection


class Transaction(Protocol):
    """The part of the unit of work that its stores see."""

    connection: AsyncConnection
    now: datetime
    timezone: ZoneInfo
