"""How many schools and classes, and how large: the default is 1 200 pupils in 46 classes."""

from dataclasses import dataclass
from random import Random

DEFAULT_PUPILS = 1200
FEWEST_PUPILS = 60
LETTERS = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЭЮЯ"  # without Ё Й Ъ Ы Ь, which nobody gives to a class
SMALLEST_CLASS, LARGEST_CLASS = 18, 31
STORY_CLASS_SIZE = 26  # 7А, so that it has subgroups

# Classes by grade of the default school: 20 in 1–4, 22 in 5–9, 4 in 10–11 (facts §3.3).
_DEFAULT_CLASSES = {1: 5, 2: 5, 3: 5, 4: 5, 5: 5, 6: 5, 7: 4, 8: 4, 9: 4, 10: 2, 11: 2}
_TOTAL = sum(_DEFAULT_CLASSES.values())
_AVERAGE = DEFAULT_PUPILS / _TOTAL
_LARGEST_SCHOOL = 2000
_USUAL_SCHOOL = 1450
# The grades that a school too small for all of them has first: those of the demo's people.
_FIRST_GRADES = (7, 1, 3, 9, 5, 10, 2, 4, 6, 8, 11)
# How many of the last letters of a grade come in the afternoon, and of how many classes.
_SECOND_SHIFT_SHARE = {2: 0.4, 3: 0.4, 4: 0.2, 6: 0.4, 7: 0.25, 8: 0.25}


@dataclass(frozen=True, slots=True)
class ClassShape:
    """A class before it has pupils; `index` is its place among the classes of the grade."""

    grade_level: int
    index: int
    size: int
    shift: int

    @property
    def letter(self) -> str:
        """А, Б, В …; grades with more classes than letters go on with А1, Б1 …"""
        round_, at = divmod(self.index, len(LETTERS))
        return LETTERS[at] + (str(round_) if round_ else "")

    @property
    def title(self) -> str:
        return f"{self.grade_level}{self.letter}"


def school_sizes(pupils: int) -> list[int]:
    """Pupils of each school: one school up to 2 000, else as many of about 1 450 as needed."""
    if pupils < FEWEST_PUPILS:
        raise ValueError(f"the demo school has at least {FEWEST_PUPILS} pupils")
    schools = 1 if pupils <= _LARGEST_SCHOOL else max(2, round(pupils / _USUAL_SCHOOL))
    share, rest = divmod(pupils, schools)
    return [share + (1 if at < rest else 0) for at in range(schools)]


def classes_of(pupils: int, rng: Random) -> list[ClassShape]:
    """The classes of a school, from grade 1 up; sizes from 18 to 31 that add up exactly."""
    counts = _classes_by_grade(max(3, round(pupils / _AVERAGE)))
    places = [(grade, index) for grade in sorted(counts) for index in range(counts[grade])]
    sizes = _sizes(pupils, places, rng)
    return [
        ClassShape(grade, index, size, _shift(grade, index, counts[grade]))
        for (grade, index), size in zip(places, sizes, strict=True)
    ]


def _classes_by_grade(total: int) -> dict[int, int]:
    """The default proportions by the largest remainder, every grade once where there is room."""
    if total <= len(_FIRST_GRADES):
        return dict.fromkeys(_FIRST_GRADES[:total], 1)
    exact = {grade: count * total / _TOTAL for grade, count in _DEFAULT_CLASSES.items()}
    counts = {grade: max(1, int(share)) for grade, share in exact.items()}
    while sum(counts.values()) < total:
        grade = max(counts, key=lambda each: exact[each] - counts[each])
        counts[grade] += 1
    while sum(counts.values()) > total:
        grade = min(
            (each for each in counts if counts[each] > 1),
            key=lambda each: exact[each] - counts[each],
        )
        counts[grade] -= 1
    return counts


def _sizes(pupils: int, places: list[tuple[int, int]], rng: Random) -> list[int]:
    # Of all but 7А; a school of few classes cannot keep to the usual sizes.
    average = (pupils - STORY_CLASS_SIZE) / (len(places) - 1)
    low = min(SMALLEST_CLASS, int(average) - 3)
    high = max(LARGEST_CLASS, int(average) + 3)
    fixed = places.index((7, 0))
    sizes = [min(high, max(low, round(rng.gauss(average, 2.5)))) for _ in places]
    sizes[fixed] = STORY_CLASS_SIZE
    while (missing := pupils - sum(sizes)) != 0:
        step = 1 if missing > 0 else -1
        movable = [
            at for at, size in enumerate(sizes) if at != fixed and low <= size + step <= high
        ]
        sizes[rng.choice(movable)] += step
    return sizes


def _shift(grade: int, index: int, classes: int) -> int:
    """The last letters of some grades come second; 7А never does, its timetable is known."""
    afternoon = round(classes * _SECOND_SHIFT_SHARE.get(grade, 0))
    return 2 if index and index >= classes - afternoon else 1
