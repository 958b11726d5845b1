"""Documents of the school: sent by the deputy, read by whom they are for (S4 П2.I; R060)."""

import json
from typing import Any

from sqlalchemy import select

from handlers.school_documents.callbacks import GetDocument, OpenDocument, OpenDocuments
from storage import tables as t
from tests.support.people import Client, World
from tests.support.statements import counted
from tests.support.trusted import trusted

MOST = 4  # statements of a family's screen


async def keeping(world: World) -> Client:
    """The deputy, before the list of documents."""
    deputy = await world.staff("deputy")
    await deputy.send("/menu")
    await deputy.click("Ещё")
    await deputy.click("Документы школы")
    return deputy


async def add(deputy: Client, kind: str, whom: str, *names: str) -> None:
    """Documents named as their files are."""
    await deputy.click("+ Документ")
    await deputy.click(kind)
    await deputy.click(whom)
    for name in names:
        await deputy.send_document(name, name.encode())
    await deputy.click("Готово")


def received(client: Client) -> list[str]:
    """Names of the files that came."""
    return [each["document"]["file_name"] for each in client.from_bot if "document" in each]


async def documents(world: World) -> list[dict[str, Any]]:
    return await world.rows(select(t.school_document).order_by(t.school_document.c.id))


async def noted(world: World) -> list[dict[str, Any]]:
    """What the trail has of documents, in order."""
    records = (
        select(t.audit_record.c.after)
        .where(t.audit_record.c.thing_kind == "school_document")
        .order_by(t.audit_record.c.seq)
    )
    return [json.loads(row["after"]) for row in await world.rows(records)]


async def three_papers(world: World) -> int:
    """One for each audience; the id of what families read."""
    deputy = await keeping(world)
    assert "Здесь пока ничего нет" in deputy.text
    await deputy.click("+ Документ")
    await deputy.click("Учебный план")
    await deputy.click("Семьям и сотрудникам")
    await deputy.send("Учебный план")
    assert "Здесь ждут файл" in deputy.text
    await deputy.send_document("plan.pdf", b"plan", "Учебный план на 2026/27 год")
    assert "Сохранено: «Учебный план», кому: семьям и сотрудникам." in deputy.text
    await deputy.click("Готово")
    await add(deputy, "Положения", "Только", "О_замещении.docx")
    await add(deputy, "Другое", "Всем", "Устав.pdf")
    return int((await documents(world))[0]["id"])


