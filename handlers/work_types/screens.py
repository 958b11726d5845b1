"""The list of work types, one of them, typing a name."""

from collections.abc import Sequence

from domain.work_types.model import (
    SHORT_LENGTH,
    TITLE_LENGTH,
    SchoolWorkType,
    WorkField,
    WorkKind,
    WorkTypes,
)
from handlers.page import Block, Footer, Heading
from handlers.screen import MAX_BUTTON, Button, Keyboard, Screen, Style, in_columns
from handlers.words import _, c_, joined, n_, shorten
from handlers.work_types.callbacks import (
    AskWorkType,
    OpenWorkType,
    OpenWorkTypes,
    SetWorkType,
)
from handlers.year.callbacks import OpenYear

_TERMS = (0, 1, 3, 7, 14)  # days on buttons
_WEIGHTS = (1, 2, 3, 4, 5)


def list_screen(works: WorkTypes, *, removed: bool = False) -> Screen:
    """What marks are given for, each with its weight and term."""
    shown = works.removed if removed else works.offered
    title = c_("works", "Removed work types") if removed else _("Work types")
    blocks: list[Block] = [Heading(title)]
    blocks += [_line(each) for each in shown] or [_("None are entered.")]
    buttons = [
        Button(shorten(each.title, MAX_BUTTON), OpenWorkType(work_type_id=each.id))
        for each in shown
    ]
    rows: Keyboard = [*in_columns(buttons, 2)]
    if not removed:
        rows = [*rows, [Button(_("+ Work type"), AskWorkType())]]
        if works.removed:
            rows = [*rows, [Button(c_("works", "Removed"), OpenWorkTypes(removed=True))]]
    back = OpenWorkTypes() if removed else OpenYear()
    return Screen(blocks, [*rows, [Button(_("‹ Back"), back)]])


def work_screen(work: SchoolWorkType) -> Screen:
    """One of them with all that can be changed; what holds is marked."""
    blocks: list[Block] = [
        Heading(work.title),
        _("Short: {name}").format(name=work.short_title),
        _("Weight: {weight}").format(weight=work.weight),
        _("Term: {days}").format(days=_term(work.days_open)),
        _counting(work),
        kind_words(work.kind),
    ]
    if work.is_control:
        blocks.append(_("A control work: families hear of a bad mark without delay."))
    if not work.is_active:
        blocks.append(_("Teachers are not offered it for new marks."))
    blocks.append(Footer(_("A new weight holds for marks that stand as well: averages follow it.")))
    if not work.is_active:
        back = _set(work, WorkField.ACTIVE, "1", _("Return to the list"), Style.PRIMARY)
        return Screen(blocks, [[back], [Button(_("‹ Back"), OpenWorkTypes(removed=True))]])
    return Screen(blocks, [*_choices(work), [Button(_("‹ Back"), OpenWorkTypes())]])


def _choices(work: SchoolWorkType) -> list[Sequence[Button]]:
    named = [
        Button(_("Name…"), AskWorkType(work_type_id=work.id)),
        Button(_("Short name…"), AskWorkType(work_type_id=work.id, field=WorkField.SHORT)),
    ]
    weights = [
        _set(work, WorkField.WEIGHT, str(each), _("Weight {weight}").format(weight=each))
        for each in _WEIGHTS
    ]
    terms = [_set(work, WorkField.DAYS, str(each), _days(each)) for each in _TERMS]
    counts = _set(
        work,
        WorkField.COUNTS,
        "0" if work.counts else "1",
        c_("works", "Does not count") if work.counts else c_("works", "Counts"),
    )
    control = _set(
        work,
        WorkField.CONTROL,
        "0" if work.is_control else "1",
        c_("works", "No control work") if work.is_control else c_("works", "Control work"),
    )
    kinds = [_set(work, WorkField.KIND, each.value, _kind_button(each)) for each in WorkKind]
    remove = _set(work, WorkField.ACTIVE, "0", _("Remove"), Style.DANGER)
    return [
        named,
        *in_columns(weights, 3),
        *in_columns(terms, 3),
        [counts, control],
        *in_columns(kinds, 2),
        [remove],
    ]


def _set(
    work: SchoolWorkType, field: WorkField, value: str, text: str, style: Style | None = None
) -> Button:
    holds = str(work.value(field)) == value
    return Button(
        f"✓ {text}" if holds else text,
        SetWorkType(work_type_id=work.id, field=field, value=value),
        Style.SUCCESS if holds else style,
    )


def new_screen(works: WorkTypes) -> Screen:
    """How a new one is typed."""
    blocks: list[Block] = [
        Heading(_("New work type")),
        _("Type its name of up to {limit} characters, for example: Essay").format(
            limit=TITLE_LENGTH
        ),
    ]
    if works.offered:
        names = joined(*(each.title for each in works.offered))
        blocks.append(Footer(_("There are: {names}").format(names=names)))
    return Screen(blocks, [[Button(_("‹ Back"), OpenWorkTypes())]])


def typing_screen(work: SchoolWorkType, field: WorkField) -> Screen:
    """How its name is typed, or what stands in tables."""
    text = _("Type the name of up to {limit} characters").format(limit=TITLE_LENGTH)
    if field is WorkField.SHORT:
        text = _("Type what stands in tables, up to {limit} characters, for example: С/р").format(
            limit=SHORT_LENGTH
        )
    now = _("Now: {value}").format(value=work.value(field))
    return Screen(
        [Heading(work.title), now, text],
        [[Button(_("‹ Back"), OpenWorkType(work_type_id=work.id))]],
    )


def _line(work: SchoolWorkType) -> str:
    return joined(
        f"{work.title} ({work.short_title})",
        _("weight {weight}").format(weight=work.weight),
        _term(work.days_open),
        "" if work.counts else c_("works", "does not count"),
        c_("works", "control work") if work.is_control else "",
        "" if work.kind is WorkKind.CURRENT else kind_words(work.kind),
    )


def _term(days: int) -> str:
    if not days:
        return c_("term", "on the day of the lesson")
    return n_("{count} day after the lesson", "{count} days after the lesson", days)


def _days(days: int) -> str:
    if not days:
        return c_("term", "The same day")
    return n_("{count} day", "{count} days", days)


def _counting(work: SchoolWorkType) -> str:
    if work.counts:
        return _("Its marks count for the average.")
    return _("Its marks do not count for the average.")


def kind_words(kind: WorkKind) -> str:
    """What its marks are part of."""
    match kind:
        case WorkKind.CURRENT:
            return c_("works", "current marks")
        case WorkKind.MONITORING:
            return c_("works", "monitoring of quality")
        case WorkKind.ATTESTATION:
            return c_("works", "interim attestation")


def _kind_button(kind: WorkKind) -> str:
    match kind:
        case WorkKind.CURRENT:
            return c_("works", "Current")
        case WorkKind.MONITORING:
            return c_("works", "Monitoring")
        case WorkKind.ATTESTATION:
            return c_("works", "Attestation")
