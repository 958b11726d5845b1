"""What the simulation's reader makes of a message: its verdicts are no better than its reading."""

import pytest

from tests.simulation.reading import Reader, Said
from tests.simulation.town import plan_town

TOWN = plan_town(1, 1, 2)
[PUPIL] = TOWN.pupils


@pytest.fixture
def reader() -> Reader:
    return Reader(TOWN)


def test_marks_of_lessons_below_final_marks_are_marks(reader: Reader) -> None:
    digest = (
        "Пока бота не было в чате\n"
        f"{PUPIL.name}: 1 итоговая оценка, 2 оценки\n"
        "Алгебра: 5 за II четверть\n"
        "Алгебра: оценка 5 за 23 ноября снята ↺\n"
        "История: 3 → 4 ↺"
    )
    assert reader.statements(digest) == [
        Said(("final_mark", PUPIL.id, 1), None, "5"),
        Said(("mark", PUPIL.id, 1), "5", "removed"),
        Said(("mark", PUPIL.id, 2), "3", "4"),
    ]


def test_a_table_says_in_its_heading_that_it_is_of_final_marks(reader: Reader) -> None:
    table = f"{PUPIL.name}: итоговые оценки за II четверть\nАлгебра | 5\nИстория | 3 → 4 ↺"
    assert reader.statements(table) == [
        Said(("final_mark", PUPIL.id, 1), None, "5"),
        Said(("final_mark", PUPIL.id, 2), "3", "4"),
    ]
