"""Who may substitute, the likeliest first (R071)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from domain.people import Person
from domain.timetable.clashes import overlap
from domain.timetable.planning import LessonKey, PlannedLesson


class Fit(IntEnum):
    """How near a teacher is to the lesson; less is nearer."""

    SUBJECT_AND_CLASS = 0
    SUBJECT = 1
    CLASS = 2
    NOTHING = 3


@dataclass(frozen=True, slots=True)
class Teacher:
    """A teacher of the school with what the own sections are of."""

    person: Person
    subject_ids: frozenset[int] = frozenset()
    class_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A teacher for one lesson; `meanwhile` is the lesson that the teacher gives at that time."""

    person: Person
    fit: Fit
    meanwhile: PlannedLesson | None = None

    @property
    def is_free(self) -> bool:
        return self.meanwhile is None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A lesson that needs a teacher."""

    lesson: PlannedLesson
    subject_id: int
    school_class_id: int | None


def candidates(
    wanted: Wanted,
    teachers: Iterable[Teacher],
    busy: Mapping[int, Sequence[PlannedLesson]],
    away: frozenset[int] = frozenset(),
) -> list[Candidate]:
    """Whoever is free first, then by subject and class; `away` and the lesson's own are left out.

    Of equals in the order given.
    """
    found = []
    for each in teachers:
        if each.person.id in away or each.person.id == wanted.lesson.teacher_id:
            continue
        lessons = busy.get(each.person.id, ())
        meanwhile = next((it for it in lessons if overlap(wanted.lesson, it)), None)
        found.append(Candidate(each.person, _fit(each, wanted), meanwhile))
    return sorted(found, key=lambda each: (not each.is_free, each.fit))


def suggested(
    wanted: Sequence[Wanted],
    teachers: Sequence[Teacher],
    busy: Mapping[int, Sequence[PlannedLesson]],
    away: frozenset[int] = frozenset(),
) -> dict[LessonKey, Candidate]:
    """One substitute a lesson, for none two at a time; of equally near ones who has fewest.

    A lesson for which nobody of the subject or the class is free is left to the deputy.
    """
    taken = {person_id: list(lessons) for person_id, lessons in busy.items()}
    given: Counter[int] = Counter()
    found: dict[LessonKey, Candidate] = {}
    for each in wanted:
        free = [
            it
            for it in candidates(each, teachers, taken, away)
            if it.is_free and it.fit is not Fit.NOTHING
        ]
        if not free:
            continue
        best = min(free, key=lambda it: (it.fit, given[it.person.id]))
        found[each.lesson.key] = best
        given[best.person.id] += 1
        taken.setdefault(best.person.id, []).append(each.lesson)
    return found


def _fit(teacher: Teacher, wanted: Wanted) -> Fit:
    of_subject = wanted.subject_id in teacher.subject_ids
    of_class = wanted.school_class_id in teacher.class_ids
    if of_subject:
        return Fit.SUBJECT_AND_CLASS if of_class else Fit.SUBJECT
    return Fit.CLASS if of_class else Fit.NOTHING
