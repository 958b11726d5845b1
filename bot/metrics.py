"""The counts and what waits, in Prometheus' words. Imported where `/metrics` is asked for only."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import accumulate

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)

from bot.counts import Counts, Histogram
from bot.health import Waiting
from domain.notices.model import Kind, State
from storage.gauges import Depth, Fate

CONTENT_TYPE = CONTENT_TYPE_LATEST


def render(
    counts: Counts, waiting: Waiting | None, week: Sequence[Fate] | None, now: datetime
) -> bytes:
    """The page of `/metrics`; without what the database did not tell."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Page([*_counted(counts), *_read(waiting, week, now)]))
    return generate_latest(registry)


class _Page:
    """A collector of metrics that are there already."""

    def __init__(self, metrics: Sequence[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterator[Metric]:
        yield from self._metrics


def _counted(counts: Counts) -> Iterator[Metric]:
    outcomes = CounterMetricFamily(
        "diary_notices",
        "What became of notices in this process.",
        labels=["kind", "state", "reason"],
    )
    for labels, number in sorted(counts.notices.items()):
        outcomes.add_metric(labels, number)
    yield outcomes
    limited = CounterMetricFamily(
        "diary_telegram_limited", "429 answers of Telegram, by method.", labels=["method"]
    )
    for method, number in sorted(counts.limited.items()):
        limited.add_metric([method], number)
    yield limited
    denials = CounterMetricFamily(
        "diary_denials",
        "What people asked for and had no right to, or what is not there, by action.",
        labels=["action"],
    )
    for action, number in sorted(counts.denials.items()):
        denials.add_metric([action], number)
    yield denials
    yield HistogramMetricFamily(
        "diary_update_seconds",
        "From an update being taken to its answer.",
        buckets=_buckets(counts.latency),
        sum_value=counts.latency.total,
    )


def _read(waiting: Waiting | None, week: Sequence[Fate] | None, now: datetime) -> Iterator[Metric]:
    yield GaugeMetricFamily(
        "diary_database_up", "Whether the database answers.", value=waiting is not None
    )
    if waiting is not None:
        yield from _outbox(waiting.depth, now)
        yield GaugeMetricFamily(
            "diary_updates_waiting", "Updates taken and not handled.", value=waiting.updates
        )
    if week is not None:
        yield from _ledger(week)


def _outbox(depth: Sequence[Depth], now: datetime) -> Iterator[Metric]:
    rows = GaugeMetricFamily(
        "diary_outbox_notices", "Notices that are not settled.", labels=["kind", "state"]
    )
    for each in depth:
        rows.add_metric([each.kind, each.state], each.rows)
    yield rows
    age = GaugeMetricFamily(
        "diary_outbox_oldest_seconds",
        "For how long the oldest notice of a kind should have left; 0: nothing waits.",
        labels=["kind"],
    )
    for kind in Kind:
        own = (each for each in depth if each.kind == kind and each.state != State.DEAD)
        since = min((each.waiting_since for each in own if each.waiting_since), default=now)
        age.add_metric([kind], (now - since).total_seconds())
    yield age


def _ledger(week: Sequence[Fate]) -> Iterator[Metric]:
    rows = GaugeMetricFamily(
        "diary_week_notices",
        "Notices of the last seven days, by what became of them.",
        labels=["kind", "state", "reason"],
    )
    for each in week:
        rows.add_metric([each.kind, each.state, each.reason], each.rows)
    yield rows
    share = GaugeMetricFamily(
        "diary_told_within_day_ratio",
        "Of the notices owed within the last seven days, those told within 24 hours.",
        labels=["kind"],
    )
    for kind in Kind:
        own = [each for each in week if each.kind == kind]
        if owed := sum(each.owed for each in own):
            share.add_metric([kind], sum(each.in_time for each in own) / owed)
    yield share


def _buckets(histogram: Histogram) -> list[tuple[str, float]]:
    bounds = [*map(str, histogram.bounds), "+Inf"]
    return list(zip(bounds, accumulate(histogram.counts), strict=True))
