"""«Доставка» of a class, of one pupil, of final marks."""

from collections.abc import Sequence
from datetime import date

from domain.calendar import School
from domain.delivery.model import (
    TOLD_KINDS,
    ClassDelivery,
    Contact,
    Household,
    PupilLedger,
    Reach,
    ToldEvent,
)
from domain.delivery.untold_model import FinalsDelivery, FinalStanding, MissedBy, Standing
from domain.people import Person
from handlers.classes.callbacks import OpenCard, OpenClassMore
from handlers.delivery.callbacks import (
    OpenDelivery,
    OpenDeliveryPupils,
    OpenFinalsDelivery,
    OpenPupilLedger,
)
from handlers.delivery.names import (
    heard_words,
    moment,
    reach_words,
    what_words,
    why_words,
)
from handlers.labels import MAX_PUPILS, labels, list_names
from handlers.notices.kind_names import kind_name
from handlers.page import Block, Footer, Heading, Table, bold
from handlers.paging import length, paged, turning_buttons
from handlers.screen import MAX_BUTTON, Button, Screen, in_columns
from handlers.words import _, c_, joined, n_, shorten

_FAMILIES_ON_PAGE = 12


def class_screen(delivery: ClassDelivery, *, week: bool, page: int) -> Screen:
    """How many events of each kind were told, and the families that cannot be."""
    school_class = delivery.school_class
    span = _("in 7 days") if week else _("today")
    heading = _("{title} · delivery {span}").format(title=school_class.title, span=span)
    blocks: list[Block] = [Heading(heading), *_counts(delivery)]
    lost = [*delivery.unreached, *delivery.reached_in_part]
    school = school_class.school
    names = list_names(each.student for each in delivery.households)
    lines = [_household_line(each, names[each.student.id], school) for each in lost]
    shown = paged(lines, page, at_most=_FAMILIES_ON_PAGE, size=length)
    blocks += [*_families_head(delivery), *shown.items]
    hint = _("A family counts as told with the first parent who was; a pupil's own phone does not.")
    blocks.append(Footer(joined(hint, shown.title, by=" ")))
    turning = shown.buttons(lambda to: OpenDelivery(class_id=school_class.id, week=week, page=to))
    buttons = [_span_button(school_class.id, week=week)]
    if school.policy.has_marks(school_class.grade_level):
        to = OpenFinalsDelivery(class_id=school_class.id)
        buttons.append(Button(c_("button", "Final marks"), to))
    buttons.append(Button(_("By pupil"), OpenDeliveryPupils(class_id=school_class.id)))
    back = [Button(_("‹ Back"), OpenClassMore(class_id=school_class.id))]
    return Screen(blocks, [*in_columns(turning, 2), *in_columns(buttons, 2), back])


def _span_button(class_id: int, *, week: bool) -> Button:
    text = _("Today") if week else _("In 7 days")
    return Button(text, OpenDelivery(class_id=class_id, week=not week))


def _counts(delivery: ClassDelivery) -> list[Block]:
    rows = [
        (kind_name(kind), *map(_number, (counts.told, counts.waiting, counts.lost)))
        for kind in TOLD_KINDS
        if (counts := delivery.counts.get(kind)) is not None and counts.all
    ]
    if not rows:
        return [_("There was nothing to tell.")]
    header = (_("What"), c_("column", "Told"), c_("column", "Waits"), c_("column", "Missed"))
    return [Table(header, rows, "lccc")]


def _number(count: int) -> str:
    return str(count) if count else "—"


def _families_head(delivery: ClassDelivery) -> list[Block]:
    unreached, in_part = len(delivery.unreached), len(delivery.reached_in_part)
    if not delivery.households:
        return [_("There is nobody in this class.")]
    if not unreached and not in_part:
        return [_("Every family gets messages.")]
    words = []
    if unreached:
        words.append(
            n_("{count} family gets no messages", "{count} families get no messages", unreached)
        )
    if in_part:
        words.append(
            n_(
                "in {count} family one parent gets none",
                "in {count} families one parent gets none",
                in_part,
            )
        )
    return [bold(joined(*words, by="; "))]


def _household_line(household: Household, name: str, school: School) -> str:
    lost = [each for each in household.contacts if each.reach is not Reach.REACHED]
    if household.is_reached:
        lost = [each for each in lost if each.reach is not Reach.NOT_CONNECTED]
    guardians = [f"{each.person.short_name}, {_reach(each, school)}" for each in lost]
    words = "; ".join(guardians) or _("no parents are known")
    return bold(name) + ": " + words


def _reach(contact: Contact, school: School) -> str:
    since = school.local(contact.since).date() if contact.since else None
    return reach_words(contact, since)


