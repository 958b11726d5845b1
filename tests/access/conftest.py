"""What the walks of this room share."""

from hashlib import sha256

import pytest

from storage.database import Database
from tests.access.scene import Scene, build_scene
from tests.support.clock import OwnClock
from tests.support.school import SmallSchool


def _hash(code: str) -> str:
    return sha256(code.encode()).hexdigest()


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes and PINs are hashed slowly on purpose, which is not what is looked at here."""
    monkeypatch.setattr("domain.binding.inviting.hash_code", _hash)
    monkeypatch.setattr("domain.pins.use_cases.hash_pin", _hash)


@pytest.fixture
async def scene(database: Database, school: SmallSchool, clock: OwnClock) -> Scene:
    async with database.write(clock()) as uow:
        made = await build_scene(uow.connection, school)
        await uow.commit()
    return made
