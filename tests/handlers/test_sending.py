"""Who is told what, and what is left out at the moment of sending."""

from sqlalchemy import select, update

from domain.notices.model import Event, Kind
from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World, text_of


def said(client: Client) -> list[str]:
    return [text_of(each) for each in client.from_bot]


async def test_a_mark_reaches_every_phone_of_the_family(
    outbox: Outbox, mother: Client, father: Client
) -> None:
    await outbox.mark("anna", 5)
    await outbox.drain()
    for parent in (mother, father):
        assert said(parent)[-1].startswith("Анна, алгебра: 5 за контрольную")
    assert await outbox.states() == [("sent", ""), ("sent", "")]


async def test_nothing_is_sent_twice(outbox: Outbox, mother: Client) -> None:
    await outbox.mark("anna", 5)
    await outbox.drain()
    await outbox.drain()
    assert len(said(mother)) == 1


async def test_the_telegram_message_and_the_time_are_kept(
    world: World, outbox: Outbox, mother: Client
) -> None:
    await outbox.mark("anna", 5)
    await outbox.drain()
    [row] = await world.rows(select(t.notice))
    assert row["telegram_message_id"] == mother.last["message_id"]
    assert row["sent_at"] == world.clock()


async def test_everybody_is_told_in_their_own_language(
    world: World, outbox: Outbox, mother: Client
) -> None:
    english = await world.guardian("dmitry", "anna", language_code="en")
    await outbox.mark("anna", 5)
    await outbox.drain()
    assert "за контрольную" in mother.text
    assert "for a class test" in english.text
    assert "Average 5.00" in english.text


async def test_two_parents_on_one_phone_get_one_message(
    world: World, outbox: Outbox, mother: Client
) -> None:
    await world.bind(mother, "dmitry", "guardian", "anna")
    await outbox.mark("anna", 5)
    await outbox.message("Собрание в четверг", ("elena", "anna"), ("dmitry", "anna"))
    await outbox.drain()
    assert len(said(mother)) == 2
    assert await outbox.states() == [("sent", "")] * 3


async def test_final_marks_set_together_arrive_as_one_message(
    outbox: Outbox, mother: Client
) -> None:
    await outbox.final_marks("anna", [("Алгебра", 4), ("История", 5), ("Физика", 3)])
    await outbox.drain()
    assert len(mother.messages) == 1
    assert mother.text.startswith("Анна: итоги за I четверть")
    assert "Алгебра | 4" in mother.text
    assert "Физика | 3" in mother.text


async def test_children_stay_apart_in_one_message(
    world: World, outbox: Outbox, mother: Client
) -> None:
    await world.bind(mother, "elena", "guardian", "misha")
    await outbox.tell(
        await outbox.absence_event("anna"),
        await outbox.absence_event("misha", section="maths_1b"),
    )
    await outbox.drain()
    anna, misha = said(mother)[-1].split("\n\n")
    assert anna == "Анна не пришла на 3-й урок: алгебра, 10:30"
    assert misha == "Михаил не пришёл на 1-й урок: математика, 8:30"
    assert mother.buttons == [["Анна, Посещаемость", "Михаил, Посещаемость"]]


# What may change between the lesson and the moment of sending.


async def test_a_binding_that_ended_meanwhile_is_told_nothing(
    world: World, outbox: Outbox, mother: Client, father: Client
) -> None:
    await outbox.mark("anna", 5)
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            update(t.binding).where(t.binding.c.chat_id == father.id).values(ended_at=uow.now)
        )
        await uow.commit()
    await outbox.drain()
    assert len(said(mother)) == 1
    assert said(father) == []
    assert await outbox.states() == [("sent", ""), ("suppressed", "no_right")]


async def test_a_letter_is_to_one_person_even_on_a_shared_phone(
    world: World, outbox: Outbox, mother: Client
) -> None:
    binding = await world.bind(mother, "dmitry", "guardian", "anna")
    await outbox.message("Только отцу", ("dmitry", "anna"))
    await world.change(t.binding, binding, ended_at=world.clock())
    await outbox.drain()
    assert said(mother) == []
    assert await outbox.states() == [("suppressed", "no_right")]


async def test_what_is_gone_is_not_told(world: World, outbox: Outbox, mother: Client) -> None:
    await outbox.tell(Event(Kind.MARK, world.school["anna"], 999_999, 999_999))
    await outbox.drain()
    assert await outbox.states() == [("suppressed", "gone")]


async def test_a_forged_pair_of_pupil_and_mark_is_not_told(
    world: World, outbox: Outbox, mother: Client
) -> None:
    foreign = await outbox.mark_event("petr", 2)
    await outbox.tell(Event(Kind.MARK, world.school["anna"], foreign.ref_id, foreign.about_id))
    await outbox.drain()
    assert said(mother) == []
    assert await outbox.states() == [("suppressed", "gone")]
