"""Rules 7 to 9: texts, captions and their marks."""

import pytest

from tests.playground.scene import Scene, upload

_PARSE = "400 Bad Request: can't parse entities: "


@pytest.mark.parametrize("text", ["", None])
async def test_rule_07_no_text(text: str | None) -> None:
    words = "400 Bad Request: message text is empty"
    assert await Scene().refusal("sendMessage", text=text) == words


@pytest.mark.parametrize("text", [" \n ", "<b> </b>", "&#32;"])
async def test_rule_07_only_white_space(text: str) -> None:
    words = await Scene().refusal("sendMessage", text=text, parse_mode="HTML")
    assert words == "400 Bad Request: text must be non-empty"


async def test_rule_08_a_message_is_at_most_4096_characters_after_parsing() -> None:
    scene = Scene()
    text = "<b>" + "ы" * 4096 + "</b>"
    sent = await scene.send(text, parse_mode="HTML")
    assert len(sent["text"]) == 4096
    await scene.send("😀" * 4096)
    words = "400 Bad Request: message is too long"
    assert await scene.refusal("sendMessage", text="ы" * 4097) == words


async def test_rule_08_a_caption_is_at_most_1024_characters() -> None:
    scene = Scene()
    files = {"document": upload()}
    await scene.call("sendDocument", files, caption="ы" * 1024)
    words = "400 Bad Request: message caption is too long"
    assert await scene.refusal("sendDocument", files, caption="ы" * 1025) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("аб<div>x</div>", 'Unsupported start tag "div" at byte offset 4'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        (
            "<b>ы<i>x</b></i>",
            'Unmatched end tag at byte offset 9, expected "</i>", found "</b>"',
        ),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("1 <2", "Unclosed start tag at byte offset 2"),
        ("5 < 6", 'Unsupported start tag "" at byte offset 2'),
        ("5 < 6 > 4", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=x!>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
async def test_rule_09_broken_html(text: str, words: str) -> None:
    assert await Scene().refusal("sendMessage", text=text, parse_mode="HTML") == _PARSE + words


async def test_rule_09_the_same_words_for_captions_and_edits() -> None:
    scene = Scene()
    sent = await scene.send()
    words = _PARSE + 'Can\'t find end tag corresponding to start tag "b"'
    for method, params in (
        ("sendDocument", {"caption": "<b>"}),
        ("editMessageText", {"text": "<b>", "message_id": sent["message_id"]}),
    ):
        refused = await scene.refusal(method, {"document": upload()}, parse_mode="HTML", **params)
        assert refused == words


async def test_other_parse_modes_are_refused() -> None:
    scene = Scene()
    words = "400 Bad Request: the playground does not simulate parse_mode MarkdownV2; use HTML"
    assert await scene.refusal("sendMessage", text="*x*", parse_mode="MarkdownV2") == words
    words = "400 Bad Request: unsupported parse_mode"
    assert await scene.refusal("sendMessage", text="*x*", parse_mode="BBCode") == words
