"""Events on the screen."""

from domain.events.model import CalendarEvent
from domain.events.typed import TypedEvent
from domain.events.use_cases import Audiences, Entered, Events, Place
from domain.schedule.model import clock_time
from handlers.events.callbacks import (
    AskEvent,
    CancelEvent,
    ChooseAudience,
    KeepEvent,
    OpenEvent,
    OpenEvents,
)
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import length, paged
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.timetable.callbacks import OpenTimetable
from handlers.words import _, c_, clock, day_month, joined, short_weekday_date, shorten

_A_PAGE = 20


def events_screen(found: Events, page: int) -> Screen:
    """By day; a button each for those that one may cancel."""
    shown = paged(found.events, page, at_most=_A_PAGE, size=lambda each: length(_line(each)))
    blocks: list[Block] = [Heading(_("Events"))]
    if shown.title:
        blocks.append(shown.title)
    blocks += [_line(each) for each in shown.items]
    if not found.events:
        blocks.append(_("Nothing is planned so far."))
    buttons = [
        Button(_label(each), OpenEvent(event_id=each.id))
        for each in shown.items
        if each.id in found.editable
    ]
    turning = shown.buttons(lambda number: OpenEvents(page=number))
    add = [Button(_("+ Event"), ChooseAudience())]
    return Screen(
        blocks,
        [
            *in_columns(buttons, 2),
            *([turning] if turning else []),
            *([add] if found.can_add else []),
            [Button(_("‹ Timetable"), OpenTimetable())],
        ],
    )


def _line(event: CalendarEvent) -> str:
    late = c_("entered", "late") if event.is_late else ""
    return joined(f"{_when(event.what)}: {event.what.title}", _whose(event), late, by=" · ")


def _label(event: CalendarEvent) -> str:
    return shorten(f"{event.what.begins:%d.%m} {event.what.title}", MAX_BUTTON)


def _when(what: TypedEvent) -> str:
    first = short_weekday_date(what.begins)
    if what.ends != what.begins:
        return f"{first} – {short_weekday_date(what.ends)}"
    return joined(first, clock(clock_time(what.starts)) if what.starts is not None else "")


def _whose(event: CalendarEvent) -> str:
    if event.class_title:
        return event.class_title
    if event.audience.grade_level is not None:
        return _("Grade {number}").format(number=event.audience.grade_level)
    return _("The whole school")


def audience_screen(found: Audiences, grade: int) -> Screen:
    """The whole school, a grade, a class: as far as one may."""
    back = ChooseAudience() if grade else OpenEvents()
    if not found.whole_school:
        buttons = [Button(each.title, AskEvent(class_id=each.id)) for each in found.classes]
        back = OpenEvents()
    elif grade:
        buttons = [Button(_("All of grade {number}").format(number=grade), AskEvent(grade=grade))]
        buttons += [
            Button(each.title, AskEvent(class_id=each.id))
            for each in found.classes
            if each.grade_level == grade
        ]
    else:
        buttons = [Button(_("The whole school"), AskEvent())]
        buttons += [
            Button(_("Grade {number}").format(number=each), ChooseAudience(grade=each))
            for each in sorted({each.grade_level for each in found.classes})
        ]
    blocks: list[Block] = [Heading(_("New event")), bold(_("For whom?"))]
    return Screen(blocks, [*in_columns(buttons, 2), [Button(_("‹ Back"), back)]])


def typing_screen(place: Place) -> Screen:
    """How an event is typed."""
    if place.of_class is not None:
        whose = place.of_class.title
    elif place.audience.grade_level is not None:
        whose = _("Grade {number}").format(number=place.audience.grade_level)
    else:
        whose = _("The whole school")
    blocks: list[Block] = [
        Heading(f"{_('New event')} · {whose}"),
        _("Type the day, the time if there is one, and what it is, for example:"),
        _("25.12 14:00 New Year concert"),
        _("21.12–25.12 Week of physics"),
    ]
    return Screen(blocks, [[Button(_("‹ Cancel"), OpenEvents())]])


def late_screen(entered: Entered) -> Screen:
    """The warning of D10 or D12; nobody sees it yet."""
    what = entered.event.what
    due = day_month(entered.late.due) if entered.late else ""
    text = _("It is late: it should have been entered by {day}. It stays marked as late.")
    blocks: list[Block] = [
        Heading(f"{_when(what)}: {what.title}"),
        bold(text.format(day=due)),
    ]
    return Screen(
        blocks,
        [
            [Button(_("Enter all the same"), KeepEvent(event_id=entered.event.id), Style.DANGER)],
            [Button(_("‹ Cancel"), OpenEvents())],
        ],
    )


def event_screen(event: CalendarEvent) -> Screen:
    """One event; families see it on the days of their timetable."""
    blocks: list[Block] = [Heading(event.what.title), _when(event.what), _whose(event)]
    rows: list[list[Button]] = []
    if event.is_kept_back:
        rows = [[Button(_("Enter all the same"), KeepEvent(event_id=event.id), Style.DANGER)]]
    elif event.is_cancelled:
        blocks.append(bold(_("The event is cancelled.")))
    else:
        if event.is_late:
            blocks.append(_("Entered later than the rules have it."))
        blocks.append(Footer(_("Families see it in their timetable.")))
        cancel = CancelEvent(event_id=event.id)
        rows = [[Button(_("Cancel the event"), cancel, Style.DANGER)]]
    return Screen(blocks, [*rows, [Button(_("‹ Events"), OpenEvents())]])
