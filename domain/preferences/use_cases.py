"""Choosing what to be told of and when (R111). One phone may be both parents': both choose."""

from collections.abc import Sequence
from dataclasses import replace

from domain.access import Action, Actor, Hat, Target
from domain.errors import Refused
from domain.notices.model import Kind
from domain.preferences.choices import Choice, Habits, QuietHours
from domain.preferences.model import OFFERED, Choices, choosable_kinds, chosen
from domain.preferences.waiting import follow_choice, follow_habits
from domain.uow import UnitOfWork


async def notice_choices(uow: UnitOfWork, actor: Actor, student_id: int) -> Choices:
    """What this chat is told of one of its children."""
    hat = actor.require(Action.CHOOSE_NOTICES, _target(actor, student_id))
    assert hat.student is not None  # both relations that the table allows are to a pupil
    people = _choosers(actor, student_id)
    by_person = await uow.preferences.choices(people, student_id)
    habits = await uow.preferences.habits(people)
    kinds = choosable_kinds(hat.school.policy, hat.student.grade_level)
    together = {
        kind: _first_wanted([chosen(kind, by_person.get(key, {})) for key in people])
        for kind in kinds
    }
    return Choices(hat.student, hat.school, kinds, together, habits.get(people[0], Habits()))


async def choose_notices(
    uow: UnitOfWork, actor: Actor, student_id: int, kind: Kind, choice: Choice
) -> Choices:
    """When a kind is told of a child; what waits already follows.

    `Refused` "always_told" for what comes at once to everybody (messages from school, news of
    access) and for safety kinds that are to be switched off.
    """
    choices = await notice_choices(uow, actor, student_id)
    if choice not in OFFERED.get(kind, ()):
        raise Refused("always_told")
    people = _choosers(actor, student_id)
    await uow.preferences.choose(people, student_id, kind, choice)
    await follow_choice(uow, people, student_id, kind, choice)
    return replace(choices, choices={**choices.choices, kind: choice})


async def choose_quiet_hours(
    uow: UnitOfWork, actor: Actor, student_id: int, hours: QuietHours
) -> Choices:
    """For everything that these people are told, of every child; what waits already follows.

    Whoever chooses the hours of the school follows the school when it changes them.
    """
    choices = await notice_choices(uow, actor, student_id)
    as_school = hours.is_same(QuietHours.of_school(choices.school.policy))
    begins, ends = (None, None) if as_school else (hours.begins, hours.ends)
    return await _keep(
        uow, actor, choices, replace(choices.habits, quiet_from=begins, quiet_until=ends)
    )


async def choose_details(
    uow: UnitOfWork, actor: Actor, student_id: int, *, hidden: bool
) -> Choices:
    """Whether a push says only that there is something new.

    `Refused` "details_hidden_by_school" where the school has decided so for everybody.
    """
    choices = await notice_choices(uow, actor, student_id)
    if choices.school.policy.hides_details and not hidden:
        raise Refused("details_hidden_by_school")
    return await _keep(uow, actor, choices, replace(choices.habits, hides_details=hidden))


async def _keep(uow: UnitOfWork, actor: Actor, choices: Choices, habits: Habits) -> Choices:
    people = _choosers(actor, choices.student.id)
    await uow.preferences.keep_habits(dict.fromkeys(people, habits))
    await follow_habits(uow, people)
    return replace(choices, habits=habits)


def _first_wanted(choices: Sequence[Choice]) -> Choice:
    """Two parents on one phone hear what the first of them wants to hear at all."""
    return next((choice for choice in choices if choice is not Choice.OFF), Choice.OFF)


def _target(actor: Actor, student_id: int) -> Target:
    """A family chooses for its own: the school follows from the hat."""
    schools = (hat.school.id for hat in actor.hats_about(student_id))
    return Target(school_id=next(schools, None), student_id=student_id)


def _choosers(actor: Actor, student_id: int) -> tuple[int, ...]:
    """The people of this chat who follow the child, in the order in which they are told."""
    hats = sorted(actor.hats_about(student_id), key=_by_binding)
    return tuple(hat.person.id for hat in hats)


def _by_binding(hat: Hat) -> int:
    return hat.binding_id
