"""Entering, copying and following the plan of a section (S4 П2.VI; R054, R056)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.calendar import School
from domain.errors import Refused, unknown_is_denied
from domain.hat import Hat
from domain.plans.model import (
    MOST_TOPICS,
    Draft,
    Followed,
    Plan,
    PlanFact,
    PlannedSection,
    ReadPlan,
    Source,
)
from domain.plans.reading import Row, read_plan, typed_plan
from domain.plans.rules import plan_and_fact
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A section's plan beside what was held."""

    section: PlannedSection
    school: School
    followed: Followed
    fact: PlanFact
    can_edit: bool
    can_approve: bool

    @property
    def plan(self) -> Plan:
        return self.followed.plan


@dataclass(frozen=True, slots=True)
class DryRun:
    """What was read, before it is saved; with a fault in it it is not kept."""

    section: PlannedSection
    read: ReadPlan
    draft: Draft | None


async def open_section(
    uow: UnitOfWork, actor: Actor, action: Action, section_id: int, *, to_change: bool = False
) -> tuple[PlannedSection, Hat]:
    """The section, and the hat in which the actor may do this to its plan (R009)."""
    with unknown_is_denied(action):
        section = await uow.plans.section(section_id, to_change=to_change)
    return section, actor.require(action, section.target)


async def read_plan_of(uow: UnitOfWork, actor: Actor, section_id: int) -> PlanPage:
    """The plan and how far it has come."""
    section, hat = await open_section(uow, actor, Action.READ_PLAN, section_id)
    followed = await uow.plans.followed(section.id)
    lessons = await uow.plans.lessons(section.id)
    fact = plan_and_fact(followed.plan, lessons, hat.school.today(uow.now))
    can_edit = actor.may(Action.EDIT_PLAN, section.target)
    can_approve = actor.may(Action.APPROVE_PLAN, section.target)
    return PlanPage(section, hat.school, followed, fact, can_edit, can_approve)


async def plan_to_enter(uow: UnitOfWork, actor: Actor, section_id: int) -> PlannedSection:
    """Before anything is typed or sent."""
    section, _hat = await open_section(uow, actor, Action.EDIT_PLAN, section_id)
    return section


async def draft_typed(
    uow: UnitOfWork, actor: Actor, section_id: int, typed: str, *, after: int
) -> DryRun:
    """A line a topic, `after` so many that were typed before: a message holds only so much."""
    section, hat = await open_section(uow, actor, Action.EDIT_PLAN, section_id)
    read = typed_plan(typed)
    before = await uow.plans.draft(hat.person.id) if after else None
    if before is not None and before.section_id == section.id and not read.faults:
        kept = Plan(before.plan.topics[:after])
        read = replace(read, plan=joined(kept, read.plan))
    return await _draft(uow, hat, section, read, Source.TYPED)


async def draft_of_rows(
    uow: UnitOfWork, actor: Actor, section_id: int, rows: Iterable[Row] | None
) -> DryRun:
    """The rows of a file; `Refused` "plan_unreadable" for None: it is no table."""
    section, hat = await open_section(uow, actor, Action.EDIT_PLAN, section_id)
    if rows is None:
        raise Refused("plan_unreadable")
    read = read_plan(rows, hat.school.today(uow.now))
    return await _draft(uow, hat, section, read, Source.FILE)


async def plan_sources(
    uow: UnitOfWork, actor: Actor, section_id: int
) -> tuple[PlannedSection, list[PlannedSection]]:
    """Whose plan can be taken over: the same subject and grade, whoever teaches it (R054)."""
    section, _hat = await open_section(uow, actor, Action.EDIT_PLAN, section_id)
    return section, await uow.plans.sources(section)


async def draft_copied(uow: UnitOfWork, actor: Actor, section_id: int, source_id: int) -> DryRun:
    """Topics, hours and homework of the other plan; the dates are another class's."""
    section, hat = await open_section(uow, actor, Action.EDIT_PLAN, section_id)
    if all(each.id != source_id for each in await uow.plans.sources(section)):
        raise Refused("no_plan_to_copy")
    found = await uow.plans.followed(source_id)
    topics = tuple(replace(each, planned_on=None, id=0) for each in found.plan.topics)
    return await _draft(uow, hat, section, ReadPlan(Plan(topics)), Source.COPIED)


async def save_plan(uow: UnitOfWork, actor: Actor, section_id: int, *, appends: bool) -> bool:
    """The draft becomes the plan, or its end; False where there is no draft any more.

    A changed plan waits for approval anew.
    """
    section, hat = await open_section(uow, actor, Action.EDIT_PLAN, section_id, to_change=True)
    draft = await uow.plans.draft(hat.person.id)
    if draft is None or draft.section_id != section.id:
        return False
    plan = draft.plan
    if appends:
        plan = joined((await uow.plans.followed(section.id)).plan, plan)
    if len(plan.topics) > MOST_TOPICS:
        raise Refused("plan_too_long", limit=MOST_TOPICS)
    await uow.plans.replace(section.id, plan, draft.source, hat.person.id)
    await uow.plans.drop_draft(hat.person.id)
    uow.audit.note(
        actor,
        hat,
        Action.EDIT_PLAN,
        Thing(ThingKind.SECTION, section.id),
        before={"topics": section.topics},
        after={"topics": len(plan.topics), "hours": plan.hours},
    )
    return True


def joined(plan: Plan, other: Plan) -> Plan:
    """One after the other, counted through."""
    topics = (*plan.topics, *other.topics)
    return Plan(tuple(replace(each, ordinal=at) for at, each in enumerate(topics, start=1)))


async def _draft(
    uow: UnitOfWork, hat: Hat, section: PlannedSection, read: ReadPlan, source: Source
) -> DryRun:
    if read.faults:
        return DryRun(section, read, None)
    draft = Draft(section.id, source, read.plan)
    await uow.plans.keep_draft(hat.person.id, draft)
    return DryRun(section, read, draft)
