"""What arrives on the phone, word for word: the child first, then what happened."""

from datetime import timedelta
from typing import Any

import pytest

from domain.notices.model import Event, Kind
from domain.notices.telling import tell_person
from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.school import MONDAY, TODAY

YESTERDAY, TOMORROW = MONDAY, TODAY + timedelta(days=1)


async def arrived(outbox: Outbox, client: Client) -> list[str]:
    await outbox.drain()
    return client.text.split("\n")


async def test_a_mark_tells_the_work_the_topic_and_the_average(
    outbox: Outbox, mother: Client
) -> None:
    await outbox.mark_event("anna", 4, work="answer")
    await outbox.mark("anna", 5, topic="Квадратные уравнения", comment="Молодец")
    assert await arrived(outbox, mother) == [
        "Анна, алгебра: 5 за контрольную",
        "«Квадратные уравнения», сегодня, вес 3",
        "Средний 4,00 → 4,75",
        "Комментарий: Молодец",
    ]
    assert mother.buttons == [["Подробнее", "Все оценки"]]


async def test_several_marks_name_the_child_once(outbox: Outbox, mother: Client) -> None:
    await outbox.tell(
        await outbox.mark_event("anna", 5),
        await outbox.mark_event("anna", 4, section="history", day=YESTERDAY, work="answer"),
    )
    assert await arrived(outbox, mother) == [
        "Анна: 2 оценки",
        "Алгебра: 5 за контрольную, сегодня",
        "История: 4 за ответ на уроке, вчера",
    ]


async def test_very_many_marks_are_summed_up_by_subject(outbox: Outbox, mother: Client) -> None:
    events = [await outbox.mark_event("anna", 5) for _ in range(12)]
    events.append(await outbox.mark_event("anna", 4, section="history"))
    await outbox.tell(*events)
    assert await arrived(outbox, mother) == [
        "Анна: 13 оценок",
        "Алгебра: " + ", ".join(["5"] * 12),
        "История: 4",
    ]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("absent", "Анна не пришла на 3-й урок: алгебра, 10:30"),
        ("late", "Анна опоздала на 3-й урок: алгебра, 10:30"),
    ],
)
async def test_an_absence(outbox: Outbox, mother: Client, new: str, expected: str) -> None:
    await outbox.absence("anna", new)
    assert await arrived(outbox, mother) == [expected]
    assert mother.buttons == [["Посещаемость"]]


async def test_verbs_agree_and_avoid_what_they_do_not_know(world: World, outbox: Outbox) -> None:
    olga = await world.guardian("olga", "petr")
    parent = await world.guardian("olga", "sasha")
    pupil = await world.pupil("anna")
    for name in ("petr", "sasha", "anna"):
        await outbox.absence(name)
    await outbox.drain()
    assert olga.text == "Пётр не пришёл на 3-й урок: алгебра, 10:30"
    assert parent.text == "Саша: нет на 3-м уроке, алгебра, 10:30"
    assert pupil.text == "Анна: нет на 3-м уроке, алгебра, 10:30"


async def test_a_late_arrival_tells_the_minutes_where_they_are_noted(
    outbox: Outbox, mother: Client
) -> None:
    await outbox.tell(await outbox.absence_event("anna", "late", minutes_late=12))
    assert (await arrived(outbox, mother))[1] == "Опоздание: 12 минут"


async def test_a_day_of_absences_is_one_message(outbox: Outbox, mother: Client) -> None:
    await outbox.tell(
        await outbox.absence_event("anna", section="history", day=YESTERDAY),
        await outbox.absence_event("anna", "late", day=YESTERDAY),
        await outbox.absence_event("anna"),
    )
    assert await arrived(outbox, mother) == [
        "Анна: 2 пропуска, 1 опоздание",
        "✕ 1. история, вчера, 8:30: нет на уроке",
        "◔ 2. алгебра, вчера, 9:25: опоздание",
        "✕ 3. алгебра, 10:30: нет на уроке",
    ]


async def test_one_final_mark_fits_one_line(outbox: Outbox, mother: Client) -> None:
    await outbox.final_marks("anna", [("Алгебра", 4)])
    assert await arrived(outbox, mother) == ["Анна, алгебра: 4 за I четверть"]
    assert mother.buttons == [["Все итоги"]]


