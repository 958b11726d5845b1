"""The schedule of control works on the screen of the school."""

from collections.abc import Sequence
from datetime import date, timedelta

from domain.control_works.model import PlannedWork, WorkPlace, WorkSection
from domain.control_works.planning import SHORT, Offer, OfferedDays, Warned
from domain.control_works.reading import ClassMonth, ClassSections, OpenedWork, WorkSchedule
from domain.control_works.rules import Broken, Limit
from domain.policy import SchoolPolicy
from handlers.control_works.callbacks import (
    DropWork,
    MoveWork,
    OpenClassWorks,
    OpenWork,
    OpenWorkDays,
    OpenWorks,
    OpenWorkSections,
    PlanWork,
    PublishWork,
    PublishWorks,
    SetControlType,
    SetWorkMinutes,
)
from handlers.labels import with_group
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import length, paged, turning_buttons
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.timetable.callbacks import OpenTimetable
from handlers.words import (
    _,
    c_,
    day_month,
    in_sentence,
    joined,
    month_words,
    n_,
    sentence,
    short_date,
    short_weekday,
    short_weekday_date,
    shorten,
)

_CLASSES = 75  # a keyboard has 100 buttons
_WAITING = 15
_WORKS = 20
_DAYS = 24


def schedule_screen(found: WorkSchedule, today: date, page: int) -> Screen:
    """What waits to be published or moved, and a button a class."""
    classes = paged(found.classes, page, at_most=_CLASSES)
    works = *found.waiting, *found.stranded
    waiting = paged(works, page, at_most=_WAITING, size=lambda each: length(work_line(each)))
    blocks: list[Block] = [Heading(_("Control works"))]
    if found.waiting:
        blocks.append(bold(_("Not published yet: {count}").format(count=len(found.waiting))))
    if found.stranded:
        count = len(found.stranded)
        blocks.append(bold(_("To be moved, the lesson is cancelled: {count}").format(count=count)))
    if works and page < waiting.pages:
        blocks += [work_line(each, with_class=True) for each in waiting.items]
    if not works:
        blocks.append(_("All that is planned is published: families see it."))
    pages = max(classes.pages, waiting.pages)
    turning = turning_buttons(page, lambda to: OpenWorks(page=to), has_more=page + 1 < pages)
    rows: list[Sequence[Button]] = []
    if found.can_publish and found.waiting:
        newest = max(each.id for each in found.waiting)
        text = _("Publish · {count}").format(count=len(found.waiting))
        rows.append([Button(text, PublishWorks(newest=newest), Style.SUCCESS)])
    buttons = [Button(each.title, OpenClassWorks.of(each.id, today)) for each in classes.items]
    back = [Button(_("‹ Timetable"), OpenTimetable())]
    return Screen(blocks, [*rows, *in_columns(buttons, 3), *([turning] if turning else []), back])


def class_screen(found: ClassMonth, page: int) -> Screen:
    """A month of a class; a button a work."""
    shown = paged(found.works, page, at_most=_WORKS, size=lambda each: length(work_line(each)))
    title = f"{found.school_class.title} · {month_words(found.first)}"
    blocks: list[Block] = [Heading(title)]
    blocks += [work_line(each) for each in shown.items]
    if not found.works:
        blocks.append(_("No control works are planned this month."))
    if shown.title:
        blocks.append(Footer(shown.title))
    class_id = found.school_class.id
    buttons = [Button(_label(each), OpenWork(work_id=each.id)) for each in shown.items]
    pages = shown.buttons(lambda to: OpenClassWorks.of(class_id, found.first, to))
    before, after = found.first - timedelta(days=1), found.first + timedelta(days=31)
    turning = [
        Button(f"◀ {_month(before)}", OpenClassWorks.of(class_id, before)),
        Button(f"{_month(after)} ▶", OpenClassWorks.of(class_id, after)),
    ]
    add = [Button(_("+ Control work"), OpenWorkSections(class_id=class_id), Style.PRIMARY)]
    back = [Button(_("‹ Classes"), OpenWorks())]
    rows = [*in_columns(buttons, 2), *([pages] if pages else [])]
    return Screen(blocks, [*rows, *([add] if found.can_plan else []), turning, back])


