"""Events are entered as a line; late ones ask once more; families see their own."""

from datetime import timedelta

from sqlalchemy import select

from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World, text_of
from tests.support.staff import at_work


async def add(client: Client, *labels: str) -> None:
    await client.send("/menu")
    for label in ("Расписание", "Мероприятия", "+ Мероприятие", *labels):
        await client.click(label)


async def test_a_late_event_of_the_school_is_asked_for_once_more(
    world: World, mother: Client
) -> None:
    deputy = await at_work(world, "deputy")
    await add(deputy, "Вся школа")
    await deputy.send("концерт")
    assert "Напишите сначала день" in deputy.text
    await deputy.send("25.11 14:00 Концерт")
    assert "внести его нужно было до 11 ноября" in deputy.text
    await mother.send("/schedule")
    await mother.click("ср")
    assert "Концерт" not in mother.text, "nobody has said that it is entered all the same"
    await deputy.click("Всё равно внести")
    assert "Внесено позже, чем положено." in deputy.text
    (event,) = await world.rows(select(t.calendar_event))
    assert (event["is_late"], event["starts"]) == (True, 14 * 60)
    await mother.send("/schedule")
    assert "Концерт" not in mother.text
    await mother.click("ср")
    assert "● 14:00 Концерт" in mother.text
    await mother.click("Неделя")
    assert "● 14:00 Концерт" in mother.text
    await deputy.click("Отменить мероприятие")
    await mother.send("/schedule")
    await mother.click("ср")
    assert "Концерт" not in mother.text


async def test_an_event_that_is_over_is_neither_kept_nor_cancelled(world: World) -> None:
    deputy = await at_work(world, "deputy")
    await add(deputy, "Вся школа")
    await deputy.send("25.11 14:00 Концерт")
    keep = deputy.button("Всё равно внести")["callback_data"]
    world.clock.advance(timedelta(days=3))
    await deputy.forge(keep)
    assert deputy.text.startswith("Это мероприятие уже прошло")
    [event] = await world.rows(select(t.calendar_event))
    assert event["is_kept_back"]
    await deputy.click("‹ Назад")
    assert "+ Мероприятие" in deputy.labels
    await deputy.forge(f"if:{event['id']}")
    assert deputy.text.startswith("Это мероприятие уже прошло")


async def test_a_homeroom_teacher_enters_events_of_the_own_class_alone(world: World) -> None:
    """A week before is in time (D12); another class does not see it."""
    orlova, other = await world.staff("orlova"), await world.pupil("oleg")
    anna = await world.pupil("anna")
    await add(orlova)
    assert orlova.labels == ["7А", "‹ Назад"]
    await orlova.click("7А")
    await orlova.send("01.12 Музей")
    (event,) = await world.rows(select(t.calendar_event))
    assert not event["is_late"]
    for client, sees in ((anna, True), (other, False)):
        await client.send("/schedule")
        await client.click("Неделя")
        await client.click("Неделя ▶")
        assert ("Музей" in client.text) is sees
    kuznetsov = await at_work(world, "kuznetsov")
    await kuznetsov.click("Расписание")
    await kuznetsov.click("Мероприятия")
    assert "вт, 1 декабря: Музей · 7А" in kuznetsov.text
    await kuznetsov.forge(f"if:{event['id']}")
    assert "Этого здесь больше нет" in kuznetsov.text


async def told(world: World, outbox: Outbox, *clients: Client) -> list[str]:
    """What came to these chats by itself until tomorrow morning."""
    before = [len(each.from_bot) for each in clients]
    world.clock.advance(timedelta(hours=22))
    await outbox.drain()
    return [
        "\n".join(text_of(each) for each in client.from_bot[count:])
        for client, count in zip(clients, before, strict=True)
    ]


async def test_families_and_teachers_of_a_class_are_told_in_the_evening_and_nobody_else(
    world: World, outbox: Outbox, mother: Client
) -> None:
    """Two of one class: one is called off before anybody has heard of it, the other after."""
    orlova, kuznetsov = await world.staff("orlova"), await world.staff("kuznetsov")
    anna, other = await world.pupil("anna"), await world.pupil("oleg")
    everybody = (mother, anna, kuznetsov, orlova, other)
    for what in ("01.12 Музей", "02.12 10:00 Театр"):
        await add(orlova, "7А")
        await orlova.send(what)
    await orlova.click("Отменить мероприятие")
    said = await told(world, outbox, *everybody)
    assert said == ["Вт, 1 декабря: Музей\n7А"] * 3 + ["", ""]
    await orlova.send("/menu")
    for label in ("Расписание", "Мероприятия", "01.12 Музей", "Отменить мероприятие"):
        await orlova.click(label)
    said = await told(world, outbox, *everybody)
    assert said == ["Вт, 1 декабря: Музей\nМероприятие отменено.\n7А"] * 3 + ["", ""]
    deputy = await at_work(world, "deputy")
    for label in ("Ещё", "Учебный год", "Каникулы", "+ Каникулы", "7-е классы", "Все 7-е"):
        await deputy.click(label)
    await deputy.send("Каникулы, 20–27 декабря 2026")
    said = await told(world, outbox, *everybody)
    assert said == ["Вс, 20 декабря – вс, 27 декабря: Каникулы\nУроков нет.\n7-е классы"] * 5
    # Another one in its place, which may get its number: who was told of it hears that it is off.
    await deputy.click("Убрать")
    for label in ("+ Каникулы", "7-е классы", "7Б"):
        await deputy.click(label)
    await deputy.send("Карантин, 21–22 декабря 2026")
    said = await told(world, outbox, mother, other)
    days, off = "Вс, 20 декабря – вс, 27 декабря: Каникулы", "Этого не будет: в эти дни уроки идут."
    assert said[0] == f"{days}\n{off}\n7-е классы"
    quarantine = "Пн, 21 декабря – вт, 22 декабря: Карантин\nУроков нет.\n7Б"
    assert said[1] == f"Календарь: 2 изменения\n\n{said[0]}\n\n{quarantine}"
