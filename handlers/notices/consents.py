"""«Нужно согласие»: before a pupil is 16, after a withdrawal, when a text is asked anew."""

from domain.access import Role
from domain.consent.telling import ConsentNews
from domain.consent.use_cases import givable
from handlers.consent.asking import reasons, until_line
from handlers.consent.callbacks import OpenConsents
from handlers.page import Block, Heading
from handlers.screen import Button, Screen
from handlers.whose import whose_hat
from handlers.words import _


def consent_news_screen(news: ConsentNews) -> Screen:
    """What is missing or will be, and where it is given."""
    hat = news.hat
    blocks: list[Block] = [Heading(_("{whose} · consent").format(whose=whose_hat(hat)))]
    blocks += reasons(hat) if hat.lacks else [until_line(hat)]
    gives = Role.STUDENT in hat.roles or givable(hat)
    button = Button(_("Consent"), OpenConsents(binding_id=hat.binding_id))
    return Screen(blocks, [[button]] if gives else [])