def _month(day: date) -> str:
    return sentence(month_words(day).split(" ")[0])


def _label(work: PlannedWork) -> str:
    return shorten(f"{short_date(work.place.date)} {work.place.subject}", MAX_BUTTON)


def work_line(work: PlannedWork, *, with_class: bool = False) -> str:
    """«вт, 8 декабря: алгебра, контрольная работа · не опубликована»."""
    place = work.place
    subject = joined(in_sentence(place.subject), place.group_name)
    what = joined(subject, place.class_title if with_class else "", in_sentence(work.title))
    cancelled = _("lesson cancelled") if place.is_cancelled else ""
    state = "" if work.is_published or with_class else _("not published")
    sign = "⚠ " if work.reason else ""
    line = f"{sign}{short_weekday_date(place.date)}: {what}"
    return joined(line, cancelled, state, by=" · ")


def sections_screen(found: ClassSections, today: date) -> Screen:
    """In which subject a work is planned."""
    title = _("New control work · {title}").format(title=found.school_class.title)
    blocks: list[Block] = [Heading(title)]
    if found.sections:
        blocks.append(bold(_("In which subject?")))
    else:
        blocks.append(_("You teach nothing in this class. Its teachers and the deputy plan works."))
    buttons = [
        Button(
            with_group(each.subject, each.group_name, MAX_BUTTON),
            OpenWorkDays(section_id=each.section_id),
        )
        for each in found.sections
    ]
    back = OpenClassWorks.of(found.school_class.id, today)
    return Screen(blocks, [*in_columns(buttons, 2), [Button(_("‹ Back"), back)]])


def days_screen(found: OfferedDays, page: int) -> Screen:
    """The lessons to come, those that keep all limits first."""
    section, work = found.section, found.work
    subject = joined(section.subject, section.group_name)
    blocks: list[Block] = [Heading(f"{subject} · {section.class_title}")]
    if work is not None:
        text = _("Now: {day}, lesson {number}.")
        day = short_weekday_date(work.place.date)
        blocks.append(text.format(day=day, number=work.place.number))
    if found.offers:
        blocks.append(bold(_("On which day?")))
        blocks.append(_("Days that keep all limits come first; ⚠ marks those that do not."))
    elif found.is_too_early:
        blocks.append(_("Grade 1 writes no control works until January: plan them then."))
    else:
        blocks.append(_("The timetable has no free lesson of this subject in this school year."))
    shown = paged(found.offers, page, at_most=_DAYS)
    work_id = work.id if work is not None else 0
    turning = shown.buttons(
        lambda to: OpenWorkDays(section_id=section.section_id, work_id=work_id, page=to)
    )
    buttons = [_day_button(each, work_id) for each in shown.items]
    back = Button(_("‹ Back"), _back_of_days(section, work))
    return Screen(blocks, [*in_columns(buttons, 2), *([turning] if turning else []), [back]])


def _day_button(offer: Offer, work_id: int) -> Button:
    place = offer.place
    sign = "⚠ " if offer.broken else ""
    text = f"{sign}{short_weekday(place.date)} {short_date(place.date)} · {place.number}"
    if work_id:
        return Button(text, MoveWork(work_id=work_id, lesson_id=place.lesson_id))
    return Button(text, PlanWork(lesson_id=place.lesson_id))


def _back_of_days(section: WorkSection, work: PlannedWork | None) -> OpenWork | OpenWorkSections:
    if work is not None:
        return OpenWork(work_id=work.id)
    class_id = section.school_class_id or min(section.also_class_ids, default=1)
    return OpenWorkSections(class_id=class_id)


def warned_screen(found: Warned) -> Screen:
    """What would not be kept; a reason is typed next."""
    place, work = found.offer.place, found.work
    blocks: list[Block] = [*_head(place)]
    blocks += ["⚠ " + limit_words(each, found.school.policy) for each in found.offer.broken]
    blocks.append(bold(_("Put it there all the same? Then type why: the reason stays with it.")))
    blocks.append(Footer(_("Order 704 of the ministry, 09.10.2024.")))
    to = OpenWorkDays(section_id=place.section_id, work_id=work.id if work else 0)
    return Screen(blocks, [[Button(_("‹ Other days"), to)]])


