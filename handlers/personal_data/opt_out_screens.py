"""Families that get print-outs, on the screen of the school."""

from collections.abc import Collection, Sequence

from aiogram.filters.callback_data import CallbackData

from domain.access import Action
from domain.classes.model import Family, SchoolClass
from domain.personal_data.letter_model import SheetLetter
from domain.personal_data.opt_out_model import OptOut
from handlers.labels import labels
from handlers.page import Block, Footer, Heading
from handlers.paging import paged
from handlers.personal_data.callbacks import (
    AskOptOut,
    EndOptOut,
    OpenOptOut,
    OpenOptOuts,
    PickOptOut,
    PrintOptOuts,
    PrintWeek,
)
from handlers.personal_data.erasure_screens import how_to_type_statement
from handlers.personal_data.mail_screens import last_words, mail_blocks, mail_buttons
from handlers.screen import Button, Screen, Style, in_columns
from handlers.words import _, day_month_year, in_sentence, joined

_ON_PAGE = 15


def opt_outs_screen(
    opt_outs: Sequence[OptOut],
    page: int,
    school_class: SchoolClass | None,
    allowed: Collection[Action],
    back: CallbackData,
) -> Screen:
    """Of a class or of the school: who, by which statement."""
    class_id = school_class.id if school_class else 0
    title = _("Print-outs instead of the diary")
    if school_class:
        title = joined(school_class.title, in_sentence(title), by=" · ")
    shown = paged(opt_outs, page, at_most=_ON_PAGE)
    blocks: list[Block] = [
        Heading(title),
        *([_("Every family here uses the electronic diary.")] if not opt_outs else []),
        *(f"• {statement_line(each)}" for each in shown.items),
    ]
    if shown.title:
        blocks.append(Footer(shown.title))
    rows = _keyboard(shown.items, class_id, allowed)
    return Screen(blocks, [*rows, [Button(_("‹ Back"), back)]])


def _keyboard(
    shown: Sequence[OptOut], class_id: int, allowed: Collection[Action]
) -> list[list[Button]]:
    names = labels([each.student for each in shown])
    rows: list[list[Button]] = []
    if Action.PRINT_WEEK in allowed and shown and class_id:
        rows.append([Button(_("Print the week"), PrintWeek(class_id=class_id), Style.PRIMARY)])
    if Action.REGISTER_OPT_OUT in allowed:
        rows += in_columns(
            [Button(names[each.student.id], OpenOptOut(opt_out_id=each.id)) for each in shown], 3
        )
    last = [Button(_("Print the list"), PrintOptOuts(class_id=class_id))] if shown else []
    if Action.REGISTER_OPT_OUT in allowed and class_id:
        last.append(Button(_("Add a family"), PickOptOut(class_id=class_id)))
    return [*rows, last] if last else rows


def statement_line(opt_out: OptOut, *, with_last: bool = True) -> str:
    """«Белов Пётр, 7А: заявление № 14 от 20 ноября 2026; на почту»."""
    statement = _("statement no. {number} of {day}").format(
        number=opt_out.statement.number, day=day_month_year(opt_out.statement.date)
    )
    name = joined(opt_out.student.list_name, opt_out.student.class_title)
    return f"{name}: {joined(statement, last_words(opt_out) if with_last else '', by='; ')}"


def pick_screen(
    school_class: SchoolClass, families: Sequence[Family], opt_outs: Sequence[OptOut]
) -> Screen:
    """Whose family it is."""
    out = {each.student.id for each in opt_outs}
    left = [each.student for each in families if each.student.id not in out]
    names = labels(left)
    blocks: list[Block] = [
        Heading(_("{title} · a family without the diary").format(title=school_class.title)),
        _("Choose the pupil whose parents have written a statement."),
    ]
    buttons = [Button(names[each.id], AskOptOut(student_id=each.id)) for each in left]
    back = [Button(_("‹ Back"), OpenOptOuts(class_id=school_class.id))]
    return Screen(blocks, [*in_columns(buttons, 3), back])


def opt_out_statement_screen(name: str, class_id: int | None) -> Screen:
    """The number and the date of the statement are asked for."""
    blocks: list[Block] = [
        Heading(_("Print-outs instead of the diary")),
        name,
        how_to_type_statement(),
    ]
    return Screen(blocks, [_back_to_list(class_id)])


def opt_out_screen(
    opt_out: OptOut, letters: Sequence[SheetLetter], trials: int, *, sends_mail: bool
) -> Screen:
    """One family, in which form it gets its sheet, and the way back to the electronic diary."""
    recorded = opt_out.school.local(opt_out.recorded_at).date()
    blocks: list[Block] = [
        Heading(_("Print-outs instead of the diary")),
        statement_line(opt_out, with_last=False),
        _("Recorded by {person} on {day}").format(
            person=opt_out.recorded_by.short_name, day=day_month_year(recorded)
        ),
    ]
    rows = []
    if sends_mail or opt_out.email:
        blocks += mail_blocks(opt_out, letters)
        rows += mail_buttons(opt_out, trials)
    end = Button(_("Not any more"), EndOptOut(opt_out_id=opt_out.id), Style.DANGER)
    return Screen(blocks, [*rows, [end], _back_to_list(opt_out.student.school_class_id)])


def _back_to_list(class_id: int | None) -> list[Button]:
    return [Button(_("‹ Back"), OpenOptOuts(class_id=class_id or 0))]
