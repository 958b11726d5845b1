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


def test_a_changed_lesson_is_read_by_what_it_is_now(reader: Reader) -> None:
    news = (
        f"Повтор: {PUPIL.name}: изменилось 4 урока\n"
        "В четверг, 26 ноября, 1-й урок отменён: алгебра\n"
        "В пятницу, 27 ноября, 2-й урок изменился: история (→ 377)"
    )
    about = ("lesson", PUPIL.id, 1), ("lesson", PUPIL.id, 2)
    assert reader.statements(news) == [
        Said(about[0], None, "cancelled"),
        Said(about[1], None, "room 377"),
    ]
    one = f"{PUPIL.name}, в четверг, 26 ноября, 1-й урок "
    assert reader.statements(f"{one}(алгебра) ведёт Предметный1 У.\n8:30") == [
        Said(about[0], None, "teacher 1")
    ]
    assert reader.statements(f"{one}снова по расписанию: алгебра") == [
        Said(about[0], None, "usual")
    ]


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ("отменён", "cancelled"),
        ("вас замещает Предметный1 У.", "given to 1"),
        ("вы замещаете (по расписанию Предметный0 У.), 8:30, каб. 201", "instead of 0"),
        ("изменён, 8:30, каб. 379\n→ 379", "room 379"),
        ("изменение отменено", "undone"),
        ("изменение отменено, 8:30, каб. 379", "undone"),
    ],
)
def test_a_teacher_reads_what_became_of_a_lesson(reader: Reader, change: str, state: str) -> None:
    told = f"Повтор: В четверг, 26 ноября, 1-й урок, 7А1 алгебра: {change}"
    assert reader.statements(told) == [Said(("teaching", 1, 1), None, state)]


def test_a_request_and_its_answer_are_of_one_place(reader: Reader) -> None:
    place = f"Родова0 {PUPIL.name}, 7А1: алгебра, 23 ноября, ответ: отметки нет"
    about = ("unlock", PUPIL.id, 1)
    said = {
        "asked": f"Предметный0 У. просит открыть отметку\n{place}\n«Записано на бумаге»",
        "open": f"Повтор: {place}\nОткрыто до 25 ноября, 10:40",
        "declined": f"{place}\nОтклонено. Главный З.: «Нет»",
    }
    for state, text in said.items():
        assert reader.statements(text) == [Said(about, None, state)]


def test_an_evening_is_known_by_its_first_words(reader: Reader) -> None:
    tasks = "Не заполнено в журнале: 2\nВ понедельник, 16 ноября, 1-й урок, 7А1 алгебра: нет темы"
    assert reader.statements(tasks) == [Said(("tasks", 0, 0), None, "told")]
    assert reader.statements("Повтор: Стало просроченным\nЗаписи уроков: 4") == [
        Said(("tasks", 0, 0), None, "told")
    ]
    forecast = f"{PUPIL.name}: что выходит\nII четверть, по 27 ноября\n4: алгебра, история"
    assert reader.statements(forecast) == [Said(("forecast", PUPIL.id, 0), None, "told")]
