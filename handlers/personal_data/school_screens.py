"""«Персональные данные» of a school: what waits, what is due."""

from datetime import date

from domain.personal_data.erasure_model import is_pressing
from domain.personal_data.overview import SchoolData
from handlers.menu.callbacks import OpenMore
from handlers.page import Block, Heading
from handlers.personal_data.callbacks import (
    AskSurname,
    OpenErasures,
    OpenListChecks,
    OpenOptOuts,
    OpenRequests,
)
from handlers.personal_data.erasure_screens import term_words
from handlers.personal_data.request_screens import requests_count
from handlers.screen import Button, Screen, in_columns
from handlers.words import _, n_


def school_data_screen(data: SchoolData, today: date) -> Screen:
    """Each with its number; what is late says so."""
    blocks: list[Block] = [Heading(_("Personal data"))]
    if data.requests:
        blocks.append(requests_count(data.requests))
    blocks += _erasure_lines(data, today)
    if data.overdue_lists:
        blocks.append(
            n_(
                "{count} class list was not checked in time",
                "{count} class lists were not checked in time",
                data.overdue_lists,
            )
        )
    if len(blocks) == 1:
        blocks.append(_("Nothing waits and nothing is overdue."))
    return Screen(blocks, [*in_columns(_buttons(data), 2), [Button(_("‹ Back"), OpenMore())]])


def _erasure_lines(data: SchoolData, today: date) -> list[Block]:
    if not data.erasures:
        return []
    first = data.erasures[0]
    count = len(data.erasures)
    line = n_("{count} request to erase data", "{count} requests to erase data", count)
    term = term_words(first, today)
    is_near = is_pressing(first.school.policy, first, today)
    return [_("{what}: {term}").format(what=f"● {line}" if is_near else line, term=term)]


def _buttons(data: SchoolData) -> list[Button]:
    buttons = []
    if data.requests is not None:
        buttons.append(Button(_counted(_("Requests"), data.requests), OpenRequests()))
    if data.erasures is not None:
        buttons.append(Button(_counted(_("Erasing"), len(data.erasures)), OpenErasures()))
    if data.overdue_lists is not None:
        buttons.append(Button(_counted(_("Class lists"), data.overdue_lists), OpenListChecks()))
    if data.opt_outs is not None:
        buttons.append(Button(_counted(_("On paper"), data.opt_outs), OpenOptOuts()))
    if data.records:
        buttons.append(Button(_("Take a statement"), AskSurname()))
    return buttons


def _counted(text: str, count: int) -> str:
    return f"{text} · {count}" if count else text
