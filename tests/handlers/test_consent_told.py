"""Nothing is sent without consent, and the family is asked in time (R022–R024)."""

from datetime import date, datetime

import pytest
from sqlalchemy import delete, select, update

from bot.evening_cards import plan_evening_cards
from bot.jobs import ask_for_consents
from handlers.delivery.callbacks import OpenPupilLedger
from storage import tables as t
from tests.support.clock import MOSCOW
from tests.support.consenting import born, consent_twice, withdraw
from tests.support.outbox import Outbox
from tests.support.people import World


async def test_nothing_is_sent_without_consent_and_the_school_sees_why(unasked: World) -> None:
    outbox = Outbox(unasked)
    elena = await unasked.guardian("elena", "anna")
    await outbox.mark("anna", 5)
    await outbox.drain()
    assert elena.from_bot == []
    assert await outbox.states() == [("suppressed", "no_consent")]


async def test_withdrawal_between_writing_and_sending(world: World) -> None:
    outbox = Outbox(world)
    elena = await world.guardian("elena", "anna")
    dmitry = await world.guardian("dmitry", "anna")
    orlova = await world.staff("orlova")
    await outbox.mark("anna", 5)
    await withdraw(elena, "Telegram · Анна")
    await outbox.drain()
    held_back = ("suppressed", "no_consent")
    assert (await outbox.states())[:2] == [held_back] * 2
    assert "Отозвано" in elena.text
    assert "5" not in str([each["text"] for each in dmitry.from_bot])
    await dmitry.send("/menu")
    assert "нужно ваше согласие" in dmitry.text
    await orlova.send("/class")
    assert "7А" in orlova.text


async def test_the_other_parent_and_the_pupil_hear_of_a_withdrawal(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    dmitry = await world.guardian("dmitry", "anna")
    anna = await world.pupil("anna")
    await withdraw(elena, "Дневник · Анна")
    shown = len(elena.from_bot)
    await Outbox(world).drain()
    assert dmitry.text.startswith("А. И. · 7А · согласия\nЧтобы открыть дневник")
    assert anna.text.startswith("А. И. · 7А · согласия\nДневник откроется")
    assert "Анна" not in str(dmitry.last) + str(anna.last)
    assert len(elena.from_bot) == shown  # who withdrew is not asked again
    await dmitry.click("Согласия")
    await dmitry.click("Согласие: дневник")
    await elena.send("/menu")
    assert elena.text.startswith("Анна · 7А · вт")


async def test_a_question_that_is_answered_already_is_not_sent(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    dmitry = await world.guardian("dmitry", "anna")
    await withdraw(elena, "Дневник · Анна")
    await elena.click("Дать согласие снова")
    outbox = Outbox(world)
    await outbox.drain()
    assert dmitry.from_bot == []
    assert await outbox.states() == [("superseded", "undone")]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2010, 12, 24), "С 23 января 2027 без твоего согласия дневник закроется"),
        (date(2010, 11, 24), "С 24 декабря 2026 без твоего согласия дневник закроется"),
        (date(2010, 11, 1), "С 1 декабря 2026 без твоего согласия дневник закроется"),
        (date(2010, 10, 25), "С 16 лет нужно и твоё согласие"),
        (date(2010, 11, 23), None),
        (date(2010, 10, 24), None),
        (date(2013, 11, 24), None),
    ],
)
async def test_who_turns_sixteen_is_asked_in_time(
    world: World, day: date, words: str | None
) -> None:
    await born(world, "anna", day)
    async with world.app.database.write(world.clock()) as uow:
        own = t.consent_standing.c.person_id == world.school["anna"]
        await uow.connection.execute(update(t.consent_standing).where(own).values(own=0))
        given = t.consent.c.giver_id == world.school["anna"]
        await uow.connection.execute(delete(t.consent).where(given))
        await uow.commit()
    anna = await world.pupil("anna")
    elena = await world.guardian("elena", "anna")
    await ask_for_consents(world.app)
    await Outbox(world).drain()
    if words is None:
        assert anna.from_bot == elena.from_bot == []
        return
    assert words in anna.text
    assert anna.buttons == [["Согласия"]]
    assert "самого ученика" in elena.text
    await anna.click("Согласия")
    await consent_twice(anna)
    await ask_for_consents(world.app)
    assert len(await world.rows(select(t.notice))) == 2  # nobody is asked for what is given


async def test_the_evening_card_is_withheld_of_the_child_alone(world: World) -> None:
    elena = await world.guardian("elena", "anna", "misha")
    await withdraw(elena, "Telegram · Анна")
    world.clock.advance(datetime(2026, 11, 24, 19, 0, tzinfo=MOSCOW) - world.clock())
    await plan_evening_cards(world.app)
    await Outbox(world).drain()
    card = elena.text
    assert "Михаил" in card
    assert "Анна" not in card


async def test_a_card_that_has_nobody_left_says_why(world: World) -> None:
    outbox = Outbox(world)
    elena = await world.guardian("elena", "anna")
    world.clock.advance(datetime(2026, 11, 24, 19, 0, tzinfo=MOSCOW) - world.clock())
    await plan_evening_cards(world.app)
    await withdraw(elena, "Telegram · Анна")
    await outbox.drain()
    assert ("suppressed", "no_consent") in await outbox.states()
    assert not any("Завтра" in str(each) for each in elena.from_bot)


async def test_the_homeroom_teacher_sees_why_nobody_was_told(world: World) -> None:
    outbox = Outbox(world)
    elena = await world.guardian("elena", "anna")
    await withdraw(elena, "Telegram · Анна")
    await outbox.mark("anna", 5)
    await outbox.drain()
    orlova = await world.staff("orlova")
    await orlova.send("/menu")
    await orlova.forge(OpenPupilLedger(student_id=world.school["anna"]).pack())
    assert "Иванова Е. С. нет согласия" in orlova.text
