"""What is done about a denial besides saying so: a line, a count, and an alarm when they gather."""

import logging
from collections.abc import Callable

from bot.clock import Clock
from bot.counts import Counts
from domain.denials.use_cases import Suspicion, counts, note_denial
from domain.errors import Denied, DomainError
from domain.session import Session
from storage.database import Database

_log = logging.getLogger(__name__)


class Denials:
    """Called where the transaction of the handler is over, with no reader in hand.

    What fails here fails quietly: the person is answered all the same.
    """

    def __init__(
        self, database: Database, clock: Clock, counted: Counts, committed: Callable[[], None]
    ) -> None:
        self._database = database
        self._clock = clock
        self._counts = counted
        self._committed = committed

    async def note(self, session: Session, error: DomainError) -> None:
        """Counts a `Denied` or a `NotFound`: who tries ids meets both."""
        action = str(error.params["action"]) if isinstance(error, Denied) else error.code
        self._counts.denials[action] += 1
        _log.info("denied: %s to chat %d", action, session.chat_id)
        try:
            suspicion = await self._store(session, action)
        except Exception as failure:  # noqa: BLE001 - the database is away
            _log.warning("denial not stored: %s", type(failure).__name__)
            return
        if suspicion is not None:
            self._committed()
            _tell_log(session.chat_id, suspicion)

    async def _store(self, session: Session, action: str) -> Suspicion | None:
        now = self._clock()
        async with self._database.read(now) as uow:
            if not await counts(uow, session):
                return None
        async with self._database.write(now) as uow:
            suspicion = await note_denial(uow, session, action)
            await uow.commit()
        return suspicion


def _tell_log(chat_id: int, suspicion: Suspicion) -> None:
    what = (suspicion.alarm_id, chat_id, suspicion.school_id, suspicion.count)
    _log.warning("alarm %d: chat %d of school %d was denied %d times within an hour", *what)
    if not suspicion.told:
        _log.critical("alarm %d: school %d has nobody connected to be told", what[0], what[2])
