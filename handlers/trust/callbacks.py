"""Where the buttons of «Доверенные лица» lead. What is being chosen stands in them until it is
named; ticks are numbers, a bit for each right (domain.trust.model.to_number)."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.trust.model import EVERYTHING, ContactRelation, Term
from handlers.ids import Id, OptionalId

Ticks = Annotated[int, Field(ge=0, le=EVERYTHING)]


class OpenTrusted(CallbackData, prefix="d"):
    """All of a child's; 0 stands for the child whose diary is open."""

    student_id: OptionalId = 0


class AskRelation(CallbackData, prefix="da"):
    """Who is it to the child."""

    student_id: Id


class AskRights(CallbackData, prefix="dr"):
    """What they will see, and until when."""

    student_id: Id
    relation: ContactRelation
    rights: Ticks


class AskConsent(CallbackData, prefix="dq"):
    """The text of the consent."""

    student_id: Id
    relation: ContactRelation
    rights: Ticks
    term: Term


class Agree(CallbackData, prefix="dy"):
    """«Подтверждаю»: 18 or older, and the consent; then the name is typed."""

    student_id: Id
    relation: ContactRelation
    rights: Ticks
    term: Term


class AgreeAgain(CallbackData, prefix="dz"):
    """The consent that was withdrawn is given once more."""

    student_id: Id


class OpenContact(CallbackData, prefix="dc"):
    trust_id: Id


class ChooseRights(CallbackData, prefix="dt"):
    """These are seen from now on."""

    trust_id: Id
    rights: Ticks


class AskTerm(CallbackData, prefix="de"):
    trust_id: Id


class Prolong(CallbackData, prefix="dp"):
    """It holds until then from now on."""

    trust_id: Id
    term: Term


class NewCode(CallbackData, prefix="dn"):
    """Another code; whoever is connected is connected no more.

    `seen`: the newest invitation when the button was drawn.
    """

    trust_id: Id
    seen: OptionalId


class Revoke(CallbackData, prefix="dx"):
    """«Отозвать доступ»."""

    trust_id: Id
