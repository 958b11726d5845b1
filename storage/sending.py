"""The places for messages of one bot, shared by every process that sends for it.

PostgreSQL only. A place is a row; it is free again a second after it was taken, by the database's
clock. So whoever takes it and whenever, no more messages leave in a second than there are rows.
"""

from typing import Any

from sqlalchemy import text

from storage.database import Database

Values = dict[str, Any]

# Losing the last places in a crash of the server is no harm; waiting for the disk would be.
_TAKE = text("""
WITH moment AS MATERIALIZED (SELECT extract(epoch FROM clock_timestamp())::float8 AS now),
free AS (
    SELECT place FROM send_rate, moment
    WHERE bot_id = :bot AND place < :rate AND free_at <= moment.now
    ORDER BY free_at, place LIMIT :wanted FOR UPDATE OF send_rate SKIP LOCKED
),
taken AS (
    UPDATE send_rate SET free_at = moment.now + :window FROM free, moment
    WHERE send_rate.bot_id = :bot AND send_rate.place = free.place
    RETURNING send_rate.place
)
SELECT
    ARRAY(SELECT place FROM taken) AS places,
    moment.now + :window AS free_at,
    (
        SELECT min(free_at) FROM send_rate
        WHERE bot_id = :bot AND place < :rate AND place NOT IN (SELECT place FROM taken)
    ) - moment.now AS wait,
    set_config('synchronous_commit', 'off', true)
FROM moment
""")
# What has been free for longest, or is free soonest: answers have left already.
_TAKE_FOR_ANSWERS = text("""
WITH chosen AS (
    SELECT place FROM send_rate WHERE bot_id = :bot AND place < :rate AND place >= :never
    ORDER BY free_at, place LIMIT :answers FOR UPDATE SKIP LOCKED
)
UPDATE send_rate SET free_at = extract(epoch FROM clock_timestamp())::float8 + :window
FROM chosen WHERE send_rate.bot_id = :bot AND send_rate.place = chosen.place
""")
# Unless somebody took them since.
_GIVE_BACK = text("""
UPDATE send_rate SET free_at = 0
WHERE bot_id = :bot AND place = ANY(:places) AND free_at = :free_at
""")
_PREPARE = text("""
INSERT INTO send_rate (bot_id, place, free_at)
SELECT :bot, place, 0 FROM generate_series(0, :rate - 1) AS place
ON CONFLICT DO NOTHING
""")


class Places:
    """Taken by asking the database once; given back with the next question."""

    def __init__(
        self,
        database: Database,
        bot_id: int,
        rate: int,
        seconds: float,
        *,
        never_for_answers: int,
    ) -> None:
        self._engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._seconds = seconds
        self._bot: Values = {"bot": bot_id}
        self._all: Values = {"bot": bot_id, "rate": rate}
        self._never = never_for_answers
        self._is_prepared = False
        self._held: list[int] = []
        self._free_at = 0.0
        self._unused: list[tuple[list[int], float]] = []

    async def take(self, wanted: int, answers: int) -> tuple[int, float]:
        """How many of `wanted` places were free, and the seconds until one of the others is.

        `answers` have left unasked and take places first.
        """
        window: Values = {**self._all, "window": self._seconds}
        async with self._engine.connect() as connection:
            if not self._is_prepared:
                await connection.execute(_PREPARE, self._all)
                self._is_prepared = True
            # What fails here is free by itself a second later.
            unused, self._unused = self._unused, []
            for places, free_at in unused:
                given: Values = {**self._bot, "places": places, "free_at": free_at}
                await connection.execute(_GIVE_BACK, given)
            if answers:
                debt: Values = {**window, "answers": answers, "never": self._never}
                await connection.execute(_TAKE_FOR_ANSWERS, debt)
            row = (await connection.execute(_TAKE, {**window, "wanted": wanted})).one()
        self._held, self._free_at = list(row.places), row.free_at
        return len(self._held), max(0.0, self._seconds if row.wait is None else row.wait)

    def give_back(self, unused: int) -> None:
        """So many of the places taken last."""
        if unused > 0 and self._held:
            self._unused.append((self._held[-unused:], self._free_at))
            del self._held[-unused:]
