"""The evening card is kept true until the day is over, in the message that it is."""

from datetime import timedelta
from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SendMessage
from sqlalchemy import insert, select

from bot.evening_cards import plan_evening_cards
from domain.evening.planning import ONE_EDIT
from domain.notices.model import Kind
from storage import tables as t
from tests.handlers.test_events import add as add_event
from tests.support.evenings import TOMORROW, Evenings
from tests.support.outbox import Outbox
from tests.support.people import Client, text_of
from tests.support.school import TODAY
from tests.support.staff import at_work

THURSDAY = TODAY + timedelta(days=2)


async def test_edits_of_the_cards_of_two_days_are_made_each_in_its_own_message(
    evenings: Evenings, mother: Client
) -> None:
    world = evenings.world

    async def touch() -> None:
        async with world.app.database.write(world.clock()) as uow:
            await uow.evening.refresh([world.school["anna"]], None, world.clock())
            await uow.commit()

    await evenings.at(19)
    world.telegram.faults.add("away", count=None)
    await evenings.homework("№ 7")
    await touch()
    await evenings.at(19, day=TOMORROW)
    await touch()
    world.telegram.faults.clear()
    for _ in range(3):
        world.clock.advance(timedelta(minutes=10))
        await world.app.sender.pump()
    first, second = mother.from_bot
    assert "№ 7" in text_of(first)
    rows = await world.rows(select(t.notice).where(t.notice.c.about_id == THURSDAY.toordinal()))
    shown_in = {row["telegram_message_id"] for row in rows} - {None}
    assert shown_in == {second["message_id"]}


async def test_homework_set_later_is_written_into_the_card(
    evenings: Evenings, mother: Client
) -> None:
    await evenings.at(19)
    [card] = mother.from_bot
    assert "На этот день ничего не задано" in text_of(card)
    await evenings.at(20)
    await evenings.set_homework("№ 118")
    await evenings.pause()
    [edited] = mother.from_bot
    assert edited["message_id"] == card["message_id"]
    assert "Алгебра: № 118" in text_of(edited)


async def test_what_a_pupil_ticks_leaves_the_own_card_and_no_other(
    evenings: Evenings, mother: Client
) -> None:
    """A tick is the pupil's own (R104): a mother's card goes on saying what is set."""
    pupil = await evenings.world.pupil("anna")
    algebra = await evenings.homework("№ 118")
    physics = await evenings.homework("§ 7", "physics")
    await evenings.at(19)
    for ticked, left in (
        (algebra, "Физика: § 7\nОтмечено: 1"),
        (physics, "Всё домашнее задание отмечено."),
    ):
        await evenings.tick(pupil, "anna", ticked)
        await evenings.pause()
        [own], [mothers] = pupil.from_bot, mother.from_bot
        assert left in text_of(own)
        assert "№ 118" not in text_of(own)
        assert "Алгебра: № 118\nФизика: § 7" in text_of(mothers)


async def test_an_event_of_the_day_is_on_the_card_until_it_is_cancelled(
    evenings: Evenings, mother: Client
) -> None:
    world = evenings.world
    deputy = await at_work(world, "deputy")
    await evenings.at(19)
    before = text_of(mother.from_bot[0])
    await add_event(deputy, "Вся школа")
    await deputy.send(f"{TOMORROW:%d.%m} 14:00 Концерт")
    await evenings.pause()
    assert text_of(mother.from_bot[0]) == before, "it is late, and nobody has said so be it"
    await deputy.click("Всё равно внести")
    await evenings.pause()
    assert "\n● 14:00 Концерт\n" in text_of(mother.from_bot[0])
    await deputy.click("Отменить мероприятие")
    await evenings.pause()
    assert text_of(mother.from_bot[0]) == before


