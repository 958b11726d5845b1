"""Where the homeroom teacher's buttons lead."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.ids import Id, OptionalId, Page


class OpenClass(CallbackData, prefix="c"):
    """«Мой класс»: the class led (`class_id` 0), or the choice among several."""

    class_id: OptionalId = 0


class OpenClassMore(CallbackData, prefix="ce"):
    """What of a class is needed less often than what is on its page."""

    class_id: Id


class OpenClasses(CallbackData, prefix="cl"):
    """All classes that one may open, by grade, for who leads one of them too."""


class OpenGrade(CallbackData, prefix="cg"):
    """The classes of one grade, for who reads them all."""

    grade_level: Annotated[int, Field(ge=0, le=99)]


class OpenFamilies(CallbackData, prefix="cf"):
    """The pupils and who of each family is connected."""

    class_id: Id
    page: Page = 0


class OpenCard(CallbackData, prefix="cp"):
    """One pupil: the diary, the guardians, their codes."""

    student_id: Id


class AskCodes(CallbackData, prefix="ca"):
    """Codes of the whole class: to whom."""

    class_id: Id


class IssueClassCodes(CallbackData, prefix="ci"):
    """New codes as one document: to everybody, or to those who are not connected.

    `seen`: which codes were out when the button was drawn (domain.classes.codes.codes_out).
    """

    class_id: Id
    everyone: bool
    seen: int


class AskToRevoke(CallbackData, prefix="cq"):
    """Whether all unused codes of the class shall stop working."""

    class_id: Id


class RevokeClassCodes(CallbackData, prefix="cr"):
    """They stop working."""

    class_id: Id


class IssueCodes(CallbackData, prefix="cc"):
    """New codes of one pupil's family; with `person_id` of one person only. `seen`: as above."""

    student_id: Id
    person_id: OptionalId
    seen: int


class RevokeCodes(CallbackData, prefix="cv"):
    """Unused codes of one pupil's family stop working; with `person_id` of one person only."""

    student_id: Id
    person_id: OptionalId = 0
