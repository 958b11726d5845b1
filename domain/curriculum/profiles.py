"""Profiles of the curriculum: made by the deputy, followed by classes and groups (S4 П2.II, VI).

Every pupil of grades 10 and 11 follows one until the school year is set up (R037, D08).
"""

from collections.abc import Iterable
from dataclasses import asdict, replace

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.curriculum.model import ClassProfile, NamedGroup, NewProfile, Profile, SchoolProfiles
from domain.curriculum.rules import MOST_PROFILES, read_profile
from domain.errors import Denied, Refused
from domain.groups.model import Group
from domain.hat import Hat
from domain.staff.use_cases import office
from domain.uow import UnitOfWork
from domain.year.classes import own_class


async def school_profiles(uow: UnitOfWork, actor: Actor) -> SchoolProfiles:
    """The profiles with who follows them, and the classes that lack one."""
    return await _shown(uow, office(actor, Action.EDIT_CALENDAR))


async def open_profile(
    uow: UnitOfWork, actor: Actor, profile_id: int
) -> tuple[SchoolProfiles, Profile]:
    """One of the own school; else `Denied`."""
    shown = await school_profiles(uow, actor)
    return shown, _own(shown.profiles, profile_id)


async def add_profile(uow: UnitOfWork, actor: Actor, typed: str) -> tuple[SchoolProfiles, Profile]:
    """A new one, which nobody follows yet; `Refused` as `read_profile`, "profile_exists",
    "too_many_profiles"."""
    hat = office(actor, Action.EDIT_CALENDAR)
    new = read_profile(typed)
    await uow.calendar.lock(hat.school.id)
    known = await uow.curriculum.profiles(hat.school.id)
    _require_own_name(new, known)
    if len(known) >= MOST_PROFILES:
        raise Refused("too_many_profiles", most=MOST_PROFILES)
    profile_id = await uow.curriculum.add_profile(hat.school.id, new)
    added = Profile(profile_id, new.title, new.first_grade, new.last_grade)
    uow.audit.note(actor, hat, Action.EDIT_CALENDAR, _school(hat), after=_facts(added))
    shown = await _shown(uow, hat)
    return shown, _own(shown.profiles, profile_id)


async def change_profile(
    uow: UnitOfWork, actor: Actor, profile_id: int, typed: str
) -> tuple[SchoolProfiles, Profile]:
    """It is called so and is of these grades; whoever follows it goes on doing so. Twice is once.

    `Refused` as `add_profile`, and "profile_grades" where a follower's grade would be left out.
    """
    hat = office(actor, Action.EDIT_CALENDAR)
    new = read_profile(typed)
    await uow.calendar.lock(hat.school.id)
    shown = await _shown(uow, hat)
    before = _own(shown.profiles, profile_id)
    _require_own_name(new, [each for each in shown.profiles if each.id != profile_id])
    changed = replace(before, **asdict(new))
    if changed == before:
        return shown, before
    staying = {each.id for each in shown.classes_of(changed)}
    left_out = {each.class_title for each in before.followers if each.class_id not in staying}
    if left_out:
        raise Refused("profile_grades", classes=", ".join(sorted(left_out)))
    await uow.curriculum.change_profile(profile_id, new)
    facts = _facts(before), _facts(changed)
    uow.audit.note(actor, hat, Action.EDIT_CALENDAR, _school(hat), before=facts[0], after=facts[1])
    return await _shown(uow, hat), changed


async def remove_profile(uow: UnitOfWork, actor: Actor, profile_id: int) -> SchoolProfiles:
    """It is there no more; `Refused` "profile_followed" while somebody follows it, else `Denied`.

    A second press finds none and is `Denied` too.
    """
    hat = office(actor, Action.EDIT_CALENDAR)
    await uow.calendar.lock(hat.school.id)
    profile = _own(await uow.curriculum.profiles(hat.school.id), profile_id)
    if profile.followers:
        raise Refused("profile_followed", title=profile.title)
    await uow.curriculum.remove_profile(profile_id)
    uow.audit.note(actor, hat, Action.EDIT_CALENDAR, _school(hat), before=_facts(profile))
    return await _shown(uow, hat)


