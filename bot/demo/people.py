"""Families and staff of a demo school, those of the story among them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from bot.demo.names import FATHERS, Lineage, adult, feminine, foreign, make_lineage, southern
from bot.demo.shape import LETTERS, ClassShape
from domain.people import Sex

MOTHER, FATHER, GUARDIAN = "mother", "father", "guardian"


@dataclass(slots=True, eq=False)
class Someone:
    """A person of the school; `id` is the row's."""

    id: int
    sourced_id: str
    family_name: str
    given_name: str
    middle_name: str
    sex: Sex
    birth_date: date | None = None


@dataclass(slots=True, eq=False)
class Family:
    """Children of one home and the grown-ups who answer for them."""

    pupils: list[tuple[int, Someone]]  # with the place of the class among the school's classes
    guardians: list[tuple[Someone, str]]  # with the relation

    @property
    def mother(self) -> Someone | None:
        return next((who for who, relation in self.guardians if relation == MOTHER), None)

    @property
    def father(self) -> Someone | None:
        return next((who for who, relation in self.guardians if relation == FATHER), None)


@dataclass(slots=True)
class Registry:
    """Gives ids and sourced ids; one for all schools, so that both stay unique."""

    school: int = 1
    _last: int = 0
    _numbers: dict[str, int] = field(default_factory=dict)

    def add(
        self, kind: str, names: tuple[str, str, str], sex: Sex, birth_date: date | None = None
    ) -> Someone:
        self._last += 1
        key = f"{self.school}-{kind}"
        self._numbers[key] = self._numbers.get(key, 0) + 1
        sourced_id = f"demo-{key}-{self._numbers[key]:05}"
        return Someone(self._last, sourced_id, *names, sex, birth_date)


class Families:
    """Fills the seats of the classes with families."""

    def __init__(
        self, registry: Registry, classes: list[ClassShape], year_begins: date, rng: Random
    ) -> None:
        self._registry = registry
        self._classes = classes
        self._year_begins = year_begins
        self._rng = rng
        self._seats = [at for at, each in enumerate(classes) for _ in range(each.size)]
        rng.shuffle(self._seats)

    def fill(self) -> Iterator[Family]:
        """Random families until every seat is taken."""
        while self._seats:
            first = self._seats.pop()
            yield self.settle([first, *self._siblings_of(first)])

    def _siblings_of(self, first: int) -> list[int]:
        """Seats of brothers and sisters: none in three families of four; now and then a twin."""
        chance = self._rng.random()
        if chance < 0.004 and first in self._seats:
            self._seats.remove(first)
            return [first]
        wanted = 2 if chance < 0.04 else 1 if chance < 0.25 else 0
        grades = {self._classes[first].grade_level}
        found: list[int] = []
        for _ in range(wanted * 3):
            if len(found) == wanted or not self._seats:
                break
            at = self._rng.randrange(len(self._seats))
            seat = self._seats[at]
            if self._classes[seat].grade_level not in grades:
                self._seats[at] = self._seats[-1]
                self._seats.pop()
                grades.add(self._classes[seat].grade_level)
                found.append(seat)
        return found

    def seat(self, title: str) -> int:
        """Takes a seat in the class of that title, or in one of the same grade, or in any."""
        grade = int(title.rstrip(LETTERS))
        of_title = [at for at in self._seats if self._classes[at].title == title]
        of_grade = [at for at in self._seats if self._classes[at].grade_level == grade]
        for found in (of_title, of_grade, self._seats):
            if found:
                seat = found[0]
                self._seats.remove(seat)
                return seat
        raise ValueError("the demo's classes are full")

    def settle(
        self,
        seats: list[int],
        lineage: Lineage | None = None,
        children: list[tuple[str, Sex]] | None = None,
        mother: str | None = None,
        both: bool = False,
    ) -> Family:
        """A family whose children have these seats; whatever is not given is made up."""
        lineage = lineage or make_lineage(self._rng)
        pupils: list[tuple[int, Someone]] = []
        born: dict[int, date] = {}
        for at, seat in enumerate(seats):
            given, sex = children[at] if children else self._child(lineage, pupils)
            birth_date = born.setdefault(seat, self._birth_date(self._classes[seat].grade_level))
            names = (lineage.surname(sex), given, lineage.patronymic(sex))
            pupils.append((seat, self._registry.add("student", names, sex, birth_date)))
        guardians = self._guardians(lineage, mother, both)
        eldest = min(who.birth_date for _seat, who in pupils if who.birth_date is not None)
        for guardian, relation in guardians:
            guardian.birth_date = _grown_up(guardian.id, relation, eldest)
        return Family(pupils, guardians)

    def add_relative(self, names: tuple[str, str, str], sex: Sex) -> Someone:
        """Somebody who is no guardian: the school keeps the name, and no birth date."""
        return self._registry.add("trusted", names, sex)

    def _child(self, lineage: Lineage, siblings: list[tuple[int, Someone]]) -> tuple[str, Sex]:
        taken = {who.given_name for _, who in siblings}
        for _ in range(8):
            sex = self._rng.choice((Sex.FEMALE, Sex.MALE))
            given = lineage.given(sex, self._rng)
            if given not in taken:
                break
        return given, sex

    def _birth_date(self, grade_level: int) -> date:
        """Six and a half to seven and a half years old on the first of September of grade 1."""
        youngest = self._year_begins - timedelta(days=int(365.25 * (grade_level + 5.6)))
        return youngest - timedelta(days=self._rng.randrange(365))

    def _guardians(
        self, lineage: Lineage, mother: str | None, both: bool
    ) -> list[tuple[Someone, str]]:
        """Both parents in two families of three; else mostly the mother alone."""
        kind = 0.5 if both or mother else self._rng.random()
        found = []
        if kind < 0.92:
            own = make_lineage(self._rng) if self._rng.random() < 0.08 and not mother else lineage
            surname, given, middle = adult(self._rng, Sex.FEMALE, own)
            names = (surname, mother or given, middle)
            found.append((self._registry.add("guardian", names, Sex.FEMALE), MOTHER))
        if kind < 0.66 or 0.92 <= kind < 0.97:
            _, _, middle = adult(self._rng, Sex.MALE, lineage)
            names = (lineage.his, lineage.father, middle)
            found.append((self._registry.add("guardian", names, Sex.MALE), FATHER))
        if kind >= 0.97:
            names = adult(self._rng, Sex.FEMALE)
            found.append((self._registry.add("guardian", names, Sex.FEMALE), GUARDIAN))
        return found


