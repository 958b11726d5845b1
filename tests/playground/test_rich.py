"""Rich messages: HTML and blocks in, blocks out, and rule 23."""

from typing import Any

import pytest

from playground.rich import plain, rich_message
from playground.rich_limits import measure
from tests.playground.scene import Scene, html

_PARSE = "400 Bad Request: can't parse entities: "


def _blocks(source: str) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = rich_message({"html": source})["blocks"]
    return blocks


def _paragraph(text: Any) -> dict[str, Any]:
    return {"type": "paragraph", "text": text}


def _table(rows: int, columns: int) -> str:
    return "<table>" + ("<tr>" + "<td>x</td>" * columns + "</tr>") * rows + "</table>"


async def test_rule_23_at_most_32768_characters() -> None:
    scene = Scene()
    await scene.call("sendRichMessage", rich_message=html("<p>" + "ы" * 32768 + "</p>"))
    words = await scene.refusal("sendRichMessage", rich_message=html("ы" * 32769))
    assert words == ("400 Bad Request: rich message is too long: 32769 characters, at most 32768")


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("<p>x</p>" * 500, 500),
        (_table(499, 2), 500),
        ("<ul>" + "<li>x</li>" * 249 + "</ul>", 499),
        ("<details><summary>s</summary>" + "<p>x</p>" * 499 + "</details>", 500),
    ],
)
async def test_rule_23_blocks_are_counted_with_rows_and_items(source: str, blocks: int) -> None:
    scene = Scene()
    assert measure(_blocks(source)).blocks == blocks
    more = source + "<p>x</p>" * (501 - blocks)
    words = await scene.refusal("sendRichMessage", rich_message=html(more))
    assert words == "400 Bad Request: rich message is too long: 501 blocks, at most 500"


async def test_rule_23_at_most_20_columns() -> None:
    scene = Scene()
    await scene.call("sendRichMessage", rich_message=html(_table(1, 20)))
    words = "400 Bad Request: rich message is too long: 21 table columns, at most 20"
    wide = '<table><tr><td colspan="20">x</td><td>y</td></tr></table>'
    high = '<table><tr><td rowspan="2">x</td></tr><tr>' + "<td>y</td>" * 20 + "</tr></table>"
    for source in (_table(2, 21), wide, high):
        assert await scene.refusal("sendRichMessage", rich_message=html(source)) == words


async def test_rule_23_at_most_16_levels() -> None:
    scene = Scene()

    def nested(levels: int) -> dict[str, str]:
        return html("<blockquote>" * levels + "<p>x</p>" + "</blockquote>" * levels)

    await scene.call("sendRichMessage", rich_message=nested(15))
    words = await scene.refusal("sendRichMessage", rich_message=nested(16))
    assert words == "400 Bad Request: rich message is too long: 17 levels of nesting, at most 16"


async def test_rule_23_at_most_50_media() -> None:
    media = [{"id": f"m{n}", "media": {"type": "photo", "media": "x"}} for n in range(51)]
    rich = {"html": "<p>x</p>", "media": media}
    words = await Scene().refusal("sendRichMessage", rich_message=rich)
    assert words == "400 Bad Request: rich message has more than 50 media"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>ы</p><div>x</div>", 'Unsupported start tag "div" at byte offset 9'),
        ("<p>x", 'Can\'t find end tag corresponding to start tag "p"'),
        (
            "<p><b>x</p></b>",
            'Unmatched end tag at byte offset 7, expected "</b>", found "</p>"',
        ),
        ('<p class="x">y</p>', 'Unsupported attribute "class" of the tag "p" at byte offset 0'),
        ("<p><h1>x</h1></p>", 'Tag "h1" is out of place at byte offset 3'),
        ("<li>x</li>", 'Tag "li" is out of place at byte offset 0'),
        ("<table>x</table>", 'Unexpected text in the tag "table" at byte offset 0'),
        ("<details>x</details>", 'Tag "details" has no summary at byte offset 0'),
        (
            '<table><tr><td colspan="two">x</td></tr></table>',
            'Attribute "colspan" of the tag "td" must be a number at byte offset 11',
        ),
    ],
)
async def test_broken_rich_html(source: str, words: str) -> None:
    assert await Scene().refusal("sendRichMessage", rich_message=html(source)) == _PARSE + words


@pytest.mark.parametrize(
    "rich", [{}, {"html": "x", "blocks": []}, {"markdown": "x"}, {"html": " "}, {"html": "<p></p>"}]
)
async def test_exactly_one_way_to_say_something(rich: dict[str, Any]) -> None:
    assert (await Scene().refusal("sendRichMessage", rich_message=rich)).startswith("400 ")


def test_headings_paragraphs_and_marks() -> None:
    assert _blocks("<h2>Аня</h2> a <b>b <i>c</i></b>d<br/> e\n  f <p>g</p>") == [
        {"type": "heading", "text": "Аня", "size": 2},
        _paragraph(
            [
                "a ",
                {"type": "bold", "text": ["b ", {"type": "italic", "text": "c"}]},
                "d\ne f",
            ]
        ),
        _paragraph("g"),
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<mark>x</mark>", {"type": "marked", "text": "x"}),
        ("<sub>x</sub>", {"type": "subscript", "text": "x"}),
        ("<sup>x</sup>", {"type": "superscript", "text": "x"}),
        ("<del>x</del>", {"type": "strikethrough", "text": "x"}),
        ("<tg-spoiler>x</tg-spoiler>", {"type": "spoiler", "text": "x"}),
        ('<a href="https://a.b">x</a>', {"type": "url", "text": "x", "url": "https://a.b"}),
        ('<a href="#top">x</a>', {"type": "anchor_link", "text": "x", "anchor_name": "top"}),
        ('<a name="top"></a>x', [{"type": "anchor", "name": "top"}, "x"]),
        (
            '<a href="mailto:x@y.ru">x</a>',
            {"type": "email_address", "text": "x", "email_address": "x@y.ru"},
        ),
        ("&lt;&#8470;&gt;", "<№>"),
    ],
)
def test_inline_tags(source: str, text: Any) -> None:
    assert _blocks(f"<p>{source}</p>") == [_paragraph(text)]


