"""The list of one's own chats."""

from datetime import datetime

from domain.actor import Actor
from domain.binding.model import OwnChat
from domain.binding.own_chats import OwnChats
from domain.calendar import School
from handlers.page import Block, Footer, Heading, bold
from handlers.screen import Button, Screen, Style, in_columns
from handlers.sessions.callbacks import EndOwnChat
from handlers.settings.callbacks import OpenSettings
from handlers.whose import child_name
from handlers.words import _, clock, day_month, day_month_year, joined, near_day

_MOST = 20  # whoever has more ends some of these first


def own_chats_screen(own: OwnChats, actor: Actor, school: School, local: datetime) -> Screen:
    """This chat first; the others end in one tap, or it is said from when on they can."""
    shown = own.chats[:_MOST]
    blocks: list[Block] = [Heading(_("My chats"))]
    for number, chat in enumerate(shown, start=1):
        is_this = chat.chat_id == actor.chat_id
        name = _("This chat") if is_this else _("Another Telegram account")
        blocks += ["", bold(f"{number}. {name}"), *_about(chat, actor, school, local)]
    blocks.append("")
    if len(own.chats) == 1:
        blocks.append(_("There are no other chats."))
    elif any(map(own.may_end, shown)):
        blocks.append(_("A strange chat and a lost phone can be disconnected here."))
    if own.trusted_from is not None and not all(map(own.may_end, shown[1:])):
        blocks.append(_not_yet(school.local(own.trusted_from), actor))
    blocks.append(
        Footer(_("A chat is a Telegram account; which phone it is on, the bot does not know."))
    )
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
        if own.may_end(chat)
    ]
    back = [Button(_("‹ Back"), OpenSettings())]
    return Screen(blocks, [*in_columns(buttons, 2), back])


def _about(chat: OwnChat, actor: Actor, school: School, local: datetime) -> list[Block]:
    bound = school.local(chat.bound_at)
    since = _("Connected on {day} at {time}").format(
        day=day_month_year(bound.date()), time=clock(bound)
    )
    used = ""
    if chat.used_on is not None:
        used = _("last used {day}").format(day=near_day(chat.used_on, local.date()))
    # A chat may be that of a family that has not consented to anything yet.
    names = {hat.student.id: child_name(hat) for hat in actor.hats if hat.student is not None}
    children = [names.get(each.id, each.initials) for each in chat.students]
    whose = [_("Diary: {children}").format(children=", ".join(children))] if children else []
    return [*whose, joined(since, used)]


def _not_yet(until: datetime, actor: Actor) -> str:
    """So that a thief's new phone does not disconnect the owner's."""
    hat = actor.require_hat()
    if hat.ends is not None:
        who = _("the parent who let you see the diary")
    elif hat.is_staff:
        who = _("the school's administrator")
    else:
        who = _("the homeroom teacher or the school's administrator")
    return _(
        "This chat is new: it can disconnect older ones from {day}, {time} on. Sooner: {who}."
    ).format(day=day_month(until.date()), time=clock(until), who=who)