async def class_profile(
    uow: UnitOfWork, actor: Actor, class_id: int, group_id: int = 0
) -> ClassProfile:
    """What a class of the own school and its groups follow; `Denied` without it or the group."""
    shown = await _of_class(uow, office(actor, Action.EDIT_CALENDAR), class_id)
    _name(shown, group_id)
    return shown


async def follow_profile(
    uow: UnitOfWork, actor: Actor, class_id: int, profile_id: int, *, group_id: int = 0
) -> ClassProfile:
    """The class follows this profile from now on, or a group of it.

    0: none. A group that follows one of its own is outside the class's. Twice is once. `Denied`
    where the class has no such group, or its grade no such profile.
    """
    hat = office(actor, Action.EDIT_CALENDAR)
    await uow.calendar.lock(hat.school.id)
    shown = await _of_class(uow, hat, class_id)
    name = _name(shown, group_id)
    wanted = _own(shown.profiles, profile_id) if profile_id else None
    before = shown.followed(name)
    if before == wanted:
        return shown
    await uow.curriculum.follow(class_id, name, profile_id or None)
    of_group = {"group": name} if name else {}
    uow.audit.note(
        actor,
        hat,
        Action.EDIT_CALENDAR,
        Thing(ThingKind.SCHOOL_CLASS, class_id),
        before={**of_group, "profile": before.title if before else None},
        after={**of_group, "profile": wanted.title if wanted else None},
    )
    return await _of_class(uow, hat, class_id)


async def _shown(uow: UnitOfWork, hat: Hat) -> SchoolProfiles:
    return SchoolProfiles(
        tuple(await uow.curriculum.profiles(hat.school.id)),
        tuple(await uow.classes.of_school(hat.school.id)),
        await uow.curriculum.lacking_profile(hat.school.id),
    )


async def _of_class(uow: UnitOfWork, hat: Hat, class_id: int) -> ClassProfile:
    school_class = await own_class(uow, hat.school, class_id)
    profiles = await uow.curriculum.profiles(hat.school.id)
    lacking = await uow.curriculum.lacking_profile(hat.school.id)
    return ClassProfile(
        school_class,
        named_groups(await uow.groups.of_class(class_id)),
        tuple(each for each in profiles if each.is_of(school_class.grade_level)),
        class_id in lacking,
    )


def _name(shown: ClassProfile, group_id: int) -> str:
    group = shown.group(group_id)
    if group_id and group is None:
        raise Denied(Action.EDIT_CALENDAR)
    return group.name if group else ""


def named_groups(groups: list[Group]) -> tuple[NamedGroup, ...]:
    """Groups that are called alike are the same pupils: a profile is chosen once for them."""
    by_name: dict[str, list[Group]] = {}
    for each in groups:
        by_name.setdefault(each.name, []).append(each)
    return tuple(
        NamedGroup(
            min(each.section_id for each in some), name, tuple(each.subject for each in some)
        )
        for name, some in sorted(by_name.items())
    )


def _require_own_name(new: NewProfile, others: Iterable[Profile]) -> None:
    if new.title.casefold() in {each.title.casefold() for each in others}:
        raise Refused("profile_exists", title=new.title)


def _own(profiles: list[Profile] | tuple[Profile, ...], profile_id: int) -> Profile:
    for each in profiles:
        if each.id == profile_id:
            return each
    raise Denied(Action.EDIT_CALENDAR)


def _school(hat: Hat) -> Thing:
    return Thing(ThingKind.SCHOOL, hat.school.id)


def _facts(profile: Profile) -> dict[str, str]:
    grades = f"{profile.first_grade}–{profile.last_grade}"
    return {"profile": profile.title, "grades": grades}
