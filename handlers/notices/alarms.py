"""«Не доставляются уведомления»: what is late or lost, since when, and what to do."""

from datetime import datetime

from aiogram.filters.callback_data import CallbackData

from domain.delivery.trouble_model import AlarmKind, AlarmNews, Grief
from domain.hat import Hat
from handlers.binding.callbacks import EndBinding
from handlers.delivery.callbacks import OpenTroubles
from handlers.delivery.names import moment
from handlers.handover.callbacks import OpenHandover, OpenSchoolCodes
from handlers.page import Block, Heading
from handlers.personal_data.callbacks import OpenErasures, OpenListChecks
from handlers.screen import MAX_BUTTON, Button, Screen, Style
from handlers.sessions.callbacks import EndOwnChat
from handlers.whose import hat_name
from handlers.words import _, clock, day_month, n_, near_day, shorten

_MOST = 6  # buttons: hardly a chat has more children and roles


def alarm_screen(news: AlarmNews, now: datetime) -> Screen:
    """To the school's management; without a name of anybody."""
    button = Button(_("Not delivered"), OpenTroubles(), below=True)
    if news.alarm.kind in TERMS:
        return _term_screen(news)
    if news.grief is None:
        over: list[Block] = [Heading(_("Notifications are delivered again")), news.school.name]
        return Screen(over)
    if news.alarm.kind is AlarmKind.DENIED:
        return _denied_screen(news, news.grief)
    if news.alarm.kind is AlarmKind.STAFF_CHAT:
        return _staff_chat_screen(news, now)
    if news.alarm.kind is AlarmKind.HANDOVER:
        return _handover_screen(news, news.grief)
    kind, count = news.alarm.kind, news.grief.count
    since = moment(news.school.local(news.grief.since), news.school.today(now))
    if kind is AlarmKind.LATE:
        heading = _("Notifications do not leave")
        text = n_(
            "{count} notification has waited for more than an hour",
            "{count} notifications have waited for more than an hour",
            count,
        )
        advice = _(
            "Check that the server reaches Telegram and look into the program's log. Nothing is"
            " lost: it is sent as soon as that works. What cannot wait, tell families by telephone."
        )
    else:
        heading = _("Notifications were not delivered")
        text = n_(
            "{count} notification was given up",
            "{count} notifications were given up",
            count,
        )
        advice = _("Open the list: each has its reason, and can be sent again.")
    line = _("{what}, the oldest since {when}.").format(what=text, when=since)
    return Screen([Heading(heading), news.school.name, line, advice], [[button]])


def _staff_chat_screen(news: AlarmNews, now: datetime) -> Screen:
    """«Это не я» of staff: in the chats they had before, and for the administrator."""
    hat = news.suspects[0]
    local = news.school.local(news.alarm.since)
    when = _("Connected {day} at {time}.").format(
        day=near_day(local.date(), news.school.today(now)), time=clock(local)
    )
    if news.is_own:
        heading = _("Another chat is connected as you")
        text = _("This is not me")
        to: CallbackData = EndOwnChat(binding_id=hat.binding_id)
        advice = _("If this was not you, press the button: access ends at once.")
    else:
        heading = _("{person}: another chat is connected").format(person=hat.person.full_name)
        text, to = _("Disconnect"), EndBinding(binding_id=hat.binding_id)
        advice = _("If this is a mistake, disconnect it: access ends at once.")
    buttons = [[Button(text, to, Style.DANGER)]] if news.ends else []
    return Screen([Heading(heading), news.school.name, when, advice], buttons)


def _handover_screen(news: AlarmNews, grief: Grief) -> Screen:
    """Numbers alone; the list of names is one tap away."""
    school_class = news.school_class
    button = (
        Button(_("Codes"), OpenHandover(class_id=school_class.id), below=True)
        if school_class
        else Button(_("Codes"), OpenSchoolCodes(), below=True)
    )
    count = n_(
        "{count} person had no code in hand in time",
        "{count} people had no code in hand in time",
        grief.count,
    )
    line = _("{what}, the first by {day}.").format(
        what=count, day=day_month(news.school.local(grief.since).date())
    )
    advice = _("The school has three working days from the order to the code in hand.")
    title = school_class.title if school_class else news.school.name
    return Screen([Heading(_("Codes are overdue")), title, line, advice], [[button]])


TERMS = frozenset({AlarmKind.ERASURE, AlarmKind.LISTS})


def _term_screen(news: AlarmNews) -> Screen:
    """What is due by the day; who it is about stands behind the button."""
    is_erasure = news.alarm.kind is AlarmKind.ERASURE
    count = news.grief.count if news.grief else 0
    if not count:
        heading = (
            _("No request to erase data is due any more")
            if is_erasure
            else _("The class lists are checked")
        )
        return Screen([Heading(heading), news.school.name])
    if is_erasure:
        heading = _("Personal data has to be erased in time")
        text = n_("{count} request is due", "{count} requests are due", count)
        advice = _("The law gives 30 days. Erase the data or say why not.")
        button = Button(_("Requests to erase"), OpenErasures(), below=True)
    else:
        heading = _("Class lists were not checked in time")
        text = n_("{count} class", "{count} classes", count)
        advice = _("Homeroom teachers check the list of their class once a month.")
        button = Button(_("Class lists"), OpenListChecks(), below=True)
    return Screen([Heading(heading), news.school.name, text, advice], [[button]])


def _denied_screen(news: AlarmNews, grief: Grief) -> Screen:
    """Who it is; the administrator knows everybody's name, and can disconnect at once."""
    who = [f"• {hat.person.full_name} ({hat_name(hat)})" for hat in news.suspects]
    times = n_(
        "{count} time within an hour this chat asked for what is not its own. It was shown"
        " nothing.",
        "{count} times within an hour this chat asked for what is not its own. It was shown"
        " nothing.",
        grief.count,
    )
    advice = _(
        "Ask the owner. If the phone is in other hands, disconnect it: a new code can be issued"
        " at any time."
    )
    gone = _("It is no longer connected to this school.")
    blocks: list[Block] = [Heading(_("Somebody tries what is not theirs")), news.school.name]
    blocks += [times, *who, advice] if who else [times, gone]
    buttons = [
        [Button(_disconnect(hat, len(who)), EndBinding(binding_id=hat.binding_id), Style.DANGER)]
        for hat in news.suspects[:_MOST]
        if news.ends
    ]
    return Screen(blocks, buttons)


def _disconnect(hat: Hat, of: int) -> str:
    text = _("Disconnect")
    return text if of == 1 else shorten(f"{text}: {hat_name(hat)}", MAX_BUTTON)
