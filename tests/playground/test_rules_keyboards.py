"""Rules 10 to 12: keyboards."""

from typing import Any

import pytest

from tests.playground.scene import Scene, button

_BUTTON = "400 Bad Request: can't parse inline keyboard button: "


async def _refused(*rows: list[Any]) -> str:
    return await Scene().refusal(
        "sendMessage", text="x", reply_markup={"inline_keyboard": list(rows)}
    )


@pytest.mark.parametrize("data", ["", "x" * 65, "ы" * 33])
async def test_rule_10_callback_data_is_1_to_64_bytes(data: str) -> None:
    assert await _refused([button(data=data)]) == "400 Bad Request: BUTTON_DATA_INVALID"


async def test_rule_10_cyrillic_counts_double() -> None:
    sent = await Scene().send("x", [button(data="ы" * 32), button(data="x" * 64)])
    assert len(sent["reply_markup"]["inline_keyboard"][0]) == 2


async def test_rule_11_a_button_with_no_action() -> None:
    words = _BUTTON + "Text buttons are unallowed in the inline keyboard"
    assert await _refused([button(data=None)]) == words


async def test_rule_12_at_most_100_buttons_and_8_in_a_row() -> None:
    words = "400 Bad Request: REPLY_MARKUP_TOO_LONG"
    assert await _refused([button()] * 9) == words
    assert await _refused(*[[button()] * 8] * 12, [button()] * 5) == words
    await Scene().send("x", *[[button()] * 8] * 12, [button()] * 4)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (button(text=" "), "Text must be non-empty"),
        (button(style="secondary"), 'Unknown style "secondary"'),
        (
            button(url="https://example.org"),
            "Exactly one action must be specified, found ['callback_data', 'url']",
        ),
    ],
)
async def test_other_wrong_inline_buttons(wrong: Any, words: str) -> None:
    assert await _refused([wrong]) == _BUTTON + words


@pytest.mark.parametrize("url", ["example.org", "ftp://example.org", "https://", "https://a b"])
async def test_a_button_s_address_is_http_or_tg(url: str) -> None:
    words = f"400 Bad Request: inline keyboard button URL '{url}' is invalid: Wrong HTTP URL"
    assert await _refused([button(data=None, url=url)]) == words


async def test_copied_text_is_1_to_256_characters() -> None:
    words = "400 Bad Request: BUTTON_COPY_TEXT_INVALID"
    for text in ("", "x" * 257):
        assert await _refused([button(data=None, copy_text={"text": text})]) == words
    await Scene().send("x", [button(data=None, copy_text={"text": "x" * 256})])


async def test_styles_and_every_simple_action_pass() -> None:
    row = [button(style=style) for style in ("danger", "success", "primary")]
    row += [
        button(data=None, url="tg://user?id=1"),
        button(data=None, disabled={}),
        button(data=None, switch_inline_query=""),
    ]
    sent = await Scene().send("x", row)
    assert sent["reply_markup"] == {"inline_keyboard": [row]}


async def test_empty_rows_are_dropped_and_an_empty_keyboard_is_none() -> None:
    scene = Scene()
    sent = await scene.send("x", [], [button()], [])
    assert sent["reply_markup"]["inline_keyboard"] == [[button()]]
    assert "reply_markup" not in await scene.send("x", [], [])


async def test_a_reply_keyboard_is_seen_by_the_person_and_not_by_the_bot() -> None:
    scene = Scene()
    keyboard = {"keyboard": [["Да", {"text": "Нет"}]], "resize_keyboard": True}
    sent = await scene.send("x", reply_markup=keyboard)
    assert "reply_markup" not in sent
    shown = scene.telegram.chat(scene.anna).messages[sent["message_id"]].view()
    assert shown["reply_markup"] == keyboard


async def test_a_reply_keyboard_is_checked_too() -> None:
    scene = Scene()
    words = await scene.refusal("sendMessage", text="x", reply_markup={"keyboard": [["x"] * 9]})
    assert words == "400 Bad Request: REPLY_MARKUP_TOO_LONG"
    words = await scene.refusal("sendMessage", text="x", reply_markup={"keyboard": [[" "]]})
    assert words == "400 Bad Request: can't parse keyboard button: Text must be non-empty"
