"""A teacher is away: the deputy assigns a whole day in four taps; rights follow the lesson."""

from datetime import timedelta
from io import BytesIO

import openpyxl
from sqlalchemy import update

from domain.timetable.edits import Edit
from handlers.timetable.callbacks import EditLesson
from storage import tables as t
from tests.handlers.test_timetable import TOMORROW, lesson, told
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.school import TODAY
from tests.support.staff import at_work, document


async def open_away(client: Client, *labels: str) -> None:
    await client.send("/menu")
    for label in ("Расписание", "Учителя нет", *labels):
        await client.click(label)


async def test_a_whole_day_is_assigned_in_four_taps(
    world: World, outbox: Outbox, mother: Client
) -> None:
    """Wednesday: algebra of 7А; Kuznetsov teaches this class, Sokolova has physics after it."""
    orlova, kuznetsov = await world.staff("orlova"), await world.staff("kuznetsov")
    sokolova = await world.staff("sokolova")
    deputy = await at_work(world, "deputy")
    await deputy.click("Расписание")
    await deputy.click("Учителя нет")
    await deputy.click("Орлова")
    await deputy.click("Завтра")
    assert "ср, 1. 7А алгебра → Кузнецов И. Л." in deputy.text
    await deputy.click("Назначить всех · 1")
    assert deputy.toast == "Назначено. Уйдут 3 сообщения."
    assert "Отсутствуют: Орлова М. П." in deputy.text
    assert (
        "7А: 1. 8:30 ⇄ Алгебра, каб. 201, Кузнецов И. Л. (по расписанию Орлова М. П.)"
        in deputy.text
    )
    assert await told(world, outbox, mother, orlova, kuznetsov, sokolova) == [
        "Анна, завтра 1-й урок (алгебра) ведёт Кузнецов И. Л.\n8:30, каб. 201, Кузнецов И. Л.",
        "Завтра 1-й урок, 7А алгебра: вас замещает Кузнецов И. Л.",
        "Завтра 1-й урок, 7А алгебра: вы замещаете (по расписанию Орлова М. П.), 8:30, каб. 201",
        "",
    ]
    await deputy.click("Орлова: на месте")
    assert (await lesson(world, "algebra"))["teacher_id"] == world.school["orlova"]
    assert "Все уроки по расписанию." in deputy.text
    assert await told(world, outbox, orlova, kuznetsov, sokolova) == [
        "Завтра 1-й урок, 7А алгебра: изменение отменено",
        "Завтра 1-й урок, 7А алгебра: изменение отменено",
        "",
    ]


async def test_who_was_told_of_a_substitute_is_told_that_the_lesson_is_off(
    world: World, outbox: Outbox
) -> None:
    """And that it is on again; of the substitute's room nothing, nor does anybody else hear."""
    orlova, kuznetsov = await world.staff("orlova"), await world.staff("kuznetsov")
    sokolova = await world.staff("sokolova")
    deputy = await at_work(world, "deputy")
    await open_away(deputy, "Орлова", "Завтра", "Назначить всех · 1")
    await told(world, outbox, orlova, kuznetsov, sokolova)
    algebra = world.school.lesson("algebra", TOMORROW)
    await deputy.forge(EditLesson(lesson_id=algebra, kind=Edit.ROOM, value="12").pack())
    said = await told(world, outbox, orlova, kuznetsov, sokolova)
    assert (said[0], said[2]) == ("", "")
    await deputy.forge(EditLesson(lesson_id=algebra, kind=Edit.CANCEL).pack())
    off = "Завтра 1-й урок, 7А алгебра: отменён"
    said = await told(world, outbox, orlova, kuznetsov, sokolova)
    assert [each.split("\n")[0] for each in said] == [off, off, ""]
    await deputy.click("Отменить изменение")
    said = await told(world, outbox, orlova, kuznetsov, sokolova)
    again = "Завтра 1-й урок, 7А алгебра: изменение отменено, вас замещает Кузнецов И. Л."
    assert said[0].split("\n")[0] == again
    assert said[1].startswith("Завтра 1-й урок, 7А алгебра: изменение отменено")
    assert said[2] == ""


