"""A code on a slip becomes a connected chat, and only that."""

from datetime import timedelta

from sqlalchemy import select

from storage import tables as t
from tests.support.codes import bindings, invite
from tests.support.people import Client, World

BAD = "Этот код не подходит"
_CYRILLIC = str.maketrans("ACEHKMPTXY", "асенкмртху")


def wrote(client: Client) -> list[str]:
    """What is left in the chat of what the person wrote."""
    return [each["text"] for each in client.messages if not each["from"]["is_bot"]]


def keyboards(client: Client) -> list[object]:
    return [each.get("reply_markup") for each in client.messages]


async def test_a_link_binds_after_a_confirmation_that_names_nobody(world: World) -> None:
    issued = await invite(world, "elena", "anna")
    elena = world.newcomer()
    await elena.send(f"/start {issued.link_token}")
    assert elena.text == (
        "Код подходит. Это дневник ученицы А. И., 7А.\nВы её родитель?\n"
        "Подключаясь, вы соглашаетесь хранить код и этот чат при себе и никому их не передавать."
    )
    assert elena.buttons == [["Да, подключить"], ["Нет, это ошибка"]]
    assert await bindings(world) == []
    await elena.click("Да, подключить")
    assert "Анна · 7А" in elena.text
    assert await bindings(world) == [(elena.id, world.school["anna"])]


async def test_the_message_that_carried_the_code_is_deleted(world: World) -> None:
    issued = await invite(world, "elena", "anna")
    elena = world.newcomer()
    await elena.send(f"/start {issued.code}")
    await elena.send("2222-2222-2222")
    assert wrote(elena) == []


async def test_a_code_is_taken_in_lower_case_cyrillic_with_spaces(world: World) -> None:
    issued = await invite(world, "anna", "anna")
    anna = world.newcomer()
    await anna.send(issued.code.replace("-", " ").translate(_CYRILLIC).lower())
    assert "Это ты?" in anna.text
    await anna.click("Да, это я")
    assert await bindings(world) == [(anna.id, world.school["anna"])]


async def test_a_teacher_binds_and_opens_on_lessons(world: World) -> None:
    issued = await invite(world, "orlova")
    orlova = world.newcomer()
    await orlova.send(issued.code)
    assert "Он для сотрудника: М. О., Школа № 1." in orlova.text
    assert "Орлова" not in orlova.text
    await orlova.click("Да, это я")
    assert "7А алгебра" in str(orlova.buttons)


async def test_no_connects_nothing(world: World) -> None:
    issued = await invite(world, "elena", "anna")
    stranger = world.newcomer()
    await stranger.send(issued.code)
    await stranger.click("Нет, это ошибка")
    assert "Ничего не подключено" in stranger.text
    assert await bindings(world) == []


async def test_unknown_used_expired_and_revoked_codes_get_the_same_words(world: World) -> None:
    used = await invite(world, "olga", "petr")
    olga = world.newcomer()
    await olga.send(used.code)
    await olga.click("Да, подключить")
    revoked = await invite(world, "elena", "anna")
    await invite(world, "elena", "anna")  # a new one takes the place of the old
    expired = await invite(world, "dmitry", "anna")
    world.clock.advance(timedelta(days=7))
    answers = set()
    for code in ("2222-2222-2223", used.code, used.link_token, revoked.code, expired.code):
        stranger = world.newcomer()
        await stranger.send(f"/start {code}")
        answers.add((stranger.text, str(stranger.buttons)))
    assert len(answers) == 1
    assert answers.pop()[0].startswith(BAD)


async def test_a_code_lives_seven_days_to_the_second(world: World) -> None:
    issued = await invite(world, "elena", "anna")
    world.clock.advance(timedelta(days=7) - timedelta(seconds=1))
    elena = world.newcomer()
    await elena.send(issued.code)
    assert "Код подходит" in elena.text


