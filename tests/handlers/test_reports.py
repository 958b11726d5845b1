"""What is sent of a check or a report is kept and handed out to the management (R133-R141)."""

from datetime import date, timedelta

from sqlalchemy import select

from bot.kept_reports import keep_reports
from storage import tables as t
from tests.handlers.test_evening_tasks import evening
from tests.support.people import World


async def test_what_was_sent_of_a_check_is_handed_out_as_it_was(world: World) -> None:
    """R133, D14: whoever asks later gets what was made then."""
    deputy = await world.staff("deputy")
    await evening(world, day=date(2026, 11, 27))
    await deputy.click("✓ Проверка · 30.11")
    assert "Без файла: проверка журнала, 30.11." in deputy.text
    await deputy.click("📎 Проверка · 30.11")
    await deputy.send("Всё хорошо")
    assert "пришлите сюда фото или документ" in deputy.text
    await deputy.send_document("справка.pdf")
    assert "1. справка.pdf" in deputy.text
    await deputy.click("Готово")
    assert "Без файла" not in deputy.text
    await deputy.click("↺ Проверка · 30.11")
    [gone] = await world.rows(select(t.attachment))
    assert gone["removed_at"] is not None, "a tap by mistake leaves no file behind"
    await deputy.click("✓ Проверка · 30.11")
    world.clock.advance(timedelta(days=5))
    await deputy.send("/menu")
    await deputy.click("Не заполнено мной")
    await deputy.click("📎 Проверка · 30.11")
    await deputy.send_document("справка.pdf")
    world.clock.advance(timedelta(days=300))
    await deputy.send("/menu")
    await deputy.click("Просрочено в школе")
    await deputy.click("Отчёты")
    await deputy.click("Проверка журнала")
    [line] = [each for each in deputy.text.splitlines() if each.startswith("Срок")]
    assert line.endswith("отмечено 27.11. 1 файл, последний от 02.12.")
    await deputy.click("30.11")
    assert deputy.from_bot[-1]["document"]["file_name"] == "справка.pdf"
    assert deputy.from_bot[-1]["caption"] == "Проверка журнала, 30.11"


async def test_a_report_is_handed_out_when_telegram_has_it_no_more(world: World) -> None:
    """R133: its bytes are with the school, and go with the file when that is taken back."""
    deputy = await world.staff("deputy")
    await evening(world, day=date(2026, 11, 27))
    await deputy.click("✓ Проверка · 30.11")
    await deputy.click("📎 Проверка · 30.11")
    await deputy.send_document("справка.pdf", content=b"%PDF as it was made")
    await deputy.send_photo()
    world.telegram.faults.add("bad_gateway", method="getFile", count=3)
    await keep_reports(world.app)
    assert len(await world.rows(select(t.attachment_content))) == 1, "one holds up no other"
    await keep_reports(world.app)
    assert len(await world.rows(select(t.attachment_content))) == 2
    await keep_reports(world.app)
    for file in await world.rows(select(t.attachment)):
        await world.change(t.attachment, file["id"], file_id="lost", bot_id=999)
    button = f"qj:D14:0:{date(2026, 11, 30).toordinal()}"
    await deputy.forge(button)
    paper, photo = deputy.from_bot[-2:]
    assert paper["caption"] == "Проверка журнала, 30.11"
    found = world.telegram.files.get(paper["document"]["file_id"])
    assert found is not None
    assert (found.upload.file_name, found.upload.content) == ("справка.pdf", b"%PDF as it was made")
    assert photo["photo"]
    await deputy.send("/menu")
    await deputy.click("Не заполнено мной")
    await deputy.click("↺ Проверка · 30.11")
    assert await world.rows(select(t.attachment_content)) == []
