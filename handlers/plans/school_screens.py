"""Plans of the whole school and of a class, for those who oversee them."""

from domain.plans.overseeing import ClassPlans, SchoolPlans, SectionFact
from handlers.labels import with_group
from handlers.menu.callbacks import OpenMenu, OpenMore
from handlers.page import Block, Footer, Heading, Table, bold
from handlers.paging import paged, turning_buttons
from handlers.plans.callbacks import OpenClassPlans, OpenPlan, OpenSchoolPlans
from handlers.plans.screens import section_title
from handlers.screen import MAX_BUTTON, Button, Screen, in_columns
from handlers.words import _, day_month, joined, n_, shorten

_ON_PAGE = 20
_CLASSES_ON_PAGE = 60
_MAX_CELL = 40


def school_screen(plans: SchoolPlans, page: int) -> Screen:
    """Who has no plan, teacher by teacher; a class leads to its plan and fact."""
    missing, waiting = plans.without, plans.not_approved
    shown = paged(missing, page, at_most=_ON_PAGE)
    blocks: list[Block] = [Heading(_("Plans of topics"))]
    blocks.append(n_("{count} group is taught.", "{count} groups are taught.", len(plans.sections)))
    if missing:
        without = n_("{count} has no plan", "{count} have no plan", len(missing))
        until = _("due by {day}") if not plans.late else _("was due by {day}")
        blocks.append(bold(f"{without}, {until.format(day=day_month(plans.due))}"))
    else:
        blocks.append(_("Every one has a plan."))
    if waiting:
        blocks.append(
            n_("{count} plan waits for approval.", "{count} plans wait for approval.", len(waiting))
        )
    named = ""
    for each in shown.items:
        name = each.teacher.list_name if each.teacher else ""
        if name != named:
            named = name
            blocks.append(bold(name))
        blocks.append(section_title(each))
    if shown.title:
        blocks.append(Footer(shown.title))
    listed = paged(plans.classes, page, at_most=_CLASSES_ON_PAGE)
    has_more = page + 1 < max(shown.pages, listed.pages)
    pages = turning_buttons(page, lambda to: OpenSchoolPlans(page=to), has_more=has_more)
    classes = [Button(each.title, OpenClassPlans(class_id=each.id)) for each in listed.items]
    rows = [*in_columns(pages, 2), *in_columns(classes, 5)]
    return Screen(blocks, [*rows, [Button(_("‹ Back"), OpenMore())]])


def class_screen(plans: ClassPlans, *, of_school: bool) -> Screen:
    """Plan and fact of every subject; a tap opens the plan. `of_school`: there are others."""
    title = _("Plans of topics · {title}").format(title=plans.school_class.title)
    blocks: list[Block] = [Heading(title)]
    planned = [each for each in plans.sections if each.section.topics]
    if planned:
        header = (_("Subject"), _("Plan, h"), _("Passed"), _("Behind, h"))
        blocks.append(Table(header, [_row(each) for each in planned], "lrrr"))
    without = [_subject(each) for each in plans.sections if not each.section.topics]
    if without:
        blocks.append(_("No plan: {subjects}").format(subjects=", ".join(without)))
    buttons = [
        Button(_label(each), OpenPlan(section_id=each.section.id)) for each in plans.sections
    ]
    if any(_waits(each) for each in plans.sections):
        blocks.append(_("◦ waits to be approved."))
    back = [Button(_("‹ Back"), OpenSchoolPlans() if of_school else OpenMenu())]
    return Screen(blocks, [*in_columns(buttons, 2), back])


def _row(each: SectionFact) -> tuple[str, str, str, str]:
    sign = "⚠ " if each.is_behind else ""
    return (
        shorten(_subject(each), _MAX_CELL),
        str(each.fact.expected),
        str(each.fact.passed),
        sign + str(each.fact.lag),
    )


def _subject(each: SectionFact) -> str:
    return joined(each.section.subject, each.section.group_name)


def _waits(each: SectionFact) -> bool:
    return bool(each.section.topics) and each.section.approved_at is None


def _label(each: SectionFact) -> str:
    """Two groups of one subject differ by what stands at the end."""
    sign = "◦ " if _waits(each) else ""
    section = each.section
    return sign + with_group(section.subject, section.group_name, MAX_BUTTON - len(sign))
