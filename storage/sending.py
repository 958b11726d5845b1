"""The places for messages of one bot, shared by every process that sends for it.

PostgreSQL only. A place is a row; it is free again a second after it was taken, by the database's
clock. So whoever takes it and whenever, no more messages leave in a second than there are rows.
"""

from typing import Any

from sqlalchemy import text

from storage.database import Database

Values = dict[str, Any]

# A place may be taken a moment before it is free, and then counts from when it would have been: the
# time that the question takes is no loss of rate.
# Losing the last places in a crash of the server is no harm; waiting for the disk would be.
_TAKE = text("""
WITH moment AS MATERIALIZED (SELECT extract(epoch FROM clock_timestamp())::float8 AS now),
free AS (
    SELECT place FROM send_rate, moment
    WHERE bot_id = :bot AND place < :rate AND free_at <= moment.now + :early
    ORDER BY free_at, place LIMIT :wanted FOR UPDATE OF send_rate SKIP LOCKED
),
taken AS (
    UPDATE send_rate SET free_at = greatest(free_at, moment.now) + :window FROM free, moment
    WHERE send_rate.bot_id = :bot AND send_rate.place = free.place
    RETURNING send_rate.place, send_rate.free_at
)
SELECT
    ARRAY(SELECT place FROM taken ORDER BY place) AS places,
    ARRAY(SELECT free_at FROM taken ORDER BY place) AS free_at,
    (
        SELECT min(free_at) FROM send_rate
        WHERE bot_id = :bot AND place < :rate AND place NOT IN (SELECT place FROM taken)
    ) - moment.now - :early AS wait,
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
UPDATE send_rate SET free_at = send_rate.free_at - :window
FROM unnest(CAST(:places AS int[]), CAST(:free_at AS float8[])) AS unused (place, free_at)
WHERE bot_id = :bot AND send_rate.place = unused.place AND send_rate.free_at = unused.free_at
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
        early: float = 0.0,
    ) -> None:
        self._engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._seconds = seconds
        self._never = never_for_answers
        self._all: Values = {"bot": bot_id, "rate": rate}
        self._window: Values = {"bot": bot_id, "window": seconds}
        self._early: Values = {"early": early}
        self._is_prepared = False
        self.held: list[tuple[int, float]] = []  # the places taken last, and until when
        self._unused: list[tuple[int, float]] = []

    async def take(self, wanted: int, answers: int) -> tuple[int, float]:
        """How many of `wanted` places were free, and the seconds until one of the others is.

        `answers` have left unasked and take places first.
        """
        async with self._engine.connect() as connection:
            if not self._is_prepared:
                await connection.execute(_PREPARE, self._all)
                self._is_prepared = True
            if self._unused:
                # What fails here is free by itself a second later.
                unused, self._unused = self._unused, []
                places, free_at = zip(*unused, strict=True)
                given: Values = {"places": list(places), "free_at": list(free_at)}
                await connection.execute(_GIVE_BACK, self._window | given)
            values = self._all | self._window
            if answers:
                debt: Values = {"answers": answers, "never": self._never}
                await connection.execute(_TAKE_FOR_ANSWERS, values | debt)
            row = (await connection.execute(_TAKE, values | self._early | {"wanted": wanted})).one()
        self.held = list(zip(row.places, row.free_at, strict=True))
        return len(self.held), max(0.0, self._seconds if row.wait is None else row.wait)

    def give_back(self, unused: int) -> None:
        """So many of the places taken last."""
        if unused > 0:
            self._unused += self.held[-unused:]
            del self.held[-unused:]
