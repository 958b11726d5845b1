"""«Виды работ»: what marks are given for, with weight and term (R039, R089, R094)."""

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from domain.work_types.model import SHORT_LENGTH, TITLE_LENGTH
from domain.work_types.use_cases import short_of
from handlers.lessons.callbacks import OpenHomework
from handlers.lessons.mark_callbacks import OpenGrid
from storage import tables as t
from tests.support.people import Client, World
from tests.support.school import TODAY
from tests.support.staff import at_work


async def at_works(world: World, who: str = "deputy") -> Client:
    client = await at_work(world, who)
    await client.send("/menu")
    await client.click("Ещё")
    await client.click("Учебный год")
    await client.click("Виды работ")
    return client


async def stored(world: World, title: str) -> dict[str, Any]:
    [row] = await world.rows(select(t.work_type).where(t.work_type.c.title == title))
    return row


async def test_weight_term_and_the_rest_are_a_tap_each(world: World) -> None:
    deputy = await at_works(world)
    assert "Контрольная работа (к/р), вес 3, 7 дней после урока, контрольная" in deputy.text
    await deputy.click("Контрольная работа")
    for label in ("Вес 4", "3 дня", "Не в счёт", "Не контрольная", "Мониторинг"):
        await deputy.click(label)
        assert deputy.toast == "Сохранено"
    assert "Вес: 4\nСрок отметки: 3 дня после урока\nОтметки не входят" in deputy.text
    row = await stored(world, "Контрольная работа")
    wanted = {"weight": 4, "days_open": 3, "counts": False, "is_control": False}
    assert {name: row[name] for name in wanted} == wanted
    kept = TODAY - timedelta(days=7), TODAY
    assert (row["closed_before"], row["term_changed_on"]) == kept, "what was over stays closed"
    assert row["kind"] == "monitoring"
    await deputy.click("✓ Вес 4")
    noted = select(t.audit_record.c.seq).where(t.audit_record.c.thing_kind == "work_type")
    assert len(await world.rows(noted)) == 5, "what is so already is no change"


async def test_names_are_typed_and_there_are_no_two_alike(world: World) -> None:
    admin = await at_works(world, "admin")
    await admin.click("+ Вид работы")
    for piece in ("ж" * 4096, "ж"):  # cut by the application: the rest is no name
        world.telegram.send_text(admin.id, piece)
    await world.settle()
    assert "до 64 знаков" in admin.text
    await admin.send("ответ на  уроке")
    assert "уже есть" in admin.text
    await admin.send("Читательский дневник")
    assert admin.text.startswith("Читательский дневник\nКратко: Читательский дн…\nВес: 1")
    await admin.click("Кратко…")
    await admin.send("Слишком длинно для таблицы")
    assert "до 16 знаков" in admin.text
    for piece in ("ж" * 4096, "ж"):
        world.telegram.send_text(admin.id, piece)
    await world.settle()
    assert "до 16 знаков" in admin.text
    await admin.send("Чит.")
    row = await stored(world, "Читательский дневник")
    assert (row["short_title"], row["is_active"], row["days_open"]) == ("Чит.", True, 0)


async def test_a_removed_work_is_offered_no_more_and_its_marks_stay(world: World) -> None:
    teacher = await at_work(world, "orlova")
    lesson = world.school.lesson("algebra")
    deputy = await at_works(world)
    await deputy.click("Домашнее задание")
    await deputy.click("Убрать")
    assert "Учителям он больше не предлагается." in deputy.text
    await teacher.forge(f"tw:{lesson}")
    assert "Домашнее задание" not in teacher.labels
    assert "Контрольная" in teacher.labels
    await deputy.click("Вернуть в список")
    await teacher.forge(f"tw:{lesson}")
    assert "Домашнее задание" in teacher.labels


async def test_one_work_is_always_left(world: World) -> None:
    deputy = await at_works(world)
    for title in ("Домашнее задание", "Контрольная работа", "Ответ на уроке"):
        await deputy.click(title)
        await deputy.click("Убрать")
        if title != "Ответ на уроке":
            await deputy.click("‹ Назад")
            await deputy.click("‹ Назад")
    assert "Сначала верните в список другой" in deputy.text
    assert (await stored(world, "Ответ на уроке"))["is_active"]


async def test_what_no_button_says_changes_nothing(world: World) -> None:
    deputy = await at_works(world)
    work = world.school.work_types["test"]
    for value in ("0", "6", "-1", "x"):
        await deputy.forge(f"rf:{work}:weight:{value}")
    await deputy.forge(f"rf:{work}:is_active:2")
    await deputy.forge(f"rf:{work}:kind:other")
    row = await stored(world, "Контрольная работа")
    assert (row["weight"], row["is_active"], row["kind"]) == (3, True, "current")


async def test_no_homework_is_waited_for_where_the_subject_takes_none(
    world: World, mother: Client
) -> None:
    """The record of a lesson lacks none, nobody can set any, families read that nothing is set."""
    deputy = await at_work(world, "deputy")
    await deputy.send("/menu")
    for label in ("Ещё", "Учебный год", "Предметы"):
        await deputy.click(label)
    assert "Алгебра" in deputy.text
    assert "не задаётся" not in deputy.text
    await deputy.click("✓ Алгебра")
    assert deputy.toast == "Сохранено"
    assert "Алгебра: домашнее задание не задаётся" in deputy.text
    orlova = await at_work(world, "orlova")
    await orlova.send("/lessons")
    assert "3. Алгебра · 7А, 10:30, каб. 203\nОсталось: перекличка, тема\n" in orlova.text
    assert "Осталось: перекличка, тема, задание" in orlova.text, "of the other subject"
    await orlova.click("3 · 7А ›")
    assert "Задание" not in orlova.text + "".join(orlova.labels)
    await orlova.forge(OpenHomework(lesson_id=world.school.lessons["algebra", TODAY]).pack())
    assert "Алгебра: по этому предмету домашнее задание не задаётся" in orlova.text
    await mother.send("/homework")
    assert "Не задано: алгебра\nУрок ещё не заполнен: физика" in mother.text
    await deputy.click("○ Алгебра")
    await mother.send("/homework")
    assert "Урок ещё впереди: алгебра" in mother.text


async def test_no_marks_where_the_subject_has_none(world: World, mother: Client) -> None:
    """Neither in the lesson nor at the end of the period, whatever files say later (S1 3.7)."""
    deputy = await at_work(world, "deputy")
    await deputy.send("/menu")
    for label in ("Ещё", "Учебный год", "Предметы", "Отметки", "✓ Алгебра"):
        await deputy.click(label)
    assert deputy.toast == "Сохранено"
    assert "Алгебра: без отметок" in deputy.text
    orlova = await at_work(world, "orlova")
    await orlova.forge(OpenGrid(lesson_id=world.school.lessons["algebra", TODAY]).pack())
    assert "по этому предмету отметок не ставят" in orlova.text
    await orlova.send("/lessons")
    await orlova.click("3 · 7А ›")
    assert "Отметки" not in "".join(orlova.labels)
    await deputy.click("○ Алгебра")
    assert "без отметок" not in deputy.text


@given(st.text(alphabet="абв гд", min_size=1, max_size=TITLE_LENGTH))
def test_a_short_name_that_leaves_something_out_says_so(typed: str) -> None:
    title = " ".join(typed.split())
    short = short_of(title)
    assert len(short) <= SHORT_LENGTH
    assert short == title or (short.endswith("…") and title.startswith(short[:-1]))
