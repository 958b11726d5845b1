"""The fields of a card and their values in words."""

from datetime import date

from domain.people import Sex
from domain.personal_data.change_model import Card
from domain.personal_data.erasure_model import Erased
from domain.personal_data.fields import Field
from domain.personal_data.keeping import Keep
from handlers.page import Block, bold
from handlers.words import _, c_, day_month_year


def field_name(field: Field) -> str:
    """«Фамилия»: on a button and at the beginning of a line."""
    return {
        Field.FAMILY_NAME: _("Surname"),
        Field.GIVEN_NAME: _("First name"),
        Field.MIDDLE_NAME: _("Patronymic"),
        Field.SEX: _("Sex"),
        Field.BIRTH_DATE: _("Birth date"),
    }[field]


def sex_name(sex: str) -> str:
    return c_("sex", "female") if sex == Sex.FEMALE else c_("sex", "male")


def value_words(field: Field, value: str) -> str:
    """A stored value as people read it."""
    if not value:
        return _missing(field)
    if field is Field.SEX:
        return sex_name(value)
    if field is Field.BIRTH_DATE:
        return day_month_year(date.fromisoformat(value))
    return value


def _missing(field: Field) -> str:
    match field:
        case Field.SEX:
            return c_("sex", "not given")
        case Field.BIRTH_DATE:
            return c_("birth date", "not given")
        case _:
            return c_("name", "none")


def card_lines(card: Card) -> list[Block]:
    """The whole card: the full name, then what else there is."""
    born = value_words(Field.BIRTH_DATE, card.value(Field.BIRTH_DATE))
    sex = value_words(Field.SEX, card.value(Field.SEX))
    return [
        bold(card.person.full_name),
        _("Birth date: {day}").format(day=born),
        _("Sex: {sex}").format(sex=sex),
    ]


def erased_name(what: Erased) -> str:
    return {
        Erased.CHATS: _("connected chats and what was known of them"),
        Erased.CODES: _("one-time codes"),
        Erased.CHOICES: _("choices of notifications"),
        Erased.NOTICES: _("records of delivered notifications"),
        Erased.LETTERS: _("texts of messages"),
        Erased.TRUSTS: _("trusted persons and their access"),
        Erased.HISTORY: _("the history of changes of the card"),
        Erased.REMARKS: _("comments of marks, remarks and reasons of absences"),
        Erased.JOURNAL: _("marks and absences"),
        Erased.FINAL_MARKS: _("final marks"),
        Erased.GUARDIANSHIPS: _("whose child it is"),
        Erased.CARD: _("sex and birth date"),
        Erased.NAME: _("surname, first name and patronymic"),
    }[what]


def kept_name(what: Keep) -> str:
    """What stays, and on which ground."""
    return {
        Keep.NAME: _("the name: without it what is kept below would be nobody's"),
        Keep.CARD: _("sex and birth date: the school's register has to have them (273-FZ art. 28)"),
        Keep.GUARDIANSHIP: _(
            "whose child it is: the school deals with the legal representatives (273-FZ art. 44)"
        ),
        Keep.ENROLLMENT: _("in which class and when: the register of pupils (273-FZ art. 28)"),
        Keep.JOURNAL: _(
            "marks and absences: the journal is a record that the school has to keep"
            " (273-FZ art. 28 part 3 points 10, 11)"
        ),
        Keep.REMARKS: _("comments of marks, remarks and reasons of absences: part of the journal"),
        Keep.FINAL_MARKS: _(
            "final marks: the school's archive keeps them (273-FZ art. 28 part 3 point 11)"
        ),
        Keep.STAFF: _("what belongs to the work at the school: labour law"),
        Keep.CONSENTS: _(
            "that consents were given and withdrawn: the school has to prove it"
            " (152-FZ art. 9 part 3)"
        ),
        Keep.AUDIT: _("the audit trail: numbers without names, it cannot be changed"),
    }[what]
