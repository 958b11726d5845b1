"""The class list: what is missing, «Список верен», and how it is with all classes."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from aiogram.filters.callback_data import CallbackData

from domain.access import Action
from domain.personal_data.list_model import (
    CheckState,
    ClassCheck,
    ClassList,
    Entry,
    Gap,
)
from handlers.classes.callbacks import OpenCard, OpenClassMore
from handlers.labels import labels
from handlers.page import Block, Details, Footer, Heading, bold
from handlers.paging import Paged, paged
from handlers.personal_data.callbacks import (
    ConfirmList,
    OpenClassList,
    OpenFamilyCards,
    OpenListChecks,
    OpenOptOuts,
    OpenRequests,
)
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.words import _, day_month, joined, n_, sentence, shorten

_ON_PAGE = 15
_ALIKE = 3


def gap_name(gap: Gap) -> str:
    return {
        Gap.NO_BIRTH_DATE: _("no birth date"),
        Gap.NO_SEX: _("no sex"),
        Gap.NO_GUARDIAN: _("no parents known"),
        Gap.NO_CONSENT: _("no consent"),
        Gap.NO_CODE: _("no parent connected, no code"),
        Gap.GUARDIAN_INCOMPLETE: _("a parent's sex or birth date is missing"),
    }[gap]


def class_list_screen(
    listed: ClassList, page: int, allowed: Collection[Action], waiting: int = 0
) -> Screen:
    """Every pupil with what is missing; the complete ones are folded. `waiting`: what parents of
    the class ask to change."""
    school_class, incomplete = listed.school_class, listed.incomplete
    title = _("{title} · class list").format(title=school_class.title)
    pupils = n_("{count} pupil", "{count} pupils", len(listed.entries))
    blocks: list[Block] = [Heading(f"{title} · {pupils}"), state_words(listed)]
    shown = paged(incomplete, page, at_most=_ON_PAGE, size=lambda each: len(_line(each)))
    if incomplete:
        is_one = len({gap for each in incomplete for gap in each.gaps}) == 1
        blocks += [_counts(incomplete), *([] if is_one else [""]), *_lines(shown.items, is_one)]
    elif listed.entries:
        blocks.append(_("Nothing is missing."))
    complete = [each for each in listed.entries if not each.gaps]
    if complete and shown.page == 0:
        names = "\n".join(each.student.full_name for each in complete)
        heading = n_("Complete: {count}", "Complete: {count}", len(complete))
        blocks.append(Details(heading, [names]))
    if shown.title:
        blocks.append(Footer(shown.title))
    return Screen(blocks, _keyboard(listed, shown, allowed, waiting))


def _keyboard(
    listed: ClassList, shown: Paged[Entry], allowed: Collection[Action], waiting: int
) -> list[list[Button]]:
    class_id = listed.school_class.id
    rows: list[list[Button]] = []
    if (
        Action.CHECK_CLASS_LIST in allowed
        and listed.state is not CheckState.DONE
        and listed.entries
    ):
        rows.append([Button(_("The list is right"), ConfirmList(class_id=class_id), Style.SUCCESS)])
    names = labels([each.student for each in listed.entries])
    pupils = [
        Button(names[each.student.id], _card(each.student.id, allowed)) for each in shown.items
    ]
    turning = shown.buttons(lambda to: OpenClassList(class_id=class_id, page=to))
    rows += [*in_columns(pupils, 3), *in_columns(turning, 2)]
    more = []
    if Action.DECIDE_DATA_CHANGE in allowed:
        count = f" · {waiting}" if waiting else ""
        more.append(Button(_("Requests") + count, OpenRequests()))
    if Action.READ_OPT_OUTS in allowed:
        more.append(Button(_("On paper"), OpenOptOuts(class_id=class_id)))
    if more:
        rows.append(more)
    rows.append([Button(_("‹ Back"), OpenClassMore(class_id=class_id))])
    return rows


def _card(student_id: int, allowed: Collection[Action]) -> CallbackData:
    """To mend it, for whoever may."""
    if Action.DECIDE_DATA_CHANGE in allowed:
        return OpenFamilyCards(student_id=student_id)
    return OpenCard(student_id=student_id)


def state_words(listed: ClassList) -> str:
    """Whether this month's check is done, due or late."""
    last = listed.last_check
    school = listed.school_class.school
    when = day_month(school.local(last.checked_at).date()) if last else ""
    match listed.state:
        case CheckState.DONE if last:
            return _("✓ Checked: {person}, {day}.").format(
                day=when, person=last.checked_by.short_name
            )
        case CheckState.OVERDUE:
            return _("The list has not been checked in time this month.")
        case CheckState.ASKED:
            return _("Is the list right? It is asked once a month.")
    return _("Last checked on {day}.").format(day=when) if last else _("Not checked yet.")


