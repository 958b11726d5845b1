"""Hashes that cost nothing, for tests that are about something else."""

from hashlib import sha256

import pytest


def hash_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes and PINs are hashed slowly on purpose: 10 and 90 ms each."""
    for user in ("domain.binding.codes", "domain.pins.model"):
        monkeypatch.setattr(f"{user}.slow_hash", _quick)


@pytest.fixture(autouse=True)
def _hashes_cost_nothing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the folder whose conftest has this, but for tests marked `costly`: those about the cost.

    Whole programs in processes of their own hash as always (tests/e2e).
    """
    if request.node.get_closest_marker("costly") is None:
        hash_quickly(monkeypatch)


def _quick(secret: bytes, salt: bytes, cost: int) -> str:
    return sha256(salt + secret).hexdigest()
