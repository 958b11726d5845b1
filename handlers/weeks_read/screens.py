"""Which families of a class have read the week, and which read nothing."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from domain.weeks_read.confirming import ConfirmedWeek
from domain.weeks_read.model import ClassReading, FamilyReads, FamilyRecord
from domain.weeks_read.rules import last_seen
from handlers.classes.callbacks import OpenClass, OpenFamilies
from handlers.marks.callbacks import OpenPeriodMarks
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import length, paged
from handlers.screen import Button, Screen, in_columns
from handlers.weeks_read.callbacks import OpenReading, PrintSheet, RemindFamilies
from handlers.weeks_read.words import confirmed_line, week_lines
from handlers.whose import whose
from handlers.words import _, c_, day_month, joined, n_, shorten

_ON_PAGE = 20
_MAX_NAME = 60


def reading_screen(reading: ClassReading, page: int, *, writes: bool) -> Screen:
    """How many have confirmed; who has opened nothing for long, who has no chat, who has paper."""
    class_id = reading.school_class.id
    shown = paged(_lines(reading), page, at_most=_ON_PAGE, size=lambda each: length(each[1]))
    title = _("{title} · who reads").format(title=reading.school_class.title)
    blocks: list[Block] = [Heading(title), *_of_week(reading)]
    if shown.items:
        blocks += ["", *_in_parts(shown.items)]
    blocks += ["", Footer(_("Whatever a parent presses or types here counts as reading."))]
    if shown.title:
        blocks.append(Footer(shown.title))
    rows = []
    if writes and reading.due:
        text = joined(_("Remind"), str(len(reading.due)), by=" · ")
        rows.append([Button(text, RemindFamilies(class_id=class_id))])
    rows += in_columns(shown.buttons(lambda to: OpenReading(class_id=class_id, page=to)), 2)
    back = Button(_("‹ Back"), OpenClass(class_id=class_id))
    paper = Button(_("Sheet to sign"), PrintSheet(class_id=class_id))
    families = Button(_("Families"), OpenFamilies(class_id=class_id))
    return Screen(blocks, [*rows, [paper, families], [back]])


def record_screen(done: ConfirmedWeek) -> Screen:
    """In place of a message of the week of which there is nothing else to say any more."""
    marks = Button(_("All marks"), OpenPeriodMarks(student_id=done.student.id), below=True)
    blocks = [Heading(whose(done.student)), *week_lines(done.week, done.school)]
    return Screen(blocks, [[marks]])


def _of_week(reading: ClassReading) -> list[Block]:
    week = reading.week
    span = _("From {begins} to {ends}").format(
        begins=day_month(week.begins), ends=day_month(week.last)
    )
    if not reading.had_lessons:
        return [_("{span} the class had no lessons: nothing is to be read.").format(span=span)]
    found: list[Block] = [span, bold(confirmed_line(reading.confirmed, reading.pupils))]
    if active := len(reading.of(FamilyReads.ACTIVE)):
        words = n_(
            "{count} family reads the diary and has not confirmed.",
            "{count} families read the diary and have not confirmed.",
            active,
        )
        found.append(words)
    return found


def _lines(reading: ClassReading) -> list[tuple[str, str]]:
    """Each family with the title of its part."""
    days = reading.school_class.school.policy.unread_days
    times = Counter(
        each.student.list_name for families in reading.families.values() for each in families
    )

    def name(family: FamilyRecord) -> str:
        is_namesake = times[family.student.list_name] > 1
        who = family.student.full_name if is_namesake else family.student.list_name
        return shorten(who, _MAX_NAME)

    silent = n_("Silent for {count} day and longer", "Silent for {count} days and longer", days)
    parts = (
        (silent, [f"{name(each)}: {_since(each)}" for each in reading.of(FamilyReads.SILENT)]),
        (
            c_("who reads", "Not connected"),
            [name(each) for each in reading.of(FamilyReads.NOT_CONNECTED)],
        ),
        (c_("who reads", "On paper"), [name(each) for each in reading.of(FamilyReads.ON_PAPER)]),
    )
    return [(f"{title}: {len(names)}", name) for title, names in parts for name in names]


def _in_parts(lines: Sequence[tuple[str, str]]) -> list[Block]:
    """A part that goes on from the page before has its title again."""
    blocks: list[Block] = []
    for title, part in groupby(lines, key=itemgetter(0)):
        blocks += [bold(title), *(name for _title, name in part)]
    return blocks


def _since(family: FamilyRecord) -> str:
    """«с 3 ноября, напомнили 18 ноября»."""
    last = last_seen(family)
    since = c_("who reads", "never")
    if last is not None:
        since = _("since {day}").format(day=day_month(last))
    reminded = ""
    if family.reminded_on is not None:
        reminded = _("reminded on {day}").format(day=day_month(family.reminded_on))
    return joined(since, reminded)