async def test_days_are_typed_and_why_is_for_who_assigns_alone(world: World) -> None:
    """Thursday and Friday: English of the second group, and physics."""
    kuznetsov, deputy = await world.staff("kuznetsov"), await at_work(world, "deputy")
    await open_away(deputy, "Соколова", "Другие дни…")
    await deputy.send("когда-нибудь")
    await deputy.click("‹ Отмена")
    await deputy.click("Другие дни…")
    await deputy.send("20.11")
    assert "Эти дни уже прошли" in deputy.text, "not a year ahead"
    await deputy.send("20.11–25.11")
    assert deputy.text.startswith("Соколова И. А. · пт, 20 ноября – ср, 25 ноября")
    assert "ср, 2. 7А физика" in deputy.text
    for label in ("‹ Дни", "Другие дни…"):
        await deputy.click(label)
    await deputy.send("26–27 ноября")
    assert deputy.text.startswith("Соколова И. А. · чт, 26 ноября – пт, 27 ноября")
    await deputy.click("Болезнь")
    assert "✓ Болезнь" in deputy.labels
    await deputy.click("Назначить всех")
    assert "Отсутствуют: Соколова И. А. (болезнь)" in deputy.text
    await kuznetsov.send("/menu")
    for label in ("Расписание", "Замены", "ср ▶", "чт ▶"):
        await kuznetsov.click(label)
    assert "Отсутствуют: Соколова И. А.\n" in kuznetsov.text


async def test_rights_are_for_that_lesson_only_and_the_absent_teacher_reads_who_substitutes(
    world: World,
) -> None:
    sokolova, kuznetsov = await world.staff("sokolova"), await world.staff("kuznetsov")
    deputy = await at_work(world, "deputy")
    await open_away(deputy, "Соколова", "Завтра", "Назначить всех")
    substituted = world.school.lesson("physics", TOMORROW)
    own = world.school.lesson("physics", TODAY)
    await kuznetsov.send("/lessons")
    await kuznetsov.forge(f"tc:{substituted}")
    assert "Физика · 7А" in kuznetsov.text
    await kuznetsov.forge(f"tc:{own}")
    assert "Этого здесь больше нет" in kuznetsov.text
    await sokolova.send("/lessons")
    await sokolova.forge(f"tc:{substituted}")
    assert sokolova.text.startswith("На этом уроке вас замещает Кузнецов И. Л.")


async def test_who_is_away_is_no_substitute_and_a_typed_list_is_not_assigned_twice(
    world: World,
) -> None:
    deputy = await at_work(world, "deputy")
    await open_away(deputy, "Кузнецов", "Завтра")
    assert "В эти дни уроков нет" in deputy.text
    await open_away(deputy, "Орлова", "Завтра")
    shown = deputy.button("Назначить всех")["callback_data"]
    await deputy.press(shown)
    await open_away(deputy, "Соколова", "Завтра")
    assert "→ Орлова" not in deputy.text
    await deputy.forge(shown)
    assert deputy.toast == "Ничего не назначено: вот как обстоит дело сейчас."


async def test_hours_of_a_month_with_substitutions_and_a_file(world: World) -> None:
    day = TODAY - timedelta(days=7)
    async with world.app.database.write(world.clock()) as uow:
        held = t.lesson.c.date == day
        await uow.connection.execute(update(t.lesson).where(held).values(topic="Дроби"))
        physics = t.lesson.c.id == world.school.lesson("physics", day)
        values = {"teacher_id": world.school["orlova"], "is_substituted": True}
        await uow.connection.execute(update(t.lesson).where(physics).values(**values))
        await uow.commit()
    principal = await at_work(world, "principal")
    await principal.click("Расписание")
    await principal.click("Часы")
    assert "Часы · ноябрь 2026" in principal.text
    assert "Учитель | Свои | Зам. | Нет | Пусто" in principal.text
    assert "Орлова | 2 | 1 | 0 |" in principal.text
    assert "Соколова | 2 | 0 | 1 |" in principal.text
    await principal.click("Файлом")
    sent = document(principal)["document"]
    file = world.telegram.files.get(sent["file_id"])
    assert file is not None
    book = openpyxl.load_workbook(BytesIO(file.upload.content))
    sums, others = book.worksheets
    rows = [[cell.value for cell in row][:3] for row in sums]
    assert ["Орлова Марина Петровна", 2, 1] in rows
    assert [cell.value for cell in others[2]][1:3] == [
        "Орлова Марина Петровна",
        "Соколова Ирина Андреевна",
    ]
    teacher = await at_work(world, "orlova")
    await teacher.click("Расписание")
    await teacher.click("Часы")
    assert "Соколова" not in teacher.text
