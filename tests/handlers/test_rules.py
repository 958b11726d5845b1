"""«Правила школы»: read by the management, changed by the director and the administrator (R165)."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from storage import tables as t
from tests.handlers.test_pins import IDLE, PIN
from tests.support.people import Client, World
from tests.support.staff import at_work

GONE = "Этого здесь больше нет"


async def stored(world: World) -> dict[str, Any]:
    """The policy of the school, as it is kept."""
    (row,) = await world.rows(select(t.school.c.policy).where(t.school.c.id == world.school.id))
    return dict(row["policy"])


async def zone(world: World) -> str | None:
    (row,) = await world.rows(select(t.school.c.timezone).where(t.school.c.id == world.school.id))
    found: str | None = row["timezone"]
    return found


async def changes(world: World) -> list[tuple[int, dict[str, Any], dict[str, Any]]]:
    """Who changed what, as the audit trail has it."""
    rows = await world.rows(
        select(t.audit_record)
        .where(t.audit_record.c.action == "edit_rules", t.audit_record.c.after.is_not(None))
        .order_by(t.audit_record.c.seq)
    )
    assert {(row["thing_kind"], row["thing_id"]) for row in rows} <= {("policy", world.school.id)}
    return [(row["person_id"], json.loads(row["before"]), json.loads(row["after"])) for row in rows]


async def open_rule(client: Client, *labels: str) -> None:
    await client.send("/menu")
    for label in ("Ещё", "Правила школы", *labels):
        await client.click(label)


async def test_the_director_changes_a_rule_by_a_tap_and_takes_it_back(world: World) -> None:
    director = await at_work(world, "principal")
    await open_rule(director, "Итоги")
    assert "Когда выходит 5: от 4,50" in director.text
    assert "Обычное округление" in director.text
    await director.click("Когда выходит 5")
    assert director.buttons == [["✓ 4,50", "4,60", "4,70"], ["Своё…"], ["‹ Назад"]]
    await director.click("4,60")
    assert director.toast == "Сохранено"
    assert "Сейчас: от 4,60\nПо умолчанию: от 4,50" in director.text
    assert director.buttons == [
        ["4,50", "✓ 4,60", "4,70"],
        ["Своё…", "Как по умолчанию"],
        ["‹ Назад"],
    ]
    assert await stored(world) == {"thresholds": {"5": 4.6, "4": 3.5, "3": 2.5}}
    await director.click("‹ Назад")
    assert "Когда выходит 5: от 4,60" in director.text
    await director.click("‹ Назад")
    assert "Ваша школа решила:\nКогда выходит 5: от 4,60" in director.text
    await director.click("Итоги")
    await director.click("Когда выходит 5")
    await director.click("Как по умолчанию")
    assert "Сейчас: от 4,50" in director.text
    assert "Как по умолчанию" not in director.labels
    assert await stored(world) == {}
    who = world.school["principal"]
    assert await changes(world) == [
        (who, {"threshold_5": "4.5"}, {"threshold_5": "4.6"}),
        (who, {"threshold_5": "4.6"}, {"threshold_5": "4.5"}),
    ]


async def test_a_value_is_typed_and_a_wrong_one_is_asked_for_again(world: World) -> None:
    director = await at_work(world, "principal")
    await open_rule(director, "Уведомления", "Тишина с", "Своё…")
    assert "Напишите время от 0:00 до 23:59, например: 18:30" in director.text
    await director.send("поздно")
    assert director.text == "Нужно время. Напишите, например: 19:00"
    await director.send("в 21.30")
    assert "Сейчас: 21:30" in director.text
    assert await stored(world) == {"quiet_from": 21 * 60 + 30}
    await director.send("22:15")
    assert await stored(world) == {"quiet_from": 21 * 60 + 30}, "asked no more"


@pytest.mark.parametrize(
    ("way", "typed", "said"),
    [
        (("Итоги", "Когда открыть итоги"), "100", "Можно от 0 до 60. Напишите ещё раз."),
        (("Итоги", "Когда открыть итоги"), "рано", "Нужно число. Напишите, например: 3"),
        (("Итоги", "Когда выходит 5"), "4", "Можно от 4,01 до 5,00. Напишите ещё раз."),
        (("Итоги", "Когда выходит 5"), "пятёрка", "Нужно число. Напишите, например: 4,50"),
        (("Уведомления", "Вечернее"), "3 ночи", "Можно от 12:00 до 22:00. Напишите ещё раз."),
        (("Согласия", "Когда предложить"), "17", "Можно от 14 до 16. Напишите ещё раз."),
        (("Списки", "Срок удаления"), "45", "Можно от 5 до 30. Напишите ещё раз."),
        (("Задания", "Классы без заданий"), "7А", "Не похоже на классы."),
        (("Отметки", "Классы без отметок"), "2", "В 1 классе отметки не ставят."),
    ],
)
async def test_a_refusal_says_what_may_be(
    world: World, way: tuple[str, ...], typed: str, said: str
) -> None:
    director = await at_work(world, "principal")
    await open_rule(director, *way, "Своё…")
    await director.send(typed)
    assert director.text.startswith(said)
    assert director.labels == ["‹ Отмена"], "and what is typed next is taken"
    assert (await stored(world), await changes(world)) == ({}, [])


async def test_a_rule_holds_from_the_next_tap_on(world: World, mother: Client) -> None:
    await mother.send("/menu")
    assert "Домашние задания" in mother.labels
    admin = await at_work(world, "admin")
    await open_rule(admin, "Задания", "Классы без заданий", "Своё…")
    await admin.send("1 и 7 классы")
    assert "Сейчас: 1, 7 классы" in admin.text
    await mother.send("/menu")
    assert "Домашние задания" not in mother.labels
    await open_rule(admin, "Задания", "Как по умолчанию")
    await mother.send("/menu")
    assert "Домашние задания" in mother.labels


async def test_the_deputy_reads_and_changes_nothing(world: World) -> None:
    deputy = await at_work(world, "deputy")
    await open_rule(deputy)
    assert "Правила меняет директор или администратор" in deputy.text
    await deputy.click("Итоги")
    assert "Когда открыть итоги: 14 дней" in deputy.text
    await deputy.click("Когда открыть итоги")
    assert deputy.buttons == [["‹ Назад"]]
    for data in (
        "rv:final_marks_open_days:7",
        "rt:final_marks_open_days",
        "rd:final_marks_open_days",
    ):
        await deputy.forge(data)
        assert GONE in deputy.text
    assert await stored(world) == {}


@pytest.mark.parametrize("who", ["orlova", "sokolova"])
async def test_nobody_else_sees_them(world: World, who: str) -> None:
    client = await at_work(world, who)
    assert not {"Правила школы", "Ещё"} & set(client.labels)
    for data in ("r", "rg:finals", "rs:timezone", "rv:timezone:Asia/Omsk", "rd:timezone"):
        await client.forge(data)
        assert GONE in client.text
    assert await zone(world) is None


@pytest.mark.parametrize(
    "data",
    [
        "rv:final_marks_open_days:-1",
        "rv:final_marks_open_days:9999999",
        "rv:weekly_digest_weekday:8",
        "rv:lowest_mark:4",
        "rv:timezone:Europe/Paris",
        "rv:hides_details:maybe",
        "rv:unmarked_grade_levels:-",
        "rv:requires_consent:0",
        "rv:highest_mark:12",
        "rt:hides_details",
        "rs:operator_name",
    ],
)
async def test_a_doctored_button_sets_nothing(world: World, data: str) -> None:
    director = await at_work(world, "principal")
    await director.forge(data)
    assert (await stored(world), await changes(world)) == ({}, [])


async def test_a_second_press_and_an_old_keyboard_say_what_shall_be(world: World) -> None:
    director = await at_work(world, "principal")
    await open_rule(director, "Итоги", "Когда открыть итоги")
    old = director.last["message_id"]
    for _time in range(2):
        await director.forge("rv:final_marks_open_days:7", message=old)
    assert len(await changes(world)) == 1
    for _time in range(2):
        await director.forge("rd:final_marks_open_days", message=old)
    assert len(await changes(world)) == 2
    assert await stored(world) == {}


async def test_the_zone_is_chosen_among_eleven(world: World) -> None:
    admin = await at_work(world, "admin")
    await open_rule(admin, "Часовой пояс")
    assert "Сейчас: Москва, МСК" in admin.text
    assert sum("МСК" in label for label in admin.labels) == 11
    await admin.click("Омск, МСК+3")
    assert await zone(world) == "Asia/Omsk"
    assert "Сейчас: Омск, МСК+3\nПо умолчанию: Москва, МСК" in admin.text
    await admin.click("‹ Назад")
    assert "Часовой пояс: Омск, МСК+3" in admin.text
    await open_rule(admin, "Часовой пояс", "✓ Омск")
    assert len(await changes(world)) == 1
    await admin.click("Как по умолчанию")
    assert await zone(world) is None
    assert [after for _who, _before, after in await changes(world)] == [
        {"timezone": "Asia/Omsk"},
        {"timezone": "Europe/Moscow"},
    ]


async def test_after_idleness_the_pin_comes_first(world: World) -> None:
    admin = await at_work(world, "admin")
    await admin.send("/settings")
    await admin.click("PIN-код")
    await admin.click("Задать PIN-код")
    await admin.send(PIN)
    await admin.send(PIN)
    await open_rule(admin, "Коды и вход", "Когда просить PIN")
    world.clock.advance(IDLE)
    await admin.click("5 минут")
    assert "Наберите PIN-код" in admin.text
    assert await stored(world) == {}
    await admin.send(PIN)
    assert await stored(world) == {"pin_idle": 5}
    assert "Сейчас: 5 минут" in admin.text


async def test_the_log_says_what_was_changed(world: World) -> None:
    director = await at_work(world, "principal")
    await open_rule(director, "Уведомления", "Вечернее", "20:00")
    await open_rule(director, "Уведомления", "Без подробностей", "Включить")
    await director.send("/menu")
    await director.click("Ещё")
    await director.click("Журнал действий")
    assert "вечернее сообщение: 19:00 → 20:00" in director.text
    assert "без подробностей: выключено → включено" in director.text


async def test_who_lacks_the_note_can_still_take_the_rule_back(world: World) -> None:
    """Else one tap would shut the director out of the rule that shuts them out."""
    director = await at_work(world, "principal")
    await open_rule(director, "Согласия", "Неразглашение", "Включить")
    await director.forge(f"c:{world.school.classes['7А']}")
    assert "Персональные данные откроются" in director.text
    await open_rule(director, "Согласия", "Неразглашение", "Выключить")
    assert await stored(world) == {}


async def test_in_english(world: World) -> None:
    director = await at_work(world, "principal")
    english = await world.staff("admin", language_code="en")
    await english.send("/menu")
    await english.click("More")
    await english.click("School rules")
    await english.click("Final marks")
    await english.click("When it is a 5")
    await english.click("Another…")
    assert "Type the average, from 4.01 to 5.00" in english.text
    await english.send("4.65")
    assert "Now: average from 4.65" in english.text
    await open_rule(director, "Итоги")
    assert "Когда выходит 5: от 4,65" in director.text
