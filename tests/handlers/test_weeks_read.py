"""A family confirms the week; the homeroom teacher sees who reads nothing and reminds them."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import insert, select

from bot.forecasts import send_forecasts
from storage import tables as t
from tests.handlers.test_opt_outs import pdf_text
from tests.support.journal import journal
from tests.support.people import Client, World, text_of
from tests.support.school import MONDAY, TODAY
from tests.support.statements import counted

FRIDAY = MONDAY + timedelta(days=4)
LAST_FRIDAY = FRIDAY - timedelta(days=7)


async def at(world: World, day: date, hour: int) -> None:
    """The clock of the school goes on to that hour, and what is due leaves."""
    local = datetime.combine(day, time(hour, 12), world.app.settings.timezone)
    world.clock.advance(local - world.clock())
    await send_forecasts(world.app)
    await world.app.sender.pump()


async def confirmed(world: World) -> list[tuple[int, int, date]]:
    rows = await world.rows(select(t.week_read).order_by(t.week_read.c.read_at))
    return [(row["student_id"], row["guardian_id"], row["week_ends"]) for row in rows]


@pytest.fixture
async def marked(world: World) -> World:
    async with journal(world.app.database, world.school, world.clock) as written:
        for pupil in ("anna", "petr"):
            await written.mark(pupil, "algebra", MONDAY, 4)
    return world


async def test_under_the_message_of_the_week(marked: World) -> None:
    world = marked
    world.by_inbox = True  # where no press brings the words of its message along
    mother = await world.guardian("elena", "anna")
    father = await world.guardian("dmitry", "anna")
    pupil = await world.pupil("anna")
    await at(world, FRIDAY, 19)
    message = mother.last["message_id"]
    assert mother.labels == ["Неделя прочитана", "Все оценки"]
    assert pupil.labels == ["Все оценки"]  # a pupil reads for nobody
    to = mother.button("Неделя прочитана")["callback_data"]
    before = mother.text
    await mother.click("Неделя прочитана")
    said = "✓ Прочитано: Елена Сергеевна, 27 ноября, 19:12"
    lines = before.splitlines()
    assert mother.text.splitlines() == [*lines[:3], said, *lines[3:]]
    assert mother.labels == ["Все оценки"]
    await mother.forge(to, message=message)  # the keyboard of before: nothing is said twice
    assert mother.text.splitlines() == [*lines[:3], said, *lines[3:]]
    assert await confirmed(world) == [(world.school["anna"], world.school["elena"], FRIDAY)]
    await mother.click("Все оценки")
    assert "✓ Неделя по 27 ноября прочитана: Елена Сергеевна, 27 ноября, 19:12" in mother.text
    assert "Неделя прочитана" not in mother.labels
    await father.send("/marks")  # one parent's word is enough
    assert "Неделя прочитана" not in father.labels
    await father.click("Неделя прочитана")  # under the older message, where it holds too
    assert "Елена Сергеевна, 27 ноября, 19:12; Дмитрий Павлович" in text_of(father.from_bot[0])
    assert len(await confirmed(world)) == 2


async def test_two_children_in_one_message_and_an_old_one(marked: World) -> None:
    world = marked
    phone = await world.guardian("elena", "anna")
    await world.bind(phone, "olga", "guardian", "petr")
    await at(world, FRIDAY, 19)
    message = phone.last["message_id"]
    assert phone.labels == ["Прочитано: Анна", "Прочитано: Пётр", "Анна", "Пётр"]
    petrs = phone.button("Прочитано: Пётр")["callback_data"]
    await phone.click("Прочитано: Анна")
    assert phone.labels == ["Прочитано: Пётр", "Анна", "Пётр"]
    assert phone.text.count("✓ Прочитано: Елена Сергеевна") == 1
    await at(world, FRIDAY + timedelta(days=7), 20)
    await phone.forge(petrs, message=message)
    record = text_of(phone._message(message))
    assert record.startswith(
        "Пётр · 7А\n✓ Неделя по 27 ноября прочитана: Ольга Ивановна, 4 декабря"
    )
    assert {pupil for pupil, _guardian, _week in await confirmed(world)} == {
        world.school["anna"],
        world.school["petr"],
    }


async def test_under_the_marks_and_not_of_a_week_without_lessons(marked: World) -> None:
    world = marked
    mother = await world.guardian("elena", "anna", "misha")
    with counted() as statements:
        await mother.send("/marks")
    assert len(statements) <= 4
    assert "Прочитали неделю по 20 ноября? Отметьте это кнопкой ниже." in mother.text
    await mother.click("Неделя прочитана")
    assert "✓ Неделя по 20 ноября прочитана: Елена Сергеевна, 24 ноября, 10:40" in mother.text
    assert (world.school["anna"], world.school["elena"], LAST_FRIDAY) in await confirmed(world)
    await mother.click("I четверть")
    assert "прочитана" not in mother.text  # the week is of the quarter that runs
    await mother.send("/children")
    await mother.click("Михаил")
    with counted() as statements:
        await mother.click("Посещаемость")  # grade 1 has no marks
    assert len(statements) <= 4
    await mother.click("Неделя прочитана")
    assert "✓ Неделя по 20 ноября прочитана" in mother.text
    petrs = await world.guardian("olga", "petr")
    for section in ("algebra", "history", "physics", "english1", "english2"):
        for (name, day), lesson_id in world.school.lessons.items():
            if name == section and LAST_FRIDAY - timedelta(days=7) < day <= LAST_FRIDAY:
                await world.change(t.lesson, lesson_id, is_cancelled=True)
    await petrs.send("/marks")
    assert "Неделя прочитана" not in petrs.labels
    petr = world.school["petr"]
    await petrs.forge(f"kwa:{petr}:{LAST_FRIDAY.toordinal()}:k")
    assert "уроков не было" in petrs.text
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    assert "Ознакомлены" not in teacher.text


@pytest.fixture
async def quiet(marked: World) -> Client:
    """Пётр's mother, who never looked in; Анна's has read, and Дарья's family has paper."""
    world = marked
    client = await world.guardian("olga", "petr")
    mother = await world.guardian("elena", "anna")
    await mother.send("/marks")
    await mother.click("Неделя прочитана")
    opted = {"student_id": world.school["darya"], "recorded_by": world.school["orlova"]}
    of_paper = {"statement_number": "7", "statement_date": TODAY, "recorded_at": world.clock()}
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(insert(t.opt_out).values(**opted, **of_paper))
        await uow.commit()
    return client


