"""The register of responsible persons (R021), and summaries by the director's word (R012)."""

import io
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from domain.access import Role
from storage import tables as t
from tests.support.people import World, text_of
from tests.support.staff import at_work, hire

GONE = "Этого здесь больше нет"


async def lines(world: World) -> list[dict[str, Any]]:
    return await world.rows(select(t.responsible_person).order_by(t.responsible_person.c.id))


async def test_the_director_appoints_by_an_order_and_ends_it(world: World) -> None:
    director = await at_work(world, "principal")
    await director.click("Сотрудники")
    await director.click("Ответственные")
    assert director.text.count("не назначен") == 3
    await director.click("Назначить")
    await director.click("Администрирование")
    await director.click("Лаптев")
    await director.send("приказ потом")
    assert "Нужны номер и дата приказа" in director.text
    await director.send("№ 5 от 1.9.2026")
    assert "Лаптев Сергей, приказ № 5 от 1 сентября 2026" in director.text
    assert director.text.count("не назначен") == 2
    await director.click("Снять: Лаптев")
    await director.click("Снять")
    assert director.toast == "Снято."
    assert director.text.count("не назначен") == 3
    assert "Прежних записей в документе: 1" in director.text
    (line,) = await lines(world)
    assert (str(line["begins"]), str(line["ends"])) == ("2026-09-01", "2026-11-24")
    notes = await world.rows(
        select(t.audit_record)
        .where(t.audit_record.c.action == "edit_duties")
        .where(t.audit_record.c.after.is_not(None))
    )
    assert [note["about_id"] for note in notes] == [world.school["admin"]] * 2


async def test_paper_shows_past_lines_too(world: World) -> None:
    director = await at_work(world, "principal")
    for name, typed in (("deputy", "1-к от 01.09.2025"), ("orlova", "2-к от 02.09.2026")):
        await director.forge(f"wp:journal:{world.school[name]}")
        await director.send(typed)
    first = (await lines(world))[0]
    await director.forge(f"wj:{first['id']}")
    await director.click("Документ (PDF)")
    stored = director.from_bot[-1]["document"]
    file = world.telegram.files.get(stored["file_id"])
    assert file is not None
    pages = PdfReader(io.BytesIO(file.upload.content)).pages
    text = " ".join(page.extract_text() for page in pages)
    for part in ("Громова", "№ 1-к от 1 сентября 2025", "Орлова", "№ 2-к от 2 сентября 2026"):
        assert part in text.replace("\n", " ")


async def test_one_person_may_answer_for_two_things(world: World) -> None:
    director = await at_work(world, "principal")
    for duty in ("journal", "administration"):
        await director.forge(f"wp:{duty}:{world.school['deputy']}")
        await director.send("5 от 01.09.2026")
    assert director.labels.count("Снять: Громова") == 2


@pytest.mark.parametrize("who", ["deputy", "admin", "orlova"])
async def test_others_read_it_at_the_most(world: World, who: str) -> None:
    director = await at_work(world, "principal")
    await director.forge(f"wp:journal:{world.school['deputy']}")
    await director.send("1 от 01.09.2026")
    client = await at_work(world, who)
    await client.forge("wd")
    if who == "orlova":
        assert GONE in client.text
    else:
        assert "Громова Татьяна Юрьевна, приказ № 1" in client.text
        assert client.labels == ["Документ (PDF)", "‹ Назад"]
    (line,) = await lines(world)
    for data in ("wt", "wb:journal:0", f"wp:journal:{world.school['admin']}"):
        await client.forge(data)
        assert GONE in client.text
    for data in (f"wi:{line['id']}", f"wj:{line['id']}"):
        await client.forge(data)
        assert GONE in client.text
    assert [each["ends"] for each in await lines(world)] == [None]


