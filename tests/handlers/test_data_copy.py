"""A copy of everything held of a family, as one archive (152-ФЗ art. 14; R024)."""

import json
import zipfile
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import insert, select

from storage import tables as t
from tests.support.journal import Journal, journal
from tests.support.people import Client, World
from tests.support.school import BEGAN, MONDAY, TODAY


def archive_of(client: Client) -> zipfile.ZipFile:
    """The last document of the chat, unpacked."""
    shown = next(each for each in client.from_bot[::-1] if "document" in each)
    file = client.world.telegram.files.get(shown["document"]["file_id"])
    assert file is not None
    return zipfile.ZipFile(BytesIO(file.upload.content))


def data_of(client: Client) -> dict[str, Any]:
    with archive_of(client) as archive:
        whole: dict[str, Any] = json.loads(archive.read("data.json"))
        return whole


def page_of(client: Client) -> str:
    with archive_of(client) as archive:
        return archive.read("копия.html").decode()


async def copied(client: Client) -> None:
    await client.send("/settings")
    await client.click("Мои данные")
    await client.click("Получить копию")
    await client.click("Собрать архив")


async def full_life(world: World) -> None:
    """Something in as many tables as the small school can fill, of Анна and of others."""
    school, clock = world.school, world.clock
    async with journal(world.app.database, school, clock) as written:
        for pupil, value, comment in (("anna", 5, "умница"), ("petr", 2, "списал у соседа")):
            await written.mark(pupil, "algebra", MONDAY, value, comment=comment)
            await written.roll_call("physics", TODAY)
            await written.absence(pupil, "physics", TODAY)
            await _note(written, school[pupil], f"{comment}.pdf")


async def _note(written: Journal, pupil_id: int, name: str) -> None:
    """An announced absence with a document."""
    said = await written.add(
        t.announced_absence,
        student_id=pupil_id,
        begins=TODAY,
        ends=TODAY,
        excuse="ill",
        announced_by=pupil_id,
        role="guardian",
        announced_at=BEGAN,
    )
    file = {"kind": "document", "file_id": "F", "unique_id": "U", "bot_id": 42, "name": name}
    await written.add(t.attachment, owner_kind="absence", owner_id=said, added_at=BEGAN, **file)


async def test_one_archive_with_a_page_and_the_same_for_programs(world: World) -> None:
    await full_life(world)
    mother = await world.guardian("elena", "anna", "misha")
    await copied(mother)
    assert mother.from_bot[-2]["text"].startswith("Архив готовится")
    with archive_of(mother) as archive:
        assert sorted(archive.namelist()) == ["data.json", "ПРОЧТИТЕ.txt", "копия.html"]
    data = data_of(mother)
    assert set(data["people"].values()) == {
        "Иванова Елена Сергеевна",
        "Иванова Анна Дмитриевна",
        "Иванов Михаил Дмитриевич",
    }
    [mark] = data["data"]["mark"]
    assert (mark["value"], mark["comment"], mark["subject"]) == (5, "умница", "Алгебра")
    assert mark["teacher_family_name"] == "Орлова"
    [note] = data["data"]["attachment"]
    assert (note["name"], note["student_id"]) == ("умница.pdf", world.school["anna"])
    page = page_of(mother)
    assert "<title>Копия личных данных</title>" in page
    assert "умница" in page
    assert "Орлова Марина Петровна" in page
    assert "Школа № 1" in page


