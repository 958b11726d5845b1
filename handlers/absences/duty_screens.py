"""Which deputy is called first, by weekday."""

from domain.absences.duty import WEEKDAYS, DutyPlan
from handlers.absences.callbacks import OpenDuty, SetDuty
from handlers.menu.callbacks import OpenMore
from handlers.page import Block, Footer, Heading, bold
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.words import _, joined, on_weekday, shorten


def duty_screen(plan: DutyPlan, weekday: int) -> Screen:
    """The week, or the deputies of one day, those on duty marked."""
    return _day(plan, weekday) if weekday in WEEKDAYS else _week(plan)


def _week(plan: DutyPlan) -> Screen:
    blocks: list[Block] = [Heading(_("Deputies on duty"))]
    for weekday in WEEKDAYS:
        names = joined(*(person.short_name for person in plan.named.get(weekday, ())))
        who = names or _("every deputy")
        blocks.append(f"{day_name(weekday)}: {who}")
    blocks.append(
        Footer(_("They are called first when nobody knows where a pupil is. Choose a day."))
    )
    days = [Button(day_name(weekday), OpenDuty(weekday=weekday)) for weekday in WEEKDAYS]
    return Screen(blocks, [*in_columns(days, 2), [Button(_("‹ Back"), OpenMore())]])


def _day(plan: DutyPlan, weekday: int) -> Screen:
    heading = _("Deputies on duty, {day}").format(day=on_weekday(weekday))
    blocks: list[Block] = [Heading(heading)]
    if not plan.deputies:
        blocks.append(_("The school has no deputy principal: the principal is called."))
    else:
        blocks.append(bold(_("Who is on duty? A tap adds or takes away.")))
    buttons = []
    for person in plan.deputies:
        is_on = plan.is_named(weekday, person.id)
        to = SetDuty(weekday=weekday, person_id=person.id, is_on=not is_on)
        text = shorten(("✓ " if is_on else "") + person.short_name, MAX_BUTTON)
        buttons.append(Button(text, to, Style.SUCCESS if is_on else None))
    return Screen(blocks, [*in_columns(buttons, 2), [Button(_("‹ Back"), OpenDuty())]])


def day_name(weekday: int) -> str:
    return {
        1: _("Monday"),
        2: _("Tuesday"),
        3: _("Wednesday"),
        4: _("Thursday"),
        5: _("Friday"),
        6: _("Saturday"),
    }[weekday]
