"""Control works: proposed by the teacher, published by the deputy, read by families (R058)."""

from datetime import date

from sqlalchemy import select

from storage import tables as t
from tests.support.people import Client, World
from tests.support.school import TODAY
from tests.support.staff import at_work

TUESDAY = date(2026, 12, 1)


async def open_class(client: Client) -> None:
    await client.send("/menu")
    for label in ("Расписание", "7А", "Контрольные"):
        await client.click(label)
    if TODAY.month != TUESDAY.month and "ноябрь" in client.text:
        await client.click("Декабрь ▶")


async def written_by(pupil: Client) -> str:
    await pupil.send("/schedule")
    await pupil.click("Контрольные")
    return pupil.text


async def test_a_work_is_proposed_published_moved_and_cancelled_with_its_lesson(
    world: World,
) -> None:
    orlova, deputy, anna = (
        await world.staff("orlova"),
        await at_work(world, "deputy"),
        await world.pupil("anna"),
    )
    await orlova.send("/lessons")
    await orlova.click("3 · 7А")
    await orlova.click("Поставить контр.")
    assert orlova.labels[0] == "вт 01.12 · 3", "the only lesson that is neither first nor last"
    assert all(each.startswith("⚠") for each in orlova.labels[1:-1])
    await orlova.click("вт 01.12 · 3")
    assert "Не опубликована: семьи её ещё не видят." in orlova.text
    assert "Опубликовать" not in orlova.labels
    assert "не опубликовала контрольных" in await written_by(anna)

    await deputy.send("/menu")
    await deputy.click("Расписание")
    await deputy.click("Контрольные")
    assert "вт, 1 декабря: алгебра, 7А, контрольная работа" in deputy.text
    await deputy.click("Опубликовать (1)")
    assert "Всё, что запланировано, опубликовано" in deputy.text
    assert "Вт, 1 декабря: алгебра, контрольная работа" in await written_by(anna)

    await open_class(orlova)
    await orlova.click("01.12 Алгебра")
    assert orlova.labels == ["‹ 7А"], "what is published the deputy changes"
    await orlova.forge("ox:1")
    assert "Попросите завуча" in orlova.text

    await open_class(deputy)
    await deputy.click("+ Контрольная")
    await deputy.click("История")
    await deputy.click("⚠ вт 01.12 · 2")
    assert "В этот день у класса уже есть контрольная: алгебра." in deputy.text
    await deputy.send("п" * 301)
    assert "до 300 символов" in deputy.text
    await deputy.send("Мониторинг района")
    assert "⚠ Несмотря на ограничение: «Мониторинг района»" in deputy.text
    await deputy.click("Опубликовать")
    assert "история, контрольная работа" in await written_by(anna)

    await open_class(deputy)
    await deputy.click("01.12 Алгебра")
    await deputy.click("Другой день")
    assert "Сейчас: вт, 1 декабря, 3-й урок." in deputy.text
    await deputy.click("⚠ ср 02.12 · 1")
    assert "Это первый или последний урок дня." in deputy.text
    await deputy.send("Класс на экскурсии")
    assert "Ср, 2 декабря: алгебра" in await written_by(anna)

    moved = t.lesson.c.id == world.school.lesson("algebra", date(2026, 12, 2))
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(t.lesson.update().where(moved).values(is_cancelled=True))
        await uow.commit()
    assert "алгебра" not in await written_by(anna)
    await open_class(deputy)
    await deputy.click("02.12 Алгебра")
    assert "Урок отменён: перенесите работу на другой." in deputy.text
    await deputy.click("Снять")
    assert "Снята с графика." in deputy.text
    works = await world.rows(select(t.control_work).order_by(t.control_work.c.id))
    assert [bool(each["dropped_at"]) for each in works] == [True, False]
