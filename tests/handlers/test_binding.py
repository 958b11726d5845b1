"""A code on a slip becomes a connected chat, and only that."""

from datetime import timedelta

from sqlalchemy import select

from domain.binding.inviting import issue_invites
from domain.binding.model import BindingRole, InviteRequest, IssuedInvite
from storage import tables as t
from tests.support.people import Client, World

BAD = "Этот код не подходит"
_CYRILLIC = str.maketrans("ACEHKMPTXY", "асенкмртху")


async def invite(world: World, name: str, child: str | None = None) -> IssuedInvite:
    """A fresh code for a guardian with a child, a pupil (child: themselves) or staff."""
    school = world.school
    if child is None:
        request = InviteRequest(school[name], BindingRole.STAFF)
    else:
        role = BindingRole.STUDENT if name == child else BindingRole.GUARDIAN
        request = InviteRequest(school[name], role, school[child])
    async with world.app.database.write(world.clock()) as uow:
        (issued,) = await issue_invites(uow, [request], None)
        await uow.commit()
    return issued


async def bindings(world: World) -> list[tuple[int, int | None]]:
    """Who holds what now: (chat, pupil)."""
    rows = await world.rows(select(t.binding).where(t.binding.c.ended_at.is_(None)))
    return [(row["chat_id"], row["student_id"]) for row in rows]


def wrote(client: Client) -> list[str]:
    """What is left in the chat of what the person wrote."""
    return [each["text"] for each in client.messages if not each["from"]["is_bot"]]


async def test_a_link_binds_after_a_confirmation_that_names_nobody(world: World) -> None:
    issued = await invite(world, "elena", "anna")
    elena = world.newcomer()
    await elena.send(f"/start {issued.link_token}")
    assert elena.text == "Код подходит. Это дневник ученицы А. И., 7А.\nВы её родитель?"
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
    assert elena.text == "Слишком много попыток. Попробуйте через 35 минут."
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


async def test_the_others_of_the_family_and_the_class_are_told(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    orlova = await world.staff("orlova")
    await world.guardian("olga", "petr")
    dmitry = await connected(world, "dmitry", "anna")
    rows = await world.rows(select(t.notice))
    assert {row["chat_id"] for row in rows} == {elena.id, orlova.id}
    assert {row["kind"] for row in rows} == {"binding"}
    assert dmitry.id not in {row["chat_id"] for row in rows}


async def test_the_notice_names_the_newcomer_and_ends_it_in_one_tap(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    orlova = await world.staff("orlova")
    dmitry = await connected(world, "dmitry", "anna")
    await world.app.sender.drain()
    for told in (elena, orlova):
        assert "Иванов Дмитрий Павлович" in told.text
    assert "Иванов Дмитрий Павлович" not in dmitry.text
    await elena.click("Это не я")
    assert "Отключено: тот чат больше не видит этот дневник." in elena.text
    assert await bindings(world) == [(elena.id, world.school["anna"]), (orlova.id, None)]


async def test_this_is_not_me_ends_it(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    dmitry = await connected(world, "dmitry", "anna")
    await elena.send("/start")
    await elena.forge(f"be:{await newest_binding(world)}")
    assert "Отключено" in elena.text
    assert await bindings(world) == [(elena.id, world.school["anna"])]
    await dmitry.send("/schedule")
    assert "Анна" not in dmitry.text


async def test_the_homeroom_teacher_may_end_it_and_another_teacher_may_not(world: World) -> None:
    await connected(world, "dmitry", "anna")
    binding = await newest_binding(world)
    for name, ended in (("sokolova", False), ("kuznetsov", False), ("orlova", True)):
        teacher = await world.staff(name)
        await teacher.send("/start")
        await teacher.forge(f"be:{binding}")
        held = (await world.rows(select(t.binding).where(t.binding.c.id == binding)))[0]
        assert (held["ended_at"] is not None) is ended


async def test_a_newcomer_cannot_throw_out_who_was_there_before(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    before = await newest_binding(world)
    dmitry = await connected(world, "dmitry", "anna")
    await dmitry.forge(f"be:{before}")
    assert "не для вас" in dmitry.text
    assert (elena.id, world.school["anna"]) in await bindings(world)


async def test_another_family_cannot_end_it(world: World) -> None:
    olga = await world.guardian("olga", "petr")
    await connected(world, "dmitry", "anna")
    await olga.send("/start")
    for forged in (await newest_binding(world), 999_999):
        await olga.forge(f"be:{forged}")
        assert "не для вас" in olga.text
    assert len(await bindings(world)) == 2


async def test_a_pupil_cannot_lock_out_a_parent(world: World) -> None:
    anna = await world.pupil("anna")
    await connected(world, "elena", "anna")
    await anna.send("/start")
    await anna.forge(f"be:{await newest_binding(world)}")
    assert "Отключить родителя могут только" in anna.text
    assert len(await bindings(world)) == 2


async def test_a_family_has_thirty_days_to_undo(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await connected(world, "dmitry", "anna")
    world.clock.advance(timedelta(days=30, seconds=1))
    await elena.send("/start")
    await elena.forge(f"be:{await newest_binding(world)}")
    assert "Отключить его может классный руководитель" in elena.text
    assert len(await bindings(world)) == 2


async def test_leave_asks_and_disconnects(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/leave")
    assert "Анна, 7А (Елена Сергеевна)" in elena.text
    await elena.click("Да, отключить")
    assert "пришлите новый код" in elena.text
    assert await bindings(world) == []
    await elena.send("/schedule")
    assert "Анна" not in elena.text


async def test_leave_all_at_once(world: World) -> None:
    elena = await world.guardian("elena", "anna", "misha")
    await elena.send("/leave")
    await elena.click("Отключить всё")
    await elena.click("Да, отключить")
    assert await bindings(world) == []
    await elena.send("/leave")
    assert "ни к чему не подключён" in elena.text


async def test_leave_does_not_reach_another_chat(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    binding = await newest_binding(world)
    olga = await world.guardian("olga", "petr")
    await olga.send("/leave")
    await olga.forge(f"bx:{binding}")
    await olga.forge(f"ba:{binding}")
    assert (elena.id, world.school["anna"]) in await bindings(world)


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


async def connected(world: World, name: str, child: str) -> Client:
    """Somebody who came by a code, so that the others are told."""
    issued = await invite(world, name, child)
    client = world.newcomer()
    await client.send(issued.code)
    await client.click("Да")
    return client


async def newest_binding(world: World) -> int:
    rows = await world.rows(select(t.binding).order_by(t.binding.c.id.desc()))
    return int(rows[0]["id"])


def keyboards(client: Client) -> list[object]:
    return [each.get("reply_markup") for each in client.messages]
