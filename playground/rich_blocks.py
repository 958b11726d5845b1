"""Blocks as a bot sends them (`InputRichBlock`) made into blocks as people get them.

Their shapes are checked before; here come values: alignments, sizes, labels of lists, buttons.
"""

from typing import Any

from playground.errors import bad_request, not_simulated
from playground.keyboards import MAX_IN_ROW, STYLES, check_action
from playground.model import JSON

_SIMULATED = frozenset(
    {
        "paragraph",
        "heading",
        "pre",
        "footer",
        "divider",
        "mathematical_expression",
        "anchor",
        "list",
        "blockquote",
        "expandable_blockquote",
        "pullquote",
        "table",
        "details",
        "buttons",
    }
)
_ALIGN = ("left", "center", "right")
_VALIGN = ("top", "middle", "bottom")
_LABELS = ("a", "A", "i", "I", "1")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLAIN_IN_BUTTONS = ("custom_emoji", "date_time")


def shown_blocks(blocks: list[JSON]) -> list[JSON]:
    """The same blocks with list labels. Raises `ApiError` 400 for values out of range."""
    return [_shown(block) for block in blocks]


def _shown(block: JSON) -> JSON:
    kind = block["type"]
    if kind == "thinking":
        raise bad_request("the block thinking may be used only in sendRichMessageDraft")
    if kind not in _SIMULATED:
        raise not_simulated(f"the rich block {kind}")
    if kind == "heading" and not 1 <= block["size"] <= 6:
        raise bad_request("heading size must be between 1 and 6")
    for key in ("text", "summary", "credit", "caption"):
        if key in block:
            _check_text(block[key])
    if kind == "table":
        _check_table(block["cells"])
    elif kind == "buttons":
        _check_row(block)
    elif kind == "list":
        return {**block, "items": [_item(item) for item in block["items"]]}
    elif "blocks" in block:
        return {**block, "blocks": shown_blocks(block["blocks"])}
    return block


def _check_table(rows: list[list[JSON]]) -> None:
    if not rows or not any(rows):
        raise bad_request("a table must have cells")
    for row in rows:
        for cell in row:
            if cell["align"] not in _ALIGN or cell["valign"] not in _VALIGN:
                raise bad_request(f"wrong alignment {cell['align']}, {cell['valign']} of a cell")
            if cell.get("colspan", 1) < 1 or cell.get("rowspan", 1) < 1:
                raise bad_request("colspan and rowspan must be positive")
            _check_text(cell.get("text", ""))


def _check_row(block: JSON) -> None:
    if not 1 <= len(block["buttons"]) <= MAX_IN_ROW:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    if block.get("align", "left") not in _ALIGN:
        raise bad_request(f"wrong alignment {block['align']} of buttons")
    for button in block["buttons"]:
        _check_button(button)


def _check_button(button: JSON) -> None:
    """Rules 10 and 11; texts are plain, and "style 'link' is allowed only for callback buttons"."""
    style = button.get("style")
    allowed = (*STYLES, "link") if "callback_data" in button else STYLES
    if style is not None and style not in allowed:
        raise bad_request(f"wrong style {style} of a button")
    parts = button["text"] if isinstance(button["text"], list) else [button["text"]]
    for part in parts:
        if isinstance(part, dict) and part["type"] not in _PLAIN_IN_BUTTONS:
            raise bad_request(f"a button's text can't be {part['type']}")
    if not any(parts):
        raise bad_request("a button's text must be non-empty")
    check_action(button)


def _check_text(text: Any) -> None:
    if isinstance(text, list):
        for part in text:
            _check_text(part)
    elif isinstance(text, dict):
        if "button" in text:
            _check_button(text["button"])
        _check_text(text.get("text", ""))


def _item(item: JSON) -> JSON:
    style = item.get("type", "1")
    if style not in _LABELS:
        raise bad_request(f"wrong type {style} of a list item")
    label = _label(item["value"], style) + "." if "value" in item else "•"
    return {"label": label, **item, "blocks": shown_blocks(item["blocks"])}


def _label(value: int, style: str) -> str:
    """The number as the list writes it; what has no letters or numerals stays decimal."""
    if style in "aA" and value > 0:
        text = ""
        while value:
            value, letter = divmod(value - 1, 26)
            text = chr(ord("a") + letter) + text
        return text if style == "a" else text.upper()
    if style in "iI" and 0 < value < 40:
        text = ""
        for number, numeral in _ROMAN:
            text += numeral * (value // number)
            value %= number
        return text if style == "i" else text.upper()
    return str(value)
