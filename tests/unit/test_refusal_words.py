"""A refusal says its number with the word that goes with it."""

from collections.abc import Sequence

import pytest

from domain.errors import Refused
from handlers.refusals import refusal
from handlers.words import speaking


@pytest.mark.parametrize(
    ("refused", "russian"),
    [
        (Refused("finals_not_open", days=0), "ставят в последний день периода. Пока рано."),
        (Refused("finals_not_open", days=1), "не раньше чем за 1 день до конца периода."),
        (Refused("finals_not_open", days=3), "не раньше чем за 3 дня до конца периода."),
        (Refused("finals_not_open", days=14), "не раньше чем за 14 дней до конца периода."),
        (Refused("absence_too_long", limit=1), "Объявить можно до 1 дня и не дальше вперёд."),
        (Refused("absence_too_long", limit=30), "Объявить можно до 30 дней и не дальше вперёд."),
    ],
)
def test_days_bend_with_their_number(refused: Refused, russian: str) -> None:
    with speaking("ru"):
        blocks: Sequence[object] = refusal(refused).blocks
    assert russian in str(blocks[0])


def test_one_day_in_english_is_one() -> None:
    with speaking("en"):
        text = str(refusal(Refused("finals_not_open", days=1)).blocks[0])
    assert text.startswith("Final marks are set from 1 day before the last day of a period on.")
