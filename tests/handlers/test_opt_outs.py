"""Families without the electronic diary: the register, the list, the print-out of the week."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from domain.attendance.model import Reason
from storage import tables as t
from tests.support.journal import Journal, journal
from tests.support.people import Client, World
from tests.support.school import MONDAY, TODAY


async def at_paper(world: World) -> Client:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Ещё")
    await teacher.click("Список класса")
    await teacher.click("На бумаге")
    return teacher


async def added(teacher: Client, typed: str = "№ 7 от 02.09.2026") -> None:
    await teacher.click("Добавить семью")
    await teacher.click("Белов")
    await teacher.send(typed)


def pdf_text(client: Client) -> str:
    shown = next(each for each in client.from_bot[::-1] if "document" in each)
    file = client.world.telegram.files.get(shown["document"]["file_id"])
    assert file is not None
    pages = PdfReader(io.BytesIO(file.upload.content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


async def in_force(world: World) -> list[tuple[int, str, str]]:
    rows = await world.rows(select(t.opt_out).where(t.opt_out.c.ended_at.is_(None)))
    return [
        (row["student_id"], row["statement_number"], str(row["statement_date"])) for row in rows
    ]


async def test_registered_with_number_and_date_and_taken_out_again(world: World) -> None:
    teacher = await at_paper(world)
    assert "все семьи пользуются электронным дневником" in teacher.text
    await added(teacher)
    assert "Белов Пётр, 7А: заявление № 7 от 2 сентября 2026" in teacher.text
    assert await in_force(world) == [(world.school["petr"], "7", "2026-09-02")]
    await teacher.click("Белов")
    assert "Внесено: Орлова М. П., 24 ноября 2026" in teacher.text
    await teacher.click("Больше не нужно")
    assert await in_force(world) == []
    assert len(await world.rows(select(t.opt_out))) == 1  # the register keeps the line
    rows = await world.rows(
        select(t.audit_record).where(
            t.audit_record.c.action == "register_opt_out", t.audit_record.c.thing_kind == "opt_out"
        )
    )
    assert len(rows) == 2
    assert "Белов" not in str(rows)


async def test_who_is_in_the_list_is_not_offered_again(world: World) -> None:
    teacher = await at_paper(world)
    await added(teacher)
    await teacher.click("Добавить семью")
    assert "Белов" not in str(teacher.buttons)
    await teacher.forge(f"ua:{world.school['petr']}")
    await teacher.send("№ 8 от 03.09.2026")
    assert "уже в списке" in teacher.text
    assert len(await in_force(world)) == 1


async def a_week(written: Journal, world: World) -> int:
    """Marks, an absence, a remark of the week and one of the day before it; the mark of today."""
    await written.mark("petr", "algebra", MONDAY, 4)
    await written.mark("anna", "history", TODAY, 2)
    await written.roll_call("physics", TODAY)
    await written.absence("petr", "physics", TODAY, reason=Reason.ILL)
    by = {"student_id": world.school["petr"], "author_id": world.school["orlova"]}
    for ago, text in ((6, "Помог соседу"), (7, "Без тетради")):
        at = world.clock() - timedelta(days=ago)
        await written.add(t.remark, **by, kind="praise", text=text, written_at=at)
    return await written.mark("petr", "history", TODAY, 5)


async def test_the_week_on_paper(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        five = await a_week(written, world)
    teacher = await at_paper(world)
    await added(teacher)
    await teacher.click("Распечатать неделю")
    text = pdf_text(teacher)
    for part in (
        "Белов Пётр",
        "С 18 ноября по 24 ноября 2026",
        "Алгебра 4",
        "История 5",
        "24.11, урок 1: физика, отсутствие, болезнь",
        "Замечания и благодарности Благодарность, 18 ноября: Помог соседу Орлова М. П.",
        "подпись родителя",
    ):
        assert part in text, part
    assert "Иванова" not in text
    assert "Без тетради" not in text, "of the week before"
    await teacher.click("Распечатать неделю")
    assert len(await world.rows(select(t.print_out))) == 1, "printed again, it says the same"
    await world.change(t.mark, five, value=3)
    await world.change(t.person, world.school["petr"], given_name="Павел")
    await world.change(t.school_class, world.school.classes["7А"], is_active=False)
    world.clock.advance(timedelta(days=400))
    deputy = await world.staff("deputy")
    await deputy.send("/menu")
    await deputy.click("Просрочено в школе")
    await deputy.click("Отчёты")
    await deputy.click("Распечатка для семей")
    assert "7А, 24 ноября 2026: для 1 ученика. Орлова М. П." in deputy.text
    await deputy.click("24.11 · 7А")
    assert pdf_text(deputy) == text, "as it was made, whatever was corrected since"
    for other in ("admin", "sokolova"):
        client = await world.staff(other)
        await client.send("/menu")
        await client.forge(f"qk:{world.school.classes['7А']}:{TODAY.toordinal()}")
        assert all("document" not in each for each in client.from_bot)


async def test_the_list_on_paper(world: World) -> None:
    teacher = await at_paper(world)
    assert teacher.text.startswith("7А · распечатки вместо дневника\n")
    await added(teacher)
    await teacher.click("Список на печать")
    text = pdf_text(teacher)
    for part in ("Семьи, которым нужны распечатки", "7А", "Белов Пётр", "№ 7 от 2 сентября 2026"):
        assert part in text, part


async def test_the_deputy_and_the_administrator_see_the_whole_school(world: World) -> None:
    teacher = await at_paper(world)
    await added(teacher)
    for name in ("deputy", "admin"):
        client = await world.staff(name)
        await client.send("/menu")
        await client.click("Ещё")
        await client.click("Личные данные")
        await client.click("На бумаге · 1")
        assert client.text.startswith("Распечатки вместо дневника\n")
        assert "Белов Пётр, 7А: заявление № 7" in client.text
        assert "Распечатать неделю" not in str(client.buttons)
        await client.click("Список на печать")
        assert "Белов Пётр" in pdf_text(client)


async def test_the_administrator_records_a_statement(world: World) -> None:
    admin = await world.staff("admin")
    await admin.send("/menu")
    await admin.click("Ещё")
    await admin.click("Личные данные")
    await admin.click("Принять заявление")
    await admin.send("белов")
    await admin.click("Белов П.")
    await admin.click("Распечатки")
    await admin.send("12 от 1.09.2026")
    assert await in_force(world) == [(world.school["petr"], "12", "2026-09-01")]
    assert "Белов Пётр, 7А: заявление № 12" in admin.text


@pytest.mark.parametrize("who", ["kuznetsov", "sokolova"])
async def test_other_teachers_neither_see_nor_write(world: World, who: str) -> None:
    teacher = await at_paper(world)
    await added(teacher)
    [row] = await world.rows(select(t.opt_out.c.id))
    class_id = world.school.classes["7А"]
    other = await world.staff(who)
    await other.send("/menu")
    for data in (
        f"pu:{class_id}:0",
        f"u:{class_id}",
        f"ua:{world.school['petr']}",
        f"uo:{row['id']}",
        f"ue:{row['id']}",
        f"ul:{class_id}",
        f"uw:{class_id}",
        "pu:0:0",
        "ul:0",
    ):
        await other.forge(data)
        assert "Белов" not in other.text, data
    assert all("document" not in each for each in other.from_bot)
    assert len(await in_force(world)) == 1
