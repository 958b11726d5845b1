"""What a family sees instead of the diary while a consent is missing (R022)."""

from domain.access import Role
from domain.actor import Actor
from domain.consent.model import NEEDED, Purpose, Whose
from domain.consent.use_cases import givable
from domain.hat import Hat
from handlers.consent.callbacks import GiveConsent, ReadText
from handlers.consent.words import purpose_line, purpose_name
from handlers.menu.around import beside, switches
from handlers.page import Block, Footer, Heading
from handlers.screen import Button, Screen, Style, in_columns
from handlers.settings.callbacks import OpenSettings
from handlers.whose import whose_hat
from handlers.words import _, c_, day_month_year, is_ty


def consent_screen(actor: Actor, hat: Hat) -> Screen:
    """Who asks for what, a button to consent and one to read each text.

    Nothing of the child but the initials that stood on the slip.
    """
    own = givable(hat)
    blocks: list[Block] = [Heading(_("{whose} · consent").format(whose=whose_hat(hat)))]
    blocks += reasons(hat)
    blocks += [f"• {purpose_line(each)}" for each in own]
    done = [each for each in NEEDED if own and each not in own]
    blocks += [_("✓ {what}: given").format(what=purpose_name(each)) for each in done]
    blocks += ["", _("Who answers for the data: {operator}.").format(operator=hat.school.operator)]
    blocks.append(Footer(copy_line(hat)))
    rows = [[give_button(hat, each), text_button(hat, each)] for each in own]
    others = switches(beside(actor, hat), hat)
    return Screen(blocks, [*rows, *in_columns(others, 2), [Button(_("Settings"), OpenSettings())]])


def give_button(hat: Hat, purpose: Purpose) -> Button:
    """«Согласие: дневник»."""
    words = {
        Purpose.DIARY: _("I consent: diary"),
        Purpose.MESSENGER: _("I consent: Telegram"),
        Purpose.PHOTO: _("I consent: photos"),
        Purpose.TRUSTED: _("I consent: trust"),
    }
    to = GiveConsent(binding_id=hat.binding_id, purpose=purpose)
    return Button(words[purpose], to, Style.SUCCESS)


def text_button(hat: Hat, purpose: Purpose) -> Button:
    to = ReadText(binding_id=hat.binding_id, purpose=purpose)
    return Button(_("Read the text"), to)


def until_line(hat: Hat) -> str:
    """From which day on the pupil's own consent is needed, to the pupil and to the guardians."""
    assert hat.own_consent_from is not None  # asked by the caller
    if Role.STUDENT not in hat.roles:
        text = _("From {day} on nothing is shown without the pupil's own consent.")
    elif is_ty(hat.student):
        text = c_("to a child", "From {day} on nothing is shown without your own consent.")
    else:
        text = _("From {day} on nothing is shown without your own consent.")
    return text.format(day=day_month_year(hat.own_consent_from))


def reasons(hat: Hat) -> list[Block]:
    """What is missing and who can give it."""
    can_give = bool(givable(hat))
    if can_give and Role.GUARDIAN in hat.roles:
        return [
            _(
                "Before the diary opens, the school needs your consent, for the child's data and"
                " for yours. Until then nothing is shown or sent."
            )
        ]
    lines: list[Block] = []
    if can_give:
        lines.append(_own(hat))
    if _lacks(hat, Whose.CHILD):
        lines.append(_of_parents(hat))
    if not can_give and _lacks(hat, Whose.PUPIL):
        lines.append(
            _(
                "From {age} on the pupil's own consent is needed as well. The pupil gives it in"
                " their own diary here or on paper to the homeroom teacher."
            ).format(age=hat.school.policy.own_consent_age)
        )
    return lines


def copy_line(hat: Hat) -> str:
    """One's own data may be asked for without any consent (152-ФЗ art. 14), but not sent abroad."""
    if Role.STUDENT not in hat.roles:
        return _(
            "A copy of what the school keeps of the child and of you, and who looked at it, needs"
            " no consent: ask the homeroom teacher for it. It is not sent through Telegram."
        )
    if is_ty(hat.student):
        return c_(
            "to a child",
            "A copy of what the school keeps of you needs no consent: ask the homeroom teacher for"
            " it together with your parents. It is not sent through Telegram.",
        )
    return _(
        "A copy of what the school keeps of you needs no consent: ask the homeroom teacher for it."
        " It is not sent through Telegram."
    )


def _own(hat: Hat) -> str:
    age = hat.school.policy.own_consent_age
    if is_ty(hat.student):
        text = c_(
            "to a child",
            "From {age} on your own consent is needed. Until you give it nothing is shown or sent.",
        )
        return text.format(age=age)
    return _(
        "From {age} on your own consent is needed. Until you give it nothing is shown or sent."
    ).format(age=age)


def _of_parents(hat: Hat) -> str:
    """To the pupil, and to a person whom a guardian trusts."""
    if Role.STUDENT in hat.roles and is_ty(hat.student):
        return c_(
            "to a child",
            "The diary opens once one of your parents has consented: in their own diary here, or"
            " on paper to the homeroom teacher. Ask them.",
        )
    if Role.STUDENT in hat.roles:
        return _(
            "The diary opens once one of your parents has consented: in their own diary here, or"
            " on paper to the homeroom teacher."
        )
    return _("The child's parents have not consented to this, or not any more. Ask them.")


def _lacks(hat: Hat, whose: Whose) -> bool:
    return any(need.whose is whose for need in hat.lacks)
