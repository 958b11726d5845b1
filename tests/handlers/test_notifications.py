"""«Уведомления»: what is told of which child and when, chosen in two taps."""

from sqlalchemy import select

from domain.notices.model import Kind
from domain.preferences.choices import Choice
from handlers.notices.callbacks import (
    ChooseDetails,
    ChooseNotices,
    ChooseQuietHours,
    OpenDetails,
    OpenKind,
    OpenNotices,
    OpenQuietHours,
)
from storage import tables as t
from tests.support.choosing import choose, due_times, school_decides
from tests.support.outbox import Outbox
from tests.support.people import World


async def test_what_a_family_is_told_at_first(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    assert elena.text.split("\n") == [
        "Анна · 7А: о чём сообщать",
        "Пропуски: сразу",
        "Оценки: до 14:00 сразу, потом в 19:00",
        "Итоговые оценки: сразу",
        "Замечания и похвала: сразу",
        "Замены уроков: сразу",
        "Домашние задания: вечером, в карточке «Завтра»",
        "Карточка «Завтра»: вечером, в 19:00",
        "Что выходит: раз в неделю, в пятницу в 19:00",
        "События и каникулы: вечером, в 19:00",
        "Сообщения школы, новые читатели: всегда",
        "Тихие часы: с 22:00 до 7:00, как принято в школе",
        "Что выключено, остаётся в дневнике.",
    ]
    assert elena.buttons == [
        ["Пропуски", "Оценки"],
        ["Итоговые оценки", "Замечания и похвала"],
        ["Замены уроков", "Домашние задания"],
        ["Карточка «Завтра»", "Что выходит"],
        ["События и каникулы"],
        ["Тихие часы", "Без подробностей"],
        ["‹ Назад"],
    ]


async def test_a_kind_is_chosen_in_two_taps_and_in_place(world: World, outbox: Outbox) -> None:
    await school_decides(world, news_gap=30)
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    shown = elena.last["message_id"]
    await elena.click("Оценки")
    assert elena.text.split("\n") == [
        "Анна · 7А: оценки",
        "✓ Сразу днём: до 14:00, а что позже, в 19:00; двойки, контрольные и исправления сразу",
        "Сразу: не чаще раза в 30 минут",
        "Вечером: в 19:00, всё вместе",
        "Раз в неделю: в пятницу в 19:00, всё вместе",
        "Не сообщать: в дневнике всё останется",
    ]
    assert elena.button("✓ Сразу днём")["style"] == "success"
    assert "style" not in elena.button("Вечером")
    await elena.click("Не сообщать")
    assert elena.last["message_id"] == shown
    assert "Оценки: выключено" in elena.text
    await outbox.mark("anna", 5)
    assert await outbox.states() == []
    await choose(elena, "Оценки", "Раз в неделю")
    assert "Оценки: раз в неделю, в пятницу в 19:00" in elena.text
    await outbox.mark("anna", 5)
    assert await due_times(world) == ["27 19:00"]


async def test_a_choice_pressed_twice_is_one_choice(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    evening = ChooseNotices(
        student_id=world.school["anna"], kind=Kind.MARK, choice=Choice.EVENING
    ).pack()
    for _tap in range(2):
        await elena.forge(evening)
        assert "Оценки: вечером, в 19:00" in elena.text
    [row] = await world.rows(select(t.notice_choice))
    assert (row["kind"], row["choice"]) == ("mark", "evening")


async def test_it_is_chosen_per_child(world: World, outbox: Outbox) -> None:
    elena = await world.guardian("elena", "anna", "misha")
    await elena.send("/notifications")
    await choose(elena, "Пропуски", "Вечером")
    assert "Пропуски: вечером, в 19:00" in elena.text
    await elena.click("Михаил ›")
    assert elena.text.startswith("Михаил · 1Б")
    assert "Пропуски: сразу" in elena.text
    await outbox.absence("anna")
    await outbox.absence("misha", section="maths_1b")
    first, second = await due_times(world)
    assert first.endswith("19:00")
    assert second != first


async def test_an_absence_can_wait_for_the_evening_but_not_be_silenced(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    await elena.click("Пропуски")
    assert elena.buttons == [["✓ Сразу", "Вечером"], ["‹ Назад"]]
    anna = world.school["anna"]
    for kind, choice in (
        (Kind.ABSENCE, Choice.OFF),
        (Kind.ABSENCE, Choice.WEEKLY),
        (Kind.MESSAGE, Choice.OFF),
        (Kind.BINDING, Choice.EVENING),
        (Kind.ALARM, Choice.OFF),
        (Kind.FINAL_MARK, Choice.WEEKLY),
    ):
        await elena.forge(ChooseNotices(student_id=anna, kind=kind, choice=choice).pack())
        assert "выключить нельзя" in elena.text, kind
    assert await world.rows(select(t.notice_choice)) == []


async def test_grade_1_has_no_marks_and_no_homework_to_choose(world: World) -> None:
    elena = await world.guardian("elena", "misha")
    await elena.send("/notifications")
    assert elena.buttons[:3] == [
        ["Пропуски", "Замечания и похвала"],
        ["Замены уроков", "Карточка «Завтра»"],
        ["События и каникулы"],
    ]
    await elena.click("События и каникулы")
    assert "и переносы контрольных" in elena.text
    await elena.forge(OpenKind(student_id=world.school["misha"], kind=Kind.MARK).pack())
    assert elena.text.startswith("Михаил · 1Б: о чём сообщать")


async def test_without_the_card_there_is_no_homework_in_it(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    await elena.click("Карточка «Завтра»")
    assert "Уроки на завтра" in elena.text
    assert elena.buttons == [["✓ Вечером", "Не сообщать"], ["‹ Назад"]]
    await elena.click("Не сообщать")
    assert "Карточка «Завтра»: выключено" in elena.text
    assert "Домашние задания: выключено" in elena.text
    await elena.click("Домашние задания")
    assert elena.buttons == [["Сразу", "✓ Не сообщать"], ["‹ Назад"]]
    await elena.click("Сразу")
    assert "Домашние задания: сразу" in elena.text


async def test_one_phone_of_both_parents_chooses_for_both(world: World, outbox: Outbox) -> None:
    phone = await world.guardian("elena", "anna")
    await world.bind(phone, "dmitry", "guardian", "anna")
    await phone.send("/notifications")
    await choose(phone, "Оценки", "Не сообщать")
    await outbox.mark("anna", 5)
    assert await outbox.states() == []
    await choose(phone, "Тихие часы", "23:00–8:00")
    await choose(phone, "Без подробностей", "Без подробностей")
    assert len(await world.rows(select(t.notice_choice))) == 2
    rows = await world.rows(select(t.notice_habits).order_by(t.notice_habits.c.person_id))
    assert [(row["quiet_from"], row["hides_details"]) for row in rows] == [(23 * 60, True)] * 2


async def test_a_phone_shows_what_the_first_of_two_parents_hears(world: World) -> None:
    phone = await world.guardian("elena", "anna")
    await world.bind(phone, "dmitry", "guardian", "anna")
    own = await world.guardian("elena", "anna")
    await own.send("/notifications")
    await choose(own, "Оценки", "Не сообщать")
    await choose(own, "Замены уроков", "Вечером")
    await phone.send("/notifications")
    assert "Оценки: до 14:00 сразу" in phone.text  # Dmitry hears them there
    assert "Замены уроков: вечером" in phone.text


async def test_pupils_choose_for_themselves_only(world: World, outbox: Outbox) -> None:
    await world.guardian("elena", "anna")
    anna = await world.pupil("anna")
    await anna.send("/notifications")
    await choose(anna, "Оценки", "Не сообщать")
    await outbox.mark("anna", 5)
    [row] = await world.rows(select(t.notice.c.person_id))
    assert row["person_id"] == world.school["elena"]


async def test_another_familys_child_is_not_chosen_for(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    petr = world.school["petr"]
    for data in (
        OpenNotices(student_id=petr),
        OpenKind(student_id=petr, kind=Kind.MARK),
        ChooseNotices(student_id=petr, kind=Kind.MARK, choice=Choice.OFF),
        OpenQuietHours(student_id=petr),
        ChooseQuietHours(student_id=petr, begins=0, ends=60),
        OpenDetails(student_id=petr),
        ChooseDetails(student_id=petr, hidden=True),
    ):
        await elena.forge(data.pack())
        assert "не для вас" in elena.text, data
    assert await world.rows(select(t.notice_choice)) == []
    assert await world.rows(select(t.notice_habits)) == []


async def test_english(world: World) -> None:
    elena = await world.guardian("elena", "anna", language_code="en")
    await elena.send("/notifications")
    await choose(elena, "Marks", "Once a week")
    assert "Marks: once a week, on Friday at 19:00" in elena.text
    assert "Quiet hours: from 22:00 to 7:00, as the school has it" in elena.text