async def test_what_the_deputy_sends_is_read_by_whom_it_is_for(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    await mother.send("/settings")
    assert "Документы школы" not in mother.labels, "no screen that leads nowhere"
    plan = await three_papers(world)
    await mother.send("/settings")
    await mother.click("Документы школы")
    assert mother.text == (
        "Анна · 7А · документы школы\n"
        "Учебный план\nУчебный план на 2026/27 год · 24 ноября 2026\n\n"
        "Другое\nУстав · 24 ноября 2026"
    )
    with counted() as statements:
        await mother.click("Учебный план на 2026")
    assert received(mother) == ["plan.pdf"]
    assert mother.last["caption"] == "Учебный план на 2026/27 год"
    assert len(statements) <= MOST, "\n".join(statements)

    granny = await trusted(world, mother)
    await granny.send("/settings")
    await granny.click("Документы школы")
    assert "Устав" in granny.text
    assert "Учебный план" not in granny.text
    await granny.forge(GetDocument(document_id=plan).pack())
    assert "не для вас" in granny.text
    assert received(granny) == []

    teacher = await world.staff("kuznetsov")
    await teacher.send("/settings")
    await teacher.click("Документы школы")
    assert "О замещении · 24 ноября 2026 · только сотрудникам" in teacher.text
    await teacher.click("О замещении")
    assert received(teacher) == ["О_замещении.docx"]
    await teacher.send("/menu")
    await teacher.forge(OpenDocument(document_id=plan).pack())
    assert "не для вас" in teacher.text


async def test_a_document_is_for_grades_and_an_old_button_asks_again(world: World) -> None:
    deputy = await keeping(world)
    await add(deputy, "Рабочие программы", "Семьям", "Алгебра.pdf")
    mother = await world.guardian("elena", "anna", "misha")
    await mother.send("/settings")
    await mother.click("Документы школы")
    old = mother.button("Алгебра")["callback_data"]

    await deputy.click("Алгебра")
    assert "Кому: семьям и сотрудникам" in deputy.text
    await deputy.click("Классы")
    await deputy.click("1")
    await deputy.click("Готово")
    assert "Кому: семьям и сотрудникам, 1 класс" in deputy.text
    await deputy.click("Предмет")
    await deputy.click("Алгебра")
    assert "Рабочие программы: алгебра" in deputy.text

    pupil = await world.pupil("anna")
    await pupil.send("/menu")
    await pupil.forge(old)
    assert "не для тебя" in pupil.text
    await mother.forge(old)
    assert received(mother) == ["Алгебра.pdf"], "another child of hers is in grade 1"
    await mother.send("/settings")
    assert "Документы школы" not in mother.labels, "it is not for the child that is open"
    await deputy.click("Классы")
    await deputy.click("Все классы")
    await pupil.forge(old)
    assert received(pupil) == ["Алгебра.pdf"]
    assert (await noted(world))[1:] == [
        {"grades": [1]},
        {"subject_id": world.school.subjects["Алгебра"]},
        {"grades": None},
    ]


async def test_what_is_taken_off_the_list_is_kept_and_can_be_put_back(world: World) -> None:
    deputy = await keeping(world)
    await add(deputy, "Положения", "Всем", "Алгебра.pdf")
    mother = await world.guardian("elena", "anna")
    await mother.send("/settings")
    await mother.click("Документы школы")
    old = mother.button("Алгебра")["callback_data"]
    await deputy.click("Алгебра")
    await deputy.click("Снять с показа")
    assert "его никто не видит" in deputy.text
    await mother.forge(old)
    assert "не для вас" in mother.text
    await deputy.click("‹ Документы")
    await deputy.click("Снятые · 1")
    await deputy.click("Алгебра")
    await deputy.click("Открыть файл")
    assert received(deputy) == ["Алгебра.pdf"]
    await deputy.click("Вернуть")
    await mother.forge(old)
    assert received(mother) == ["Алгебра.pdf"]
    assert (await noted(world))[1:] == [{"is_listed": False}, {"is_listed": True}]
    await deputy.send("/menu")
    await deputy.click("Ещё")
    await deputy.click("Журнал действий")
    assert "документ школы: в списке: да → нет" in deputy.text
    assert "документ школы: кому: всем; вид: положения; название: Алгебра; версия: 1" in deputy.text


async def test_a_programme_is_beside_the_topics_of_its_subject(world: World) -> None:
    deputy = await keeping(world)
    await add(deputy, "Рабочие программы", "Семьям", "Алгебра 7.pdf", "Алгебра 1.pdf")
    for name, grade in (("Алгебра 7", "7"), ("Алгебра 1", "1")):
        await deputy.click(name)
        await deputy.click("Классы")
        await deputy.click(grade)
        await deputy.click("Готово")
        await deputy.click("Предмет")
        await deputy.click("Алгебра")
        await deputy.click("‹ Документы")
    father = await world.guardian("dmitry", "anna")
    await father.send("/schedule")
    await father.click("Темы")
    with counted() as statements:
        await father.click("Алгебра")
    assert len(statements) <= MOST, "\n".join(statements)
    assert father.labels.count("Рабочая программа") == 1
    await father.click("Рабочая программа")
    assert received(father) == ["Алгебра 7.pdf"]


async def test_a_newer_version_is_handed_out_and_the_older_ones_stay(world: World) -> None:
    deputy = await keeping(world)
    await add(deputy, "Порядок ГИА", "Всем", "Порядок 2026.pdf")
    await deputy.click("Порядок 2026")
    await deputy.click("Новая версия")
    await deputy.send("Порядок 2027")
    assert "Здесь ждут новый файл" in deputy.text, "a version has no title of its own"
    await deputy.send_document("Порядок 2027.pdf", b"2027")
    assert "Версия 2 от 24 ноября 2026" in deputy.text
    await deputy.click("Новая версия")
    await deputy.send_document("Порядок 2027.pdf", b"2027")
    assert "Версия 2 от 24 ноября 2026" in deputy.text, "the same file is no newer version"
    await deputy.click("Название")
    await deputy.send("я" * 101)
    assert "до 100 знаков" in deputy.text
    await deputy.send("Порядок ГИА")
    await deputy.click("Версия 1")
    await deputy.click("Открыть файл")
    assert received(deputy) == ["Порядок 2026.pdf", "Порядок 2027.pdf"]

    father = await world.guardian("dmitry", "anna")
    await father.send("/settings")
    await father.click("Документы школы")
    await father.click("Порядок ГИА")
    assert received(father) == ["Порядок 2027.pdf"]


async def test_many_documents_are_read_by_kind_and_in_pages(world: World) -> None:
    deputy = await keeping(world)
    names = [f"Программа {number:02}.pdf" for number in range(1, 14)]
    await add(deputy, "Рабочие программы", "Всем", *names, names[0])
    assert len(await documents(world)) == 13, "a file sent twice is one document"
    await add(deputy, "Другое", "Всем", "Устав.pdf")

    father = await world.guardian("dmitry", "anna")
    await father.send("/settings")
    await father.click("Документы школы")
    assert father.buttons[:2] == [["Рабочие программы · 13"], ["Другое · 1"]]
    with counted() as statements:
        await father.click("Рабочие программы")
    assert len(statements) <= MOST, "\n".join(statements)
    assert "Страница 1 из 2" in father.text
    await father.click("2 ▶")
    await father.click("Программа 13")
    assert received(father) == ["Программа 13.pdf"]


async def test_what_is_no_document_is_refused_with_what_to_do(world: World) -> None:
    deputy = await keeping(world)
    await deputy.click("+ Документ")
    await deputy.click("Другое")
    await deputy.click("Всем")
    await deputy.send_photo()
    assert "У фото нет имени" in deputy.text
    world.telegram.send_sticker(deputy.id)
    await world.settle()
    assert "Приложить можно фото или документ" in deputy.text
    await deputy.send_photo(caption="Лицензия")
    assert [row["title"] for row in await documents(world)] == ["Лицензия"]

    teacher = await world.staff("kuznetsov")
    await teacher.send("/menu")
    await teacher.forge(OpenDocuments().pack())
    assert "+ Документ" not in teacher.labels
    await teacher.forge("skn:")
    assert "не для вас" in teacher.text
