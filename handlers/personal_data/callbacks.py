"""Where the buttons about personal data lead."""

from aiogram.filters.callback_data import CallbackData

from domain.people import Sex
from domain.personal_data.fields import Field
from handlers.ids import Id, OptionalId, Page


class OpenOwnData(CallbackData, prefix="p"):
    """«Мои данные»: what the register has of this child and of the reader."""

    student_id: OptionalId = 0


class PickField(CallbackData, prefix="pf"):
    """What of the child's or the own card is to be changed."""

    student_id: Id
    person_id: Id


class AskValue(CallbackData, prefix="pv"):
    """The new value of a field: typed, or for the sex chosen."""

    student_id: Id
    person_id: Id
    field: Field


class ChooseSex(CallbackData, prefix="px"):
    """The sex as it should be."""

    student_id: Id
    person_id: Id
    sex: Sex


class OpenCopy(CallbackData, prefix="pc"):
    """What a copy of the data is, before it is made."""

    student_id: OptionalId = 0


class MakeCopy(CallbackData, prefix="pm"):
    """The archive, as a document."""

    student_id: Id


class OpenOwnErasure(CallbackData, prefix="pe"):
    """«Удалить данные»: of the child or the own."""

    student_id: Id


class AskErasure(CallbackData, prefix="pa"):
    """What erasing means for this person, before it is asked."""

    student_id: Id
    person_id: Id


class SendErasure(CallbackData, prefix="pq"):
    """The request goes to the school."""

    student_id: Id
    person_id: Id


class WithdrawErasure(CallbackData, prefix="pw"):
    """Thought better of it."""

    erasure_id: Id


class OpenSchoolData(CallbackData, prefix="pd"):
    """«Персональные данные» of a school: what waits, what is due."""


class OpenRequests(CallbackData, prefix="pr"):
    """Changes that parents ask for."""

    page: Page = 0


class OpenRequest(CallbackData, prefix="po"):
    """One of them."""

    request_id: Id


class AcceptRequest(CallbackData, prefix="py"):
    """«Принять»."""

    request_id: Id


class DeclineRequest(CallbackData, prefix="pn"):
    """«Отклонить»: the reason will be typed."""

    request_id: Id


class OpenClassList(CallbackData, prefix="pl"):
    """The class list with what is missing."""

    class_id: Id
    page: Page = 0


class ConfirmList(CallbackData, prefix="pk"):
    """«Список верен»."""

    class_id: Id


class OpenListChecks(CallbackData, prefix="pz"):
    """Which classes were checked this month."""

    page: Page = 0


class OpenErasures(CallbackData, prefix="pg"):
    """Requests to erase: those that wait, or those that were decided."""

    is_open: bool = True
    page: Page = 0


class OpenErasure(CallbackData, prefix="ph"):
    """One of them."""

    erasure_id: Id


class AskToErase(CallbackData, prefix="pi"):
    """What will go and what will stay: it cannot be undone."""

    erasure_id: Id


class Erase(CallbackData, prefix="pj"):
    """It goes."""

    erasure_id: Id


class DeclineErasure(CallbackData, prefix="pt"):
    """The request is declined; the reason will be typed."""

    erasure_id: Id


class AskSurname(CallbackData, prefix="ps"):
    """Somebody brought a statement: the surname will be typed."""


class OpenSubject(CallbackData, prefix="pb"):
    """The person found, and what a statement may ask for."""

    person_id: Id


class RecordErasure(CallbackData, prefix="pp"):
    """A statement to erase: its number and date will be typed."""

    person_id: Id


class OpenOptOuts(CallbackData, prefix="pu"):
    """Families that get print-outs: of a class, or (0) of the school."""

    class_id: OptionalId = 0
    page: Page = 0


class PickOptOut(CallbackData, prefix="u"):
    """Whose family does not use the electronic diary."""

    class_id: Id


class AskOptOut(CallbackData, prefix="ua"):
    """The statement's number and date will be typed."""

    student_id: Id


class OpenOptOut(CallbackData, prefix="uo"):
    """One of these families."""

    opt_out_id: Id


class EndOptOut(CallbackData, prefix="ue"):
    """The family reads the electronic diary after all."""

    opt_out_id: Id


class PrintOptOuts(CallbackData, prefix="ul"):
    """The list as a document: of a class, or (0) of the school."""

    class_id: OptionalId = 0


class PrintWeek(CallbackData, prefix="uw"):
    """The print-outs of the week for a class."""

    class_id: Id


class AskEmail(CallbackData, prefix="uk"):
    """The sheet is to go by e-mail: the address will be typed."""

    opt_out_id: Id


class SaveEmail(CallbackData, prefix="us"):
    """The address just typed and shown is right. `seen`: which one it was."""

    opt_out_id: Id
    seen: str = ""


class EndEmail(CallbackData, prefix="up"):
    """The sheet is printed again."""

    opt_out_id: Id


class SendTrial(CallbackData, prefix="ur"):
    """A letter that tries the address. `seen`: how many there were."""

    opt_out_id: Id
    seen: OptionalId = 0


class OpenFamilyCards(CallbackData, prefix="uf"):
    """The cards of a pupil and the parents, to be mended by the school."""

    student_id: Id


class CorrectField(CallbackData, prefix="uc"):
    """Which field of one of them."""

    student_id: Id
    person_id: Id


class CorrectValue(CallbackData, prefix="uv"):
    """Its value: typed, or for the sex chosen."""

    student_id: Id
    person_id: Id
    field: Field


class CorrectSex(CallbackData, prefix="ux"):
    """The sex as the document has it."""

    student_id: Id
    person_id: Id
    sex: Sex