async def at_reading(world: World) -> Client:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    assert "Ознакомлены с неделей: 1 из 6 семей" in teacher.text
    await teacher.click("Ещё")
    with counted() as statements:
        await teacher.click("Кто читает")
    assert len(statements) <= 5
    return teacher


async def test_the_class_says_who_reads_nothing(world: World, quiet: Client) -> None:
    teacher = await at_reading(world)
    assert [line for line in teacher.text.splitlines() if line] == [
        "7А · кто читает",
        "С 14 ноября по 20 ноября",
        "Ознакомлены с неделей: 1 из 6 семей",
        "Не заходят 14 дней и дольше: 1",
        "Белов Пётр: ни разу",
        "Не подключены: 3",
        "Смирнов Иван Алексеевич",
        "Смирнов Иван Борисович",
        "Шевченко Саша",
        "На бумаге: 1",
        "Ёлкина Дарья",
        "Чтением считается всё, что родители нажимают или пишут в этом боте.",
    ]
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(insert(t.chat_use).values(chat_id=quiet.id, used_on=TODAY))
        await uow.commit()
    await teacher.forge(f"kwo:{world.school.classes['7А']}:0")
    assert "Не заходят" not in teacher.text
    assert "1 семья заходит в дневник, но неделю не отметила." in teacher.text
    with counted() as statements:
        await teacher.click("Лист на подпись")
    assert len(statements) <= 5
    printed = pdf_text(teacher)
    assert "Родители ознакомлены с отметками и посещаемостью, 7А, II четверть" in printed
    assert "3 Иванова Анна Дмитриевна 1 из 2" in printed  # the first weeks had no lessons


async def test_the_deputy_sees_it_of_every_class(world: World, quiet: Client) -> None:
    assert quiet.from_bot == []
    deputy = await world.staff("deputy")
    await deputy.send("/class")
    with counted() as statements:
        await deputy.click("7 класс")
    assert len(statements) <= 5
    assert "7А: Орлова М. П. · ознакомлены 1 из 6" in deputy.text
    assert "7Б: Кузнецов И. Л. · ознакомлены 0 из 1" in deputy.text
    await deputy.click("7А")
    await deputy.click("Ещё")
    await deputy.click("Кто читает")
    assert "Белов Пётр: ни разу" in deputy.text
    assert "Напомнить · 1" not in deputy.labels  # letters are the homeroom teacher's


async def test_who_reads_nothing_is_reminded_once_a_week(world: World, quiet: Client) -> None:
    teacher = await at_reading(world)
    message, to = teacher.last["message_id"], teacher.button("Напомнить")["callback_data"]
    await teacher.click("Напомнить · 1")
    assert teacher.toast == "Письмо ушло 1 семье."
    assert "Белов Пётр: ни разу, напомнили 24 ноября" in teacher.text
    assert not [label for label in teacher.labels if label.startswith("Напомнить")]
    await world.app.sender.pump()
    assert "откройте в меню дневника «Оценки»" in quiet.text
    assert "нажмите под ней «Неделя прочитана»" in quiet.text, "«Прочитано» is of the letter alone"
    await teacher.forge(to, message=message)
    assert "не чаще раза в неделю" in teacher.text
    world.clock.advance(timedelta(days=6, hours=10))
    await teacher.forge(to, message=message)
    assert "не чаще раза в неделю" in teacher.text
    await world.app.sender.pump()
    assert len(quiet.from_bot) == 1
    world.clock.advance(timedelta(days=1))
    await teacher.forge(f"kwo:{world.school.classes['7А']}:0")
    assert "Напомнить · 1" in teacher.labels


async def test_a_school_that_asks_for_no_confirmation(marked: World) -> None:
    world = marked
    await world.change(t.school, world.school.id, policy={"confirms_weeks": False})
    mother = await world.guardian("elena", "anna")
    await mother.send("/marks")
    assert "Прочитали неделю" not in mother.text
    assert "Неделя прочитана" not in mother.labels
    await mother.forge(f"kwa:{world.school['anna']}:{LAST_FRIDAY.toordinal()}:k")
    assert "Школа больше не просит подтверждать недели" in mother.text
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    assert "Ознакомлены" not in teacher.text
    await teacher.click("Ещё")
    assert "Кто читает" not in teacher.labels
    await teacher.forge(f"kwo:{world.school.classes['7А']}:0")
    assert "Школа не просит подтверждать неделю." in teacher.text
    assert await confirmed(world) == []
