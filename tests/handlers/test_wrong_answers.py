"""A question that was answered wrongly: what is expected, an example, and the way back."""

from sqlalchemy import select

from storage import tables as t
from tests.support.people import Client, World
from tests.support.trusted import open_circle


async def asks(world: World, client: Client) -> object:
    """What the chat is being asked to type."""
    (row,) = await world.rows(select(t.chat).where(t.chat.c.id == client.id))
    return row["typing"]


async def at_birth_date(world: World) -> Client:
    elena = await world.guardian("elena", "anna")
    await elena.send("/settings")
    await elena.click("Мои данные")
    await elena.click("Исправить: Анна")
    await elena.click("Дата рождения")
    return elena


async def test_a_date_is_understood_as_people_write_it(world: World) -> None:
    for written in ("21 июля 2013", "21.7.13", "21.07.2013 г.", "2013-07-21"):
        elena = await at_birth_date(world)
        await elena.send(written)
        assert "21 июля 2013" in elena.text, written
        assert await asks(world, elena) is None
        (row,) = await world.rows(select(t.change_request))
        assert row["new_value"] == "2013-07-21"
        async with world.app.database.write(world.clock()) as uow:
            await uow.connection.execute(t.change_request.delete())
            await uow.commit()


async def test_what_is_no_date_keeps_the_question_and_leads_back(world: World) -> None:
    elena = await at_birth_date(world)
    for typed, said in (
        ("позавчера", "Это не дата. Напишите день, месяц и год, например: 21.07.2017"),
        ("31.06.2013", "Такого дня нет в календаре."),
        ("07/05/2013", "Напишите месяц словом, например: 21 июля 2017"),
        ("21.07.1913", "Такой даты рождения быть не может."),
    ):
        await elena.send(typed)
        assert said in elena.text
        assert elena.buttons == [["‹ Отмена"]]
        assert await asks(world, elena) == "card_value"
    await elena.click("‹ Отмена")
    assert ["Исправить: Анна"] in [row[:1] for row in elena.buttons]
    assert await asks(world, elena) is None


async def test_a_picture_keeps_the_question_and_leads_back(world: World) -> None:
    elena = await at_birth_date(world)
    world.telegram.send_sticker(elena.id)
    await world.settle()
    assert elena.buttons == [["‹ Отмена"]]
    assert await asks(world, elena) == "card_value"


async def test_a_name_of_one_word_leads_back_to_the_trusted_persons(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await open_circle(elena)
    for button in ("Добавить", "Бабушка", "Месяц", "Подтверждаю"):
        await elena.click(button)
    await elena.send("Бабушка")
    assert "Например: Иванова Мария Петровна" in elena.text
    await elena.send("Иванова Мария Петровна")
    assert "код тот же, что выше" in elena.text
    for button in ("‹ Назад", "Добавить", "Няня", "Месяц", "Подтверждаю"):
        await elena.click(button)
    await elena.send("Няня")
    await elena.click("‹ Отмена")
    assert "доверенные лица" in elena.text


async def test_two_different_pins_may_be_begun_again(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/settings")
    await teacher.click("PIN-код")
    await teacher.click("Задать PIN-код")
    await teacher.send("407193")
    await teacher.send("407194")
    assert "не совпали" in teacher.text
    assert teacher.buttons == [["Начать заново"], ["‹ Отмена"]]
    await teacher.click("Начать заново")
    for _time in range(2):
        await teacher.send("830264")
    assert "PIN-код задан." in teacher.text
    await teacher.click("Другой PIN")
    await teacher.send("830264")
    await teacher.send("407193")
    await teacher.send("407194")
    await teacher.click("Начать заново")
    assert "нынешний" in teacher.text, "the old one comes first again"
    await teacher.send("12")
    assert teacher.buttons == [["‹ Отмена"]]
    await teacher.click("‹ Отмена")
    assert "PIN-код задан." in teacher.text


async def test_a_paper_without_a_number_leads_back_to_the_family(world: World) -> None:
    admin = await world.staff("admin")
    await admin.send("/menu")
    await admin.click("Ещё")
    await admin.click("Личные данные")
    await admin.click("Принять заявление")
    await admin.send("И")
    assert admin.buttons == [["‹ Отмена"]]
    await admin.send("Иванова")
    await admin.click("Иванова А.")
    await admin.click("Удалить данные")
    await admin.send("14")
    assert "например: 14 от 20.11.2026" in admin.text
    assert await asks(world, admin) == "erasure_statement"
    await admin.click("‹ Отмена")
    assert "Иванова" in admin.text
    assert await asks(world, admin) is None
