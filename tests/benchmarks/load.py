"""Updates a second and memory, ours to the bare bot's and a large school's to a small one's."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from statistics import median

from tqdm import tqdm

from tests.benchmarks.contender import Contender, Round, contender
from tests.benchmarks.databases import FOLDER, clock_offset, open_school, school_of
from tests.benchmarks.measure import Measure
from tests.benchmarks.mix import Act, acts
from tests.benchmarks.readers import connect_readers

READERS = 600


def load(*, quick: bool) -> list[Measure]:
    """Many short rounds in turn, so that whatever else the machine does hits all three alike."""
    updates, rounds = (500, 3) if quick else (1_000, 15)
    sizes = (1_200, 6_000) if quick else (1_200, 50_000)
    with ExitStack() as stack:
        schools = [asyncio.run(_readers(pupils, updates)) for pupils in sizes]
        bots = [stack.enter_context(_echo(schools[0][1]))]
        bots += [stack.enter_context(_diary(*school)) for school in schools]
        for each in bots:
            each.play()  # caches fill, statements compile
        played: list[list[Round]] = [[] for _ in bots]
        for _ in tqdm(range(rounds), unit=" rounds", leave=False, disable=None):
            for each, of_bot in zip(bots, played, strict=True):
                of_bot.append(each.play())
        memory = [each.memory() / 2**20 for each in bots]
    return _measures(sizes[1], played, memory)


def _measures(pupils: int, played: list[list[Round]], memory: list[float]) -> list[Measure]:
    echo, small, large = (_median(each, lambda one: one.rate) for each in played)
    loads = "; ".join(
        f"{name} {_median(each, lambda one: one.bot_load):.0%}"
        f" of a core, its playground {_median(each, lambda one: one.playground_load):.0%}"
        for name, each in zip(("bare bot", "ours"), played, strict=False)
    )
    return [
        Measure(
            "updates a second, to a bare bot's",
            small / echo,
            0.4,
            at_least=True,
            detail=f"{small:.0f} to {echo:.0f}; {loads}; in time of a core "
            f"{_cost(played[0]) / _cost(played[1]):.2f}",
        ),
        Measure(
            f"slower at {pupils} pupils than at 1200",
            small / large,
            1.3,
            unit="×",
            detail=f"{small:.0f} and {large:.0f} updates a second; "
            f"{_cost(played[1]):.2f} and {_cost(played[2]):.2f} ms of a core each",
        ),
        Measure(
            f"memory at {pupils} pupils, to a bare bot's",
            memory[2] / memory[0],
            1.35,
            detail=f"{memory[2]:.0f} MiB to {memory[0]:.0f} MiB; at 1200 pupils {memory[1]:.0f}",
        ),
    ]


def _median(rounds: Sequence[Round], of: Callable[[Round], float]) -> float:
    return median(of(each) for each in rounds)


def _cost(rounds: Sequence[Round]) -> float:
    """Milliseconds of a core for an update: steadier than the rate where others work beside us."""
    return _median(rounds, lambda one: one.cost)


async def _readers(pupils: int, updates: int) -> tuple[str, list[Act]]:
    """A school with people connected, as an address, and what they will do."""
    path = await school_of(pupils, "load")
    database = open_school(path)
    try:
        readers = await connect_readers(database, READERS)
    finally:
        await database.close()
    return database.url.render_as_string(), acts(readers, updates)


@contextmanager
def _echo(script: Sequence[Act]) -> Iterator[Contender]:
    with contender("echo", script, "tests.benchmarks.echo_bot", FOLDER, {}) as bot:
        yield bot


@contextmanager
def _diary(address: str, script: Sequence[Act]) -> Iterator[Contender]:
    given = {"DATABASE_URL": address, "SECONDS_AHEAD": str(clock_offset().total_seconds())}
    name = address.rpartition("bench/")[2].replace("/", "-")
    with contender(name, script, "tests.benchmarks.diary_bot", FOLDER, given) as bot:
        yield bot
