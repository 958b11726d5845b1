"""Where the buttons of «Сотрудники» lead."""

from aiogram.filters.callback_data import CallbackData

from domain.access import Role
from domain.people import Sex
from domain.staff.model import CardField, Duty
from domain.summaries import Summary
from handlers.ids import Id, OptionalId, Page


class OpenStaff(CallbackData, prefix="w"):
    """The list of staff; `former`: who has no role any more."""

    page: Page = 0
    former: bool = False


class OpenMember(CallbackData, prefix="wm"):
    """One member of staff: roles, connection, what may be done."""

    person_id: Id


class OpenRoles(CallbackData, prefix="wr"):
    """The roles that may be given to or taken from somebody."""

    person_id: Id


class AskRole(CallbackData, prefix="wa"):
    """Whether somebody shall have a role, or lose it."""

    person_id: Id
    role: Role
    grant: bool


class SetRole(CallbackData, prefix="ws"):
    """So it is."""

    person_id: Id
    role: Role
    grant: bool


class AskOrder(CallbackData, prefix="wo"):
    """The same by an order, whose number and date are typed."""

    person_id: Id
    role: Role
    grant: bool


class ChooseNewRole(CallbackData, prefix="wn"):
    """Somebody new: in which role."""


class AskName(CallbackData, prefix="wq"):
    """Somebody new in this role: the name is typed."""

    role: Role


class OpenEntries(CallbackData, prefix="we"):
    """What stands on the card, to change it."""

    person_id: Id


class AskField(CallbackData, prefix="wf"):
    """One entry of the card is typed."""

    person_id: Id
    field: CardField


class SetSex(CallbackData, prefix="wx"):
    """The one entry that is chosen."""

    person_id: Id
    sex: Sex


class IssueStaffCode(CallbackData, prefix="wc"):
    """A new code; `seen`: the newest invitation when the button was drawn."""

    person_id: Id
    seen: OptionalId


class OpenGroups(CallbackData, prefix="wg"):
    """The classes of which somebody is the educator; `grade_level` 0: the choice of a grade."""

    person_id: Id
    grade_level: Page = 0


class SetGroup(CallbackData, prefix="wk"):
    """Is the educator of this class, or is not."""

    person_id: Id
    class_id: Id
    grant: bool


class OpenHomerooms(CallbackData, prefix="wl"):
    """Who leads which class; `grade_level` 0: the choice of a grade.

    `person_id`: the class is chosen for this person.
    """

    grade_level: Page = 0
    person_id: OptionalId = 0


class OpenHomeroom(CallbackData, prefix="w1"):
    """Who is to lead a class: a page of teachers."""

    class_id: Id
    page: Page = 0


class AskHomeroom(CallbackData, prefix="w2"):
    """Whether this person shall lead the class; 0: nobody. `of_person`: from the person's card."""

    class_id: Id
    person_id: OptionalId = 0
    of_person: bool = False


class SetHomeroom(CallbackData, prefix="w3"):
    """So it is; `seen`: who led the class when the button was drawn, 0: nobody."""

    class_id: Id
    person_id: OptionalId
    seen: OptionalId


class OpenGrants(CallbackData, prefix="wu"):
    """Who sees which summary."""


class OpenGrantsOf(CallbackData, prefix="wv"):
    """The summaries that one member of staff sees."""

    person_id: Id


class SetGrant(CallbackData, prefix="wy"):
    """Sees this summary, or does not."""

    person_id: Id
    summary: Summary
    grant: bool


class OpenSummaries(CallbackData, prefix="wz"):
    """The summaries that are open to oneself."""


class OpenRegister(CallbackData, prefix="wd"):
    """The register of responsible persons."""


class ChooseDuty(CallbackData, prefix="wt"):
    """A new line of the register: for which duty."""


class ChooseResponsible(CallbackData, prefix="wb"):
    """For this duty: who."""

    duty: Duty
    page: Page = 0


class AskDutyOrder(CallbackData, prefix="wp"):
    """This person: by which order; its number and date are typed."""

    duty: Duty
    person_id: Id


class AskEndDuty(CallbackData, prefix="wi"):
    """Whether a duty is over."""

    line_id: Id


class EndDuty(CallbackData, prefix="wj"):
    """It is over today."""

    line_id: Id


class GetRegister(CallbackData, prefix="wh"):
    """The register as a document."""