async def test_an_edit_that_telegram_refuses_is_not_noted_as_made(
    evenings: Evenings, mother: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    await evenings.at(19)
    responder = evenings.world.app.responder
    edit = responder.edit

    async def refused(*_args: Any, **_options: Any) -> None:
        raise TelegramBadRequest(SendMessage(chat_id=mother.id, text=""), "BUTTON_DATA_INVALID")

    monkeypatch.setattr(responder, "edit", refused)
    await evenings.at(20)
    await evenings.set_homework("№ 118")
    await evenings.pause()
    statement = select(t.notice.c.state, t.notice.c.reason).order_by(t.notice.c.id)
    assert [*(await evenings.world.rows(statement))[-1].values()] == ["dead", "refused"]
    monkeypatch.setattr(responder, "edit", edit)
    await evenings.set_homework("№ 119")
    await evenings.pause()
    [card] = mother.from_bot
    assert "№ 118; № 119" in text_of(card)


async def test_several_changes_are_one_edit(evenings: Evenings, mother: Client) -> None:
    await evenings.at(19)
    before = len(evenings.world.app.bot.session.calls)  # type: ignore[attr-defined]
    for text in ("№ 118", "№ 119", "№ 120"):
        await evenings.set_homework(text)
    await evenings.pause()
    calls = evenings.world.app.bot.session.calls[before:]  # type: ignore[attr-defined]
    assert [call.__api_method__ for call in calls] == ["editMessageText"]
    assert "№ 118; № 119; № 120" in mother.text


async def test_a_change_before_it_leaves_makes_no_second_message(
    evenings: Evenings, mother: Client
) -> None:
    world = evenings.world
    await evenings.at(18, 59)
    world.clock.advance(ONE_EDIT)
    await plan_evening_cards(world.app)
    await evenings.set_homework("№ 118")
    await evenings.pause()
    [card] = mother.from_bot
    assert "№ 118" in text_of(card)
    assert all(state in ("sent", "superseded") for state, _ in await Outbox(world).states())


async def test_what_changes_nothing_costs_no_call(evenings: Evenings, mother: Client) -> None:
    world = evenings.world
    await evenings.at(19)
    before = len(world.app.bot.session.calls)  # type: ignore[attr-defined]
    await evenings.set_homework("№ 118")
    async with world.app.database.write(world.clock()) as uow:
        [made] = await uow.homework.due(world.school["anna"], TOMORROW, TOMORROW)
        await uow.homework.remove(made.id)
        await uow.commit()
    await evenings.pause()
    assert len(world.app.bot.session.calls) == before  # type: ignore[attr-defined]
    assert await Outbox(world).states() == [("sent", ""), ("superseded", "undone")]
    assert len(mother.from_bot) == 1


async def test_in_the_morning_it_is_still_kept_true(evenings: Evenings, mother: Client) -> None:
    await evenings.at(19)
    world, lesson = evenings.world, evenings.world.school.lesson("physics", TOMORROW)
    await evenings.at(7, 30, day=TOMORROW)
    await world.change(t.lesson, lesson, is_cancelled=True)
    await evenings.set_homework("№ 118")
    await evenings.pause()
    [card] = mother.from_bot
    assert text_of(card).startswith("Анна: сегодня 1 урок с 8:30\n✕ 2-й урок отменён: физика")
    assert "№ 118" in text_of(card)


async def test_when_the_day_is_over_it_is_left_alone(evenings: Evenings, mother: Client) -> None:
    await evenings.at(19)
    [card] = mother.from_bot
    await evenings.set_homework("№ 118")
    evenings.world.clock.advance(timedelta(days=2))
    await evenings.world.app.sender.pump()
    assert mother.from_bot == [card]
    assert (await Outbox(evenings.world).states())[-1] == ("suppressed", "past")


async def test_a_card_that_was_deleted_is_not_sent_anew(evenings: Evenings, mother: Client) -> None:
    await evenings.at(19)
    world = evenings.world
    message_id = mother.last["message_id"]
    del world.telegram.chat(mother.id).messages[message_id]
    await evenings.set_homework("№ 118")
    await evenings.pause()
    assert mother.from_bot == []
    states = await Outbox(world).states()
    assert all(state != "dead" for state, _reason in states)


async def test_a_letter_confirmed_no_longer_waits(evenings: Evenings, mother: Client) -> None:
    world = evenings.world
    await Outbox(world).message("Собрание", ("elena", "anna"))
    await evenings.at(19)
    card = mother.last["message_id"]
    assert "Ждёт ответа" in mother.text
    await mother.click("Прочитано")
    await evenings.pause()
    [kept] = [each for each in mother.from_bot if each["message_id"] == card]
    assert "Ждёт ответа" not in text_of(kept)


async def test_a_right_that_ended_is_asked_again(evenings: Evenings, mother: Client) -> None:
    world, school = evenings.world, evenings.world.school
    await evenings.at(18)
    moment = world.clock() + timedelta(hours=1)
    world.clock.advance(moment - world.clock())
    await plan_evening_cards(world.app)
    [bound] = await world.rows(
        select(t.binding.c.id).where(t.binding.c.student_id == school["anna"])
    )
    await world.change(t.binding, bound["id"], ended_at=world.clock())
    await world.app.sender.pump()
    assert mother.from_bot == []
    assert await Outbox(world).states() == [("suppressed", "no_right")]


async def test_a_push_without_details_shows_it_on_a_tap(evenings: Evenings, mother: Client) -> None:
    world = evenings.world
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            insert(t.notice_habits).values(person_id=world.school["elena"], hides_details=True)
        )
        await uow.commit()
    await evenings.at(19)
    assert mother.text == "Карточка на следующий учебный день"
    before = len(world.app.bot.session.calls)  # type: ignore[attr-defined]
    await evenings.set_homework("№ 118")
    await evenings.pause()
    assert len(world.app.bot.session.calls) == before  # type: ignore[attr-defined]
    await mother.click("Показать")
    assert mother.text.startswith("Анна: завтра 2 урока с 8:30")
    assert "№ 118" in mother.text


async def test_who_wants_homework_at_once_hears_of_it(evenings: Evenings, mother: Client) -> None:
    world, school = evenings.world, evenings.world.school
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            insert(t.notice_choice).values(
                person_id=school["elena"],
                student_id=school["anna"],
                kind="homework",
                choice="at_once",
            )
        )
        await uow.commit()
    father = await world.guardian("dmitry", "anna")
    await evenings.set_homework("№ 118")
    await world.app.sender.pump()
    assert "№ 118" in mother.text
    assert father.from_bot == []
    [row] = await world.rows(select(t.notice))
    assert (row["kind"], row["state"]) == (Kind.HOMEWORK, "sent")