def limit_words(broken: Broken, policy: SchoolPolicy) -> str:
    """The sentence of a rule, with what stands in the way."""
    other = broken.other
    match broken.limit:
        case Limit.GAP:
            gap = policy.control_gap_days
            days = n_("fewer than {count} day", "fewer than {count} days", gap)
            text = _("Between this work and that of {day} there are {days}.")
            return text.format(days=days, day=day_month(other.day) if other else "")
        case Limit.SHARE:
            works = n_("{count} work", "{count} works", broken.works)
            lessons = n_("{count} lesson", "{count} lessons", broken.hours)
            text = _("{works} for {lessons} of the year: more than {share}%.")
            return text.format(works=works, lessons=lessons, share=policy.control_share)
        case Limit.DAY:
            text = _("The class writes a control work on this day already: {subject}.")
            return text.format(subject=in_sentence(other.subject) if other else "")
        case Limit.EDGE:
            return _("This is the first or the last lesson of the day.")


def _head(place: WorkPlace) -> list[Block]:
    subject = joined(place.subject, place.group_name)
    text = _("{day}, lesson {number}")
    day = sentence(short_weekday_date(place.date))
    return [
        Heading(f"{subject} · {place.class_title}"),
        text.format(day=day, number=place.number),
    ]


def work_screen(opened: OpenedWork) -> Screen:
    """One work, and what may be done to it."""
    work = opened.work
    blocks = [*_head(work.place), sentence(work.title)]
    if work.minutes is not None:
        blocks.append(n_("{count} minute", "{count} minutes", work.minutes))
    if work.is_dropped:
        blocks.append(bold(_("Taken off the schedule.")))
    elif opened.is_over and opened.can_change:
        blocks.append(_("There are no marks yet. If it was not written, move it or take it off."))
    elif work.place.is_cancelled:
        move = _("The lesson is cancelled: move the work to another one.")
        blocks.append(bold(move if opened.can_change else _("The lesson is cancelled.")))
    elif work.is_published:
        blocks.append(_("Published: families see it."))
    else:
        blocks.append(_("Not published: families do not see it yet."))
    if work.reason:
        blocks.append(_("⚠ In spite of a limit: {reason}").format(reason=f"«{work.reason}»"))
    planner = work.planned_by.short_name
    blocks.append(Footer(_("Planned by {person}").format(person=planner)))
    return Screen(blocks, [*_ways(opened), [_back_of_work(work)]])


def _ways(opened: OpenedWork) -> list[list[Button]]:
    work, rows = opened.work, list[list[Button]]()
    if opened.can_publish and not work.place.is_cancelled:
        rows.append([Button(_("Publish"), PublishWork(work_id=work.id), Style.SUCCESS)])
    if not opened.can_change:
        return rows
    to = OpenWorkDays(section_id=work.place.section_id, work_id=work.id)
    rows.append(
        [
            Button(_("Other day"), to),
            Button(_("Take off"), DropWork(work_id=work.id), Style.DANGER),
        ]
    )
    if opened.is_over:
        return rows
    types = [
        Button(
            shorten(each.title, MAX_BUTTON), SetControlType(work_id=work.id, work_type_id=each.id)
        )
        for each in opened.types
        if each.id != work.work_type_id
    ]
    return [*rows, *in_columns([*_lengths(work), *types], 2)]


def _lengths(work: PlannedWork) -> list[Button]:
    """Shorter ones that are, and the whole lesson."""
    found = [
        Button(
            n_("{count} minute", "{count} minutes", each),
            SetWorkMinutes(work_id=work.id, minutes=each),
        )
        for each in SHORT
        if each != work.minutes and each < work.place.ends - work.place.starts
    ]
    if work.minutes is not None:
        found.append(
            Button(c_("control work", "Whole lesson"), SetWorkMinutes(work_id=work.id, minutes=0))
        )
    return found


def _back_of_work(work: PlannedWork) -> Button:
    class_id = work.place.school_class_id or min(work.place.also_class_ids, default=0)
    if not class_id:
        return Button(_("‹ Classes"), OpenWorks())
    title = work.place.class_title
    return Button(
        f"‹ {shorten(title, MAX_BUTTON - 2)}", OpenClassWorks.of(class_id, work.place.date)
    )
