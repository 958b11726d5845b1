"""A remark in words: what it is, of which day and lesson, and what came of it."""

from datetime import date

from domain.calendar import School
from domain.remarks.model import Remark, RemarkKind
from handlers.words import _, c_, day_month, in_sentence, joined, n_


def kind_title(kind: RemarkKind) -> str:
    """«Замечание»: at the start of a line, on a button."""
    return c_("button", "Remark") if kind is RemarkKind.NOTE else c_("button", "Praise")


def kind_name(kind: RemarkKind) -> str:
    """«замечание»: inside a line."""
    return c_("remark", "remark") if kind is RemarkKind.NOTE else c_("remark", "praise")


def counted(notes: int, praise: int) -> str:
    """«2 замечания, 1 благодарность»."""
    return joined(
        n_("{count} remark", "{count} remarks", notes) if notes else "",
        n_("{count} praise", "{count} times praise", praise) if praise else "",
    )


def day_of(remark: Remark, school: School) -> date:
    """Of its lesson, else the one on which it was written."""
    return remark.day or school.local(remark.written_at).date()


def head_line(remark: Remark, school: School) -> str:
    """«Замечание, алгебра, 23 ноября»."""
    day = day_month(day_of(remark, school))
    return joined(kind_title(remark.kind), in_sentence(remark.subject), day)


def under_line(remark: Remark) -> str:
    """«Орлова М. П. · изменено · прочитано»."""
    changed = c_("remark", "changed") if remark.changed_at is not None else ""
    read = c_("remark", "✓ read by a parent") if remark.read_at is not None else ""
    return joined(remark.author.short_name, changed, read, by=" · ")


def removed_line(remark: Remark) -> str:
    """«Снято: ошибка. Соколова И. И.»; nothing where it stands."""
    if remark.removed_by is None:
        return ""
    return _("Taken off: {reason}. {person}").format(
        reason=remark.reason.rstrip("."), person=remark.removed_by.short_name
    )


def said_of(remark: Remark) -> list[str]:
    """On paper: the words, who wrote them, and whether they were taken off."""
    return [each for each in (remark.text, remark.author.short_name, removed_line(remark)) if each]


def lines_of(remark: Remark) -> list[str]:
    """All but its head."""
    if remark.is_withdrawn:
        return [_("Withdrawn. Its words are kept nowhere.")]
    return [each for each in (remark.text, under_line(remark), removed_line(remark)) if each]
