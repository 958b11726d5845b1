"""«Мои чаты»: where one is connected, when it was last used, ending it in a tap (R015)."""

from datetime import timedelta

from sqlalchemy import select

from storage import tables as t
from tests.support.codes import bindings, connected, invite
from tests.support.people import Client, World

DAY = timedelta(days=1)


async def own(client: Client) -> None:
    await client.send("/settings")
    await client.click("Мои чаты")


async def test_every_chat_of_the_person_with_its_last_use(world: World) -> None:
    world.by_inbox = True
    tablet = await world.guardian("elena", "anna", "misha")
    phone = await world.guardian("elena", "anna")
    father = await world.guardian("dmitry", "anna")
    await father.send("/menu")
    await tablet.send("/menu")
    world.clock.advance(DAY)
    await own(phone)
    assert phone.text == (
        "Мои чаты\n\n"
        "1. Этот чат\n"
        "Дневник: Анна\n"
        "Подключён 25 августа 2026 в 12:00, последний раз открывали сегодня\n\n"
        "2. Другой аккаунт Telegram\n"
        "Дневник: Анна, М. И.\n"
        "Подключён 25 августа 2026 в 12:00, последний раз открывали вчера\n\n"
        "Незнакомый чат и потерянный телефон можно отключить здесь.\n"
        "Чат — это аккаунт Telegram; на каком он телефоне, бот не знает."
    )
    await phone.click("Отключить 2")
    assert phone.toast == "Тот чат отключён."
    assert "Других чатов нет." in phone.text
    assert {chat for chat, _ in await bindings(world)} == {phone.id, father.id}
    await tablet.send("/menu")
    assert "одноразовый код" in tablet.text


async def test_the_last_use_is_written_once_a_day_at_most(world: World) -> None:
    world.by_inbox = True
    elena, stranger = await world.guardian("elena", "anna"), world.newcomer()
    for _ in range(3):
        await elena.send("/menu")
        await stranger.send("/start")
    rows = await world.rows(select(t.chat_use))
    assert rows == [{"chat_id": elena.id, "used_on": world.clock().date()}]
    world.clock.advance(DAY)
    await elena.send("/menu")
    (row,) = await world.rows(select(t.chat_use))
    assert row["used_on"] == world.clock().date()


async def test_the_rules_were_accepted_and_the_day_is_shown(world: World) -> None:
    elena = await connected(world, "elena", "anna")
    (row,) = await world.rows(select(t.rules_acceptance))
    assert (row["version"], row["accepted_at"]) == (1, world.clock())
    world.clock.advance(DAY)
    await own(elena)
    assert "приняты 24 ноября 2026" in elena.text


async def test_a_stolen_code_cannot_throw_the_owner_out(world: World) -> None:
    owner = await world.guardian("elena", "anna")
    thief = await connected(world, "elena", "anna")
    await own(thief)
    assert "Отключить 2" not in str(thief.buttons), "no button that would be refused"
    assert (
        "Этот чат новый: более старые он сможет отключить с 25 ноября, 10:40. Раньше это сделает"
        " классный руководитель или администратор школы." in thief.text
    )
    (older, _newer) = await world.rows(select(t.binding).order_by(t.binding.c.id))
    await thief.forge(f"ze:{older['id']}")
    assert "подключённый меньше суток назад" in thief.text
    await own(owner)
    await owner.click("Отключить 2")
    assert [chat for chat, _ in await bindings(world)] == [owner.id]


async def test_after_a_day_the_new_phone_ends_the_lost_one(world: World) -> None:
    old = await world.guardian("elena", "anna")
    new = await connected(world, "elena", "anna")
    world.clock.advance(DAY)
    await own(new)
    await new.click("Отключить 2")
    assert [chat for chat, _ in await bindings(world)] == [new.id]
    assert old.id != new.id


async def test_nobody_ends_a_chat_of_somebody_else(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    father = await world.guardian("dmitry", "anna")
    await own(elena)
    rows = await world.rows(select(t.binding))
    for row in rows:
        await elena.forge(f"ze:{row['id']}")
        assert "не для вас" in elena.text
    assert len(await bindings(world)) == 2
    assert father.id != elena.id


async def test_staff_see_theirs(world: World) -> None:
    issued = await invite(world, "orlova")
    teacher = world.newcomer()
    await teacher.send(issued.code)
    await teacher.click("Да, это я")
    await own(teacher)
    assert "1. Этот чат\nПодключён 24 ноября 2026 в 10:40" in teacher.text
    assert "Дневник" not in teacher.text
    world.clock.advance(timedelta(minutes=1))
    phone = world.newcomer()
    await phone.send((await invite(world, "orlova")).code)
    await phone.click("Да, это я")
    await own(phone)
    assert "Раньше это сделает администратор школы." in phone.text
    world.clock.advance(DAY)
    await own(phone)
    assert ["Отключить 2"] in phone.buttons
    assert "Этот чат новый" not in phone.text


async def test_staff_hear_of_another_chat_and_end_it(world: World) -> None:
    teacher, admin = await world.staff("orlova"), await world.staff("admin")
    thief = world.newcomer()
    await thief.send((await invite(world, "orlova")).code)
    await thief.click("Да, это я")
    await world.app.sender.pump()
    assert teacher.text.startswith("Другой чат подключён от вашего имени")
    assert admin.text.startswith("Орлова Марина Петровна: подключён ещё один чат")
    assert "подключён" not in thief.text
    await teacher.click("Это не я")
    assert "Других чатов нет." in teacher.text
    await thief.send("/menu")
    assert "одноразовый код" in thief.text


async def test_the_administrator_ends_a_chat_of_staff(world: World) -> None:
    await world.staff("orlova")
    admin, thief = await world.staff("admin"), world.newcomer()
    await thief.send((await invite(world, "orlova")).code)
    await thief.click("Да, это я")
    await world.app.sender.pump()
    await admin.click("Отключить")
    await thief.send("/menu")
    assert "одноразовый код" in thief.text


async def test_of_the_first_chat_of_staff_nobody_is_told(world: World) -> None:
    admin, newcomer = await world.staff("admin"), world.newcomer()
    await newcomer.send((await invite(world, "orlova")).code)
    await newcomer.click("Да, это я")
    await world.app.sender.pump()
    assert admin.from_bot == []
