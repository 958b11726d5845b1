"""Inline tags of a rich message, made into RichText."""

import re
from typing import Any

from playground.errors import not_simulated
from playground.formatting import cant_parse
from playground.model import JSON
from playground.rich_tree import Element, Node

_MARKS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "mark": "marked",
    "sub": "subscript",
    "sup": "superscript",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
INLINE = frozenset({*_MARKS, "a", "br", "tg-emoji", "tg-math", "tg-button"})
_SPACE = re.compile(r"[ \t\r\n]+")
_BREAK = "\ue000"  # stands for <br> while white space collapses; a private character


def rich_text(nodes: list[Node], *, keep_space: bool = False) -> Any:
    """RichText of inline nodes: a string when there are no marks, else an array or an object."""
    if len(nodes) == 1 and isinstance(nodes[0], str) and not keep_space:
        return _SPACE.sub(" ", nodes[0]).strip(" ")
    parts = _joined([_part(node, keep_space) for node in nodes])
    if not keep_space:
        parts = _trimmed(parts)
    parts = [_broken(part) for part in parts]
    if not parts:
        return ""
    return parts[0] if len(parts) == 1 else parts


def _part(node: Node, keep_space: bool) -> Any:
    if isinstance(node, str):
        return node if keep_space else _SPACE.sub(" ", node)
    if node.name == "br":
        return _BREAK
    if node.name not in INLINE:
        raise cant_parse(f'Tag "{node.name}" is out of place at byte offset {node.offset}')
    if node.name == "tg-button":
        return {"type": "button", "button": button(node)}
    if node.name == "tg-math":
        return {"type": "mathematical_expression", "expression": node.plain_text()}
    if node.name == "tg-emoji":
        return {
            "type": "custom_emoji",
            "custom_emoji_id": node.attributes.get("emoji-id", ""),
            "alternative_text": node.plain_text(),
        }
    inner = _inner(node, keep_space)
    if node.name == "a":
        return _link(node, inner)
    if node.name == "span" and node.attributes.get("class") != "tg-spoiler":
        raise cant_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {node.offset}')
    return {"type": _MARKS[node.name], "text": inner} if inner else ""


def _inner(node: Element, keep_space: bool) -> Any:
    """Like `rich_text`, but the space at the ends belongs to the text around."""
    parts = _joined([_part(child, keep_space) for child in node.children])
    return parts[0] if len(parts) == 1 else parts or ""


def _link(node: Element, text: Any) -> Any:
    if "name" in node.attributes:
        return {"type": "anchor", "name": node.attributes["name"]}
    href = node.attributes.get("href", "")
    scheme, _, rest = href.partition(":")
    if href.startswith("#"):
        return {"type": "anchor_link", "text": text, "anchor_name": href[1:]}
    if scheme == "mailto":
        return {"type": "email_address", "text": text, "email_address": rest}
    if scheme == "tel":
        return {"type": "phone_number", "text": text, "phone_number": rest}
    return {"type": "url", "text": text, "url": href} if href else text


def button(node: Element) -> JSON:
    """`<tg-button type="callback_data" data="…">` and its kin."""
    attributes = node.attributes
    made: JSON = {"text": rich_text(node.children)}
    if "style" in attributes:
        made["style"] = attributes["style"]
    kind = attributes.get("type", "")
    if kind == "callback_data":
        made["callback_data"] = attributes.get("data", "")
    elif kind == "url":
        made["url"] = attributes.get("url", "")
    elif kind == "copy_text":
        made["copy_text"] = {"text": attributes.get("text", "")}
    elif kind == "disabled":
        made["disabled"] = {}
    else:
        raise not_simulated(f"tg-button of type {kind!r}")
    return made


def _joined(parts: list[Any]) -> list[Any]:
    """Without empty parts, neighbouring strings in one, nested arrays unfolded."""
    joined: list[Any] = []
    for part in parts:
        for piece in part if isinstance(part, list) else [part]:
            if piece and isinstance(piece, str) and joined and isinstance(joined[-1], str):
                joined[-1] += piece
            elif piece:
                joined.append(piece)
    return joined


def _trimmed(parts: list[Any]) -> list[Any]:
    if parts and isinstance(parts[0], str):
        parts[0] = parts[0].lstrip(" ")
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip(" ")
    return [part for part in parts if part]


def _broken(part: Any) -> Any:
    """Line breaks in their final form, without the spaces beside them."""
    if isinstance(part, str):
        return re.sub(f" *{_BREAK} *", "\n", part)
    if isinstance(part, list):
        return [_broken(item) for item in part]
    return {**part, "text": _broken(part["text"])} if "text" in part else part
