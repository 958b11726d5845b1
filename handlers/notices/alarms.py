"""«Не доставляются уведомления»: what is late or lost, since when, and what to do."""

from datetime import datetime

from domain.delivery.trouble_model import AlarmKind, AlarmNews
from handlers.delivery.callbacks import OpenTroubles
from handlers.delivery.names import moment
from handlers.page import Block, Heading
from handlers.screen import Button, Screen
from handlers.words import _, n_


def alarm_screen(news: AlarmNews, now: datetime) -> Screen:
    """To the school's management; without a name of anybody."""
    button = Button(_("Not delivered"), OpenTroubles(), below=True)
    if news.grief is None:
        over: list[Block] = [Heading(_("Notifications are delivered again")), news.school.name]
        return Screen(over)
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
