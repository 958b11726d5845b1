"""What Telegram refuses in keyboards (rules 10, 11 and 12).

Reply keyboards are held to the same counts as inline ones: 100 buttons, 8 in a row. Telegram draws
somewhat larger ones, in a way that is not published.
"""

from typing import Any

from playground.errors import ApiError, bad_request

MAX_BUTTONS = 100
MAX_IN_ROW = 8
MAX_DATA_BYTES = 64
MAX_COPIED = 256

STYLES = ("danger", "success", "primary")
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)
_ACTIONS = frozenset(ACTIONS)
_SCHEMES = ("http://", "https://", "tg://")


def check_markup(markup: dict[str, Any] | None) -> dict[str, Any] | None:
    """The markup to keep with a message: checked, empty rows dropped; `None` when none is left."""
    if markup is None:
        return None
    if "inline_keyboard" in markup:
        return _checked_rows(markup, "inline_keyboard", check_inline_button)
    if "keyboard" in markup:
        return _checked_rows(markup, "keyboard", _check_reply_button)
    return markup


def _checked_rows(markup: dict[str, Any], key: str, check: Any) -> dict[str, Any] | None:
    rows = [row for row in markup[key] if row]
    if sum(map(len, rows)) > MAX_BUTTONS or any(len(row) > MAX_IN_ROW for row in rows):
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            check(button)
    return {**markup, key: rows} if rows else None


def _broken(kind: str, problem: str) -> ApiError:
    return bad_request(f"can't parse {kind}keyboard button: {problem}")


def check_inline_button(button: dict[str, Any]) -> None:
    """One inline button: a text, exactly one action, a known style. Raises `ApiError` 400."""
    if not button["text"].strip():
        raise _broken("inline ", "Text must be non-empty")
    style = button.get("style")
    if style is not None and style not in STYLES:
        raise _broken("inline ", f'Unknown style "{style}"')
    check_action(button)


def check_action(button: dict[str, Any]) -> None:
    """The one thing that an inline or a rich button does when it is pressed."""
    chosen = _ACTIONS & button.keys()
    if not chosen:
        raise _broken("inline ", "Text buttons are unallowed in the inline keyboard")
    if len(chosen) > 1:
        raise _broken("inline ", f"Exactly one action must be specified, found {sorted(chosen)}")
    data = button.get("callback_data")
    if data is not None:
        if not 1 <= len(data.encode()) <= MAX_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return
    if "url" in button:
        check_url(button["url"])
    elif "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= MAX_COPIED:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    elif "web_app" in button and not button["web_app"]["url"].startswith("https://"):
        raise bad_request(f"BUTTON_URL_INVALID: {button['web_app']['url']!r} is not an HTTPS URL")


def check_url(url: str) -> None:
    rest = next((url[len(scheme) :] for scheme in _SCHEMES if url.startswith(scheme)), "")
    if not rest or any(c.isspace() for c in url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _check_reply_button(button: Any) -> None:
    text = button if isinstance(button, str) else button["text"]
    if not text.strip():
        raise _broken("", "Text must be non-empty")
    if isinstance(button, dict) and button.get("style", "primary") not in STYLES:
        raise _broken("", f'Unknown style "{button["style"]}"')
