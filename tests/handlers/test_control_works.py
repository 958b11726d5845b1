"""Control works: proposed by the teacher, published by the deputy, read by families (R058)."""

from datetime import date, timedelta

from sqlalchemy import select, update

from storage import tables as t
from tests.support.people import Client, World
from tests.support.staff import at_work


async def open_class(client: Client) -> None:
    await client.send("/menu")
    for label in ("Расписание", "7А", "Контрольные", "Декабрь ▶"):
        await client.click(label)


async def plan(client: Client, subject: str, day: str) -> None:
    await open_class(client)
    for label in ("+ Контрольная", subject, day):
        await client.click(label)


async def seen_by(pupil: Client) -> str:
    await pupil.send("/schedule")
    await pupil.click("Контрольные")
    return pupil.text


async def past(world: World, deputy: Client) -> None:
    """What is over is published no more: families read what is to come. What has no marks may not
    have been written: it is moved or taken off, and nothing else.
    """
    await open_class(deputy)
    await deputy.click("01.12 Алгебра")
    assert "Опубликовать" in deputy.labels
    world.clock.advance(timedelta(days=8))
    await deputy.forge("oo:1")
    assert deputy.labels == ["Другой день", "Снять", "‹ 7А"]
    assert "Отметок ещё нет." in deputy.text
    await deputy.forge("oi:1:20")
    assert "уже начался или прошёл" in deputy.text
    await marked(world)
    await deputy.forge("oo:1")
    assert deputy.labels == ["‹ 7А"]
    for button in ("ox:1", f"om:1:{world.school.lesson('algebra', date(2026, 12, 4))}"):
        await deputy.forge(button)
        assert "уже начался или прошёл" in deputy.text


async def marked(world: World) -> None:
    """Somebody has a mark for the work of 1 December."""
    async with world.app.database.write(world.clock()) as uow:
        school, day = world.school, date(2026, 12, 1)
        await uow.connection.execute(
            t.mark.insert().values(
                lesson_id=school.lesson("algebra", day),
                section_id=school.sections["algebra"],
                student_id=school["anna"],
                date=day,
                work_type_id=school.work_types["test"],
                value=4,
                set_at=uow.now,
            )
        )
        await uow.commit()


async def test_a_teacher_proposes_the_deputy_publishes_and_families_read(world: World) -> None:
    orlova, anna = await world.staff("orlova"), await world.pupil("anna")
    deputy = await at_work(world, "deputy")
    await orlova.send("/lessons")
    await orlova.click("3 · 7А")
    await orlova.click("+ Контрольная")
    assert orlova.labels[0] == "вт 01.12 · 3", "the only lesson that is neither first nor last"
    assert all(each.startswith("⚠") for each in orlova.labels[1:-1])
    await orlova.click("вт 01.12 · 3")
    assert "Не опубликована: семьи её ещё не видят." in orlova.text
    assert "Опубликовать" not in orlova.labels
    assert "не опубликовала контрольных" in await seen_by(anna)
    for label in ("Расписание", "Контрольные"):
        await deputy.click(label)
    assert "вт, 1 декабря: алгебра, 7А, контрольная работа" in deputy.text
    await deputy.click("Опубликовать · 1")
    assert "Всё, что запланировано, опубликовано" in deputy.text
    assert "Вт, 1 декабря: алгебра, контрольная работа" in await seen_by(anna)
    await open_class(orlova)
    await orlova.click("01.12 Алгебра")
    assert orlova.labels == ["‹ 7А"], "what is published the deputy changes"
    await orlova.forge("ox:1")
    assert "Попросите завуча" in orlova.text
    world.clock.advance(timedelta(days=7))
    await orlova.send("/lessons")
    await orlova.click("3 · 7А")
    await orlova.click("Отметки")
    assert "Контрольная работа" in orlova.text, "it waits for its marks"
    await orlova.click("Другая работа")
    assert "По графику: контрольная работа" in orlova.text
    assert orlova.labels[0] == "Контрольная"
    world.clock.advance(timedelta(hours=4))
    await orlova.forge("qa:2:0")
    missing = "Письменная работа, 7А алгебра: без отметки 6 учеников, срок во вторник, 8 декабря"
    assert missing in orlova.text
    await orlova.click("08.12 · 3 · 7А Алге…")
    assert "Отметки" in orlova.labels


async def test_in_spite_of_a_limit_a_reason_is_typed_and_the_work_goes_with_its_lesson(
    world: World,
) -> None:
    anna, deputy = await world.pupil("anna"), await at_work(world, "deputy")
    await plan(deputy, "Алгебра", "вт 01.12 · 3")
    await plan(deputy, "История", "⚠ вт 01.12 · 2")
    assert "В этот день у класса уже есть контрольная: алгебра." in deputy.text
    await deputy.send("п" * 301)
    assert "до 300 символов" in deputy.text
    await deputy.send("Мониторинг района")
    assert "⚠ Несмотря на ограничение: «Мониторинг района»" in deputy.text
    await deputy.click("Опубликовать")
    assert "алгебра" not in await seen_by(anna)
    assert "история, контрольная работа" in anna.text
    await deputy.click("Другой день")
    assert "Сейчас: вт, 1 декабря, 2-й урок." in deputy.text
    await deputy.click("⚠ чт 03.12 · 1")
    assert "Это первый или последний урок дня." in deputy.text
    await deputy.send("Класс на экскурсии")
    assert "Чт, 3 декабря: история" in await seen_by(anna)
    held = t.lesson.c.id == world.school.lesson("history", date(2026, 12, 3))
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(update(t.lesson).where(held).values(is_cancelled=True))
        await uow.commit()
    assert "история" not in await seen_by(anna)
    await open_class(deputy)
    await deputy.click("‹ Классы")
    assert "Перенести, урок отменён: 1" in deputy.text
    assert "чт, 3 декабря: история, 7А, контрольная работа · урок отменён" in deputy.text
    await open_class(deputy)
    await deputy.click("03.12 История")
    assert "Урок отменён: перенесите работу на другой." in deputy.text
    await deputy.click("Снять")
    assert "Снята с графика." in deputy.text
    works = await world.rows(select(t.control_work).order_by(t.control_work.c.id))
    assert [bool(each["dropped_at"]) for each in works] == [False, True]
    await past(world, deputy)


async def test_a_length_that_breaks_a_limit_leads_back_to_the_work(world: World) -> None:
    """The first lesson of a day is for works that no limit is about."""
    orlova = await world.staff("orlova")
    await plan(orlova, "Алгебра", "вт 01.12 · 3")
    for label in ("20 минут", "Другой день", "ср 25.11 · 1", "Весь урок"):
        await orlova.click(label)
    assert "нарушит ограничения" in orlova.text
    await orlova.click("‹ Назад")
    assert "Другой день" in orlova.labels
    assert "20 минут" in orlova.text
