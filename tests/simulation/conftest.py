"""Files for the runs, and soak-only trials."""

import pytest

from tests.simulation.files import Files
from tests.support.trials import is_soak


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("simulation"))


@pytest.fixture
def only_in_soak() -> None:
    if not is_soak():
        pytest.skip("takes minutes: make soak")
