"""The list of one's own chats."""

from datetime import date

from domain.binding.model import OwnChat
from domain.binding.own_chats import OwnChats
from domain.calendar import School
from handlers.page import Block, Footer, Heading
from handlers.screen import Button, Screen, Style, in_columns
from handlers.sessions.callbacks import EndOwnChat
from handlers.settings.callbacks import OpenSettings
from handlers.words import _, day_month_year, joined, near_day

_MOST = 20  # whoever has more ends some of these first


def own_chats_screen(own: OwnChats, chat_id: int, school: School, today: date) -> Screen:
    """This chat first; the others end in one tap."""
    shown = own.chats[:_MOST]
    blocks: list[Block] = [Heading(_("My chats"))]
    blocks += [
        f"{number}. {_line(chat, chat_id, school, today)}"
        for number, chat in enumerate(shown, start=1)
    ]
    if len(own.chats) == 1:
        blocks.append(_("There are no other chats."))
    else:
        blocks.append(_("A strange chat and a lost phone can be disconnected here."))
    if own.accepted_on is not None:
        blocks.append(
            Footer(
                _("The rules, to keep code and chat to oneself, were accepted on {day}.").format(
                    day=day_month_year(own.accepted_on)
                )
            )
        )
    buttons = [
        Button(
            _("Disconnect {number}").format(number=number),
            EndOwnChat(binding_id=chat.binding_ids[0]),
            Style.DANGER,
        )
        for number, chat in enumerate(shown, start=1)
        if chat.chat_id != chat_id
    ]
    back = [Button(_("‹ Back"), OpenSettings())]
    return Screen(blocks, [*in_columns(buttons, 2), back])


def _line(chat: OwnChat, chat_id: int, school: School, today: date) -> str:
    name = _("This chat") if chat.chat_id == chat_id else _("Another chat")
    # A chat may be that of a family that has not consented to anything yet.
    children = ", ".join(each.initials for each in chat.students)
    since = _("since {day}").format(day=day_month_year(school.local(chat.bound_at).date()))
    used = (
        _("last used {day}").format(day=near_day(chat.used_on, today))
        if chat.used_on is not None
        else ""
    )
    return joined(name, children, since, used, by=" · ")
