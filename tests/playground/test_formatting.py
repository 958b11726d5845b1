"""HTML marks made into entities, and what Telegram finds in plain text by itself."""

from typing import Any

import pytest

from playground.text import formatted


def _entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


def _parsed(source: str) -> tuple[str, list[dict[str, Any]]]:
    return formatted(source, "HTML", None)


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"),
        ("strong", "bold"),
        ("i", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("tg-spoiler", "spoiler"),
        ("code", "code"),
        ("pre", "pre"),
        ("blockquote", "blockquote"),
    ],
)
def test_every_simple_tag(tag: str, kind: str) -> None:
    assert _parsed(f"а<{tag}>бв</{tag}>") == ("абв", [_entity(kind, 1, 2)])


def test_offsets_count_utf16_units() -> None:
    assert _parsed("😀<b>😀я</b>") == ("😀😀я", [_entity("bold", 2, 3)])


def test_nested_tags_come_in_order() -> None:
    text, entities = _parsed("<b>a<i>b</i></b><u>c</u>")
    assert text == "abc"
    assert entities == [
        _entity("bold", 0, 2),
        _entity("italic", 1, 1),
        _entity("underline", 2, 1),
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("&lt;b&gt; &amp; &quot;", '<b> & "'),
        ("&#8470;&#x2116;&#X2116", "№№№"),
        ("&nbsp;&copy;&", "&nbsp;&copy;&"),
        ("&#0;&#1114111;", "&#0;&#1114111;"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_entities_of_html(source: str, text: str) -> None:
    assert _parsed(source) == (text, [])
    assert _parsed(f"<b>{source}</b>")[0] == text


def test_links() -> None:
    assert _parsed('<a href="https://a.b/?x=1&amp;y=2">x</a>')[1] == [
        _entity("text_link", 0, 1, url="https://a.b/?x=1&y=2")
    ]
    assert _parsed('<a href="tg://user?id=100">x</a>')[1] == [
        _entity("text_mention", 0, 1, user={"id": 100})
    ]
    assert _parsed('<a href="nowhere">x</a>') == ("x", [])


def test_code_with_a_language_is_one_entity() -> None:
    source = '<pre><code class="language-python">x = 1</code></pre>'
    assert _parsed(source)[1] == [_entity("pre", 0, 5, language="python")]


def test_expandable_quotations_and_custom_emoji() -> None:
    assert _parsed("<blockquote expandable>x</blockquote>")[1] == [
        _entity("expandable_blockquote", 0, 1)
    ]
    assert _parsed('<tg-emoji emoji-id="5">👍</tg-emoji>')[1] == [
        _entity("custom_emoji", 0, 2, custom_emoji_id="5")
    ]


def test_space_around_is_cut_and_entities_move_with_the_text() -> None:
    assert _parsed(" \n<b> a </b>\n") == ("a", [_entity("bold", 0, 1)])
    assert _parsed("<b> </b>a") == ("a", [])
    assert formatted("a\x00b\tc\r\nd", None, None) == ("a b c\nd", [])


def test_what_telegram_finds_by_itself() -> None:
    text = "/start@bot и @anna_1, #класс7А: https://a.b/c?d=1, x@y.ru"
    found = [
        (entity["type"], text[entity["offset"] : entity["offset"] + entity["length"]])
        for entity in formatted(text, None, None)[1]
    ]
    assert found == [
        ("bot_command", "/start@bot"),
        ("mention", "@anna_1"),
        ("hashtag", "#класс7А"),
        ("url", "https://a.b/c?d=1"),
        ("email", "x@y.ru"),
    ]


@pytest.mark.parametrize("text", ["5/6", "7/8/9", "и/или", "№ 112", "a@", "#1"])
def test_what_is_no_command_and_no_mention(text: str) -> None:
    assert formatted(text, None, None) == (text, [])


def test_marks_given_win_over_marks_found() -> None:
    assert [e["type"] for e in _parsed("<code>/start</code> <b>/help</b>")[1]] == [
        "code",
        "bold",
        "bot_command",
    ]


def test_entities_given_by_offset() -> None:
    given = [_entity("bold", 1, 2)]
    assert formatted(" ab", None, given) == ("ab", [_entity("bold", 0, 2)])