@dataclass(slots=True)
class Story:
    """The families that the demo's people belong to, all of school 1."""

    two_children: Family
    first_grader: Family
    one_phone: Family
    teacher_parent: Family
    grandmother: Someone  # of the two children: their mother lets her see some of it

    @property
    def child(self) -> Someone:
        """The first of the two children."""
        return self.two_children.pupils[0][1]

    @property
    def mother(self) -> Someone:
        """Theirs."""
        mother = self.two_children.mother
        assert mother is not None  # settled with her
        return mother

    @property
    def families(self) -> list[Family]:
        return [self.two_children, self.first_grader, self.one_phone, self.teacher_parent]


def settle_story(families: Families, rng: Random) -> tuple[Story, list[Family]]:
    """The people of the demo and, in 7А, everybody that software likes to get wrong."""
    she, he = Sex.FEMALE, Sex.MALE
    sokolov = _lineage("Соколов", "Дмитрий")
    elkin = _lineage("Ёлкин", "Пётр")
    belov = _lineage("Белов", "Андрей")
    story = Story(
        families.settle(
            [families.seat("7А"), families.seat("3Б")],
            sokolov,
            [("Анна", she), ("Пётр", he)],
            mother="Ольга",
        ),
        families.settle([families.seat("1А")], elkin, [("Лев", he)], mother="Наталья"),
        families.settle([families.seat("7А")], southern(rng), both=True),
        families.settle([families.seat("5Б")], belov, [("Дарья", she)], mother="Ирина"),
        families.add_relative(("Кузьмина", "Галина", "Ивановна"), she),
    )
    twins = [families.seat("7А"), families.seat("7А")]
    others = [
        families.settle(twins, _lineage("Орлов", "Олег"), [("Вера", she), ("Глеб", he)]),
        families.settle([families.seat("7А")], _lineage("Иванов", "Павел"), [("Артём", he)]),
        families.settle([families.seat("7А")], _lineage("Иванов", "Юрий"), [("Артём", he)]),
        families.settle([families.seat("7А")], foreign(rng)),
        families.settle([families.seat("7А")], _double(), [("Мария", she)]),
        families.settle([families.seat("7А")], _lineage("Шевченко", "Роман"), [("Ева", she)]),
    ]
    return story, others


def _grown_up(person_id: int, relation: str, eldest: date) -> date:
    """From 20 to 36 years older than the eldest child, as the id falls: no chance is drawn."""
    youngest = {MOTHER: 20, FATHER: 22, GUARDIAN: 40}[relation]
    days = 366 * (youngest + person_id % 16) + person_id * 53 % 365
    return eldest - timedelta(days=days)


def _lineage(surname: str, father: str) -> Lineage:
    return Lineage(surname, feminine(surname), father, FATHERS[father])


def _double() -> Lineage:
    return Lineage("Петров-Водкин", "Петрова-Водкина", "Илья", FATHERS["Илья"])
