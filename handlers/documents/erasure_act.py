"""The act of an erasure: number, date, whose data, what went, what stayed and why, who did it.

It is the only place where the name stands afterwards, and it is kept on paper: the program forgets
the name with the rest.
"""

from domain.personal_data.erasure_model import Act, Erased
from domain.personal_data.keeping import Keep
from handlers.documents.sheet import Sheet
from handlers.personal_data.names import erased_name, kept_name
from handlers.words import _, c_, day_month_year, joined, speaking


def erasure_act_pdf(act: Act) -> bytes:
    """In Russian whatever the administrator speaks: it is a paper of the school."""
    with speaking("ru"):
        return _draw(act)


def _draw(act: Act) -> bytes:
    erasure = act.erasure
    title = _("Act no. {number} on the erasure of personal data").format(number=erasure.act_number)
    sheet = Sheet(title)
    sheet.page()
    sheet.heading(title)
    sheet.text(joined(erasure.school.operator, day_month_year(act.on)))
    sheet.text(_("Whose data: {name}").format(name=_whose(act)))
    sheet.text(_ground(act))
    sheet.heading(_("Erased"), size=11)
    rows = [
        (erased_name(what), str(erasure.erased[what])) for what in Erased if what in erasure.erased
    ]
    if rows:
        sheet.table((c_("act", "What"), _("Records")), rows, (85, 15))
    else:
        sheet.text(_("Nothing was kept that could be erased."))
    sheet.heading(_("Kept, and on which ground"), size=11)
    for each in Keep:
        if each in erasure.kept:
            sheet.text(f"• {kept_name(each)}")
    sheet.text(
        _(
            "Erased in the database of the diary. Copies of the database made before go with their"
            " own term; messages that are in Telegram already are deleted by whoever received them."
        )
    )
    sheet.signature(_("Erased by: {name}").format(name=act.by.full_name))
    sheet.signature(_("Head of the school"))
    return sheet.content()


def _whose(act: Act) -> str:
    subject = act.subject
    number = _("no. {number} in the register").format(number=subject.person.id)
    return joined(subject.person.full_name, subject.class_title, number)


def _ground(act: Act) -> str:
    erasure = act.erasure
    if erasure.statement is not None:
        return _("Ground: the statement no. {number} of {day}.").format(
            number=erasure.statement.number, day=day_month_year(erasure.statement.date)
        )
    asked = erasure.school.local(erasure.asked_at).date()
    return _("Ground: a request in the diary of {day}.").format(day=day_month_year(asked))
