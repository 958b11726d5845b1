"""How long homework takes: of one, and of a class by day."""

from datetime import timedelta

from domain.homework.desk import HomeworkDesk
from domain.homework.estimating import ClassLoad
from domain.homework.load import DayLoad
from domain.homework.model import SetHomework
from domain.homework.ticking import TickSummary
from handlers.classes.callbacks import OpenClassMore
from handlers.lessons.callbacks import OpenHomework
from handlers.lessons.heads import homework_line, lesson_lines
from handlers.lessons.minutes_callbacks import OpenLoad, SetMinutes
from handlers.page import Block, Footer, Heading, Table, bold
from handlers.screen import Button, Screen, in_columns
from handlers.words import _, day_month, joined, n_, short_date, short_weekday, short_weekday_date

_OFFERED = (10, 15, 20, 30, 45, 60)
_WEEK = timedelta(days=7)


def minutes_words(minutes: int) -> str:
    return n_("{count} minute", "{count} minutes", minutes)


def minutes_screen(desk: HomeworkDesk, item: SetHomework) -> Screen:
    """The usual times as buttons; any other is typed."""
    place = {"lesson_id": desk.taught.id, "homework_id": item.id}
    blocks: list[Block] = [*lesson_lines(desk.taught), homework_line(item)]
    blocks.append(bold(_("How many minutes will it take? Choose, or type a number.")))
    buttons = [
        Button(_choice(each, item.minutes), SetMinutes(**place, minutes=each)) for each in _OFFERED
    ]
    rows = in_columns(buttons, 3)
    if item.minutes:
        rows.append([Button(_("Do not say"), SetMinutes(**place, minutes=0))])
    return Screen(blocks, [*rows, [Button(_("‹ Back"), OpenHomework(**place))]])


def _choice(minutes: int, chosen: int | None) -> str:
    text = n_("{count} min", "{count} min", minutes)
    return f"{text} ✓" if minutes == chosen else text


def warning(desk: HomeworkDesk, load: DayLoad) -> list[Block]:
    """«7А на чт, 26 ноября: 165 минут при норме 150»; nothing within the norm."""
    if not load.over:
        return []
    text = _("⚠ {school_class} for {day}: {minutes}, the norm is {norm}.").format(
        school_class=desk.taught.class_title or desk.taught.section_title,
        day=short_weekday_date(load.date),
        minutes=minutes_words(load.minutes),
        norm=load.norm,
    )
    return [bold(text), _("The norm is for all subjects of a day. Set less, or for another day.")]


def tick_line(ticks: TickSummary | None) -> list[Block]:
    """«Сделали: 18 из 25, медиана 40 мин»; nothing while nobody has ticked it."""
    if ticks is None or not ticks.done:
        return []
    line = _("Done: {done} of {pupils}").format(done=ticks.done, pupils=ticks.pupils)
    if ticks.minutes is None:
        return [line]
    time = n_("{count} min", "{count} min", ticks.minutes)
    return [joined(line, _("median {time}").format(time=time))]


def load_screen(found: ClassLoad) -> Screen:
    """A week: the pupil of the class who has most decides a day."""
    last = found.monday + _WEEK - timedelta(days=1)
    heading = _("{school_class} · homework by day, {begins}–{ends}").format(
        school_class=found.school_class.title,
        begins=day_month(found.monday),
        ends=day_month(last),
    )
    blocks: list[Block] = [Heading(heading)]
    if found.days:
        header = (_("Day"), _("Minutes"), _("Norm"), _("No estimate"))
        blocks.append(Table(header, [_row(each) for each in found.days], "lrrr"))
        blocks.append(Footer(_("Of the pupil who has most; what has no estimate is not added.")))
    else:
        blocks.append(_("Nothing is set for this week."))
    class_id = found.school_class.id
    turning = [
        Button(
            text.format(day=short_date(found.monday + step)),
            OpenLoad(class_id=class_id, day=(found.monday + step).toordinal()),
        )
        for text, step in (("◀ {day}", -_WEEK), ("{day} ▶", _WEEK))
    ]
    return Screen(blocks, [turning, [Button(_("‹ Back"), OpenClassMore(class_id=class_id))]])


def _row(load: DayLoad) -> tuple[str, str, str, str]:
    minutes = f"{load.minutes} ⚠" if load.over else str(load.minutes)
    day = f"{short_weekday(load.date)} {short_date(load.date)}"
    return day, minutes, str(load.norm), str(load.unknown or "")
