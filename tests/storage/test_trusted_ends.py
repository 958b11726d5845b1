"""A trust ends: by its day, by a word, with the guardian or the consent, by another code (R010)."""

from datetime import timedelta

from sqlalchemy import insert, select, update

from bot.jobs import tell_ending_trusts
from domain.consent.use_cases import withdraw
from storage import tables as t
from tests.support.people import Client, World, keyboard_of, text_of
from tests.support.school import BEGAN, TODAY
from tests.support.trusted import (
    code_of,
    connect,
    everything_leaves,
    name_somebody,
    open_circle,
    sections,
    trusted,
)

STRANGER = "Это школьный дневник"


async def test_another_code_ends_the_chat_before(world: World, mother: Client) -> None:
    old = await trusted(world, mother)
    await open_circle(mother)
    await mother.click("Мария Петровна")
    await mother.click("Новый код")
    await old.send("/menu")
    assert STRANGER in old.text
    new = await connect(world, code_of(mother))
    assert sections(new) == {"Завтра", "Расписание", "Домашние задания"}


async def test_another_code_asked_for_twice_is_one_code(world: World, mother: Client) -> None:
    await trusted(world, mother)
    await open_circle(mother)
    await mother.click("Мария Петровна")
    drawn = next(
        each["callback_data"]
        for row in keyboard_of(mother.last)
        for each in row
        if each["text"] == "Новый код"
    )
    card = mother.last["message_id"]
    await mother.press(drawn)
    code = code_of(mother)
    await mother.forge(drawn, message=card)
    shown = next(each for each in mother.messages if each["message_id"] == card)
    assert "уже выданы" in str(mother.toast)
    assert "Мария Петровна" in text_of(shown)
    assert sections(await connect(world, code)) == {"Завтра", "Расписание", "Домашние задания"}


async def test_a_code_of_what_was_revoked_opens_nothing(world: World, mother: Client) -> None:
    code = await name_somebody(mother)
    await open_circle(mother)
    await mother.click("Мария Петровна")
    await mother.click("Закрыть доступ")
    somebody = world.newcomer()
    await somebody.send(code)
    assert "код не подходит" in somebody.text


async def test_it_ends_by_itself_and_can_be_prolonged(world: World, mother: Client) -> None:
    grandmother = await trusted(world, mother, term="Неделя")
    world.clock.advance(timedelta(days=7))
    await grandmother.send("/menu")
    assert grandmother.text.startswith("Ваш доступ закрыт\nРодители дали его до 30 ноября 2026.")
    await open_circle(mother)
    assert "доступ закончился 30 ноября 2026" in mother.text.lower()
    await mother.click("Мария Петровна")
    await mother.click("До какого дня")
    await mother.click("Учебный год")
    await grandmother.send("/menu")
    assert sections(grandmother) == {"Завтра", "Расписание", "Домашние задания"}


async def test_both_are_told_before_it_ends(world: World, mother: Client) -> None:
    grandmother = await trusted(world, mother, term="Неделя")
    world.clock.advance(timedelta(days=2))
    await told_of_ends(world)
    assert not grandmother.text.startswith("Анна: дневник открыт")
    world.clock.advance(timedelta(days=1))
    await told_of_ends(world)
    await told_of_ends(world)
    assert grandmother.text.startswith("Анна: дневник открыт вам в последний раз")
    assert "Елена Сергеевна" in grandmother.text
    assert grandmother.buttons == []
    assert mother.text.startswith("Анна: Мария Петровна видит дневник в последний раз")
    assert len([each for each in mother.from_bot if "в последний раз" in str(each)]) == 1
    await mother.click("Продлить")
    await mother.click("Месяц")
    assert "До 26 декабря" in mother.text


async def told_of_ends(world: World) -> None:
    await tell_ending_trusts(world.app)
    await everything_leaves(world)


async def test_when_the_guardian_is_none_any_more_nothing_is_seen(
    world: World, mother: Client
) -> None:
    grandmother = await trusted(world, mother)
    async with world.app.database.write(world.clock()) as uow:
        of_elena = t.guardianship.c.guardian_id == world.school["elena"]
        await uow.connection.execute(update(t.guardianship).where(of_elena).values(ends=TODAY))
        await uow.commit()
    await grandmother.send("/menu")
    assert grandmother.text.startswith(
        "Ваш доступ закрыт\nВ списках школы больше нет ученика или родителя"
    )


async def test_when_consent_is_withdrawn_nothing_is_seen_until_it_is_given_again(
    world: World, mother: Client
) -> None:
    grandmother = await trusted(world, mother)
    rows = await world.rows(
        select(t.consent).where(t.consent.c.purpose == "trusted", t.consent.c.ended_at.is_(None))
    )
    assert [row["subject_id"] for row in rows] == [world.school["anna"]]
    async with world.app.database.write(world.clock()) as uow:
        actor = (await uow.chats.session(mother.id)).actor
        await withdraw(uow, actor, rows[0]["id"])
        await uow.commit()
    await grandmother.send("/menu")
    assert grandmother.text.startswith("Ваш доступ закрыт\nСейчас на него нет согласия родителей.")
    await open_circle(mother)
    assert "отозвано" in mother.text
    await mother.click("Дать согласие снова")
    await grandmother.send("/menu")
    assert sections(grandmother) == {"Завтра", "Расписание", "Домашние задания"}


async def test_a_binding_of_a_stranger_to_the_trust_is_no_way_in(
    world: World, mother: Client
) -> None:
    """The role alone, without a row of its own."""
    await trusted(world, mother)
    stranger = world.newcomer()
    async with world.app.database.write(world.clock()) as uow:
        await uow.chats.remember(stranger.id, "ru")
        await uow.connection.execute(
            insert(t.binding).values(
                chat_id=stranger.id,
                person_id=world.school["olga"],
                role="trusted_contact",
                student_id=world.school["anna"],
                bound_at=BEGAN,
            )
        )
        await uow.commit()
    await stranger.send("/menu")
    assert STRANGER in stranger.text
