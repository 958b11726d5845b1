"""Rich messages written in HTML, made into the same blocks that a bot may send itself.

The tags are those that the Bot API names beside its rich blocks and rich texts. White space
collapses as in HTML (`<br>` breaks a line, `<pre>` keeps all); text outside of blocks becomes
paragraphs. Stricter than Telegram: attributes that a tag does not have are refused.
"""

from collections.abc import Callable
from typing import Any

from playground.errors import not_simulated
from playground.formatting import cant_parse
from playground.model import JSON
from playground.rich_inline import INLINE, button, rich_text
from playground.rich_tree import Element, Node, read_tree

_NESTED = {"li", "tr", "td", "th", "summary", "caption", "cite", "input"}


def parse_rich_html(source: str) -> list[JSON]:
    """Blocks of a rich message. Raises `ApiError` 400 in the words of rule 9."""
    return _blocks(read_tree(source).children)


def _blocks(nodes: list[Node]) -> list[JSON]:
    blocks: list[JSON] = []
    loose: list[Node] = []

    def end_paragraph() -> None:
        text = rich_text(loose)
        loose.clear()
        if text:
            blocks.append({"type": "paragraph", "text": text})

    for node in nodes:
        if isinstance(node, str) or node.name in INLINE:
            loose.append(node)
            continue
        end_paragraph()
        make = _MAKERS.get(node.name)
        if make is None:
            raise _misplaced(node)
        blocks.append(make(node))
    end_paragraph()
    return blocks


def _misplaced(element: Element) -> Exception:
    if element.name in _NESTED:
        return cant_parse(f'Tag "{element.name}" is out of place at byte offset {element.offset}')
    return not_simulated(f"the tag {element.name} in rich messages")


def _only(element: Element, *names: str) -> list[Element]:
    """The children of an element that holds nothing but these tags."""
    found = []
    for node in element.children:
        if isinstance(node, str):
            if node.strip():
                raise cant_parse(
                    f'Unexpected text in the tag "{element.name}" at byte offset {element.offset}'
                )
        elif node.name not in names:
            raise _misplaced(node)
        else:
            found.append(node)
    return found


def _without(element: Element, name: str) -> tuple[list[Node], Any]:
    """The children besides the one of that name, and that one's text."""
    rest = [n for n in element.children if isinstance(n, str) or n.name != name]
    taken = [n for n in element.children if isinstance(n, Element) and n.name == name]
    if len(taken) > 1:
        raise cant_parse(f'Duplicate tag "{name}" at byte offset {taken[1].offset}')
    return rest, rich_text(taken[0].children) if taken else None


def _text_block(kind: str) -> Callable[[Element], JSON]:
    return lambda element: {"type": kind, "text": rich_text(element.children)}


def _heading(element: Element) -> JSON:
    return {"type": "heading", "text": rich_text(element.children), "size": int(element.name[1])}


def _pre(element: Element) -> JSON:
    """`<pre><code class="language-x">` names the language of the text."""
    nodes = element.children
    block: JSON = {"type": "pre"}
    if len(nodes) == 1 and isinstance(nodes[0], Element) and nodes[0].name == "code":
        language = nodes[0].attributes.get("class", "").removeprefix("language-")
        nodes = nodes[0].children
        if language:
            block["language"] = language
    return block | {"text": rich_text(nodes, keep_space=True)}


def _quote(element: Element) -> JSON:
    nodes, credit = _without(element, "cite")
    if "collapsed" in element.attributes:
        block: JSON = {"type": "expandable_blockquote", "text": rich_text(nodes)}
    else:
        block = {"type": "blockquote", "blocks": _blocks(nodes)}
    return block | ({"credit": credit} if credit is not None else {})


def _pullquote(element: Element) -> JSON:
    nodes, credit = _without(element, "cite")
    block = {"type": "pullquote", "text": rich_text(nodes)}
    return block | ({"credit": credit} if credit is not None else {})


def _details(element: Element) -> JSON:
    nodes, summary = _without(element, "summary")
    if summary is None:
        raise cant_parse(f'Tag "details" has no summary at byte offset {element.offset}')
    block: JSON = {"type": "details", "summary": summary, "blocks": _blocks(nodes)}
    return block | ({"is_open": True} if "open" in element.attributes else {})


def _list(element: Element) -> JSON:
    value = element.number("start", 1) if element.name == "ol" else None
    items = []
    for child in _only(element, "li"):
        items.append(item := _item(child, element))
        if value is not None:
            value = child.number("value", value)
            item["value"] = value
            value += -1 if "reversed" in element.attributes else 1
    return {"type": "list", "items": items}


def _item(element: Element, parent: Element) -> JSON:
    item: JSON = {}
    nodes = element.children
    box = next((n for n in nodes if not isinstance(n, str) or n.strip()), None)
    if isinstance(box, Element) and box.name == "input":
        nodes = [node for node in nodes if node is not box]
        item["has_checkbox"] = True
        if "checked" in box.attributes:
            item["is_checked"] = True
    style = element.attributes.get("type", parent.attributes.get("type"))
    if style and parent.name == "ol":
        item["type"] = style
    return item | {"blocks": _blocks(nodes)}


def _table(element: Element) -> JSON:
    block: JSON = {"type": "table", "cells": []}
    for child in _only(element, "caption", "tr"):
        if child.name == "caption":
            block["caption"] = rich_text(child.children)
        else:
            block["cells"].append([_cell(cell) for cell in _only(child, "td", "th")])
    for name in ("bordered", "striped", "compact"):
        if name in element.attributes:
            block["is_" + name] = True
    return block


def _cell(element: Element) -> JSON:
    header = element.name == "th"
    cell: JSON = {
        "text": rich_text(element.children),
        "align": element.attributes.get("align", "center" if header else "left"),
        "valign": element.attributes.get("valign", "middle"),
    }
    if header:
        cell["is_header"] = True
    for name in ("colspan", "rowspan"):
        if (span := element.number(name, 1)) != 1:
            cell[name] = span
    return cell


def _buttons(element: Element) -> JSON:
    block: JSON = {"type": "buttons", "buttons": [button(e) for e in _only(element, "tg-button")]}
    align = element.attributes.get("align")
    return block | ({"align": align} if align else {})


def _formula(element: Element) -> JSON:
    return {"type": "mathematical_expression", "expression": element.plain_text()}


_MAKERS: dict[str, Callable[[Element], JSON]] = {
    "p": _text_block("paragraph"),
    "footer": _text_block("footer"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "hr": lambda _: {"type": "divider"},
    "pre": _pre,
    "blockquote": _quote,
    "aside": _pullquote,
    "details": _details,
    "ul": _list,
    "ol": _list,
    "table": _table,
    "tg-button-row": _buttons,
    "tg-math-block": _formula,
}
