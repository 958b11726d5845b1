"""Whose access has ended is told so once, and /menu says by which side (R010)."""

from datetime import timedelta

from sqlalchemy import select

from bot.jobs import tell_ending_trusts
from storage import tables as t
from tests.support.codes import connected
from tests.support.people import Client, World, text_of
from tests.support.school import TODAY
from tests.support.trusted import connect, everything_leaves, name_somebody, open_circle, trusted

STRANGER = "одноразовый код"
CHILD = ("Анна", "Иванова Анна")


async def revoke(parent: Client) -> None:
    await open_circle(parent)
    await parent.click("Мария Петровна")
    await parent.click("Закрыть доступ")


async def told_over(world: World) -> list[str]:
    """The states of these notices, in the order of writing."""
    of_kind = select(t.notice).where(t.notice.c.kind == "trust_over").order_by(t.notice.c.id)
    return [row["state"] for row in await world.rows(of_kind)]


async def test_whoever_is_revoked_hears_it_once_and_from_whom(world: World, mother: Client) -> None:
    grandmother = await trusted(world, mother)
    await revoke(mother)
    await everything_leaves(world)
    assert grandmother.text == (
        "Вам закрыли доступ к дневнику: А. И., 7А\n"
        "Так решили родители. Сообщений о нём больше не будет."
    )
    assert await told_over(world) == ["sent"]
    await grandmother.send("/menu")
    assert grandmother.text.startswith("Ваш доступ закрыт\nТак решили родители ученика.")
    assert not any(name in grandmother.text for name in CHILD)
    assert STRANGER not in grandmother.text
    await grandmother.send("/marks")
    assert "Так решили родители ученика." in grandmother.text


async def test_after_the_last_day_it_is_told_once(world: World, mother: Client) -> None:
    grandmother = await trusted(world, mother, term="Неделя")
    world.clock.advance(timedelta(days=7))
    await grandmother.send("/menu")
    assert "Родители дали его до 30 ноября 2026." in grandmother.text
    for _day in range(2):
        await tell_ending_trusts(world.app)
        await everything_leaves(world)
        world.clock.advance(timedelta(days=1))
    assert await told_over(world) == ["sent"]
    said = [text_of(each) for each in grandmother.from_bot]
    assert sum("Закончился ваш доступ к дневнику: А. И., 7А" in each for each in said) == 1


async def test_prolonged_meanwhile_nothing_is_told(world: World, mother: Client) -> None:
    grandmother = await trusted(world, mother, term="Неделя")
    world.clock.advance(timedelta(days=7))
    await tell_ending_trusts(world.app)
    await open_circle(mother)
    await mother.click("Мария Петровна")
    await mother.click("До какого дня")
    await mother.click("Месяц")
    await everything_leaves(world)
    assert await told_over(world) == ["superseded"]
    await grandmother.send("/menu")
    assert "Анна" in grandmother.text


async def test_whoever_sees_the_diary_again_meanwhile_is_not_told_that_it_is_closed(
    world: World, mother: Client
) -> None:
    """Named anew, as somebody else in the register, while the notice waits for the morning."""
    grandmother = await trusted(world, mother)
    await revoke(mother)
    await grandmother.send(await name_somebody(mother))
    await grandmother.click("Да, подключить")
    await everything_leaves(world)
    assert await told_over(world) == ["superseded"]
    assert not any("закрыли доступ" in text_of(each) for each in grandmother.from_bot)


async def test_without_the_parents_consent_it_is_said_that_it_is_missing(
    world: World, mother: Client
) -> None:
    grandmother = await trusted(world, mother)
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(t.consent_standing.delete())
        await uow.commit()
    await grandmother.send("/menu")
    assert "Сейчас на него нет согласия родителей." in grandmother.text


async def test_whom_the_lists_no_longer_have_hears_that_it_was_the_school(world: World) -> None:
    father, pupil = await world.guardian("dmitry", "anna"), await world.pupil("anna")
    grandmother = await trusted(world, father)
    tie = t.guardianship
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            tie.update().where(tie.c.guardian_id == world.school["dmitry"]).values(ends=TODAY)
        )
        await uow.commit()
    await father.send("/menu")
    assert "вы больше не записаны его родителем" in father.text
    await grandmother.send("/menu")
    assert "родителя, который дал вам доступ" in grandmother.text
    await world.change(t.person, world.school["anna"], is_active=False)
    await pupil.send("/menu")
    assert "этот ученик выбыл" in pupil.text
    for client in (father, grandmother, pupil):
        assert STRANGER not in client.text
        assert not any(name in client.text for name in CHILD)


async def test_whoever_left_or_was_thrown_out_learns_nothing(world: World) -> None:
    """«Это не я» may have ended a thief's chat."""
    owner = await world.guardian("elena", "anna")
    thief = await connected(world, "dmitry", "anna")
    await world.app.sender.pump()
    await owner.click("Это не я")
    await thief.send("/menu")
    assert STRANGER in thief.text
    await owner.send("/leave")
    await owner.click("Да, отключить")
    await owner.send("/menu")
    assert STRANGER in owner.text


async def test_a_chat_that_was_more_than_that_gets_the_strangers_words(
    world: World, mother: Client
) -> None:
    aunt = await world.guardian("dmitry", "misha")
    code = await name_somebody(mother)
    await aunt.send(code)
    await aunt.click("Да, подключить")
    await revoke(mother)
    await aunt.send("/leave")
    await aunt.click("Да, отключить")
    await aunt.send("/menu")
    assert STRANGER in aunt.text


async def test_another_code_ends_a_chat_without_a_word_of_revoking(
    world: World, mother: Client
) -> None:
    first = await trusted(world, mother)
    await open_circle(mother)
    await mother.click("Мария Петровна")
    await mother.click("Новый код")
    await first.send("/menu")
    assert STRANGER in first.text
    assert await told_over(world) == []


async def test_a_code_after_a_revocation_opens_again(world: World, mother: Client) -> None:
    grandmother = await trusted(world, mother)
    await revoke(mother)
    code = await name_somebody(mother)
    await grandmother.send(code)
    await grandmother.click("Да, подключить")
    assert "Анна" in grandmother.text
    assert (await connect(world, await name_somebody(mother, name="Иванова Анна Ильинична"))).text