async def test_after_five_failures_even_a_right_code_waits(world: World) -> None:
    issued = await invite(world, "elena", "anna")
    elena = world.newcomer()
    for ending in "34567":
        await elena.send(f"2222-2222-222{ending}")
        assert elena.text.startswith(BAD)
        world.clock.advance(timedelta(minutes=5))
    await elena.send(issued.code)
    assert elena.text == "Слишком много попыток. Следующая — через 35 минут."
    assert wrote(elena) == []
    world.clock.advance(timedelta(minutes=35))
    await elena.send(issued.code)
    assert "Код подходит" in elena.text


async def test_another_chat_does_not_wait(world: World) -> None:
    issued = await invite(world, "elena", "anna")
    guesser = world.newcomer()
    for _ in range(6):
        await guesser.send("2222-2222-2222")
    elena = world.newcomer()
    await elena.send(issued.code)
    assert "Код подходит" in elena.text


async def test_a_button_binds_only_where_the_code_was_shown(world: World) -> None:
    issued = await invite(world, "elena", "anna")
    elena = world.newcomer()
    await elena.send(issued.code)
    (row,) = await world.rows(select(t.invite))
    thief = world.newcomer()
    await thief.send("/start")
    await thief.forge(f"bc:{row['id']}")
    assert thief.text.startswith(BAD)
    assert await bindings(world) == []


async def test_a_confirmation_waits_an_hour(world: World) -> None:
    issued = await invite(world, "elena", "anna")
    elena = world.newcomer()
    await elena.send(issued.code)
    world.clock.advance(timedelta(hours=1))
    await elena.click("Да, подключить")
    assert elena.text.startswith(BAD)
    assert await bindings(world) == []


async def test_yes_pressed_twice_binds_once(world: World) -> None:
    issued = await invite(world, "elena", "anna")
    elena = world.newcomer()
    await elena.send(issued.code)
    shown = elena.last["message_id"]
    (row,) = await world.rows(select(t.invite))
    await elena.click("Да, подключить")
    await elena.forge(f"bc:{row['id']}", message=shown)
    assert len(await bindings(world)) == 1


async def test_a_guardian_who_has_ceased_to_be_one_cannot_bind(world: World) -> None:
    issued = await invite(world, "elena", "anna")
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            t.guardianship.update().values(ends=world.clock().date() - timedelta(days=1))
        )
        await uow.commit()
    elena = world.newcomer()
    await elena.send(issued.code)
    assert elena.text.startswith(BAD)


async def test_one_phone_for_both_parents_holds_both(world: World) -> None:
    phone = world.newcomer()
    for name in ("elena", "dmitry"):
        issued = await invite(world, name, "anna")
        await phone.send(issued.code)
        await phone.click("Да, подключить")
    await phone.send("/leave")
    assert "1. Анна, 7А (Елена Сергеевна)" in phone.text
    assert "2. Анна, 7А (Дмитрий Павлович)" in phone.text
    await phone.click("2. Анна")
    assert "Дмитрий Павлович" in phone.text
    assert "Елена Сергеевна" not in phone.text
    await phone.click("Да, отключить")
    rows = await world.rows(select(t.binding).where(t.binding.c.ended_at.is_(None)))
    assert [row["person_id"] for row in rows] == [world.school["elena"]]


async def test_the_same_pair_in_the_same_chat_stays_one_binding(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    issued = await invite(world, "elena", "anna")
    await elena.send(issued.code)
    await elena.click("Да, подключить")
    assert await bindings(world) == [(elena.id, world.school["anna"])]
    assert await world.rows(select(t.notice)) == []


async def test_a_connected_chat_is_told_by_start_where_it_is(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/start")
    assert "Анна · 7А" in elena.text
    stranger = world.newcomer()
    await stranger.send("/start")
    assert "одноразовый код" in stranger.text


async def test_nothing_of_a_code_is_stored(world: World) -> None:
    issued = await invite(world, "elena", "anna")
    elena = world.newcomer()
    await elena.send(issued.code)
    await elena.send(f"/start {issued.link_token}")
    everything = [
        str(row)
        for table in (t.invite, t.code_attempt, t.chat)
        for row in await world.rows(select(table))
    ]
    bare = issued.code.replace("-", "")
    assert not any(
        secret in row for row in everything for secret in (bare, issued.code, issued.link_token)
    )
    assert all(issued.link_token not in str(call) for call in keyboards(elena))
