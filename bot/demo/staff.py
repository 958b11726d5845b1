"""People for the places in the staff, and those of the school's office."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from bot.demo import curriculum as c
from bot.demo.journal import Row
from bot.demo.names import adult
from bot.demo.people import Family, Registry, Someone, Story
from bot.demo.rows import Batch
from bot.demo.sections import SchoolClass, Staff, Teacher
from domain.access import Role
from domain.people import Sex
from storage import tables as t

_OFFICE = (
    (Role.PRINCIPAL, 1),
    (Role.DEPUTY_PRINCIPAL, 3),
    (Role.SYSTEM_ADMIN, 1),
    (Role.SECRETARY, 1),
)
_WOMEN = 0.86  # of teachers
_MEN_DEPARTMENTS = {"физкультура": 0.5, "труд": 0.5, "информатика": 0.5}
_PARENTS = 0.06  # of subject teachers, with a child at the school


def hire(
    registry: Registry,
    staff: Staff,
    classes: list[SchoolClass],
    families: list[Family],
    story: Story | None,
    rng: Random,
) -> list[tuple[Someone, str]]:
    """Fills every teacher's place; gives the office with its roles."""
    if story is not None:
        _hire_story(registry, classes, story)
    mothers = [family.mother for family in families if family.mother is not None]
    for teacher in staff.teachers:
        if teacher.person is None and teacher in staff.subject_teachers:
            teacher.person = _parent(mothers, rng) if rng.random() < _PARENTS else None
        if teacher.person is None:
            teacher.person = _stranger(registry, "teacher", teacher.department, rng)
    return [
        (_stranger(registry, role.replace("_", "-"), "", rng), role)
        for role, number in _OFFICE
        for _ in range(number)
    ]


def holders(office: Sequence[tuple[Someone, str]], role: Role) -> list[Someone]:
    """Who of the office has a role, as they were hired."""
    return [who for who, held in office if held == role]


_POSITIONS = {
    Role.PRINCIPAL: "директор",
    Role.DEPUTY_PRINCIPAL: "заместитель директора",
    Role.SYSTEM_ADMIN: "инженер",
    Role.SECRETARY: "секретарь",
}
_CATEGORIES = ("высшая", "первая", "первая", "")  # of teachers; none yet


def fill_cards(staff: Staff, office: Sequence[tuple[Someone, str]], begins: date) -> Batch:
    """Birth dates, and the cards' positions and categories (S4 П2.V); no chance is drawn."""
    positions = {each.person.id: (each.person, "учитель") for each in staff.teachers if each.person}
    positions |= {who.id: (who, _POSITIONS[Role(role)]) for who, role in office}
    rows: list[Row] = []
    for person_id, (who, position) in sorted(positions.items()):
        if who.birth_date is None:
            days = 366 * (24 + person_id % 38) + person_id * 53 % 365
            who.birth_date = begins - timedelta(days=days)
        category = _CATEGORIES[person_id % 4] if position == "учитель" else ""
        rows.append((person_id, position, category))
    return Batch(t.staff_card, ("person_id", "position", "category"), rows)


def _hire_story(registry: Registry, classes: list[SchoolClass], story: Story) -> None:
    """7А: its homeroom teacher, its mathematician, and a teacher of English who is a mother."""
    story_class = next(each for each in classes if each.shape.title == "7А")
    units = {unit.subject: unit for unit in story_class.units}
    places: list[tuple[Teacher | None, tuple[str, str, str]]] = [
        (story_class.homeroom, ("Громова", "Марина", "Петровна")),
        (units[c.ALGEBRA].sections[0].teacher, ("Лебедева", "Татьяна", "Николаевна")),
    ]
    for teacher, names in places:
        if teacher is not None:
            teacher.person = registry.add("teacher", names, Sex.FEMALE)
    units[c.ENGLISH].sections[0].teacher.person = story.teacher_parent.mother


def _parent(mothers: list[Someone], rng: Random) -> Someone | None:
    """A mother not yet hired."""
    if not mothers:
        return None
    return mothers.pop(rng.randrange(len(mothers)))


def _stranger(registry: Registry, kind: str, department: str, rng: Random) -> Someone:
    share = 1 - _MEN_DEPARTMENTS.get(department, 1 - _WOMEN)
    sex = Sex.FEMALE if rng.random() < share else Sex.MALE
    return registry.add(kind, adult(rng, sex), sex)
