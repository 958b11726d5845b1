"""Plans of the whole school: who has none, what waits for approval, who is behind (R055, R056)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.calendar import School
from domain.classes.model import SchoolClass
from domain.errors import Refused, unknown_is_denied
from domain.plans.model import PlanFact, PlannedSection
from domain.plans.rules import plan_and_fact
from domain.plans.terms import is_behind, lacks_plan, plans_due
from domain.plans.use_cases import open_section
from domain.staff.use_cases import office
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class SchoolPlans:
    """The sections of a school by teacher, and how their plans stand on a day."""

    school: School
    today: date
    sections: Sequence[PlannedSection]
    classes: Sequence[SchoolClass]

    @property
    def due(self) -> date:
        return plans_due(self.today, self.school.policy)

    @property
    def without(self) -> list[PlannedSection]:
        """Those that have no plan, late or not."""
        return [each for each in self.sections if not each.topics]

    @property
    def late(self) -> list[PlannedSection]:
        """Those that have none after its day (D09)."""
        return lacks_plan(self.sections, self.today, self.school.policy)

    @property
    def not_approved(self) -> list[PlannedSection]:
        return [each for each in self.sections if each.topics and each.approved_at is None]


@dataclass(frozen=True, slots=True)
class SectionFact:
    """A section of a class beside its plan."""

    section: PlannedSection
    fact: PlanFact
    is_behind: bool


@dataclass(frozen=True, slots=True)
class ClassPlans:
    """The plans of one class beside what was held."""

    school_class: SchoolClass
    sections: Sequence[SectionFact]


async def school_plans(uow: UnitOfWork, actor: Actor) -> SchoolPlans:
    """For those who oversee the programmes of the whole school."""
    school = office(actor, Action.READ_PLAN).school
    sections = await uow.plans.of_school(school.id)
    classes = await uow.classes.of_school(school.id)
    return SchoolPlans(school, school.today(uow.now), sections, classes)


async def class_plans(uow: UnitOfWork, actor: Actor, class_id: int) -> ClassPlans:
    """Plan and fact of every subject of a class."""
    with unknown_is_denied(Action.READ_PLAN):
        school_class = await uow.classes.school_class(class_id)
    school = actor.require(Action.READ_PLAN, school_class.target).school
    today, policy = school.today(uow.now), school.policy
    facts = []
    for each in await uow.plans.of_class(class_id):
        fact = plan_and_fact(each.plan, each.lessons, today)
        facts.append(SectionFact(each.section, fact, is_behind(fact, policy)))
    return ClassPlans(school_class, facts)


async def approve_plan(uow: UnitOfWork, actor: Actor, section_id: int) -> None:
    """The deputy has seen it; a plan that is changed later waits anew. Twice is once."""
    section, hat = await open_section(uow, actor, Action.APPROVE_PLAN, section_id, to_change=True)
    if not section.topics:
        raise Refused("plan_empty")
    if section.approved_at is not None:
        return
    await uow.plans.approve(section.id, hat.person.id)
    uow.audit.note(
        actor,
        hat,
        Action.APPROVE_PLAN,
        Thing(ThingKind.SECTION, section.id),
        before={"approved": False},
        after={"approved": True},
    )
