"""Who is to get the forecast of a week."""

from datetime import date

from domain.evening.model import CardReader
from domain.notices.model import Kind
from storage.evening_readers import EveningReaders, readers_of
from storage.tables import binding

_READERS = readers_of(Kind.FORECAST, binding.c.role.in_(("guardian", "student")))


class Forecasts(EveningReaders):
    """domain.forecast.model.ForecastStore."""

    async def readers(
        self, school_id: int, day: date, after_chat: int, limit: int
    ) -> list[CardReader]:
        return await self._readers(
            _READERS,
            school_id=school_id,
            about=day.toordinal(),
            after_chat=after_chat,
            limit=limit,
        )