async def test_the_mark_of_the_year_is_called_so(outbox: Outbox, mother: Client) -> None:
    await outbox.final_marks("anna", [("Алгебра", 4)], period="year")
    assert await arrived(outbox, mother) == ["Анна, алгебра: 4 за год"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            {"is_cancelled": True},
            ["Анна, завтра 2-й урок отменён: физика"],
        ),
        (
            {"is_substituted": True, "teacher": "kuznetsov"},
            [
                "Анна, завтра 2-й урок (физика) ведёт Кузнецов И. Л.",
                "9:25, каб. 202, Кузнецов И. Л.",
            ],
        ),
        (
            {"replaces": "history"},
            [
                "Анна, завтра 2-й урок другой: физика, а не история",
                "9:25, каб. 202, Соколова И. А.",
            ],
        ),
        (
            {"location": "310", "change_note": "Переезжаем в 310"},
            [
                "Анна, завтра 2-й урок изменился: физика",
                "9:25, каб. 310, Соколова И. А.",
                "Переезжаем в 310",
            ],
        ),
    ],
)
async def test_a_changed_lesson(
    world: World, outbox: Outbox, mother: Client, change: dict[str, Any], expected: list[str]
) -> None:
    lesson_id = world.school.lesson("physics", TOMORROW)
    values = dict(change)
    if "teacher" in values:
        values["teacher_id"] = world.school[values.pop("teacher")]
    if "replaces" in values:
        values["replaces_id"] = world.school.lesson(values.pop("replaces"))
    await world.change(t.lesson, lesson_id, **values)
    await outbox.tell(Event(Kind.LESSON, world.school["anna"], lesson_id, lesson_id))
    assert await arrived(outbox, mother) == expected
    assert mother.buttons == [["Расписание"]]


async def test_a_lesson_that_is_over_is_no_news(
    world: World, outbox: Outbox, mother: Client
) -> None:
    lesson_id = world.school.lesson("history", YESTERDAY)
    await outbox.tell(Event(Kind.LESSON, world.school["anna"], lesson_id, lesson_id))
    await outbox.drain()
    assert await outbox.states() == [("suppressed", "past")]


async def test_a_letter_names_its_writer_and_asks_to_confirm(
    outbox: Outbox, mother: Client
) -> None:
    await outbox.message("Собрание в четверг,\nв 18:30 <каб. 214>", ("elena", "anna"))
    assert await arrived(outbox, mother) == [
        "Анна: пишет Марина Петровна",
        "Собрание в четверг,",
        "в 18:30 <каб. 214>",
    ]
    assert mother.button("Прочитано")["style"] == "success"


async def test_a_long_letter_comes_whole(outbox: Outbox, mother: Client) -> None:
    text = "Очень важно. " * 330
    await outbox.message(text, ("elena", "anna"))
    await outbox.drain()
    *_, message, document = mother.messages
    assert message["text"].startswith("Анна: пишет Марина Петровна\nОчень важно.")
    assert document["document"]["file_name"] == "сообщение.txt"
    assert document["document"]["file_size"] == len(text.encode())


async def test_a_new_reader_is_named_and_can_be_disconnected(
    world: World, outbox: Outbox, mother: Client
) -> None:
    teacher = await world.staff("orlova")
    pupil = await world.pupil("anna")
    newcomer = world.newcomer()
    binding_id = await world.bind(newcomer, "dmitry", "guardian", "anna")
    await world.change(t.binding, binding_id, bound_at=world.clock())
    event = Event(Kind.BINDING, world.school["anna"], binding_id, binding_id)
    await outbox.tell(event)
    async with world.app.database.write(world.clock()) as uow:
        await tell_person(uow, event, world.school["orlova"])
        await uow.commit()
    await outbox.drain()
    heading = "Анна: дневник теперь читает Иванов Дмитрий Павлович, родитель"
    assert mother.text.split("\n")[:2] == [heading, "Подключено сегодня в 10:40."]
    assert mother.buttons == [["Это не я"]]
    assert teacher.text.startswith("Иванова Анна, 7А: дневник теперь читает")
    assert teacher.buttons == [["Отключить"]]
    assert pupil.buttons == []
    assert newcomer.messages == []


async def test_a_pupil_who_connects_is_told_to_the_family(
    world: World, outbox: Outbox, mother: Client
) -> None:
    binding_id = await world.bind(world.newcomer(), "anna", "student", "anna")
    await outbox.tell(Event(Kind.BINDING, world.school["anna"], binding_id, binding_id))
    assert (await arrived(outbox, mother))[0] == "Анна подключила свой дневник"


async def test_it_says_the_same_in_english(world: World, outbox: Outbox) -> None:
    father = await world.guardian("dmitry", "anna", language_code="en")
    await outbox.absence("anna")
    assert await arrived(outbox, father) == ["Анна did not come to lesson 3: алгебра, 10:30"]
    await outbox.mark("anna", 4)
    assert await arrived(outbox, father) == [
        "Анна, алгебра: 4 for a class test",
        "Today, weight 3",
        "Average 4.00",
    ]


async def test_the_buttons_of_a_notice_open_the_diary_below(outbox: Outbox, mother: Client) -> None:
    """The notice stays in the chat as the record of what came and when."""
    await outbox.mark("anna", 5)
    await outbox.drain()
    await outbox.absence("anna")
    await outbox.drain()
    notices = [dict(each) for each in mother.messages]
    for label, opened in (("Подробнее", "Анна · 7А · Алгебра"), ("Посещаемость", "Анна · 7А · II")):
        await mother.click(label)
        assert mother.text.startswith(opened)
        assert mother.messages[: len(notices)] == notices
    count = len(mother.messages)
    await mother.click("‹ Назад")  # from there on it is a screen like any other
    assert mother.text.startswith("Анна · 7А · вт, 24 ноября")
    assert len(mother.messages) == count
