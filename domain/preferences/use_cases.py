"""Choosing what to be told of and when (R111). One phone may be both parents': both choose."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from domain.access import Action, Role
from domain.actor import Actor
from domain.audit.model import Facts, Thing, ThingKind
from domain.calendar import School
from domain.diary import target_of
from domain.errors import Denied, Refused
from domain.hat import Hat, Target
from domain.notices.model import Kind
from domain.notices.rights import rights_to_hear
from domain.people import Student
from domain.preferences.choices import Choice, Habits, QuietHours
from domain.preferences.model import OFFERED, Choices, OwnHabits, choosable_kinds, chosen
from domain.preferences.waiting import follow_choice, follow_habits
from domain.uow import UnitOfWork

STAFF = 0
"""In place of a child: whoever uses the chat works at the school."""


async def notice_choices(uow: UnitOfWork, actor: Actor, student_id: int) -> Choices:
    """What this chat is told of one of its children."""
    hat, people = _choosers(actor, student_id)
    assert hat.student is not None  # both relations that the table allows are to a pupil
    by_person = await uow.preferences.choices(people, student_id)
    kinds = _heard(actor, hat.student, hat.school)
    together = {
        kind: _first_wanted([chosen(kind, by_person.get(key, {})) for key in people])
        for kind in kinds
    }
    reads_letters = actor.may(Action.READ_MESSAGES, target_of(hat.student, hat.school))
    own = await own_habits(uow, actor, student_id)
    return Choices(hat.student, kinds, together, own, reads_letters=reads_letters)


def _heard(actor: Actor, student: Student, school: School) -> tuple[Kind, ...]:
    """Of what there is in this grade the kinds of which the chat may hear."""
    target = target_of(student, school)
    return tuple(
        kind
        for kind in choosable_kinds(school.policy, student.grade_level)
        if any(actor.may(each, target) for each in rights_to_hear(kind))
    )


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
    hat, people = _choosers(actor, student_id)
    if Role.TRUSTED_CONTACT in hat.roles and kind not in choices.kinds:
        raise Denied(Action.CHOOSE_NOTICES)
    await uow.preferences.choose(people, student_id, kind, choice)
    before = choices.choices.get(kind)
    _note(uow, actor, hat, ({"kind": kind, "choice": before}, {"kind": kind, "choice": choice}))
    await follow_choice(uow, people, student_id, kind, choice)
    return replace(choices, choices={**choices.choices, kind: choice})


async def own_habits(uow: UnitOfWork, actor: Actor, student_id: int) -> OwnHabits:
    """Of those who follow this child in the chat, or of the `STAFF` in it."""
    hat, people = _choosers(actor, student_id)
    habits = await uow.preferences.habits(people)
    return OwnHabits(hat.school, habits.get(people[0], Habits()), hat.student)


async def choose_quiet_hours(
    uow: UnitOfWork, actor: Actor, student_id: int, hours: QuietHours
) -> None:
    """For everything that these people are told, of every child; what waits already follows.

    Whoever chooses the hours of the school follows the school when it changes them.
    """
    own = await own_habits(uow, actor, student_id)
    as_school = hours.is_same(own.quiet_hours_of_school)
    begins, ends = (None, None) if as_school else (hours.begins, hours.ends)
    await _keep(uow, actor, student_id, replace(own.habits, quiet_from=begins, quiet_until=ends))


async def choose_details(uow: UnitOfWork, actor: Actor, student_id: int, *, hidden: bool) -> None:
    """Whether a push says only that there is something new.

    `Refused` "details_hidden_by_school" where the school has decided so for everybody.
    """
    own = await own_habits(uow, actor, student_id)
    if own.school.policy.hides_details and not hidden:
        raise Refused("details_hidden_by_school")
    await _keep(uow, actor, student_id, replace(own.habits, hides_details=hidden))


async def _keep(uow: UnitOfWork, actor: Actor, student_id: int, habits: Habits) -> None:
    hat, people = _choosers(actor, student_id)
    held = await uow.preferences.habits(people)
    await uow.preferences.keep_habits(dict.fromkeys(people, habits))
    _note(uow, actor, hat, (asdict(held.get(people[0], Habits())), asdict(habits)))
    await follow_habits(uow, people)


def _note(uow: UnitOfWork, actor: Actor, hat: Hat, facts: tuple[Facts, Facts]) -> None:
    """Of the one told first: both parents of one phone choose together."""
    about = hat.student or hat.person
    person = Thing(ThingKind.PERSON, hat.person.id)
    before, after = facts
    uow.audit.note(
        actor, hat, Action.CHOOSE_NOTICES, person, about=about.id, before=before, after=after
    )


def _first_wanted(choices: Sequence[Choice]) -> Choice:
    """Two parents on one phone hear what the first of them wants to hear at all."""
    return next((choice for choice in choices if choice is not Choice.OFF), Choice.OFF)


def _choosers(actor: Actor, student_id: int) -> tuple[Hat, tuple[int, ...]]:
    """The hat that has the right, and the people of this chat, in the order in which they are told.

    `Denied` where the child is not of this chat, or nobody in it works at the school.
    """
    if student_id == STAFF:
        hats = [hat for hat in actor.current_first if hat.is_staff] or [actor.require_hat()]
        person_id = hats[0].person.id
    else:
        hats, person_id = actor.hats_about(student_id), None
    school_id = hats[0].school.id if hats else None
    target = Target(school_id=school_id, person_id=person_id, student_id=student_id or None)
    hat = actor.require(Action.CHOOSE_NOTICES, target)
    return hat, tuple(each.person.id for each in sorted(hats, key=_by_binding))


def _by_binding(hat: Hat) -> int:
    return hat.binding_id
