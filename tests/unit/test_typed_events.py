"""Events as they are typed."""

from datetime import date

import pytest

from domain.errors import Refused
from domain.events.typed import TypedEvent, read_event

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "event"),
    [
        ("25.12 14:00 Концерт", TypedEvent("Концерт", date(2026, 12, 25), date(2026, 12, 25), 840)),
        ("25.12  в 9:05 Бал", TypedEvent("Бал", date(2026, 12, 25), date(2026, 12, 25), 545)),
        ("24.11 Музей", TypedEvent("Музей", TODAY, TODAY, None)),
        (
            "28.12–10.01 Лагерь 2 смена",
            TypedEvent("Лагерь 2 смена", date(2026, 12, 28), date(2027, 1, 10), None),
        ),
        ("1.3 Олимпиада", TypedEvent("Олимпиада", date(2027, 3, 1), date(2027, 3, 1), None)),
        ("1.3.2027 - 3.3 Сбор", TypedEvent("Сбор", date(2027, 3, 1), date(2027, 3, 3), None)),
    ],
)
def test_a_line_is_an_event(typed: str, event: TypedEvent) -> None:
    assert read_event(typed, TODAY) == event


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Концерт", "event_form"),
        ("25.12", "event_form"),
        ("32.12 Концерт", "event_form"),
        ("29.2.2027 Концерт", "event_form"),
        ("25.12 24:00 Концерт", "event_form"),
        ("25.12 12:75 Концерт", "event_form"),
        ("25.12–25.3 Слишком долго", "event_form"),
        ("23.11.2026 Вчера", "event_over"),
        ("23.11 Вчера", "event_over"),
        ("27.11–25.11 Наоборот", "days_backwards"),
        ("27.11.2027 Через год", "event_far"),
        ("31.12.9999 Никогда", "event_far"),
        ("25.12 " + "к" * 101, "event_title"),
    ],
)
def test_a_refusal_says_what_is_wrong(typed: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_event(typed, TODAY)
    assert refused.value.code == code