def _counts(incomplete: Sequence[Entry]) -> str:
    counts = Counter(gap for each in incomplete for gap in each.gaps)
    named = (f"{gap_name(gap)}: {counts[gap]}" for gap in Gap if counts[gap])
    return bold(sentence(joined(*named, by="; ")))


def _lines(shown: Sequence[Entry], is_one: bool) -> Iterator[Block]:
    """What many lack alike is said once, above their names; `is_one`: the counts have said it."""
    if is_one:
        yield from (f"• {each.student.full_name}" for each in shown)
        return
    alike: dict[tuple[Gap, ...], list[Entry]] = {}
    for each in shown:
        alike.setdefault(tuple(each.gaps), []).append(each)
    for gaps, entries in alike.items():
        if len(entries) < _ALIKE:
            yield from map(_line, entries)
            continue
        yield bold(sentence(joined(*map(gap_name, gaps))) + ":")
        yield from (f"• {each.student.full_name}" for each in entries)


def _line(entry: Entry) -> str:
    return f"{entry.student.full_name}: {joined(*map(gap_name, entry.gaps))}"


def checks_screen(
    checks: Sequence[ClassCheck], page: int, back: CallbackData, *, may_open: bool
) -> Screen:
    """Classes by how it is with them, the overdue ones first."""
    order = (CheckState.OVERDUE, CheckState.ASKED, CheckState.NOT_ASKED, CheckState.DONE)
    ordered = sorted(checks, key=lambda each: order.index(each.state))
    shown = paged(ordered, page, at_most=_ON_PAGE)
    counts = Counter(each.state for each in checks)
    overdue = counts[CheckState.OVERDUE]
    head = (
        n_("{count} class is overdue", "{count} classes are overdue", overdue)
        if overdue
        else _("Nothing is overdue.")
    )
    done = _("Checked this month: {done} of {all}").format(
        done=counts[CheckState.DONE], all=len(checks)
    )
    blocks: list[Block] = [
        Heading(_("Class lists")),
        head,
        done,
        "",
        *map(_check_line, shown.items),
    ]
    if shown.title:
        blocks.append(Footer(shown.title))
    buttons = [
        Button(
            shorten(each.school_class.title, MAX_BUTTON),
            OpenClassList(class_id=each.school_class.id),
        )
        for each in shown.items
        if may_open
    ]
    turning = shown.buttons(lambda to: OpenListChecks(page=to))
    rows = [*in_columns(buttons, 4), *in_columns(turning, 2)]
    return Screen(blocks, [*rows, [Button(_("‹ Back"), back)]])


def _check_line(check: ClassCheck) -> str:
    teacher = check.school_class.homeroom_teacher
    who = teacher.short_name if teacher else _("no homeroom teacher")
    school = check.school_class.school
    checked = {
        CheckState.DONE: _("✓ checked on {day}"),
        CheckState.ASKED: _("is asked, last checked: {day}"),
        CheckState.OVERDUE: _("✕ overdue, last checked: {day}"),
        CheckState.NOT_ASKED: _("not asked yet, last checked: {day}"),
    }
    never = {
        CheckState.ASKED: _("is asked, never checked"),
        CheckState.OVERDUE: _("✕ overdue, never checked"),
        CheckState.NOT_ASKED: _("not asked yet, never checked"),
    }
    if check.last:
        words = checked[check.state].format(day=day_month(school.local(check.last).date()))
    else:
        words = never[check.state]
    return bold(check.school_class.title) + f", {who}: {words}"
