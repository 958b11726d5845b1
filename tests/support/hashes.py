"""Hashes that cost nothing, for tests that are about something else."""

from hashlib import sha256

import pytest


def hash_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes and PINs are hashed slowly on purpose: 10 and 90 ms each."""
    for user in ("domain.binding.codes", "domain.pins.model"):
        monkeypatch.setattr(f"{user}.slow_hash", _quick)


def _quick(secret: bytes, salt: bytes, cost: int) -> str:
    return sha256(salt + secret).hexdigest()
