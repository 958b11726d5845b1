"""The week of every class without a teacher in two places: a matching of lessons to places."""

from random import Random

from bot.demo import curriculum as c
from bot.demo.sections import SchoolClass, Staff, Unit

_TICK = 5  # minutes
_TRIES = 60
_DAYS = range(5)
Place = tuple[int, int]  # day from 0 and lesson number from 1


class NoTimetable(Exception):
    """The classes' weeks did not come together with these teachers."""


def bells_of(grade_level: int, shift: int) -> tuple[c.Bells, c.Bells]:
    """The bell tables of a class before and after the New Year."""
    if grade_level == 1:
        return c.FIRST_GRADE_AUTUMN, c.FIRST_GRADE_SPRING
    bells = c.FIRST_SHIFT if shift == 1 else c.SECOND_SHIFT
    return bells, bells


def time_mask(each: SchoolClass, number: int) -> int:
    """The minutes of a class's lesson as bits, in autumn and in spring together."""
    bells = bells_of(each.shape.grade_level, each.shape.shift)
    return _mask(bells[0], number) | _mask(bells[1], number)


def _mask(bells: c.Bells, number: int) -> int:
    starts, ends = bells.periods[number - 1]
    return ((1 << (ends - starts) // _TICK) - 1) << starts // _TICK


def lay_out(classes: list[SchoolClass], staff: Staff, rng: Random) -> None:
    """Fills `week` of every class: no windows, no teacher twice at a time, subjects spread."""
    _reserve_talks(classes)
    # 7А first: its week is given. Then the divided upper grades, which fit with most trouble.
    order = sorted(classes, key=lambda one: (one.shape.title != "7А", -one.shape.grade_level))
    for each in order:
        for _ in range(_TRIES):
            if _place(each, rng):
                break
            departments = [name for name, teachers in staff.by_department.items() if teachers]
            staff.replace(each, rng.choice(departments), rng)
        else:
            raise NoTimetable(each.shape.title)
        _spread(each, rng)


def _reserve_talks(classes: list[SchoolClass]) -> None:
    for each in classes:
        talks = next(unit for unit in each.units if unit.subject == c.TALKS)
        _take(each, (0, 1), talks)


def _place(each: SchoolClass, rng: Random) -> bool:
    """Gives every lesson a place by augmenting paths (Kuhn); False where there is none."""
    if each.shape.title == "7А":
        return _place_as_printed(each)
    places = _places(each, rng)
    lessons = [unit for unit in each.units if unit.subject != c.TALKS for _ in range(unit.hours)]
    lessons.sort(key=lambda unit: (-len(unit.sections), -sum(t.hours for t in unit.teachers)))
    held: dict[Place, int] = {}

    def seat(at: int, seen: set[Place]) -> bool:
        for place in _preferred(lessons, at, places, held):
            if place in seen or not _is_free(each, place, lessons[at]):
                continue
            seen.add(place)
            if place not in held or seat(held[place], seen):
                held[place] = at
                return True
        return False

    if not all(seat(at, set()) for at in range(len(lessons))):
        return False
    for place, at in held.items():
        _take(each, place, lessons[at])
    return True


def _place_as_printed(each: SchoolClass) -> bool:
    units = {unit.subject: unit for unit in each.units}
    for day, subjects in enumerate(c.TIMETABLE_7A):
        for number, subject in enumerate(subjects, start=1):
            if subject != c.TALKS:
                if not _is_free(each, (day, number), units[subject]):
                    raise NoTimetable(each.shape.title)
                _take(each, (day, number), units[subject])
    return True


def _places(each: SchoolClass, rng: Random) -> list[Place]:
    """As many places as lessons; Monday, with its talk, is one of the longer days."""
    total = sum(unit.hours for unit in each.units)
    shortest, longer = divmod(total, 5)
    days = [0, *rng.sample(range(1, 5), 4)]
    length = {day: shortest + (1 if at < longer else 0) for at, day in enumerate(days)}
    places = [(day, n) for day in _DAYS for n in range(1, length[day] + 1) if (day, n) != (0, 1)]
    rng.shuffle(places)
    return places


def _preferred(
    lessons: list[Unit], at: int, places: list[Place], held: dict[Place, int]
) -> list[Place]:
    """Places of days on which the subject is not yet taught, and free ones, first."""
    subject = lessons[at].subject
    taken = {place[0] for place, other in held.items() if lessons[other].subject == subject}
    return sorted(places, key=lambda place: (place[0] in taken, place in held))


def _is_free(each: SchoolClass, place: Place, unit: Unit) -> bool:
    mask = time_mask(each, place[1])
    return not any(teacher.busy[place[0]] & mask for teacher in unit.teachers)


def _take(each: SchoolClass, place: Place, unit: Unit) -> None:
    each.week[place] = unit
    for teacher in unit.teachers:
        teacher.busy[place[0]] |= time_mask(each, place[1])


def _leave(each: SchoolClass, place: Place) -> Unit:
    unit = each.week.pop(place)
    for teacher in unit.teachers:
        teacher.busy[place[0]] &= ~time_mask(each, place[1])
    return unit


def _spread(each: SchoolClass, rng: Random) -> None:
    """Exchanges lessons while that leaves fewer subjects taught twice on a day."""
    if each.shape.title == "7А":
        return
    places = [place for place in each.week if place != (0, 1)]
    for place in places:
        if not _is_double(each, place):
            continue
        for other in rng.sample(places, len(places)):
            if other[0] != place[0] and _exchange(each, place, other):
                break


def _is_double(each: SchoolClass, place: Place) -> bool:
    unit = each.week[place]
    if unit.subject == c.CRAFTS:
        return False  # two lessons in the workshop are better together
    return sum(1 for (day, _), one in each.week.items() if day == place[0] and one is unit) > 1


def _exchange(each: SchoolClass, place: Place, other: Place) -> bool:
    """Swaps two lessons when the teachers can and no other double comes of it."""
    before = _is_double(each, place) + _is_double(each, other)
    first, second = _leave(each, place), _leave(each, other)
    if _is_free(each, other, first) and _is_free(each, place, second):
        _take(each, other, first)
        _take(each, place, second)
        if _is_double(each, place) + _is_double(each, other) < before:
            return True
        _leave(each, place)
        _leave(each, other)
    _take(each, place, first)
    _take(each, other, second)
    return False
