"""«Список верен»: a homeroom teacher checks the class list once a month (R029, R052)."""

from collections.abc import Iterable
from datetime import date

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.calendar import School
from domain.classes.model import Family, SchoolClass
from domain.classes.use_cases import open_class
from domain.consent.needs import of_child
from domain.errors import Refused
from domain.hat import Hat
from domain.personal_data.list_model import (
    CheckState,
    ClassCheck,
    ClassList,
    Entry,
    Gap,
    first_of,
    state_of,
)
from domain.policy import SchoolPolicy
from domain.staff.summaries import list_hat
from domain.summaries import Summary
from domain.uow import UnitOfWork

SHOWN_CHECKS = 12  # a year of them


async def class_list(uow: UnitOfWork, actor: Actor, class_id: int) -> ClassList:
    """The list with what is missing, for whoever may open the class."""
    school_class, _hat = await open_class(uow, actor, class_id)
    return await _class_list(uow, school_class)


async def confirm_list(uow: UnitOfWork, actor: Actor, class_id: int) -> ClassList:
    """«Список верен», also ahead of the day on which it is asked. Said twice, it was said once.

    `Refused` "empty_class": there is no list to confirm.
    """
    school_class, hat = await open_class(uow, actor, class_id, Action.CHECK_CLASS_LIST)
    listed = await _class_list(uow, school_class)
    if not listed.entries:
        raise Refused("empty_class")
    month = first_of(school_class.school.today(uow.now))
    pupils, incomplete = len(listed.entries), len(listed.incomplete)
    if listed.state is CheckState.DONE:
        return listed
    if await uow.class_lists.note_check(class_id, month, hat.person.id, pupils, incomplete):
        uow.audit.note(
            actor,
            hat,
            Action.CHECK_CLASS_LIST,
            Thing(ThingKind.SCHOOL_CLASS, class_id),
            school_class_id=class_id,
            after={"month": month.isoformat(), "pupils": pupils, "incomplete": incomplete},
        )
    return await _class_list(uow, school_class)


async def class_checks(uow: UnitOfWork, actor: Actor) -> tuple[Hat, list[ClassCheck]]:
    """How it is with every class of the school, for the management and the administrator.

    And for whom the director lets see the summary.
    """
    hat = list_hat(actor, Action.READ_LIST_CHECKS, Summary.LIST_CHECKS)
    return hat, await checks_of_school(uow, hat.school)


async def checks_of_school(uow: UnitOfWork, school: School) -> list[ClassCheck]:
    """Every active class with the state of this month's check."""
    policy, today = school.policy, school.today(uow.now)
    return [
        ClassCheck(
            each.school_class, state_of(policy, today, each.year, each.month), each.checked_at
        )
        for each in await uow.class_lists.of_school(school)
    ]


async def _class_list(uow: UnitOfWork, school_class: SchoolClass) -> ClassList:
    school = school_class.school
    today = school.today(uow.now)
    families = await uow.classes.families(school_class)
    year, checks = await uow.class_lists.checks(school_class, SHOWN_CHECKS)
    last: date | None = checks[0].month if checks else None
    entries = tuple(
        Entry(family.student, tuple(_gaps(family, school.policy, today))) for family in families
    )
    state: CheckState = state_of(school.policy, today, year, last)
    return ClassList(school_class, entries, tuple(checks), state)


def _gaps(family: Family, policy: SchoolPolicy, today: date) -> Iterable[Gap]:
    born = family.pupil.birth_date
    if born is None:
        yield Gap.NO_BIRTH_DATE
    if family.student.sex is None:
        yield Gap.NO_SEX
    if not family.guardians:
        yield Gap.NO_GUARDIAN
        return
    if of_child(policy, born, family.standing, today).now:
        yield Gap.NO_CONSENT
    has_code = any(each.is_connected or each.code_until for each in family.guardians)
    if not has_code:
        yield Gap.NO_CODE
    if any(each.person.sex is None or each.birth_date is None for each in family.guardians):
        yield Gap.GUARDIAN_INCOMPLETE