def test_a_table() -> None:
    source = """
    <table bordered striped compact>
      <caption>I четверть</caption>
      <tr><th>Предмет</th><th colspan="2" align="left">Отметки</th></tr>
      <tr><td>Алгебра</td><td align="right" valign="top">5 4</td><td></td></tr>
    </table>"""
    cell = {"align": "left", "valign": "middle"}
    assert _blocks(source) == [
        {
            "type": "table",
            "caption": "I четверть",
            "is_bordered": True,
            "is_striped": True,
            "is_compact": True,
            "cells": [
                [
                    {"text": "Предмет", "is_header": True, "align": "center", "valign": "middle"},
                    {"text": "Отметки", "is_header": True, "colspan": 2, **cell},
                ],
                [
                    {"text": "Алгебра", **cell},
                    {"text": "5 4", "align": "right", "valign": "top"},
                    {"text": "", **cell},
                ],
            ],
        }
    ]
    assert plain(_blocks(source)) == "I четверть\nПредмет | Отметки\nАлгебра | 5 4 | "


def test_lists_with_labels_and_check_boxes() -> None:
    source = (
        '<ul><li><input type="checkbox" checked>a</li><li><input type="checkbox">b</li></ul>'
        '<ol start="3" type="i"><li>c</li><li value="27" type="A"><p>d</p></li><li>e</li></ol>'
    )
    assert _blocks(source) == [
        {
            "type": "list",
            "items": [
                {
                    "label": "•",
                    "has_checkbox": True,
                    "is_checked": True,
                    "blocks": [_paragraph("a")],
                },
                {"label": "•", "has_checkbox": True, "blocks": [_paragraph("b")]},
            ],
        },
        {
            "type": "list",
            "items": [
                {"label": "iii.", "type": "i", "value": 3, "blocks": [_paragraph("c")]},
                {"label": "AA.", "type": "A", "value": 27, "blocks": [_paragraph("d")]},
                {"label": "xxviii.", "type": "i", "value": 28, "blocks": [_paragraph("e")]},
            ],
        },
    ]


def test_everything_else() -> None:
    source = (
        "<details open><summary>s</summary>x</details><hr/>"
        "<blockquote>q<cite>me</cite></blockquote><blockquote collapsed>long</blockquote>"
        '<aside>wise</aside><pre><code class="language-py">a\n  b</code></pre>'
        "<footer>f</footer><tg-math-block>x^2</tg-math-block>"
    )
    assert _blocks(source) == [
        {"type": "details", "summary": "s", "blocks": [_paragraph("x")], "is_open": True},
        {"type": "divider"},
        {"type": "blockquote", "blocks": [_paragraph("q")], "credit": "me"},
        {"type": "expandable_blockquote", "text": "long"},
        {"type": "pullquote", "text": "wise"},
        {"type": "pre", "language": "py", "text": "a\n  b"},
        {"type": "footer", "text": "f"},
        {"type": "mathematical_expression", "expression": "x^2"},
    ]


async def test_blocks_come_back_as_they_were_sent() -> None:
    scene = Scene()
    blocks = [
        {"type": "heading", "text": "Аня", "size": 3},
        _paragraph(["a", {"type": "bold", "text": "b"}]),
        {"type": "details", "summary": "s", "blocks": [{"type": "divider"}]},
    ]
    sent = await scene.call("sendRichMessage", rich_message={"blocks": blocks})
    assert sent["rich_message"] == {"blocks": blocks}
    assert "text" not in sent


@pytest.mark.parametrize(
    "block",
    [
        {"type": "heading", "text": "x", "size": 7},
        {"type": "paragraph", "text": "x", "colour": "red"},
        {"type": "paragraph", "text": {"type": "blink", "text": "x"}},
        {"type": "paragraph"},
        {"type": "unheard-of"},
        {"type": "thinking", "text": "x"},
        {"type": "table", "cells": [[{"text": "x", "align": "justify", "valign": "top"}]]},
        {"type": "table", "cells": [[{"text": "x"}]]},
        {"type": "buttons", "buttons": []},
        {"type": "buttons", "buttons": [{"text": "x", "callback_data": "ы" * 33}]},
        {"type": "buttons", "buttons": [{"text": "x", "style": "link", "url": "https://a.b"}]},
        {"type": "divider", "thickness": 3},
    ],
)
async def test_wrong_blocks_are_refused(block: dict[str, Any]) -> None:
    rich = {"blocks": [_paragraph("x"), block]}
    assert (await Scene().refusal("sendRichMessage", rich_message=rich)).startswith("400 ")


async def test_a_button_inside_a_rich_message_can_be_pressed() -> None:
    scene = Scene()
    source = '<p>x</p><tg-button-row><tg-button type="callback_data" data="d">Y</tg-button>'
    sent = await scene.call("sendRichMessage", rich_message=html(source + "</tg-button-row>"))
    scene.telegram.click(scene.anna, sent["message_id"], "d")
    assert (await scene.updates())[0]["callback_query"]["data"] == "d"
