"""Files for the runs, and soak-only trials."""

import pytest
from hypothesis import settings

from tests.simulation.files import Files


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("simulation"))


@pytest.fixture
def only_in_soak() -> None:
    if settings().max_examples < 1_000:
        pytest.skip("takes minutes: make soak")