def pupils_screen(title: str, class_id: int, pupils: Sequence[Person]) -> Screen:
    """Whose list to open."""
    shown = pupils[:MAX_PUPILS]
    names = labels(shown)
    buttons = [Button(names[each.id], OpenPupilLedger(student_id=each.id)) for each in shown]
    back = [Button(_("‹ Back"), OpenDelivery(class_id=class_id))]
    heading = Heading(_("{title} · delivery by pupil").format(title=title))
    blocks: list[Block] = [heading, _("What a family was told, to whom and when.")]
    if not shown:
        blocks[1] = _("There is nobody in this class.")
    return Screen(blocks, [*in_columns(buttons, 3), back])


def ledger_screen(ledger: PupilLedger, today: date) -> Screen:
    """Each event of one pupil with everybody to whom it went."""
    student, school = ledger.student, ledger.school
    title = _("{name} · what was told").format(name=joined(student.list_name, student.class_title))
    blocks: list[Block] = [Heading(title)]
    blocks += [f"{each.person.short_name}: {_reach(each, school)}" for each in ledger.contacts]
    if not ledger.contacts:
        blocks.append(_("The school knows no parents of this pupil."))
    blocks.append("")
    for event in ledger.events:
        blocks += _event_lines(event, school, today)
    if not ledger.events:
        blocks.append(_("Nobody was told anything in 60 days."))
    turning = turning_buttons(
        ledger.page,
        lambda page: OpenPupilLedger(student_id=student.id, page=page),
        has_more=ledger.has_more,
    )
    back = [Button(_("‹ Back"), OpenCard(student_id=student.id))]
    return Screen(blocks, [*in_columns(turning, 2), back])


def _event_lines(event: ToldEvent, school: School, today: date) -> list[Block]:
    happened = school.local(event.created_at)
    when, day = moment(happened, today), happened.date()
    heard = [
        f"{each.person.short_name} "
        + heard_words(each, school.local(each.sent_at) if each.sent_at else None, day)
        for each in event.heard
    ]
    return [bold(f"{when} · {what_words(event.what)}"), "; ".join(heard)]


def finals_screen(delivery: FinalsDelivery, page: int, today: date) -> Screen:
    """Who was told of the final marks within 24 hours, and who was missed, with the reason."""
    school_class, period = delivery.school_class, delivery.period
    title = _("{title} · {period}: who was told").format(
        title=school_class.title, period=period.title
    )
    blocks: list[Block] = [Heading(title), *_summary(delivery)]
    shown_pupils = [*delivery.of(Standing.MISSED), *delivery.of(Standing.WAITING)]
    shown_pupils += delivery.of(Standing.LATE)
    school = school_class.school
    names = list_names(each.student for each in delivery.pupils)
    lines = [_final_line(each, names[each.student.id], school, today) for each in shown_pupils]
    shown = paged(lines, page, at_most=_FAMILIES_ON_PAGE, size=length)
    blocks += shown.items
    footer = _("The 24 hours count from the moment a mark was set or changed last.")
    blocks.append(Footer(joined(footer, shown.title, by=" ")))
    class_id = school_class.id
    turning = shown.buttons(
        lambda to: OpenFinalsDelivery(class_id=class_id, period_id=period.id, page=to)
    )
    others = [
        Button(
            shorten(each.title, MAX_BUTTON),
            OpenFinalsDelivery(class_id=class_id, period_id=each.id),
        )
        for each in delivery.periods
        if each.id != period.id
    ]
    back = [Button(_("‹ Back"), OpenDelivery(class_id=class_id))]
    return Screen(blocks, [*in_columns(turning, 2), *in_columns(others, 2), back])


def _summary(delivery: FinalsDelivery) -> list[Block]:
    if not delivery.pupils:
        return [_("No final marks of this period were set here.")]
    text = _("Told within 24 hours: {told} {of_families}").format(
        told=len(delivery.of(Standing.IN_TIME)),
        of_families=n_("of {count} family", "of {count} families", len(delivery.pupils)),
    )
    lines: list[Block] = [text]
    for standing, text in (
        (Standing.LATE, _("Told later: {count}")),
        (Standing.WAITING, _("Still waiting: {count}")),
        (Standing.MISSED, _("Not told: {count}")),
    ):
        if count := len(delivery.of(standing)):
            lines.append(text.format(count=count))
    return lines


def _final_line(standing: FinalStanding, name: str, school: School, today: date) -> str:
    if standing.standing is Standing.LATE and standing.told_at is not None:
        when = moment(school.local(standing.told_at), today)
        return bold(name) + ": " + _("told later, {when}").format(when=when)
    return bold(name) + ": " + reasons(standing.missed_by, school)


def reasons(missed_by: Sequence[MissedBy], school: School) -> str:
    """«Белова О. И., не подключена; …»."""
    words = [
        f"{each.person.short_name}, "
        + why_words(each, school.local(each.since).date() if each.since else None)
        for each in missed_by
    ]
    return "; ".join(words) or _("no parents are known")
