"""The plan of a section's topics on the screen."""

from domain.plans.model import PlanFact, PlannedSection, PlannedTopic, Source
from domain.plans.rules import next_topics
from domain.plans.use_cases import PlanPage
from handlers.lessons.callbacks import OpenLessons
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import length, page_with, paged
from handlers.plans.callbacks import (
    ApprovePlan,
    AskPlan,
    CopyPlan,
    OpenClassPlans,
    OpenPlan,
    OpenSchoolPlans,
    OpenSources,
)
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.words import _, c_, day_month, joined, n_, short_date, shorten

TOPICS_ON_PAGE = 25
_MAX_TITLE = 90  # of a topic in the list; the whole of it is in the lesson


def section_title(section: PlannedSection) -> str:
    """«Алгебра, гр. 1 · 7А»."""
    return joined(joined(section.subject, section.group_name), section.class_title, by=" · ")


def plan_screen(page: PlanPage, number: int | None = None) -> Screen:
    """The topics, those had with a tick; above them how far the plan has come.

    Without a number, the page with the topic that is next.
    """
    section, plan = page.section, page.plan
    if number is None:
        number = page_with(plan.topics, _place(page), at_most=TOPICS_ON_PAGE, size=_length)
    shown = paged(plan.topics, number, at_most=TOPICS_ON_PAGE, size=_length)
    blocks: list[Block] = [Heading(_("Plan · {section}").format(section=section_title(section)))]
    if plan.topics:
        blocks += [_size(page), *_entered(page), *_fact_lines(page.fact), ""]
        blocks += [_ticked(each, page.followed.had.get(each.ordinal, 0)) for each in shown.items]
    else:
        blocks.append(_("There is no plan of topics yet."))
    if shown.title:
        blocks.append(Footer(shown.title))
    pages = shown.buttons(lambda to: OpenPlan(section_id=section.id, page=to))
    own = _own_buttons(page) if page.can_edit else []
    if page.can_approve and plan.topics and section.approved_at is None:
        own.append(Button(_("Approve"), ApprovePlan(section_id=section.id), Style.SUCCESS))
    return Screen(blocks, [*in_columns(pages, 2), *in_columns(own, 2), [_way_back(page)]])


def _place(page: PlanPage) -> int:
    """Of the next topic; once all are had, of the last one."""
    coming = next_topics(page.plan, page.followed.had)
    return page.plan.topics.index(coming[0]) if coming else max(0, len(page.plan.topics) - 1)


def _length(topic: PlannedTopic) -> int:
    return length(_line(topic))


def _way_back(page: PlanPage) -> Button:
    class_id = page.section.school_class_id
    if page.can_edit:
        return Button(_("‹ My lessons"), OpenLessons())
    if class_id is not None:
        return Button(_("‹ Plans"), OpenClassPlans(class_id=class_id))
    if page.can_approve:
        return Button(_("‹ Plans"), OpenSchoolPlans())
    return Button(_("‹ Back"), OpenMenu())


def _own_buttons(page: PlanPage) -> list[Button]:
    section_id = page.section.id
    enter = _("Change the plan") if page.plan.topics else _("Enter the plan")
    style = None if page.plan.topics else Style.PRIMARY
    return [
        Button(enter, AskPlan(section_id=section_id), style),
        Button(_("From another class"), OpenSources(section_id=section_id)),
    ]


def _size(page: PlanPage) -> str:
    topics = n_("{count} topic", "{count} topics", len(page.plan.topics))
    return joined(topics, n_("{count} hour", "{count} hours", page.plan.hours))


def _entered(page: PlanPage) -> list[Block]:
    section, school = page.section, page.school
    if section.approved_at is None:
        approval = _("not approved yet")
    else:
        day = day_month(school.local(section.approved_at).date())
        approval = _("approved on {day}").format(day=day)
    if section.entered_at is None or section.source is None:
        return [joined(_("From the register's files"), approval)]
    day = day_month(school.local(section.entered_at).date())
    how = _("Entered on {day}: {how}").format(day=day, how=_source(section.source))
    return [joined(how, approval)]


