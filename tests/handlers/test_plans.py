"""The plan of a section's topics in conversation: typed, sent as a file, taken over (R054)."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from sqlalchemy import insert, select

from playground.model import UploadedFile
from storage import tables as t
from tests.handlers.test_pins import IDLE, PIN, with_pin
from tests.support.people import Client, World
from tests.support.school import MONDAY

CSV = """\
№;Тема урока;Часов;Дата;Домашнее задание
;Раздел 1;;;
1;Дроби;2;23.11.2026;№ 5
2;Степени;;;
"""


async def plan(world: World, section: str = "algebra") -> list[tuple[Any, ...]]:
    of = t.lesson_topic.c.section_id == world.school.sections[section]
    rows = await world.rows(select(t.lesson_topic).where(of).order_by(t.lesson_topic.c.ordinal))
    return [(row["ordinal"], row["title"], row["hours"], row["homework"]) for row in rows]


async def open_plan(teacher: Client) -> None:
    await teacher.send("/lessons")
    await teacher.click("3 · 7А ›")
    await teacher.click("План тем")


async def send_file(client: Client, name: str, content: bytes) -> None:
    client.world.telegram.send_document(client.id, UploadedFile(name, content))
    await client.world.settle()


async def test_a_typed_plan_is_seen_before_it_is_saved_and_goes_on(world: World) -> None:
    teacher = await world.staff("orlova")
    await open_plan(teacher)
    assert "Плана тем пока нет." in teacher.text
    await teacher.click("Ввести план")
    await teacher.send("Дроби, 2 ч\nСтепени")
    assert "Прочитано: 2 темы, 3 часа" in teacher.text
    assert await plan(world) == []
    await teacher.send("Корни")
    assert "Прочитано: 3 темы, 4 часа" in teacher.text
    await teacher.click("Сохранить")
    assert await plan(world) == [(1, "Дроби", 2, ""), (2, "Степени", 1, ""), (3, "Корни", 1, "")]
    assert "1. Дроби (2 часа)" in teacher.text
    assert "Введён 24 ноября: вручную" in teacher.text


async def test_a_plan_that_telegram_cut_in_two_is_read_as_one(world: World) -> None:
    """A line at the cut is whole, and said; a fault in the first part loses nothing either."""
    teacher = await world.staff("orlova")
    await open_plan(teacher)
    await teacher.click("Ввести план")
    lines = [f"{at}. Показательная функция и её свойства" for at in range(1, 131)]
    for fault in ("", " 99 ч"):
        whole = "\n".join([lines[0] + fault, *lines[1:]])
        for piece in (whole[:4096], whole[4096:]):
            world.telegram.send_text(teacher.id, piece)
        await world.settle()
        if fault:
            assert "Строка 1: часы «99»" in teacher.text
            assert "Строка 2" not in teacher.text
        else:
            assert "Прочитано: 130 тем, 130 часов" in teacher.text
            assert "Telegram разделил текст на теме 103: «Показательная функция" in teacher.text
    await teacher.send("131. Корни")
    assert "Прочитано: 131 тема" in teacher.text


async def test_what_is_wrong_is_named_and_the_question_stays(world: World) -> None:
    teacher = await world.staff("orlova")
    await open_plan(teacher)
    await teacher.click("Ввести план")
    await teacher.send("Дроби\nСтепени 99 ч")
    assert "Строка 2: часы «99», а нужно целое число от 1 до 40" in teacher.text
    await teacher.send("Дроби\nСтепени 9 ч")
    assert "Прочитано: 2 темы, 10 часов" in teacher.text


async def test_a_file_is_read_shown_and_saved(world: World) -> None:
    monday = world.school.lesson("algebra", MONDAY)
    await world.change(t.lesson, monday, topic="Дроби")
    teacher = await world.staff("orlova")
    await open_plan(teacher)
    await teacher.click("Ввести план")
    await send_file(teacher, "Алгебра 7.csv", CSV.encode("cp1251"))
    assert "Прочитано: 2 темы, 3 часа" in teacher.text
    assert "1 строка без номера" in teacher.text
    await teacher.click("Сохранить")
    assert await plan(world) == [(1, "Дроби", 2, "№ 5"), (2, "Степени", 1, "")]
    assert "Введён 24 ноября: из файла" in teacher.text
    [lesson] = await world.rows(select(t.lesson.c.topic_ordinal).where(t.lesson.c.id == monday))
    assert lesson["topic_ordinal"] == 1, "what was taught already is found in the plan"


async def test_a_spreadsheet_is_read_like_it(world: World) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Тема", "Часов", "Дата"])
    book.active.append(["Дроби", 2, date(2026, 9, 1)])
    content = BytesIO()
    book.save(content)
    teacher = await world.staff("orlova")
    await open_plan(teacher)
    await teacher.click("Ввести план")
    await send_file(teacher, "План.xlsx", content.getvalue())
    await teacher.click("Сохранить")
    assert "1. Дроби (2 часа, 01.09)" in teacher.text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("План.csv", "Тема;Часов\nДроби;полтора\n".encode(), "Строка 2: часы «полтора»"),
        ("План.csv", "1;Дроби\n".encode(), "нет столбца «Тема»"),
        ("План.xlsx", b"\xff\xd8\xff\xe0 no spreadsheet", "Эту таблицу не удалось прочитать."),
    ],
)
async def test_a_file_that_is_no_plan_says_why_and_the_question_stays(
    world: World, name: str, content: bytes, words: str
) -> None:
    teacher = await world.staff("orlova")
    await open_plan(teacher)
    await teacher.click("Ввести план")
    await send_file(teacher, name, content)
    assert words in teacher.text
    await send_file(teacher, "Алгебра.csv", CSV.encode())
    assert "Прочитано: 2 темы" in teacher.text


async def test_a_sticker_is_no_plan(world: World) -> None:
    teacher = await world.staff("orlova")
    await open_plan(teacher)
    await teacher.click("Ввести план")
    world.telegram.send_sticker(teacher.id)
    await world.settle()
    assert "Приложить можно фото или документ" in teacher.text
    await teacher.send("Дроби")
    assert "Прочитано: 1 тема" in teacher.text


async def test_a_plan_is_taken_over_from_another_class(world: World) -> None:
    async with world.app.database.write(world.clock()) as uow:
        for ordinal, title in enumerate(("Рим", "Греция"), start=1):
            await uow.connection.execute(
                insert(t.lesson_topic).values(
                    section_id=world.school.sections["history_7b"], ordinal=ordinal, title=title
                )
            )
        await uow.commit()
    teacher = await world.staff("kuznetsov")
    await teacher.send("/lessons")
    await teacher.click("2 · 7А ›")
    await teacher.click("План тем")
    await teacher.click("Из другого класса")
    await teacher.click("7Б")
    assert "Прочитано: 2 темы" in teacher.text
    await teacher.click("Сохранить")
    assert [title for _at, title, _hours, _hw in await plan(world, "history")] == ["Рим", "Греция"]


async def test_a_plan_that_is_there_is_replaced_or_added_to(world: World) -> None:
    teacher = await world.staff("orlova")
    for text, button in (
        ("Дроби", "Сохранить"),
        ("Корни", "Добавить в конец"),
        ("Ряды", "Заменить его"),
    ):
        await open_plan(teacher)
        await teacher.click("Изменить план" if button != "Сохранить" else "Ввести план")
        await teacher.send(text)
        await teacher.click(button)
    assert [title for _at, title, *_rest in await plan(world)] == ["Ряды"]


async def test_nobody_to_copy_from_is_said(world: World) -> None:
    teacher = await world.staff("orlova")
    await open_plan(teacher)
    await teacher.click("Из другого класса")
    assert "Ни у кого в параллели пока нет плана" in teacher.text
    await teacher.click("Ввести план")
    await teacher.send("Дроби")
    assert "Прочитано: 1 тема" in teacher.text


async def test_the_plan_says_how_far_behind_it_is(world: World) -> None:
    async with world.app.database.write(world.clock()) as uow:
        for ordinal in range(1, 4):
            await uow.connection.execute(
                insert(t.lesson_topic).values(
                    section_id=world.school.sections["algebra"],
                    ordinal=ordinal,
                    title=f"Тема {ordinal}",
                    planned_on=MONDAY if ordinal == 1 else None,
                )
            )
        await uow.commit()
    teacher = await world.staff("orlova")
    await open_plan(teacher)
    assert "по плану 3 ч, пройдено 0 ч: отставание 3 часа" in teacher.text
    assert "Из файлов школьной системы" in teacher.text


async def test_after_idleness_the_pin_comes_before_the_file_is_fetched(world: World) -> None:
    teacher = await with_pin(world)
    await open_plan(teacher)
    await teacher.click("Ввести план")
    world.clock.advance(IDLE)
    await send_file(teacher, "План.csv", CSV.encode())
    assert "Наберите PIN-код" in teacher.text
    assert await world.rows(select(t.lesson_plan_draft)) == []
    await teacher.send(PIN)
    assert "Прочитано: 2 темы, 3 часа" in teacher.text
    await teacher.click("Сохранить")
    assert len(await plan(world)) == 2


async def test_a_stored_update_with_a_file_has_its_effect_once_read(world: World) -> None:
    world.by_inbox = True
    teacher = await world.staff("orlova")
    await open_plan(teacher)
    await teacher.click("Ввести план")
    await send_file(teacher, "План.csv", CSV.encode())
    assert "Прочитано: 2 темы, 3 часа" in teacher.text
    await teacher.click("Сохранить")
    assert len(await plan(world)) == 2
