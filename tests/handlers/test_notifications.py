"""/notifications: when each kind is told of each child, quiet hours, pushes without details."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from domain.notices.model import Event, Kind
from domain.notices.telling import tell_person
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
from tests.support.clock import MOSCOW
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.school import TODAY

DAY = timedelta(days=1)


@pytest.fixture
def outbox(world: World) -> Outbox:
    return Outbox(world)


async def choose(client: Client, kind: str, choice: str) -> None:
    """The two taps of a choice."""
    await client.click(kind)
    await client.click(choice)


async def due_times(world: World) -> list[str]:
    """When what waits may leave, on Moscow's clock."""
    rows = await world.rows(
        select(t.notice.c.due_at).where(t.notice.c.state == "pending").order_by(t.notice.c.id)
    )
    local = [row["due_at"].astimezone(MOSCOW) for row in rows]
    return [f"{each:%d %H:%M}" for each in local]


async def school_decides(world: World, **policy: object) -> None:
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            update(t.school).where(t.school.c.id == 1).values(policy=policy)
        )
        await uow.commit()


async def test_what_a_family_is_told_at_first(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    assert elena.text.split("\n") == [
        "Анна · 7А: о чём сообщать",
        "Пропуски: сразу",
        "Оценки: до 14:00 сразу, потом в 19:00",
        "Итоговые оценки: сразу",
        "Замены уроков: сразу",
        "Домашние задания: вечером, в карточке «Завтра»",
        "Карточка «Завтра»: вечером, в 19:00",
        "Сообщения школы, новые читатели: всегда",
        "Тихие часы: с 22:00 до 7:00, как принято в школе",
        "Что выключено, остаётся в дневнике.",
    ]
    assert elena.buttons == [
        ["Пропуски", "Оценки"],
        ["Итоговые оценки", "Замены уроков"],
        ["Домашние задания", "Карточка «Завтра»"],
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
    assert elena.buttons[:2] == [["Пропуски", "Замены уроков"], ["Карточка «Завтра»"]]
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


async def test_quiet_hours_are_chosen_from_a_few(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    await elena.click("Тихие часы")
    assert "Сейчас: с 22:00 до 7:00, как принято в школе." in elena.text
    assert elena.buttons == [
        ["21:00–7:00", "✓ 22:00–7:00, школа"],
        ["23:00–8:00", "Без тихих часов"],
        ["‹ Назад"],
    ]
    await elena.click("23:00–8:00")
    assert "Тихие часы: с 23:00 до 8:00\n" in elena.text
    await choose(elena, "Тихие часы", "Без тихих часов")
    assert "Тихие часы: нет" in elena.text
    await elena.click("Тихие часы")
    assert elena.button("✓ Без тихих часов")
    await elena.click("22:00–7:00, школа")
    [row] = await world.rows(select(t.notice_habits))
    assert (row["quiet_from"], row["quiet_until"]) == (None, None)


async def test_a_school_with_hours_of_its_own_or_with_none(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await school_decides(world, quiet_from=20 * 60 + 30, quiet_until=6 * 60 + 30)
    await elena.send("/notifications")
    await elena.click("Тихие часы")
    assert elena.buttons[0] == ["✓ 20:30–6:30, школа", "21:00–7:00"]
    await school_decides(world, quiet_from=0, quiet_until=0)
    await elena.send("/notifications")
    assert "Тихие часы: нет" in elena.text
    await elena.click("Тихие часы")
    assert elena.button("✓ Без тихих часов")


async def test_a_push_without_details(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    await elena.click("Без подробностей")
    assert "«Новая запись в дневнике»" in elena.text
    assert elena.buttons == [["✓ С подробностями", "Без подробностей"], ["‹ Назад"]]
    await elena.click("Без подробностей")
    assert "Уведомления приходят без подробностей." in elena.text
    await choose(elena, "Без подробностей", "С подробностями")
    assert "приходят без подробностей" not in elena.text


async def test_what_the_school_hides_nobody_shows(world: World) -> None:
    await school_decides(world, hides_details=True)
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    assert "Уведомления приходят без подробностей." in elena.text
    await elena.click("Без подробностей")
    assert elena.text.endswith("Так решила школа для всех.")
    assert elena.buttons == [["‹ Назад"]]
    await elena.forge(ChooseDetails(student_id=world.school["anna"], hidden=False).pack())
    assert "Так решила школа" in elena.text
    assert await world.rows(select(t.notice_habits)) == []


async def test_habits_are_kept_apart_from_each_other(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    await choose(elena, "Без подробностей", "Без подробностей")
    await choose(elena, "Тихие часы", "21:00–7:00")
    assert "Тихие часы: с 21:00 до 7:00" in elena.text
    assert "приходят без подробностей" in elena.text


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


async def test_staff_choose_their_own_quiet_hours(world: World) -> None:
    orlova = await world.staff("orlova")
    await orlova.send("/settings")
    await orlova.click("Уведомления")
    assert orlova.text == "Уведомления\nТихие часы: с 22:00 до 7:00, как принято в школе"
    await choose(orlova, "Тихие часы", "21:00–7:00")
    assert orlova.text == "Уведомления\nТихие часы: с 21:00 до 7:00"
    await choose(orlova, "Без подробностей", "Без подробностей")
    assert orlova.text.endswith("Уведомления приходят без подробностей.")
    [row] = await world.rows(select(t.notice_habits))
    assert (row["person_id"], row["quiet_from"]) == (world.school["orlova"], 21 * 60)


async def test_a_parent_chooses_nothing_as_staff(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    await elena.forge(ChooseQuietHours(student_id=0, begins=0, ends=60).pack())
    assert "не для вас" in elena.text
    assert await world.rows(select(t.notice_habits)) == []


async def test_a_teacher_sleeps_while_a_parent_answers(world: World, outbox: Outbox) -> None:
    orlova = await world.staff("orlova")
    await orlova.send("/notifications")
    await orlova.forge(ChooseQuietHours(student_id=0, begins=9 * 60, ends=15 * 60).pack())
    async with world.app.database.write(world.clock()) as uow:
        event = Event(Kind.MESSAGE, world.school["anna"], 1, 1)
        await tell_person(uow, event, world.school["orlova"])
        await uow.commit()
    assert await due_times(world) == ["24 15:00"]
    await choose(orlova, "Тихие часы", "Без тихих часов")
    assert await due_times(world) == ["24 10:40"]


# What already waits


async def test_what_waits_for_the_evening_leaves_at_once_when_that_is_chosen(
    world: World, outbox: Outbox
) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    await choose(elena, "Оценки", "Вечером")
    await outbox.mark("anna", 5)
    assert [each[-5:] for each in await due_times(world)] == ["19:00"]
    await choose(elena, "Оценки", "Сразу")
    [row] = await world.rows(select(t.notice))
    assert row["due_at"] == world.clock()
    await choose(elena, "Оценки", "Раз в неделю")
    assert await due_times(world) == ["27 19:00"]


async def test_what_waits_is_dropped_when_it_is_switched_off_and_back_when_it_is_on_again(
    world: World, outbox: Outbox
) -> None:
    elena = await world.guardian("elena", "anna")
    dmitry = await world.guardian("dmitry", "anna")
    await elena.send("/notifications")
    await choose(elena, "Оценки", "Вечером")
    await outbox.mark("anna", 5)
    await outbox.absence("anna")
    await choose(elena, "Оценки", "Не сообщать")
    rows = await world.rows(select(t.notice).order_by(t.notice.c.id))
    of_marks = {row["chat_id"]: (row["state"], row["reason"]) for row in rows[:2]}
    assert of_marks == {elena.id: ("suppressed", "unwanted"), dmitry.id: ("pending", "")}
    assert {row["state"] for row in rows[2:]} == {"pending"}
    await choose(elena, "Оценки", "Вечером")
    assert await outbox.states() == [("pending", "")] * 4


async def test_other_quiet_hours_move_what_waits_and_drop_nothing(
    world: World, outbox: Outbox
) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    asleep = ChooseQuietHours(student_id=world.school["anna"], begins=9 * 60, ends=14 * 60)
    await outbox.mark("anna", 5)
    await outbox.absence("anna")
    assert await due_times(world) == ["24 10:40", "24 10:40"]
    await elena.forge(asleep.pack())
    assert await due_times(world) == ["24 14:00", "24 10:40"]
    await choose(elena, "Тихие часы", "Без тихих часов")
    assert await due_times(world) == ["24 10:40", "24 10:40"]


async def test_what_one_parent_does_not_want_goes_to_the_other_on_the_same_phone(
    world: World, outbox: Outbox
) -> None:
    phone = await world.guardian("elena", "anna")
    await world.bind(phone, "dmitry", "guardian", "anna")
    own = await world.guardian("elena", "anna")
    await outbox.mark("anna", 5)
    await own.send("/notifications")
    await choose(own, "Оценки", "Не сообщать")
    rows = await world.rows(select(t.notice))
    assert {row["chat_id"]: (row["state"], row["person_id"]) for row in rows} == {
        phone.id: ("pending", world.school["dmitry"]),
        own.id: ("suppressed", world.school["elena"]),
    }


async def test_the_card_goes_when_no_child_wants_it(world: World) -> None:
    elena = await world.guardian("elena", "anna", "misha")
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            t.notice.insert().values(
                kind="tomorrow",
                ref_id=1,
                about_id=1,
                person_id=world.school["elena"],
                chat_id=elena.id,
                created_at=uow.now,
                due_at=uow.now,
                planned_at=uow.now,
            )
        )
        await uow.commit()
    await elena.send("/notifications")
    await choose(elena, "Карточка «Завтра»", "Не сообщать")
    [row] = await world.rows(select(t.notice))
    assert row["state"] == "pending"
    await elena.click("Михаил ›")
    await choose(elena, "Карточка «Завтра»", "Не сообщать")
    [row] = await world.rows(select(t.notice))
    assert (row["state"], row["reason"]) == ("suppressed", "unwanted")
    await choose(elena, "Карточка «Завтра»", "Вечером")
    [row] = await world.rows(select(t.notice))
    assert row["state"] == "pending"


async def test_a_changed_lesson_keeps_its_hour(world: World, outbox: Outbox) -> None:
    """Put off to the evening after the lesson it would be worthless."""
    elena = await world.guardian("elena", "anna")
    today, tomorrow = (world.school.lesson("algebra", day) for day in (TODAY, TODAY + DAY))
    await world.change(t.lesson, today, starts=13 * 60)
    for lesson in (today, tomorrow):
        await outbox.tell(Event(Kind.LESSON, world.school["anna"], lesson, lesson))
    await elena.send("/notifications")
    await choose(elena, "Замены уроков", "Вечером")
    assert await due_times(world) == ["24 10:40", "24 19:00"]


async def test_what_a_parent_wants_later_does_not_come_sooner_for_the_other(
    world: World, outbox: Outbox
) -> None:
    phone = await world.guardian("elena", "anna")
    await world.bind(phone, "dmitry", "guardian", "anna")
    own = await world.guardian("elena", "anna")
    await outbox.mark("anna", 5)
    await own.send("/notifications")
    await choose(own, "Оценки", "Вечером")
    rows = await world.rows(select(t.notice))
    assert {row["person_id"] for row in rows} == {world.school["elena"]}
    assert await due_times(world) == ["24 19:00"] * 2


async def test_a_slip_is_waited_for_from_the_mark_on(world: World, outbox: Outbox) -> None:
    await school_decides(world, slip_window=60)
    elena = await world.guardian("elena", "anna")
    await outbox.mark("anna", 5)
    await elena.send("/notifications")
    await choose(elena, "Оценки", "Вечером")
    world.clock.advance(timedelta(minutes=30))
    await choose(elena, "Оценки", "Сразу")
    assert await due_times(world) == ["24 11:40"]


async def test_what_is_due_keeps_its_age_and_what_was_tried_its_turn(
    world: World, outbox: Outbox
) -> None:
    elena = await world.guardian("elena", "anna")
    await outbox.mark("anna", 5)
    await outbox.mark("anna", 4)
    *_, last = await world.rows(select(t.notice.c.id).order_by(t.notice.c.id))
    later = world.clock() + timedelta(minutes=9)
    await world.change(t.notice, last["id"], attempts=1, due_at=later)
    world.clock.advance(timedelta(minutes=5))
    await elena.send("/notifications")
    await choose(elena, "Оценки", "Сразу")
    assert await due_times(world) == ["24 10:40", "24 10:49"]
