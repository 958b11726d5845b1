"""Where the buttons of «Коды» lead."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.ids import Id, Page


class OpenSchoolCodes(CallbackData, prefix="v"):
    """The codes of the whole school."""


class OpenGradeCodes(CallbackData, prefix="vg"):
    """The classes of one grade."""

    grade_level: Annotated[int, Field(ge=0, le=99)]


class Came(StrEnum):
    """From where a class's handing out was opened, and where back leads."""

    USUAL = "u"  # the grade's classes; of who watches no school, the codes of the class
    CODES = "c"  # the codes of the class
    LIST = "l"  # the command: the classes led, or the menu


class OpenHandover(CallbackData, prefix="vc"):
    """The families of a class that have no code in hand."""

    class_id: Id
    page: Page = 0
    came: Came = Came.USUAL


class OpenPupils(CallbackData, prefix="vl"):
    """Every pupil of a class, to issue codes one by one."""

    class_id: Id
    page: Page = 0


class OpenFamilyCodes(CallbackData, prefix="vf"):
    """The codes of one family."""

    student_id: Id


class GiveFamilyCode(CallbackData, prefix="vn"):
    """A new code for one of the family. `seen` as in handlers.classes.callbacks."""

    student_id: Id
    person_id: Id
    seen: int


class RevokeFamilyCodes(CallbackData, prefix="vr"):
    """Unused codes of the family stop working."""

    student_id: Id


class HandToFamily(CallbackData, prefix="vh"):
    """«Выдан»: the family has its codes in hand."""

    student_id: Id


class TakeBack(CallbackData, prefix="vt"):
    """Not in hand after all."""

    student_id: Id


class HandToClass(CallbackData, prefix="va"):
    """«Раздали»: everybody of the class who has a code has it in hand."""

    class_id: Id


class OpenStaffCodes(CallbackData, prefix="vs"):
    """Staff without a code in hand; `by_name`: not the most urgent first."""

    page: Page = 0
    by_name: bool = False


class IssueStaffCodes(CallbackData, prefix="vi"):
    """Slips for those of them who have no code."""


class RevokeStaffCode(CallbackData, prefix="vv"):
    """The unused code of a member of staff stops working."""

    person_id: Id


class HandToStaff(CallbackData, prefix="vp"):
    """«Выдан» to a member of staff; page and order are those of the list."""

    person_id: Id
    page: Page = 0
    by_name: bool = False


class AskOrder(CallbackData, prefix="vo"):
    """The number and date of the order of enrolment are typed."""

    student_id: Id


class AskStaffOrder(CallbackData, prefix="vz"):
    """The same of the order by which a member of staff was hired.

    `listed`: from the list of those who lack one.
    """

    person_id: Id
    listed: bool = False


class OpenOrders(CallbackData, prefix="vd"):
    """Who lacks an order; `grade_level` 0: the whole school."""

    grade_level: Annotated[int, Field(ge=0, le=99)] = 0


class OpenClassOrders(CallbackData, prefix="ve"):
    """Who of a class lacks an order; `everyone`: the others too."""

    class_id: Id
    page: Page = 0
    everyone: bool = False


class OpenStaffOrders(CallbackData, prefix="vj"):
    """Staff without an order of hiring."""

    page: Page = 0


class AskPupilOrder(CallbackData, prefix="vk"):
    """The order of one of them is typed."""

    class_id: Id
    student_id: Id


class AskClassOrder(CallbackData, prefix="vm"):
    """The order of all of a class who lack one is typed."""

    class_id: Id


class AskLostPhone(CallbackData, prefix="vx"):
    """Whether to end the chats of one of a family and issue a code."""

    student_id: Id
    person_id: Id


class Reissue(CallbackData, prefix="vy"):
    """So it is."""

    student_id: Id
    person_id: Id


class AskStaffLostPhone(CallbackData, prefix="vu"):
    """The same of a member of staff."""

    person_id: Id


class ReissueStaff(CallbackData, prefix="vw"):
    """So it is."""

    person_id: Id
