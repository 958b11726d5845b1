"""Looking at the groups of a class and moving a pupil from one to another (R049, R050)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.classes.model import SchoolClass
from domain.classes.use_cases import open_class
from domain.errors import Refused
from domain.evening.planning import refresh_cards
from domain.groups.model import Group, Membership
from domain.groups.rules import (
    Change,
    changed_days,
    divided,
    first_difference,
    in_group,
    may_stay,
    moved,
    next_group,
    put_in,
    without_move,
)
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_families
from domain.people import Person
from domain.schedule.model import clock_time
from domain.school_days import ClassKey
from domain.timetable.permanent import default_since
from domain.uow import UnitOfWork

_LOOK_AHEAD = timedelta(days=400)
_TWO_WEEKS = timedelta(days=13)  # of lessons that are compared
_DAYS = 10_000_000  # more than a day's ordinal ever is


@dataclass(frozen=True, slots=True)
class ClassGroups:
    """The subjects for which a class is divided; how many pupils are in none of the groups."""

    school_class: SchoolClass
    subjects: tuple[tuple[Group, ...], ...]
    outside: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """A pupil with the group of today and the one that comes, if that is decided.

    Neither: a pupil of the class whom nobody has put into a group of the subject.
    `before`: groups of the past, each with the first day on which the pupil was in it no more.
    """

    student: Person
    group: Group | None
    later: Group | None = None
    since: date | None = None
    before: tuple[tuple[Group, date], ...] = ()

    @property
    def is_outside(self) -> bool:
        """In none of the groups, neither today nor later."""
        return self.group is None and self.later is None


@dataclass(frozen=True, slots=True)
class SubjectGroups:
    """The groups of one subject, and where everybody is; `days` from which one may move."""

    school_class: SchoolClass
    groups: tuple[Group, ...]
    places: tuple[Place, ...]
    days: tuple[date, ...]

    def place(self, student_id: int) -> Place:
        """`Refused` for who is neither in a group nor in the class."""
        found = next((each for each in self.places if each.student.id == student_id), None)
        if found is None:
            raise Refused("no_groups")
        return found


@dataclass(frozen=True, slots=True)
class Moved:
    """As it is now; `told` None: nothing has changed.

    `is_back`: the pupil stays where they are, and only who was told otherwise hears of it.
    """

    groups: SubjectGroups
    told: int | None
    is_back: bool = False


async def class_groups(uow: UnitOfWork, actor: Actor, class_id: int) -> ClassGroups:
    """For who leads the class, the deputy and the administrator."""
    school_class, _hat = await open_class(uow, actor, class_id, Action.EDIT_GROUPS)
    subjects = divided(await uow.groups.of_class(class_id)).values()
    today = school_class.school.today(uow.now)
    ids = [section_id for groups in subjects for section_id in _ids(groups)]
    members, pupils = await uow.groups.with_pupils(class_id, ids, today, today)
    outside = {each[0].subject_id: len(_outside(each, members, pupils, today)) for each in subjects}
    return ClassGroups(school_class, tuple(tuple(each) for each in subjects), outside)


async def subject_groups(
    uow: UnitOfWork, actor: Actor, class_id: int, subject_id: int
) -> SubjectGroups:
    """Who is where; `Refused` for a subject for which the class is not divided."""
    school_class, _hat = await open_class(uow, actor, class_id, Action.EDIT_GROUPS)
    return await _groups(uow, school_class, subject_id)


async def move_pupil(
    uow: UnitOfWork, actor: Actor, class_id: int, student_id: int, section_id: int, since: date
) -> Moved:
    """In the other group from `since` on; marks stay in the journal in which they were set.

    The family is told of the first lesson that is another one for the pupil, and of nothing where
    none is. Done again it changes nothing. `Refused` for a day that has begun, and for who is
    neither in one of the groups nor in the class.
    """
    school_class, hat = await open_class(uow, actor, class_id, Action.EDIT_GROUPS)
    today = hat.school.today(uow.now)
    if since <= today or since - today > _LOOK_AHEAD:
        raise Refused("lasting_ahead")
    known = divided(await uow.groups.of_class(class_id))
    groups = next((some for some in known.values() if section_id in _ids(some)), None)
    if groups is None:
        raise Refused("no_groups")
    own = await uow.groups.of_student(student_id, _ids(groups))
    student = await _who(uow, school_class, groups, own, student_id)
    subject_id = groups[0].subject_id
    after = moved(own, section_id, since) if own else [put_in(student, section_id, since)]
    if set(after) == set(own):
        return Moved(await _groups(uow, school_class, subject_id), None)
    was = without_move(own, section_id, since)
    await uow.groups.write(own, after)
    uow.audit.note(
        actor,
        hat,
        Action.EDIT_GROUPS,
        Thing(ThingKind.PERSON, student_id),
        before={"section_id": was.section_id} if was else None,
        after={"section_id": section_id, "since": since.isoformat()},
    )
    await refresh_cards(uow, [student_id], since)
    told = await _tell(uow, student_id, min(_ids(groups)), changed_days(own, after, since))
    is_back = may_stay(own, section_id, since) is not None
    return Moved(await _groups(uow, school_class, subject_id), told, is_back)


async def _who(
    uow: UnitOfWork,
    school_class: SchoolClass,
    groups: Sequence[Group],
    own: Sequence[Membership],
    student_id: int,
) -> Person:
    """Of one of the groups, or of the class; `Refused` for anybody else."""
    today = school_class.school.today(uow.now)
    known = [each.student for each in own if _is_ahead(each, today)]
    if not known:
        _members, known = await uow.groups.with_pupils(school_class.id, _ids(groups), today, today)
    found = next((each for each in known if each.id == student_id), None)
    if found is None:
        raise Refused("no_groups")
    return found


async def _tell(
    uow: UnitOfWork, student_id: int, first_group: int, changes: Iterable[Change]
) -> int:
    found = [await _event(uow, student_id, first_group, each) for each in changes]
    return await tell_families(uow, [each for each in found if each is not None])


async def _event(
    uow: UnitOfWork, student_id: int, first_group: int, changed: Change
) -> Event | None:
    """The first lesson that differs; None where the pupil's lessons are the same in both groups.

    One thing to a chat: in which of the groups, `first_group` among them, a pupil is from a day on.
    """
    day, old, new = changed
    found = await uow.groups.lessons([each for each in (old, new) if each], day, day + _TWO_WEEKS)
    lessons = {each.plan.key: each for each in found}
    differs = first_difference(
        [each.plan for each in found if each.plan.section_id == old],
        [each.plan for each in found if each.plan.section_id == new],
    )
    if differs is None:
        return None
    begins = datetime.combine(differs.date, clock_time(differs.starts))
    about = -(first_group * _DAYS + day.toordinal())
    return Event(Kind.LESSON, student_id, lessons[differs.key].id, about, begins=begins)


async def _groups(uow: UnitOfWork, school_class: SchoolClass, subject_id: int) -> SubjectGroups:
    groups = divided(await uow.groups.of_class(school_class.id)).get(subject_id)
    if groups is None:
        raise Refused("no_groups")
    school = school_class.school
    today = school.today(uow.now)
    members, pupils = await uow.groups.with_pupils(
        school_class.id, _ids(groups), today - _LOOK_AHEAD, today
    )
    holidays = await uow.calendar.holidays(school.id, today, today + _LOOK_AHEAD)
    who = ClassKey(school_class.id, school_class.grade_level)
    later = default_since(today, holidays, who, school_class.days_a_week)
    days = dict.fromkeys((today + timedelta(days=1), later))
    places = _places(groups, members, today, _outside(groups, members, pupils, today))
    return SubjectGroups(school_class, tuple(groups), places, tuple(days))


def _outside(
    groups: Sequence[Group], members: Iterable[Membership], pupils: Iterable[Person], today: date
) -> list[Person]:
    """Who of the class is in none of these groups, neither today nor later (R050)."""
    ids = _ids(groups)
    inside = {
        each.student.id for each in members if each.section_id in ids and _is_ahead(each, today)
    }
    return [each for each in pupils if each.id not in inside]


def _places(
    groups: Sequence[Group],
    members: Sequence[Membership],
    today: date,
    outside: Collection[Person],
) -> tuple[Place, ...]:
    by_id = {each.section_id: each for each in groups}
    own: dict[Person, list[Membership]] = {each: [] for each in outside}
    for each in members:
        own.setdefault(each.student, []).append(each)
    places = []
    for student, some in own.items():
        if student not in outside and not any(_is_ahead(each, today) for each in some):
            continue  # of another class, and in none of them any more
        now, later = in_group(some, today), next_group(some, today)
        before = tuple(
            (by_id[each.section_id], each.ends)
            for each in some
            if each.ends is not None and each.ends <= today and not each.is_empty
        )
        places.append(
            Place(
                student,
                by_id[now.section_id] if now else None,
                by_id[later.section_id] if later else None,
                later.begins if later else None,
                before,
            )
        )
    return tuple(places)


def _is_ahead(each: Membership, today: date) -> bool:
    """Whether it is in force after today, or will be."""
    return not each.is_empty and (each.ends is None or each.ends > today)


def _ids(groups: Sequence[Group]) -> list[int]:
    return [each.section_id for each in groups]
