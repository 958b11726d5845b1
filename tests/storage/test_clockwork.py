"""Jobs run once over all processes, and once after a downtime in which they were missed."""

import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, suppress
from datetime import UTC, datetime, timedelta

import pytest

from bot.app import App, build_app
from bot.clockwork import Clockwork, Slots
from bot.jobs import JOBS, Job
from bot.settings import Settings
from playground.telegram import Telegram
from storage.database import Database
from storage.tables import chat_rest, job_run
from storage.uow import SqlUnitOfWork
from tests.conftest import TOKEN
from tests.support.clock import MOSCOW, OwnClock
from tests.support.telegram import InProcessSession

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
NIGHT = datetime(2026, 11, 25, 3, 0, tzinfo=MOSCOW).astimezone(UTC)


class Worker:
    """A job that counts, and does what the test wants."""

    def __init__(self, cron: str = "0 3 * * *", name: str = "count") -> None:
        self.runs = 0
        self.fails = False
        self.began = asyncio.Event()
        self.goes_on = asyncio.Event()
        self.goes_on.set()
        self.job = Job(name, cron, self.work)

    async def work(self, _app: App) -> None:
        self.runs += 1
        self.began.set()
        await self.goes_on.wait()
        if self.fails:
            raise ValueError("of the job's own")


@pytest.fixture
async def apps(database: Database, telegram: Telegram, clock: OwnClock) -> list[App]:
    """Four processes' worth of programs before one database."""
    telegram.add_bot(TOKEN)
    settings = Settings(_env_file=None, bot_token=TOKEN)
    session = InProcessSession(telegram)
    return [build_app(settings, clock=clock, session=session, database=database) for _ in range(4)]


async def everywhere(apps: Sequence[App], *workers: Worker) -> list[str]:
    """A look at the clock in every process at once; what ran."""
    jobs = [each.job for each in workers]
    ran = await asyncio.gather(*(Clockwork(app, jobs).run_due() for app in apps))
    return [name for names in ran for name in names]


@pytest.fixture
async def seen(apps: list[App], clock: OwnClock) -> Worker:
    """A job that is known, on the evening before its next slot."""
    worker = Worker()
    assert await everywhere(apps, worker) == []
    clock.now = NIGHT - timedelta(hours=5)
    return worker


async def test_a_new_job_does_not_run_for_the_past(seen: Worker, apps: list[App]) -> None:
    assert await everywhere(apps, seen) == []
    assert seen.runs == 0


async def test_once_over_all_processes(seen: Worker, apps: list[App], clock: OwnClock) -> None:
    clock.now = NIGHT
    assert await everywhere(apps, seen) == ["count"]
    assert await everywhere(apps, seen) == []
    clock.now = NIGHT + DAY
    assert await everywhere(apps, seen) == ["count"]
    assert seen.runs == 2


async def test_once_after_a_week_in_which_nothing_ran(
    seen: Worker, apps: list[App], clock: OwnClock
) -> None:
    clock.now = NIGHT + 7 * DAY + timedelta(hours=11)
    assert await everywhere(apps, seen) == ["count"]
    assert await everywhere(apps, seen) == []
    assert seen.runs == 1


async def test_a_clock_that_was_ahead_stops_no_job(
    seen: Worker, apps: list[App], clock: OwnClock
) -> None:
    right = clock()
    clock.now = NIGHT + DAY * 365
    assert await everywhere(apps, seen) == ["count"]
    clock.now = right
    await everywhere(apps, seen)
    for days in range(3):
        clock.now = NIGHT + DAY * days
        assert await everywhere(apps, seen) == ["count"]


async def test_a_job_that_failed_is_tried_again_and_the_others_run(
    seen: Worker, apps: list[App], clock: OwnClock, caplog: pytest.LogCaptureFixture
) -> None:
    other = Worker(name="other")
    await everywhere(apps, other)
    seen.fails = True
    clock.now = NIGHT
    assert sorted(await everywhere(apps, seen, other)) == ["count", "other"]
    assert "job count failed" in caplog.text
    seen.fails = False
    assert await everywhere(apps, seen, other) == []
    clock.advance(10 * MINUTE)
    assert await everywhere(apps, seen, other) == ["count"]
    assert await everywhere(apps, seen, other) == []


async def test_a_failed_job_of_every_minute_waits_for_the_next_minute_only(
    apps: list[App], clock: OwnClock
) -> None:
    watch = Worker("* * * * *")
    await everywhere(apps, watch)
    watch.fails = True
    for _ in range(3):
        clock.advance(MINUTE)
        assert await everywhere(apps, watch) == ["count"]


async def test_what_a_killed_process_had_begun_is_done_by_another(
    seen: Worker, apps: list[App], clock: OwnClock
) -> None:
    clock.now = NIGHT
    async with apps[0].database.write(clock()) as uow:
        assert await uow.job_runs.claim("count", NIGHT, clock() + 11 * MINUTE)
        await uow.commit()
    assert await everywhere(apps, seen) == []
    clock.advance(11 * MINUTE)
    assert await everywhere(apps, seen) == ["count"]
    assert await everywhere(apps, seen) == []


