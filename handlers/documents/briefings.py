"""The register of homeroom hours and safety briefings of a class (S1 4.2; R082)."""

from domain.homeroom.model import Register, SessionKind
from handlers.documents.sheet import Sheet
from handlers.homeroom.screens import kind_name
from handlers.words import _, day_month_year, short_date


def register_pdf(register: Register) -> bytes:
    """The oldest first, as a journal is kept: each kind by itself, with who was there."""
    school_class = register.school_class
    title = _("{title} · homeroom hours and briefings").format(title=school_class.title)
    sheet = Sheet(title)
    sheet.page()
    sheet.heading(title)
    sheet.text(
        _("{school}, {day}.").format(
            school=school_class.school.operator, day=day_month_year(register.today)
        )
    )
    for kind in SessionKind:
        sessions = [each for each in reversed(register.sessions) if each.kind is kind]
        if not sessions:
            continue
        sheet.heading(kind_name(kind), size=11)
        rows = [
            (
                short_date(each.date),
                each.topic,
                ", ".join(pupil.short_name for pupil in each.present),
                ", ".join(pupil.short_name for pupil in each.missing),
                each.held_by.short_name,
            )
            for each in sessions
        ]
        header = (_("Date"), _("Topic"), _("Were there"), _("Were not there"), _("Held by"))
        sheet.table(header, rows, (9, 26, 36, 16, 13))
    sheet.signature(_("Homeroom teacher: signature, date"))
    return sheet.content()
