"""Marks of behaviour on the screen: a class in a period, and one pupil."""

from domain.final_marks.behaviour_model import BehaviourSheet
from domain.final_marks.setting_model import DraftedMark
from domain.marks.value import MarkValue
from handlers.classes.callbacks import OpenClass
from handlers.final_marks.behaviour_callbacks import (
    DraftBehaviour,
    DraftBehaviourRest,
    DropBehaviour,
    OpenBehaviour,
    OpenBehaviourPupil,
    SaveBehaviour,
)
from handlers.labels import labels
from handlers.mark_words import in_words, written
from handlers.page import Block, Footer, Heading, Table
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.words import _, c_, n_, sentence, shorten

_CHOSEN = "●"
_HALF = 14  # characters of a button beside another, on a narrow phone


def behaviour_screen(sheet: BehaviourSheet) -> Screen:
    """The list with what is set and chosen; a tap opens a pupil."""
    blocks: list[Block] = [Heading(_title(sheet))]
    if sheet.pupils:
        names = labels([each.pupil for each in sheet.pupils])
        rows = [(names[each.pupil.id], _mark(each)) for each in sheet.pupils]
        blocks.append(Table((_("Pupil"), c_("final marks", "Mark")), rows, "lc"))
    else:
        blocks.append(_("Nobody is in this class on that day."))
    if sheet.changed:
        blocks.append(Footer(_("Families are told after “Save”.")))
    elif sheet.missing:
        count = len(sheet.missing)
        text = n_("{count} pupil has no mark.", "{count} pupils have no mark.", count)
        blocks.append(Footer(text))
    return Screen(blocks, _keyboard(sheet))


def _title(sheet: BehaviourSheet) -> str:
    return _("{title} · behaviour · {period}").format(
        title=sheet.class_title, period=sheet.period.title
    )


def _mark(pupil: DraftedMark) -> str:
    """As on the list of a subject: «● прим.» chosen, «хор. → ● прим.» in the place of another."""
    current = "—" if pupil.current is None else written(pupil.current)
    if not pupil.is_changed or pupil.drafted is None:
        return current
    chosen = f"{_CHOSEN} {written(pupil.drafted)}"
    return chosen if pupil.current is None else f"{current} → {chosen}"


def _keyboard(sheet: BehaviourSheet) -> list[list[Button]]:
    where = {"class_id": sheet.class_id, "period_id": sheet.period.id}
    rows = []
    if sheet.changed:
        save = _("Save · {count}").format(count=len(sheet.changed))
        rows.append([Button(save, SaveBehaviour(**where), Style.SUCCESS)])
    if sheet.missing:
        best = sheet.values[0]
        text = c_("behaviour", "The rest: {mark}").format(mark=written(best))
        rest = DraftBehaviourRest(**where, code=best.code)
        rows.append([Button(text, rest, None if sheet.changed else Style.PRIMARY)])
    if sheet.changed:
        rows.append([Button(_("Undo the choice"), DropBehaviour(**where))])
    names = labels([each.pupil for each in sheet.pupils])
    pupils = [
        Button(
            names[each.pupil.id],
            OpenBehaviourPupil(**where, student_id=each.pupil.id),
            Style.PRIMARY if each.is_changed else None,
        )
        for each in sheet.pupils
    ]
    periods = [
        Button(
            shorten(each.title, MAX_BUTTON),
            OpenBehaviour(class_id=sheet.class_id, period_id=each.id),
        )
        for each in sheet.periods
        if each.id != sheet.period.id
    ]
    back = [Button(_("‹ Back"), OpenClass(class_id=sheet.class_id))]
    return [*rows, *in_columns(pupils, 3), *in_columns(periods, 2), back]


def behaviour_pupil_screen(sheet: BehaviourSheet, pupil: DraftedMark) -> Screen:
    """One pupil and what the school marks behaviour with."""
    blocks: list[Block] = [Heading(_title(sheet)), pupil.pupil.list_name]
    if pupil.current is not None:
        blocks.append(_("Set: {mark}").format(mark=in_words(pupil.current)))
    if pupil.is_changed and pupil.drafted is not None:
        blocks.append(_("Chosen, not saved: {mark}").format(mark=in_words(pupil.drafted)))
    values = [_value(sheet, pupil, each) for each in sheet.values]
    columns = 2 if all(len(each.text) <= _HALF for each in values) else 1
    back = OpenBehaviour(class_id=sheet.class_id, period_id=sheet.period.id)
    return Screen(blocks, [*in_columns(values, columns), [Button(_("‹ Back"), back)]])


def _value(sheet: BehaviourSheet, pupil: DraftedMark, value: MarkValue) -> Button:
    to = DraftBehaviour(
        class_id=sheet.class_id,
        period_id=sheet.period.id,
        student_id=pupil.pupil.id,
        code=value.code,
    )
    return Button(sentence(in_words(value)), to)
