"""What a lesson may be changed to, the likeliest first; what stands in the way is said (R067)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.actor import Actor
from domain.hat import Hat
from domain.timetable.candidates import Candidate, Wanted, candidates
from domain.timetable.clashes import overlap
from domain.timetable.editors import keeps_timetable, require_kind
from domain.timetable.edits import Edit
from domain.timetable.model import SectionOfClass, TimetableLesson
from domain.timetable.planning import PlannedLesson
from domain.timetable.reading import open_to_edit
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Room:
    """A room of the school; `taken`: by which lesson at that time."""

    name: str
    taken: TimetableLesson | None


@dataclass(frozen=True, slots=True)
class Bell:
    """A lesson by number, in minutes after midnight; `taken`: what the class has then."""

    number: int
    starts: int
    ends: int
    taken: TimetableLesson | None


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose of one kind; the other lists are empty."""

    taught: TimetableLesson
    kind: Edit
    teachers: tuple[Candidate, ...] = ()
    rooms: tuple[Room, ...] = ()
    bells: tuple[Bell, ...] = ()
    sections: tuple[SectionOfClass, ...] = ()


async def open_choices(uow: UnitOfWork, actor: Actor, lesson_id: int, kind: Edit) -> Choices:
    """Of a teacher, a room, a number or a subject for this lesson."""
    taught, hat = await open_to_edit(uow, actor, lesson_id)
    require_kind(hat, kind)
    match kind:
        case Edit.TEACHER:
            return Choices(taught, kind, teachers=await _teachers(uow, taught))
        case Edit.ROOM:
            return Choices(taught, kind, rooms=_rooms(taught, await _of_day(uow, taught)))
        case Edit.TIME:
            return Choices(taught, kind, bells=await _bells(uow, taught))
        case Edit.SUBJECT:
            return Choices(taught, kind, sections=await _sections(uow, hat, taught))
        case Edit.CANCEL:
            return Choices(taught, kind)


async def _of_day(uow: UnitOfWork, taught: TimetableLesson) -> list[TimetableLesson]:
    return await uow.timetable.of_school(taught.school_id, taught.lesson.date)


async def _teachers(uow: UnitOfWork, taught: TimetableLesson) -> tuple[Candidate, ...]:
    known = await uow.timetable.teachers(taught.school_id)
    day = taught.lesson.date
    away = await uow.timetable.away(taught.school_id, day, day)
    gone = frozenset(each.person.id for each in away)
    return tuple(candidates(wanted(taught), known, busy(await _of_day(uow, taught)), gone))


def wanted(taught: TimetableLesson) -> Wanted:
    """The lesson as it looks for a teacher."""
    return Wanted(taught.plan, taught.subject_id, taught.school_class_id)


def busy(lessons: Iterable[TimetableLesson]) -> dict[int, list[PlannedLesson]]:
    """What each teacher gives."""
    found: dict[int, list[PlannedLesson]] = defaultdict(list)
    for each in lessons:
        if each.lesson.teacher is not None:
            found[each.lesson.teacher.id].append(each.plan)
    return found


def _rooms(taught: TimetableLesson, lessons: Sequence[TimetableLesson]) -> tuple[Room, ...]:
    """Those in which somebody has a lesson that day, free ones first."""
    taken: dict[str, TimetableLesson | None] = {}
    for each in lessons:
        room = each.lesson.location
        if room and room != taught.lesson.location:
            at_once = each.id != taught.id and overlap(taught.plan, each.plan)
            taken[room] = each if at_once else taken.get(room)
    rooms = [Room(name, lesson) for name, lesson in taken.items()]
    return tuple(sorted(rooms, key=lambda it: (it.taken is not None, len(it.name), it.name)))


async def _bells(uow: UnitOfWork, taught: TimetableLesson) -> tuple[Bell, ...]:
    bells = await uow.timetable.bells(taught.id, taught.lesson.date)
    of_class = [
        each
        for each in await _of_day(uow, taught)
        if each.id != taught.id
        and (each.school_class_id or each.id) == (taught.school_class_id or 0)
        and not each.lesson.is_cancelled
    ]
    there = {each.lesson.number: each for each in reversed(of_class)}
    return tuple(
        Bell(number, starts, ends, there.get(number))
        for number, (starts, ends) in bells.items()
        if number != taught.lesson.number
    )


async def _sections(
    uow: UnitOfWork, hat: Hat, taught: TimetableLesson
) -> tuple[SectionOfClass, ...]:
    class_id = taught.school_class_id
    if class_id is None:
        return ()
    found = await uow.timetable.sections_of(class_id)
    others = [each for each in found if each.id != taught.lesson.section_id]
    mixed = frozenset[int]()
    if not keeps_timetable(hat):
        ids = [each.id for each in others]
        mixed = await uow.meetings.with_others(ids, class_id, taught.lesson.date)
    return tuple(each for each in others if each.id not in mixed)