async def test_what_is_stopped_half_way_is_given_back(
    seen: Worker, apps: list[App], clock: OwnClock
) -> None:
    clock.now = NIGHT
    seen.goes_on.clear()
    running = asyncio.create_task(Clockwork(apps[0], [seen.job]).run())
    await seen.began.wait()
    assert await everywhere(apps, seen) == []
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    seen.goes_on.set()
    assert await everywhere(apps, seen) == ["count"]


async def test_a_job_that_hangs_is_broken_off(
    apps: list[App], clock: OwnClock, caplog: pytest.LogCaptureFixture
) -> None:
    worker = Worker("* * * * *")
    worker.job = Job("count", "* * * * *", worker.work, longest=timedelta(milliseconds=20))
    await everywhere(apps, worker)
    worker.goes_on.clear()
    clock.advance(MINUTE)
    await everywhere(apps, worker)
    assert "job count failed" in caplog.text
    assert "TimeoutError" in caplog.text


async def test_a_database_away_does_not_end_the_loop(
    apps: list[App], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    looked = asyncio.Event()

    def away(_now: datetime) -> None:
        looked.set()
        raise OSError("nobody answers")

    monkeypatch.setattr(apps[0].database, "read", away)
    running = asyncio.create_task(Clockwork(apps[0]).run())
    await looked.wait()
    assert not running.done()
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert "cannot be looked up" in caplog.text


async def test_a_week_of_minutes_leaves_few_rows(
    apps: list[App], database: Database, clock: OwnClock
) -> None:
    watch = Worker("* * * * *")
    clockwork = Clockwork(apps[0], [watch.job])
    for _ in range(60):
        await clockwork.run_due()
        clock.advance(MINUTE)
    async with database.read(clock()) as uow:
        rows = (await uow.connection.execute(job_run.select())).all()
    assert watch.runs == 59
    assert len(rows) <= 20


@pytest.mark.parametrize(
    ("cron", "now", "latest", "following"),
    [
        ("* * * * *", "2026-11-24 10:40:30", "2026-11-24 10:40", "2026-11-24 10:41"),
        ("* * * * *", "2026-11-24 10:40:00", "2026-11-24 10:40", "2026-11-24 10:41"),
        ("0 3 * * *", "2026-11-24 02:59:59", "2026-11-23 03:00", "2026-11-24 03:00"),
        ("0 18 * * sun", "2026-11-24 10:40:00", "2026-11-22 18:00", "2026-11-29 18:00"),
        ("30 6 1 9 *", "2026-11-24 10:40:00", "2026-09-01 06:30", "2027-09-01 06:30"),
    ],
)
def test_slots_are_in_the_schools_time_zone(
    cron: str, now: str, latest: str, following: str
) -> None:
    def moscow(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=MOSCOW)

    slots = Slots(cron, MOSCOW)
    assert slots.latest(moscow(now)) == moscow(latest)
    assert slots.after(moscow(now)) == moscow(following)


def test_a_slot_that_was_longer_ago_than_a_year_is_none() -> None:
    assert Slots("0 0 29 feb *", MOSCOW).latest(NIGHT) is None


def test_the_jobs_of_the_program_have_names_that_fit_and_slots() -> None:
    names = [each.name for each in JOBS]
    assert len(set(names)) == len(names)
    for each in JOBS:
        assert len(each.name) <= 32
        assert Slots(each.cron, MOSCOW).latest(NIGHT)


async def test_rests_that_are_over_are_forgotten_by_their_job(
    apps: list[App], database: Database, clock: OwnClock
) -> None:
    clockwork = Clockwork(apps[0])
    await clockwork.run_due()
    async with database.write(clock()) as uow:
        for chat_id, minutes in ((1, 1), (2, 600)):
            await uow.rests.rest(42, chat_id, clock() + minutes * MINUTE)
        await uow.commit()
    clock.advance(timedelta(hours=1))
    assert "forget_rests" in await clockwork.run_due()
    async with database.read(clock()) as uow:
        rows = (await uow.connection.execute(chat_rest.select())).all()
    assert [row.chat_id for row in rows] == [2]


async def test_a_job_that_was_taken_runs_although_the_next_one_could_not_be(
    apps: list[App], clock: OwnClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = Worker(name="first"), Worker(name="second")
    assert await everywhere(apps[:1], first, second) == []
    clock.now += DAY
    database = apps[0].database
    write, turns = database.write, iter(range(9))

    def away_at_the_second(now: datetime) -> AbstractAsyncContextManager[SqlUnitOfWork]:
        if next(turns) == 1:
            raise ConnectionError("the database is away")
        return write(now)

    monkeypatch.setattr(database, "write", away_at_the_second)
    assert await everywhere(apps[:1], first, second) == ["first"]
    assert (first.runs, second.runs) == (1, 0)
    assert await everywhere(apps[:1], first, second) == ["second"]
