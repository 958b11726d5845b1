"""«Проверка отметок» of a class: what does not go together, kind by kind."""

from collections import Counter

from domain.gradebook.check_model import ClassCheck, Odd, Oddity
from handlers.gradebook.callbacks import OpenClassBook, OpenClassCheck
from handlers.labels import labels
from handlers.mark_words import written
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import length, paged
from handlers.screen import MAX_BUTTON, Button, Screen, in_columns
from handlers.words import _, average, c_, day_month, in_sentence, joined, n_, shorten

_ON_PAGE = 25
_SUBJECT = 40
_REASON = 120


def check_screen(check: ClassCheck, page: int) -> Screen:
    """A line each under what is odd about them; nothing is wrong only because it stands here."""
    names = labels(
        [*{each.recorded.pupil.id: each.recorded.pupil for each in check.found}.values()]
    )
    lines = [(each.oddity, _line(each, names[each.recorded.pupil.id])) for each in check.found]
    shown = paged(lines, page, at_most=_ON_PAGE, size=lambda each: length(each[1]) + 1)
    counts = Counter(each.oddity for each in check.found)
    title = joined(check.class_title, c_("marks of a class", "check"), check.period.title, by=" · ")
    blocks: list[Block] = [Heading(title)]
    before: Oddity | None = None
    for oddity, line in shown.items:
        if oddity is not before:
            blocks.append(bold(_head(oddity, counts[oddity])))
        blocks.append(line)
        before = oddity
    if not lines:
        blocks.append(_("Nothing contradicts itself here."))
    else:
        blocks.append(Footer(_("Look at these: not all of them have to be wrong.")))
    if shown.title:
        blocks.append(Footer(shown.title))

    def to(period_id: int, at: int = 0) -> OpenClassCheck:
        return OpenClassCheck(class_id=check.class_id, period_id=period_id, page=at)

    others = [
        Button(shorten(each.title, MAX_BUTTON), to(each.id))
        for each in check.periods
        if each.id != check.period.id
    ]
    back = Button(_("‹ Back"), OpenClassBook(class_id=check.class_id, period_id=check.period.id))
    pages = shown.buttons(lambda at: to(check.period.id, at))
    return Screen(blocks, [*in_columns(pages, 2), *in_columns(others, 2), [back]])


def _head(oddity: Oddity, count: int) -> str:
    match oddity:
        case Oddity.FAR:
            return n_(
                "{count} final mark far from its average",
                "{count} final marks far from their average",
                count,
            )
        case Oddity.NO_MARKS:
            return n_(
                "{count} final mark without marks beneath it",
                "{count} final marks without marks beneath them",
                count,
            )
        case Oddity.ABSENT:
            return n_(
                "{count} mark in a lesson that was missed",
                "{count} marks in lessons that were missed",
                count,
            )


def _line(each: Odd, name: str) -> str:
    """«Белов, алгебра: 5, средний 3,33 · «проект четверти»»."""
    recorded = each.recorded
    what = joined(name, in_sentence(shorten(recorded.subject, _SUBJECT)))
    if recorded.day is not None:
        return _("{what}: {mark} on {day}").format(
            what=what, mark=written(recorded.value), day=day_month(recorded.day)
        )
    mean = ""
    if each.average is not None:
        mean = _("average {average}").format(average=average(each.average))
    said = f"{what}: {joined(written(recorded.value), mean)}"
    reason = f"«{shorten(recorded.reason, _REASON)}»" if recorded.reason else ""
    return joined(said, reason, by=" · ")
