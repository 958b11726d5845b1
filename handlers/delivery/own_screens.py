"""«Когда мне сообщили»: what this chat was told, and when."""

from datetime import date
from itertools import groupby

from domain.delivery.model import OwnLedger
from handlers.delivery.callbacks import OpenOwnNews
from handlers.delivery.names import what_words
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import turning_buttons
from handlers.screen import Button, Screen, in_columns
from handlers.settings.callbacks import OpenSettings
from handlers.whose import whose
from handlers.words import _, c_, clock, near_day, sentence


def own_news_screen(ledger: OwnLedger, today: date) -> Screen:
    """The newest first, under the day on which it came."""
    student, school = ledger.student, ledger.school
    blocks: list[Block] = [
        Heading(_("{child}: what was told and when").format(child=whose(student)))
    ]
    told = [(school.local(each.sent_at), each) for each in ledger.told]
    for day, group in groupby(told, key=lambda pair: pair[0].date()):
        blocks.append(bold(sentence(near_day(day, today))))
        for local, each in group:
            read = c_("message", "read") if each.read_at else ""
            line = f"{clock(local)} · {what_words(each.what)}"
            blocks.append(f"{line}, {read}" if read else line)
    if told:
        blocks.append(Footer(_("What came into this chat in the last 60 days.")))
    else:
        blocks.append(_("Nothing was sent to this chat in 60 days."))
    turning = turning_buttons(
        ledger.page,
        lambda to: OpenOwnNews(student_id=student.id, page=to),
        has_more=ledger.has_more,
    )
    back = [Button(_("‹ Back"), OpenSettings())]
    return Screen(blocks, [*in_columns(turning, 2), back])
