"""A parent asks for data to be erased; the administrator does it in time, with an act (R024)."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import select, update

from bot.alarms import watch_terms
from domain.audit.verifying import Verification
from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.trusted import open_circle, trusted


async def asked(parent: Client, button: str = "Удалить: мои") -> None:
    await parent.send("/settings")
    await parent.click("Мои данные")
    await parent.click("Удалить данные")
    await parent.click(button)
    await parent.click("Попросить удалить")


async def at_erasing(world: World, who: str = "admin") -> Client:
    office = await world.staff(who)
    await office.send("/menu")
    await office.click("Ещё")
    await office.click("Личные данные")
    return office


async def states(world: World) -> list[tuple[int, str, str]]:
    rows = await world.rows(select(t.erasure).order_by(t.erasure.c.id))
    return [(row["person_id"], row["state"], str(row["due_on"])) for row in rows]


def pdf_text(client: Client) -> str:
    shown = next(each for each in client.from_bot[::-1] if "document" in each)
    file = client.world.telegram.files.get(shown["document"]["file_id"])
    assert file is not None
    pages = PdfReader(io.BytesIO(file.upload.content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


async def test_what_goes_and_what_stays_is_said_before(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    await mother.send("/settings")
    await mother.click("Мои данные")
    await mother.click("Удалить данные")
    await mother.click("Удалить: Анна")
    assert "оценки и пропуски: журнал школа обязана вести" in mother.text
    assert "У школы на это 30 дней" in mother.text
    await mother.click("‹ Назад")
    await mother.click("Удалить: мои")
    assert "журнал школа обязана" not in mother.text
    assert "законными представителями" in mother.text
    assert "чат будет отключён" in mother.text


async def test_asked_shown_to_the_school_executed_with_an_act(world: World, outbox: Outbox) -> None:
    mother = await world.guardian("elena", "anna")
    await asked(mother)
    assert "до 24 декабря 2026" in mother.text
    assert await states(world) == [(world.school["elena"], "open", "2026-12-24")]
    admin = await at_erasing(world)
    assert "1 просьба удалить данные: до 24 декабря 2026, осталось 30 дней" in admin.text
    await admin.click("Удаление · 1")
    assert "Иванова Елена (родитель:" in admin.text
    await admin.click("1")
    await admin.click("Что удалится")
    assert "Отменить это нельзя" in admin.text
    await admin.click("Удалить навсегда")
    assert admin.from_bot[-2]["text"].startswith("Удалено. Акт № 1")
    act = pdf_text(admin)
    for part in (
        "Акт № 1 об уничтожении персональных данных",
        "Школа № 1",
        "24 ноября 2026",
        "Иванова Елена Сергеевна",
        "Лаптев Сергей",
        "просьба в дневнике от 24 ноября 2026",
        "подключённые чаты",
        "152-ФЗ, ст. 9",
    ):
        assert part in act, part
    assert await world.rows(select(t.binding).where(t.binding.c.chat_id == mother.id)) == []
    assert await world.rows(select(t.chat).where(t.chat.c.id == mother.id)) == []
    await mother.send("/menu")
    assert "Анна" not in mother.text


async def test_pressed_twice_it_is_erased_once(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    await asked(mother)
    admin = await at_erasing(world)
    await admin.click("Удаление · 1")
    await admin.click("1")
    await admin.click("Что удалится")
    data, screen = admin.button("Удалить навсегда")["callback_data"], admin.last["message_id"]
    for _press in range(2):
        await admin.forge(data, message=screen)
    assert any("уже решено" in each.get("text", "") for each in admin.from_bot)
    rows = await world.rows(select(t.erasure.c.act_number))
    assert [row["act_number"] for row in rows] == [1]


async def test_declined_with_a_reason(world: World, outbox: Outbox) -> None:
    mother = await world.guardian("elena", "anna")
    await asked(mother, "Удалить: Анна")
    admin = await at_erasing(world)
    await admin.click("Удаление · 1")
    await admin.click("1")
    await admin.click("Отклонить")
    await admin.send("Всё, что есть, хранится по закону: ст. 28 273-ФЗ.")
    assert "отклонена" in admin.text
    await outbox.drain()
    assert mother.text.startswith("Школа не удалит данные")
    assert "ст. 28 273-ФЗ" in mother.text


async def test_taken_back(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    await asked(mother, "Удалить: Анна")
    await mother.click("‹ Назад")
    assert "Анна: просьба у школы, ответ до 24 декабря (осталось 30 дней)" in mother.text
    await mother.click("Отозвать: Анна")
    assert "Ничего не удалено" in mother.text
    assert [state for _, state, _ in await states(world)] == ["withdrawn"]
    admin = await at_erasing(world)
    assert "Ничто не ждёт" in admin.text


async def test_asked_twice_it_is_one_request(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    await asked(mother, "Удалить: Анна")
    await mother.forge(f"pq:{world.school['anna']}:{world.school['anna']}")
    assert len(await states(world)) == 1


async def test_a_statement_on_paper_runs_from_its_date(world: World) -> None:
    admin = await at_erasing(world)
    await admin.click("Принять заявление")
    await admin.send("и")
    assert "хотя бы 2 буквы" in admin.text
    await admin.send("белова")
    assert "Белова Ольга (родитель: Белов Пётр)" in admin.text
    await admin.click("Белова О. И.")
    await admin.click("Удалить данные")
    await admin.send("без номера")
    assert "Напишите номер" in admin.text
    await admin.send("№ 14/к от 30.11.2026")
    assert "ещё не наступила" in admin.text
    await admin.send("№ 14/к от 20.11.2026")
    assert "заявление № 14/к от 20 ноября 2026" in admin.text
    assert "до 20 декабря 2026, осталось 26 дней" in admin.text
    assert await states(world) == [(world.school["olga"], "open", "2026-12-20")]


async def test_the_administrator_is_alarmed_five_days_before_and_when_it_is_over(
    world: World, outbox: Outbox
) -> None:
    mother = await world.guardian("elena", "anna")
    deputy = await world.staff("deputy")
    await asked(mother)
    admin = await at_erasing(world)
    seen = len(admin.from_bot)
    world.clock.advance(timedelta(days=24))
    await watch_terms(world.app)
    await outbox.drain()
    assert len(admin.from_bot) == seen
    world.clock.advance(timedelta(days=1))
    await watch_terms(world.app)
    await outbox.drain()
    assert admin.text.startswith("Подходит срок удаления данных")
    assert "1 просьба ждёт ответа" in admin.text
    assert "Иванова" not in admin.text
    await admin.click("Просьбы об удалении")
    assert "осталось 5 дней" in admin.text
    world.clock.advance(timedelta(days=1))
    await watch_terms(world.app)
    await outbox.drain()
    assert deputy.text.startswith("Подходит срок удаления данных")
    await mother.send("/settings")
    await mother.click("Мои данные")
    await mother.click("Удалить данные")
    await mother.click("Отозвать: мои")
    world.clock.advance(timedelta(days=1))
    await watch_terms(world.app)
    await outbox.drain()
    assert admin.text.startswith("Срочных просьб об удалении больше нет")


async def test_overdue_is_said(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    await asked(mother)
    world.clock.advance(timedelta(days=32))
    admin = await at_erasing(world)
    assert "срок истёк 24 декабря 2026" in admin.text


async def test_the_deputy_sees_and_does_not_erase(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    await asked(mother)
    deputy = await at_erasing(world, "deputy")
    await deputy.click("Удаление · 1")
    await deputy.click("1")
    assert "осталось 30 дней" in deputy.text
    assert "Что удалится" not in str(deputy.buttons)
    [row] = await world.rows(select(t.erasure.c.id))
    for prefix in ("pi", "pj", "pt"):
        await deputy.forge(f"{prefix}:{row['id']}")
    assert [state for _, state, _ in await states(world)] == ["open"]


@pytest.mark.parametrize("who", ["orlova", "kuznetsov", "olga"])
async def test_others_see_nothing_of_it(world: World, who: str) -> None:
    mother = await world.guardian("elena", "anna")
    await asked(mother)
    client = await (world.guardian("olga", "petr") if who == "olga" else world.staff(who))
    [row] = await world.rows(select(t.erasure.c.id))
    await client.send("/menu")
    for data in (
        f"ph:{row['id']}",
        f"pi:{row['id']}",
        f"pj:{row['id']}",
        f"pw:{row['id']}",
        "pg:1:0",
        f"pb:{world.school['elena']}",
        f"pp:{world.school['elena']}",
        f"pa:{world.school['anna']}:{world.school['anna']}",
    ):
        await client.forge(data)
        assert "Иванова" not in client.text, data
    assert [state for _, state, _ in await states(world)] == ["open"]


async def test_the_chain_of_the_audit_holds_and_names_nobody(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    await asked(mother)
    admin = await at_erasing(world)
    await admin.click("Удаление · 1")
    await admin.click("1")
    await admin.click("Что удалится")
    await admin.click("Удалить навсегда")
    rows = await world.rows(select(t.audit_record).where(t.audit_record.c.thing_kind == "erasure"))
    writes = [(row["action"], row["after"]) for row in rows if row["after"]]
    assert [action for action, _ in writes] == ["ask_erasure", "erase_data"]
    assert '"state":"done"' in writes[1][1]
    assert "Иванова" not in str(rows)
    verification = Verification()
    async with world.app.database.read(world.clock()) as uow:
        faults = [
            fault
            async for record in uow.audit.chain(world.school.id)
            for fault in verification.take(record)
        ]
        assert faults + verification.end(await uow.audit.head(world.school.id)) == []


async def test_whoever_took_the_consent_back_can_still_ask(world: World) -> None:
    """And sees nothing of the card."""
    mother = await world.guardian("elena", "anna")
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            update(t.consent_standing)
            .where(t.consent_standing.c.person_id == world.school["anna"])
            .values(by_guardian=0, own=0)
        )
        await uow.commit()
    await mother.send("/settings")
    await mother.click("Удалить данные")
    assert mother.text.startswith("Удаление данных")
    assert "Иванова" not in mother.text
    await mother.click("Удалить: мои")
    await mother.click("Попросить удалить")
    assert [state for _, state, _ in await states(world)] == ["open"]
    await mother.click("‹ Назад")
    await mother.click("‹ Назад")
    assert mother.text.startswith("Настройки")


async def test_whose_access_was_ended_has_left_no_school(world: World) -> None:
    """A trusted person never was of it, and a parent of nobody is no pupil who has left."""
    mother = await world.guardian("elena", "anna")
    await trusted(world, mother)
    await open_circle(mother)
    await mother.click("Мария Петровна")
    await mother.click("Закрыть доступ")
    admin = await at_erasing(world)
    await admin.click("Принять заявление")
    await admin.send("Иванова")
    assert "• Иванова Мария, сейчас не родитель ученика" in admin.text
    await world.change(t.person, world.school["anna"], is_active=False)
    await admin.send("Иванова")
    assert "• Иванова Анна, 7А, больше не в школе" in admin.text
    assert "Мария, больше" not in admin.text
