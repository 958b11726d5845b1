"""`python -m tests.benchmarks [--only NAME] [--quick]`: the bounds, kept or missed."""

import argparse
import sys
from collections.abc import Callable

from tests.benchmarks.contender import BenchmarkFailed
from tests.benchmarks.gradebook import gradebook
from tests.benchmarks.import_50k import importing
from tests.benchmarks.latency import latency
from tests.benchmarks.load import load
from tests.benchmarks.measure import Measure, table
from tests.benchmarks.outbox import outbox
from tests.benchmarks.school_day import school_day

BENCHMARKS: dict[str, Callable[..., list[Measure]]] = {
    "load": load,
    "latency": latency,
    "outbox": outbox,
    "day": school_day,
    "gradebook": gradebook,
    "import": importing,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", choices=BENCHMARKS, action="append")
    parser.add_argument("--quick", action="store_true", help="small and short: to see that it runs")
    chosen = parser.parse_args()
    measures: list[Measure] = []
    try:
        for name in chosen.only or BENCHMARKS:
            measures += BENCHMARKS[name](quick=chosen.quick)
    except BenchmarkFailed as error:
        print(f"not measured: {error}")
        return 1
    print(table(measures))
    return 0 if all(measure.is_met for measure in measures) else 1


if __name__ == "__main__":
    sys.exit(main())
