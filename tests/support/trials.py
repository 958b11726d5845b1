"""How hard hypothesis tries, by profile (HYPOTHESIS_PROFILE): the usual suite, CI, `make soak`.

Timings belong to the benchmarks, so no profile has a deadline. What fails prints a blob that runs
it again: `@reproduce_failure(...)`.
"""

import os

from hypothesis import HealthCheck, settings

_MANY = 2_000


def register_profiles() -> None:
    """Called once, before the tests are read."""
    usual = settings(deadline=None, print_blob=True)
    settings.register_profile("usual", usual)
    settings.register_profile("ci", usual, database=None)  # nothing is kept from run to run
    settings.register_profile(
        "soak", usual, max_examples=_MANY, suppress_health_check=[HealthCheck.too_slow]
    )
    chosen = os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if "CI" in os.environ else "usual")
    settings.load_profile(chosen)


def is_soak() -> bool:
    """Whether trials that take minutes are wanted."""
    return settings().max_examples >= _MANY


def trials(usual: int) -> int:
    """Examples of a test too slow for the usual hundred, as many times more in a soak."""
    return usual * settings().max_examples // 100


def few_or(usual: int, soak: int) -> int:
    """Examples of a test of which even the usual share would take long."""
    return soak if is_soak() else usual
