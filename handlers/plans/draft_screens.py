"""What was read of a plan, before it is saved: the topics, or what is wrong in which row."""

from domain.plans.model import (
    HOMEWORK_LENGTH,
    MOST_HOURS,
    MOST_TOPICS,
    TITLE_LENGTH,
    FaultCode,
    Plan,
    PlanFault,
)
from domain.plans.use_cases import DryRun
from handlers.page import Block, Footer, Heading, bold
from handlers.plans.callbacks import OpenPlan, SavePlan
from handlers.plans.screens import section_title
from handlers.screen import Button, Screen, Style
from handlers.words import _, joined, n_, shorten

_FIRST = 5  # topics shown of each end of the plan
_MOST_FAULTS = 10
_MAX_TITLE = 90


def draft_screen(run: DryRun, seam: int = 0) -> Screen:
    """A dry run: nothing is saved before «Сохранить».

    `seam`: the topic at which Telegram cut the text in two.
    """
    section = run.section
    title = Heading(_("Plan · {section}").format(section=section_title(section)))
    back = Button(_("‹ Don't save"), OpenPlan(section_id=section.id))
    if run.draft is None:
        return Screen([title, *_fault_lines(run.read.faults)], [[back]])
    plan = run.draft.plan
    blocks: list[Block] = [title, bold(_read_line(plan)), *_topics(plan)]
    if run.read.headings:
        skipped = n_(
            "{count} row without a number is a heading, not a topic.",
            "{count} rows without a number are headings, not topics.",
            run.read.headings,
        )
        blocks.append(Footer(skipped))
    if seam:
        blocks.append(_seam_line(plan, seam))
    blocks.append(Footer(_("Nothing is saved yet.")))
    save = Button(_("Save"), SavePlan(section_id=section.id), Style.SUCCESS)
    if not section.topics:
        return Screen(blocks, [[save], [back]])
    replaces = n_(
        "The plan there is has {count} topic.",
        "The plan there is has {count} topics.",
        section.topics,
    )
    replace_it = Button(_("Replace it"), SavePlan(section_id=section.id), Style.DANGER)
    add = Button(_("Add to its end"), SavePlan(section_id=section.id, appends=True), Style.SUCCESS)
    return Screen([*blocks, replaces], [[replace_it, add], [back]])


def _read_line(plan: Plan) -> str:
    topics = n_("{count} topic", "{count} topics", len(plan.topics))
    hours = n_("{count} hour", "{count} hours", plan.hours)
    return _("Read: {what}").format(what=joined(topics, hours))


def _seam_line(plan: Plan, seam: int) -> str:
    topic = plan.topics[min(seam, len(plan.topics)) - 1]
    return _("Telegram cut the text in two at topic {number}: “{topic}”. Is it whole?").format(
        number=topic.ordinal, topic=shorten(topic.title, _MAX_TITLE)
    )


def _topics(plan: Plan) -> list[Block]:
    """The first and the last ones: whoever sees both knows whether all was read."""
    lines = [f"{each.ordinal}. {shorten(each.title, _MAX_TITLE)}" for each in plan.topics]
    if len(lines) <= 2 * _FIRST:
        return [*lines]
    return [*lines[:_FIRST], "…", *lines[-_FIRST:]]


def _fault_lines(faults: tuple[PlanFault, ...]) -> list[Block]:
    lines: list[Block] = [bold(_("Nothing was taken: it has to be mended first."))]
    lines += [fault_words(each) for each in faults[:_MOST_FAULTS]]
    more = len(faults) - _MOST_FAULTS
    if more > 0:
        lines.append(n_("And {count} more.", "And {count} more.", more))
    lines.append(_("Mend it and send it here again."))
    return lines


def fault_words(fault: PlanFault) -> str:
    """«Строка 5: часы «полтора», а нужно целое число от 1 до 40»."""
    words = _words(fault)
    if not fault.row:
        return words
    return _("Row {row}: {fault}").format(row=fault.row, fault=words)


def _words(fault: PlanFault) -> str:
    match fault.code:
        case FaultCode.NO_HEADER:
            return _("There is no column named “topic” in the first 20 rows. Name the columns.")
        case FaultCode.NO_TOPICS:
            return _("There is no topic in it.")
        case FaultCode.TOO_LONG:
            return _("There are {count} topics, and a plan has at most {limit}.").format(
                count=fault.value, limit=MOST_TOPICS
            )
        case FaultCode.NO_TITLE:
            return _("the topic is missing")
        case FaultCode.TITLE:
            return _("the topic has more than {limit} characters: “{text}…”").format(
                limit=TITLE_LENGTH, text=shorten(fault.value, 40)
            )
        case FaultCode.HOURS:
            return _(
                "the hours are “{text}”, and a whole number from 1 to {most} is needed"
            ).format(text=fault.value, most=MOST_HOURS)
        case FaultCode.DATE:
            return _("the date is “{text}”; write it like 21.09.2026 or leave it out").format(
                text=fault.value
            )
        case FaultCode.HOMEWORK:
            return _("the homework has more than {limit} characters").format(limit=HOMEWORK_LENGTH)