async def test_the_page_needs_nothing_from_elsewhere(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    await copied(mother)
    page = page_of(mother)
    assert "<script" not in page
    assert "src=" not in page
    assert "href=" not in page
    assert "url(" not in page


async def test_the_page_is_russian_and_the_chat_is_not(world: World) -> None:
    mother = await world.guardian("elena", "anna", language_code="en")
    await mother.send("/settings")
    await mother.click("My data")
    await mother.click("Get a copy")
    await mother.click("Make the archive")
    assert "Карточка" in page_of(mother)
    caption = mother.from_bot[-1]["caption"]
    assert caption.startswith("A copy of all data")


async def test_nothing_of_other_people_is_in_it(world: World) -> None:
    await full_life(world)
    school = world.school
    father = await world.guardian("dmitry", "anna")
    await world.guardian("olga", "petr")
    mother = await world.guardian("elena", "anna")
    teacher = await world.staff("orlova")
    for family in ("Иванова", "Белов"):
        await teacher.send("/class")
        await teacher.click("Написать родителям")
        await teacher.click("Выбрать семьи")
        await teacher.click(family)
        await teacher.click("Написать · 1")
        await teacher.send(f"Письмо семье {family}")
        await teacher.click("Отправить")
    await father.send("/messages")
    await father.click("1")
    await father.click("Ответить")
    await father.send("Отвечает отец")
    await copied(mother)
    with archive_of(mother) as archive:
        whole = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "Письмо семье Иванова" in whole
    for foreign in (
        "Белов",
        "Пётр",
        "Письмо семье Белов",
        "списал у соседа",
        "Отвечает отец",
        "Дмитрий",
        str(father.id),
    ):
        assert foreign not in whole, foreign
    numbers = {school["petr"], school["dmitry"], school["olga"]}
    for rows in data_of(mother)["data"].values():
        for row in rows:
            named = {row.get(key) for key in ("person_id", "student_id", "guardian_id")}
            assert not named & numbers


async def test_a_pupil_gets_the_own_data_and_nothing_of_the_parents(world: World) -> None:
    await full_life(world)
    await world.guardian("elena", "anna")
    pupil = await world.pupil("anna")
    await pupil.send("/settings")
    await pupil.click("Мои данные")
    assert "Ты можешь получить копию" in pupil.text
    await pupil.click("Получить копию")
    await pupil.click("Собрать архив")
    data = data_of(pupil)
    assert list(data["people"].values()) == ["Иванова Анна Дмитриевна"]
    assert data["data"]["mark"][0]["value"] == 5
    assert "Елена" not in json.dumps(data, ensure_ascii=False)


async def test_secrets_and_numbers_of_ours_are_not_in_it(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Коды")
    await teacher.click("Всем · ")
    await copied(mother)
    text = json.dumps(data_of(mother))
    assert data_of(mother)["data"]["invite"]
    for column in ("code_hash", "link_hash", "sort_key", "prev_hash"):
        assert column not in text


async def test_who_had_it_made_is_in_the_audit_trail(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    await copied(mother)
    rows = await world.rows(select(t.audit_record).where(t.audit_record.c.action == "copy_data"))
    assert {row["about_id"] for row in rows} == {world.school["anna"], world.school["elena"]}
    assert {row["person_id"] for row in rows} == {world.school["elena"]}


@pytest.mark.parametrize("data", ["pm:{petr}", "pc:{petr}", "pm:{oleg}"])
async def test_nobody_gets_a_copy_of_somebody_elses_child(world: World, data: str) -> None:
    mother = await world.guardian("elena", "anna")
    await mother.send("/menu")
    await mother.forge(data.format(petr=world.school["petr"], oleg=world.school["oleg"]))
    assert all("document" not in each for each in mother.from_bot)
    assert (
        await world.rows(select(t.audit_record).where(t.audit_record.c.action == "copy_data")) == []
    )


async def test_staff_copy_nobody(world: World) -> None:
    for name in ("orlova", "deputy", "admin"):
        client = await world.staff(name)
        await client.send("/menu")
        await client.forge(f"pm:{world.school['anna']}")
        assert all("document" not in each for each in client.from_bot), name


async def test_what_cannot_be_sent_is_said(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.personal_data.own_handlers.MAX_DOCUMENT", 10)
    mother = await world.guardian("elena", "anna")
    await copied(mother)
    assert "не помещается" in mother.text


async def test_angle_brackets_stay_text(world: World) -> None:
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            insert(t.opt_out).values(
                student_id=world.school["anna"],
                statement_number="<script>alert(1)</script>",
                statement_date=TODAY,
                recorded_by=world.school["orlova"],
                recorded_at=world.clock(),
            )
        )
        await uow.commit()
    mother = await world.guardian("elena", "anna")
    await copied(mother)
    assert "&lt;script&gt;" in page_of(mother)


async def test_an_archive_that_fails_is_apologised_for_and_made_again(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_copy: object) -> bytes:
        raise RuntimeError("no space left")

    mother = await world.guardian("elena", "anna")
    with monkeypatch.context() as broken:
        broken.setattr("handlers.personal_data.own_handlers.archive_zip", fail)
        await copied(mother)
    assert mother.text.startswith("У нас что-то сломалось")
    caplog.clear()
    await copied(mother)
    assert data_of(mother)["people"]
