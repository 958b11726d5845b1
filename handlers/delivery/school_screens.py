"""«Доставка» of the school: at a glance, a grade, families to be told on paper, what failed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.calendar import School
from domain.delivery.model import Counts, GradeDelivery
from domain.delivery.trouble_model import DeadNotice, SchoolDelivery, Troubles, Waiting
from domain.delivery.untold_model import PaperLine, PaperList, Untold
from domain.notices.model import Kind
from domain.summaries import Summary
from handlers.delivery.callbacks import (
    GetPaper,
    OpenDelivery,
    OpenGradeDelivery,
    OpenPaper,
    OpenSchoolDelivery,
    OpenTroubles,
    SendAgain,
)
from handlers.delivery.class_screens import reasons
from handlers.delivery.names import moment, reason_words
from handlers.menu.callbacks import OpenMenu
from handlers.notices.kind_names import kind_name
from handlers.page import Block, Footer, Heading, Table, bold
from handlers.paging import length, paged, turning_buttons
from handlers.periods import mark_for
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.staff.callbacks import OpenSummaries
from handlers.words import _, c_, day_month, in_sentence, joined, n_, shorten

_FAMILIES_ON_PAGE = 10


@dataclass(frozen=True, slots=True)
class Ways:
    """What of all this is open to the reader; a summary may be all that the director opened."""

    summaries: frozenset[Summary]
    troubles: bool
    classes: bool

    @property
    def back(self) -> Button:
        """The management comes from its menu, others from the list of their summaries."""
        return Button(_("‹ Back"), OpenMenu() if self.classes else OpenSummaries())


def school_screen(delivery: SchoolDelivery, today: date, ways: Ways) -> Screen:
    """What waits, what failed, and the way to each grade."""
    blocks: list[Block] = [
        Heading(_("Delivery")),
        *_waiting(delivery.waiting, delivery.school, today),
        _failed(delivery.dead),
    ]
    grades = [
        Button(_("Grade {grade}").format(grade=grade), OpenGradeDelivery(grade_level=grade))
        for grade in delivery.grades
    ]
    buttons = []
    if Summary.PAPER in ways.summaries:
        buttons.append(Button(_("To tell on paper"), OpenPaper()))
    if ways.troubles and (delivery.dead or delivery.waiting):
        to = Button(_("Not delivered"), OpenTroubles())
        buttons.append(to)
    return Screen(blocks, [*in_columns(buttons, 1), *in_columns(grades, 3), [ways.back]])


def _failed(count: int) -> str:
    if not count:
        return _("Nothing was lost by an error.")
    return _("Not delivered because of an error: {count}").format(count=count)


def _waiting(waiting: Sequence[Waiting], school: School, today: date) -> list[Block]:
    if not waiting:
        return [_("Everything that was due has been sent.")]
    lines: list[Block] = [_("Waits to be sent:")]
    lines += [
        _("{kind}: {count}, since {when}").format(
            kind=_kind(each.kind),
            count=each.count,
            when=moment(school.local(each.since), today),
        )
        for each in waiting
    ]
    return lines


def _kind(kind: Kind) -> str:
    return _("Alarms") if kind is Kind.ALARM else kind_name(kind)


def grade_screen(delivery: GradeDelivery, ways: Ways) -> Screen:
    """The classes of a grade: absences, final marks and letters of seven days."""
    title = _("Grade {grade} · delivery in 7 days").format(grade=delivery.grade_level)
    header = (
        _("Class"),
        c_("column", "In time"),
        c_("column", "Waits"),
        c_("column", "Missed"),
    )
    rows = [(each.title, *_class_cells(counts)) for each, counts in delivery.classes]
    blocks: list[Block] = [Heading(title)]
    if rows:
        blocks.append(Table(header, rows, "lccc"))
    blocks.append(
        Footer(
            _(
                "Absences, final marks and messages from the school; in time is within 24 hours."
                " Families without any chat are in “To tell on paper”."
            )
        )
    )
    classes = [
        Button(shorten(each.title, MAX_BUTTON), OpenDelivery(class_id=each.id, week=True))
        for each, _counts in delivery.classes
        if ways.classes
    ]
    back = [Button(_("‹ Back"), OpenSchoolDelivery())]
    return Screen(blocks, [*in_columns(classes, 3), back])


def _class_cells(counts: Counts) -> tuple[str, str, str]:
    share = counts.share
    told = "—" if share is None else _("{share} %").format(share=int(share * 100))
    return told, str(counts.waiting or "—"), str(counts.lost or "—")


def paper_screen(paper: PaperList, page: int, ways: Ways) -> Screen:
    """Families whom nothing reached: of what, since when and why."""
    lines = [_paper_line(each, paper.school) for each in paper.lines]
    shown = paged(lines, page, at_most=_FAMILIES_ON_PAGE, size=lambda pair: length(*pair))
    blocks: list[Block] = [Heading(_("To tell on paper"))]
    if not lines:
        blocks.append(_("Final marks and messages of the last 30 days reached every family."))
    else:
        blocks.append(
            n_(
                "{count} family could not be told in Telegram",
                "{count} families could not be told in Telegram",
                len(lines),
            )
        )
    for name, words in shown.items:
        blocks += [bold(name), words]
    rows = in_columns(shown.buttons(lambda to: OpenPaper(page=to)), 2)
    if lines:
        hint = _("Final marks and messages from the school, in the last 30 days.")
        blocks.append(Footer(joined(hint, shown.title, by=" ")))
        rows.append([Button(_("Document (PDF)"), GetPaper())])
    back = ways.back
    if Summary.DELIVERY in ways.summaries:
        back = Button(_("‹ Back"), OpenSchoolDelivery())
    return Screen(blocks, [*rows, [back]])


def _paper_line(line: PaperLine, school: School) -> tuple[str, str]:
    name = joined(line.student.class_title, line.student.list_name, by=" ")
    since = day_month(school.local(line.since).date())
    what = joined(*map(untold_words, line.untold), by="; ")
    return name, _("{what}, since {day}. {reasons}").format(
        what=what, day=since, reasons=reasons(line.missed_by, school)
    )


def untold_words(untold: Untold) -> str:
    """«итоговые отметки за I четверть: 8»."""
    if untold.kind is Kind.FINAL_MARK:
        text = _("final marks for {period}: {count}")
        period = mark_for(untold.period_kind, untold.title)
        return text.format(period=period, count=untold.count)
    return n_("{count} message", "{count} messages", untold.count)


def troubles_screen(troubles: Troubles, today: date, back: bool) -> Screen:
    """Each dead notice with its reason, and what waits. `back`: there is «Доставка» to go to."""
    school = troubles.school
    blocks: list[Block] = [Heading(_failed(troubles.dead_count))]
    blocks += [_dead_line(each, troubles, today) for each in troubles.dead]
    blocks += ["", *_waiting(troubles.waiting, school, today)]
    if troubles.dead:
        blocks.append(Footer(_("They are known not to have arrived, so nothing comes twice.")))
    each_again = [
        Button(f"↻ № {each.id}", SendAgain(notice_id=each.id, page=troubles.page))
        for each in troubles.dead
        if troubles.dead_count > 1
    ]
    rows = []
    if troubles.dead_count:
        text = _("Send again · {count}").format(count=troubles.dead_count)
        rows.append([Button(text, SendAgain(), Style.PRIMARY)])
    seen = (troubles.page + 1) * max(1, len(troubles.dead))
    turning = turning_buttons(
        troubles.page,
        lambda to: OpenTroubles(page=to),
        has_more=bool(troubles.dead) and seen < troubles.dead_count,
    )
    to = OpenSchoolDelivery() if back else OpenMenu()
    last = [Button(_("‹ Back"), to)]
    return Screen(blocks, [*rows, *in_columns(each_again, 3), *in_columns(turning, 2), last])


def _dead_line(dead: DeadNotice, troubles: Troubles, today: date) -> str:
    when = moment(troubles.school.local(dead.created_at), today)
    whose = ""
    if troubles.names and dead.student is not None:
        whose = joined(dead.student.list_name, dead.class_title)
    return joined(
        f"№ {dead.id}",
        in_sentence(_kind(dead.kind)),
        when,
        reason_words(dead.reason),
        whose,
        by=" · ",
    )