def _source(source: Source) -> str:
    match source:
        case Source.TYPED:
            return c_("plan", "typed")
        case Source.FILE:
            return c_("plan", "from a file")
        case Source.COPIED:
            return c_("plan", "taken over from another class")
        case Source.IMPORT:
            return c_("plan", "from the register's files")


def _fact_lines(fact: PlanFact) -> list[Block]:
    """«По плану 20 ч, пройдено 18: отставание 2 ч»."""
    line = _("Due by today: {expected} h, passed: {passed} h").format(
        expected=fact.expected, passed=fact.passed
    )
    lines: list[Block] = [joined(line, lag_words(fact), by=": ")]
    parts = []
    if fact.cancelled:
        parts.append(n_("{count} lesson cancelled", "{count} lessons cancelled", fact.cancelled))
    if fact.off_plan:
        parts.append(n_("{count} not by the plan", "{count} not by the plan", fact.off_plan))
    if fact.unfilled:
        parts.append(n_("{count} without a topic", "{count} without a topic", fact.unfilled))
    if parts:
        lines.append(", ".join(parts))
    if fact.missing:
        lines.append(
            n_(
                "⚠ The lessons that are left are {count} too few for the plan.",
                "⚠ The lessons that are left are {count} too few for the plan.",
                fact.missing,
            )
        )
    return lines


def lag_words(fact: PlanFact) -> str:
    """«отставание 2 ч»; nothing where the plan is kept."""
    if fact.lag > 0:
        return n_("{count} hour behind", "{count} hours behind", fact.lag)
    if fact.lag < 0:
        return n_("{count} hour ahead", "{count} hours ahead", -fact.lag)
    return ""


def _line(topic: PlannedTopic) -> str:
    hours = n_("{count} hour", "{count} hours", topic.hours) if topic.hours > 1 else ""
    day = short_date(topic.planned_on) if topic.planned_on else ""
    rest = joined(hours, day)
    title = f"{topic.ordinal}. {shorten(topic.title, _MAX_TITLE)}"
    return f"{title} ({rest})" if rest else title


def _ticked(topic: PlannedTopic, had: int) -> str:
    return ("✓ " if had >= topic.hours else "") + _line(topic)


def asking_screen(section: PlannedSection) -> Screen:
    """How a plan is typed or sent."""
    blocks: list[Block] = [
        Heading(_("Plan · {section}").format(section=section_title(section))),
        bold(_("Send the plan as a file, or type it, a line a topic.")),
        _(
            "A file: XLSX or CSV with the columns “topic”, and if you like “No.”, “hours”, “date”,"
            " “homework”."
        ),
        _("Typed: “Fractions, 2 h”. A long plan goes into several messages."),
        _("You will see what was read before anything is saved."),
    ]
    return Screen(blocks, [[_back(section.id)]])


def sources_screen(section: PlannedSection, sources: list[PlannedSection]) -> Screen:
    """Whose plan can be taken over; where there is none, the way to enter one."""
    blocks: list[Block] = [
        Heading(_("Plan · {section}").format(section=section_title(section))),
        bold(_("Whose plan shall be taken over?")) if sources else none_to_copy(),
    ]
    blocks += [
        joined(section_title(each), n_("{count} topic", "{count} topics", each.topics), by=": ")
        for each in sources
    ]
    buttons = [
        Button(
            shorten(joined(each.class_title, each.group_name), MAX_BUTTON),
            CopyPlan(section_id=section.id, source_id=each.id),
        )
        for each in sources
    ]
    if not sources:
        buttons = [Button(_("Enter the plan"), AskPlan(section_id=section.id), Style.PRIMARY)]
    return Screen(blocks, [*in_columns(buttons, 2), [_back(section.id)]])


def none_to_copy() -> str:
    """Why there is nothing to choose."""
    return _(
        "No other class of this grade has a plan in this subject yet. Send a file or type the plan."
    )


def _back(section_id: int) -> Button:
    return Button(_("‹ Back"), OpenPlan(section_id=section_id))
