"""Rich messages on the chat page: native tables, folds, lists and their buttons."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.playground.page_support import MARINA, OLGA, Stage, keyboard

pytestmark = pytest.mark.browser

JSON = dict[str, Any]


def cell(text: Any, **more: Any) -> JSON:
    return {"text": text, "align": "left", "valign": "top", **more}


def head(text: str, **more: Any) -> JSON:
    return cell(text, is_header=True, **more)


MARKS: JSON = {
    "type": "table",
    "is_bordered": True,
    "is_striped": True,
    "caption": "I четверть",
    "cells": [
        [head("Предмет", rowspan=2), head("Отметки", colspan=2, align="center")],
        [head("все"), head("средний", align="right")],
        [cell("Алгебра"), cell(["5 4 3 ", {"type": "bold", "text": "4"}]), cell("4,00")],
        [cell("История"), cell("5 5"), cell("5,00", align="right")],
    ],
}
FOLD: JSON = {
    "type": "details",
    "summary": "Чтобы вышла 5",
    "blocks": [{"type": "paragraph", "text": "Две пятёрки за контрольные"}],
}


async def test_a_table_is_a_table(stage: Stage) -> None:
    message_id = await stage.say_rich(OLGA, MARKS)
    table = stage.message(OLGA, message_id).locator("table")

    await expect(table.locator("caption")).to_have_text("I четверть")
    await expect(table.locator("tr")).to_have_count(4)
    await expect(table.locator("th")).to_have_text(["Предмет", "Отметки", "все", "средний"])
    await expect(table.locator("th").first).to_have_attribute("rowspan", "2")
    await expect(table.locator("th").nth(1)).to_have_attribute("colspan", "2")
    await expect(table.locator("th").nth(1)).to_have_css("text-align", "center")
    await expect(table.locator("td strong")).to_have_text("4")
    await expect(table).to_have_class("bordered striped")


async def test_a_wide_table_scrolls_inside_its_message(stage: Stage) -> None:
    row = [cell(f"столбец{number}") for number in range(18)]
    message_id = await stage.say_rich(OLGA, {"type": "table", "cells": [row]})
    message = stage.message(OLGA, message_id)
    await expect(message.locator("table")).to_be_visible()

    wider = "node => node.scrollWidth > node.clientWidth"
    assert await message.locator(".table-scroll").evaluate(wider)
    assert not await stage.column(OLGA).get_by_test_id("messages").evaluate(wider)


async def test_details_fold_and_stay_as_they_were_after_an_edit(stage: Stage) -> None:
    message_id = await stage.say_rich(OLGA, {"type": "heading", "size": 2, "text": "Аня"}, FOLD)
    message = stage.message(OLGA, message_id)
    hidden = message.get_by_text("Две пятёрки")
    await expect(message.get_by_role("heading", level=2)).to_have_text("Аня")
    await expect(hidden).to_be_hidden()

    await message.get_by_text("Чтобы вышла 5").click()
    await expect(hidden).to_be_visible()

    changed = {"blocks": [{"type": "heading", "size": 2, "text": "Аня · 7А"}, FOLD]}
    await stage.call("editMessageText", chat_id=OLGA, message_id=message_id, rich_message=changed)
    await expect(message.get_by_role("heading")).to_have_text("Аня · 7А")
    await expect(hidden).to_be_visible()

    await message.get_by_text("Чтобы вышла 5").click()
    await expect(hidden).to_be_hidden()


async def test_other_blocks_are_native_too(stage: Stage) -> None:
    items = [
        {
            "blocks": [{"type": "paragraph", "text": "форма"}],
            "has_checkbox": True,
            "is_checked": True,
        },
        {"blocks": [{"type": "paragraph", "text": "бумага"}], "has_checkbox": True},
    ]
    message_id = await stage.say_rich(
        OLGA,
        {"type": "paragraph", "text": ["Взять ", {"type": "italic", "text": "завтра"}]},
        {"type": "list", "items": items},
        {"type": "divider"},
        {"type": "blockquote", "blocks": [{"type": "paragraph", "text": "Не забудь"}]},
        {"type": "footer", "text": "Данные на 10:40"},
    )
    shown = stage.message(OLGA, message_id).get_by_test_id("rich")
    await expect(shown.locator("p em")).to_have_text("завтра")
    await expect(shown.get_by_role("listitem")).to_contain_text(["форма", "бумага"])
    await expect(shown.locator(".box.done")).to_have_count(1)
    await expect(shown.locator("hr")).to_have_count(1)
    await expect(shown.locator("blockquote")).to_have_text("Не забудь")
    await expect(shown.locator("footer")).to_have_text("Данные на 10:40")


async def test_html_in_rich_text_is_only_text(stage: Stage) -> None:
    evil = "<b onmouseover=alert(1)>5</b>"
    message_id = await stage.say_rich(OLGA, {"type": "table", "cells": [[cell(evil)]]})
    await expect(stage.message(OLGA, message_id).locator("td")).to_have_text(evil)
    await expect(stage.message(OLGA, message_id).locator("td b")).to_have_count(0)


async def test_buttons_inside_and_under_a_rich_message_are_pressed(stage: Stage) -> None:
    block = {"type": "buttons", "buttons": [{"text": "Неделя", "callback_data": "week"}]}
    message_id = await stage.say_rich(MARINA, block, reply_markup=keyboard(["‹ Назад"]))
    message = stage.message(MARINA, message_id)

    inside = message.get_by_test_id("rich-0")
    await inside.click()
    await expect(inside).to_have_attribute("aria-busy", "true")
    query = await stage.pressed()
    assert query.data == "week"
    await stage.answer(query)
    await expect(inside).not_to_have_attribute("aria-busy", "true")

    await message.get_by_test_id("key-0-0").click()
    assert (await stage.pressed()).data == "‹ Назад"
