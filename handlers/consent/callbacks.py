"""Where the buttons of consents lead."""

from aiogram.filters.callback_data import CallbackData

from domain.consent.fields import ExtraField
from domain.consent.model import Purpose
from handlers.ids import Id, OptionalId, Page


class OpenConsents(CallbackData, prefix="za"):
    """«Согласия» of a family: of this hat, or (0) of the one worn now."""

    binding_id: OptionalId = 0


class ReadText(CallbackData, prefix="zb"):
    """The document before it is signed."""

    binding_id: Id
    purpose: Purpose


class GiveConsent(CallbackData, prefix="zc"):
    """«Согласие: дневник»."""

    binding_id: Id
    purpose: Purpose


class OpenConsent(CallbackData, prefix="zd"):
    """A consent as it was given, with its text."""

    consent_id: Id


class AskWithdraw(CallbackData, prefix="zt"):
    """What follows from withdrawing it."""

    consent_id: Id


class Withdraw(CallbackData, prefix="zf"):
    """«Да, отозвать»."""

    consent_id: Id


class OpenConsentClasses(CallbackData, prefix="zg"):
    """The classes of the school, to see who lacks what."""

    page: Page = 0


class OpenClassConsents(CallbackData, prefix="zh"):
    """Who of a class lacks what."""

    class_id: Id
    page: Page = 0


class OpenFamilyConsents(CallbackData, prefix="zi"):
    """One family with everything that was given and withdrawn."""

    student_id: Id


class AskPaper(CallbackData, prefix="zj"):
    """Number and date of a consent that this person gave on paper."""

    student_id: Id
    giver_id: Id
    purpose: Purpose


class AskPaperEnd(CallbackData, prefix="zk"):
    """Number and date of the statement by which a consent was withdrawn."""

    student_id: Id
    consent_id: Id


class ChoosePurpose(CallbackData, prefix="zl"):
    """What the paper of this person is about."""

    student_id: Id
    giver_id: Id


class OpenNotes(CallbackData, prefix="zm"):
    """Who of the staff has signed non-disclosure."""

    page: Page = 0


class OpenNote(CallbackData, prefix="zn"):
    """One of them."""

    person_id: Id


class AskNote(CallbackData, prefix="zo"):
    """Number and date of the agreement."""

    person_id: Id


class EndNote(CallbackData, prefix="zp"):
    """It holds no more."""

    person_id: Id


class OpenFields(CallbackData, prefix="zq"):
    """What the school decided to keep beyond name, sex and birth date."""


class AskDecision(CallbackData, prefix="zr"):
    """Number and date of the decision to keep this."""

    field: ExtraField


class EndDecision(CallbackData, prefix="zs"):
    """This is kept no more."""

    field: ExtraField
