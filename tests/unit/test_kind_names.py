"""Every kind of notice has a name: in the settings, and in the school's list of what waits."""

import pytest

from domain.notices.model import Kind
from handlers.notices.kind_names import kind_name
from handlers.words import speaking


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize("kind", [each for each in Kind if each is not Kind.ALARM])
def test_a_kind_has_a_name(kind: Kind, locale: str) -> None:
    with speaking(locale):
        assert kind_name(kind)