async def test_a_member_of_the_working_group_sees_what_the_director_opens(world: World) -> None:
    await hire(world, "secretary", Role.WORKING_GROUP)
    director, member = await at_work(world, "principal"), await at_work(world, "secretary")
    assert "Вам пока ничего не открыто" in member.text
    for data in ("y", "yg:7", "yb:0", "yd", "cl", f"c:{world.school.classes['7А']}"):
        await member.forge(data)
        assert GONE in member.text or "здесь класс не ведёте" in member.text, data
    await director.forge(f"wv:{world.school['secretary']}")
    await director.click("Доставка")
    assert director.toast == "Сохранено"
    await member.send("/menu")
    await member.click("Сводки")
    assert member.labels == ["Доставка", "‹ Назад"]
    await member.click("Доставка")
    assert member.text.startswith("Доставка")
    assert member.labels == ["1 класс", "7 класс", "‹ Назад"]
    await member.click("7 класс")
    assert member.labels == ["‹ Назад"], "numbers only: no way into a class"
    await member.forge("yb:0")
    assert GONE in member.text
    await member.forge(f"yc:{world.school.classes['7А']}:0:0")
    assert GONE in member.text


async def test_the_classes_of_today_and_no_families(world: World) -> None:
    await hire(world, "secretary", Role.WORKING_GROUP)
    director, member = await at_work(world, "principal"), await at_work(world, "secretary")
    await director.forge(f"wy:{world.school['secretary']}:classes:1")
    await member.send("/menu")
    await member.click("Сводки")
    await member.click("Классы сегодня")
    await member.click("7 класс")
    await member.click("7А")
    assert member.text.startswith("7А · 6 учеников")
    assert member.labels == ["‹ Назад"]
    for data in (f"cf:{world.school.classes['7А']}:0", f"cp:{world.school['anna']}"):
        await member.forge(data)
        assert GONE in member.text
    await director.forge("wu")
    assert "Классы сегодня\nЮдина А. И." in director.text
    await director.click("Юдина")
    await director.click("✓ Классы сегодня")
    await member.forge(f"c:{world.school.classes['7А']}")
    assert GONE in member.text
    assert "Сводки" not in text_of(member.last)


@pytest.mark.parametrize("who", ["deputy", "admin"])
async def test_only_the_director_opens_summaries(world: World, who: str) -> None:
    client = await at_work(world, who)
    person_id = world.school["sokolova"]
    for data in ("wu", f"wv:{person_id}", f"wy:{person_id}:paper:1"):
        await client.forge(data)
        assert GONE in client.text
    assert not await world.rows(select(t.summary_grant))


async def test_lists_of_the_office_are_opened_as_summaries_with_nothing_behind_them(
    world: World,
) -> None:
    director = await at_work(world, "principal")
    teacher = await at_work(world, "sokolova")
    await director.send("/staff")
    await director.click("Соколова")
    await director.click("Сводки")
    for name in ("Выдача кодов", "Списки классов", "Распечатки"):
        await director.click(name)
        assert f"✓ {name}" in director.labels
    await teacher.send("/menu")
    await teacher.click("Сводки")
    await teacher.click("Выдача кодов")
    assert "7А: без кода 9" in teacher.text
    assert "Сотрудники" not in str(teacher.buttons)
    await teacher.click("7 класс")
    assert teacher.buttons == [["‹ Назад"]], "numbers, and no way to the names"
    await teacher.forge(f"vc:{world.school.classes['7А']}:0:u")
    assert "не для вас" in teacher.text
    await teacher.send("/menu")
    await teacher.click("Сводки")
    await teacher.click("Списки классов")
    assert "Сверены в этом месяце: 0 из 3" in teacher.text
    assert "7А" not in str(teacher.buttons)
    await teacher.click("‹ Назад")
    await teacher.click("Распечатки")
    assert teacher.text.startswith("Распечатки вместо")
    await teacher.click("‹ Назад")
    assert teacher.text.startswith("Сводки")
    await director.click("✓ Распечатки")
    await teacher.forge("pu:0:0")
    assert "не для вас" in teacher.text
