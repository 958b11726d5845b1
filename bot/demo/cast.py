"""The people of the demo: who they are and what the playground says about them."""

from dataclasses import dataclass

from bot.demo import curriculum as c
from bot.demo.people import Family, Someone, Story
from bot.demo.sections import SchoolClass
from domain.access import Role
from domain.binding.model import BindingRole


@dataclass(frozen=True, slots=True)
class Access:
    """What one code opens: a person in a role, by row ids; a guardian's for one child."""

    person_id: int
    role: BindingRole
    student_id: int | None = None
    child: str = ""  # how the child is called, where there is more than one code


@dataclass(frozen=True, slots=True)
class Character:
    """An account of the playground; the first access is its link, the others typed codes."""

    first_name: str
    last_name: str
    about: str
    accesses: tuple[Access, ...]


Cast = tuple[Character, ...]


def hire_cast(story: Story, classes: list[SchoolClass], office: list[tuple[Someone, str]]) -> Cast:
    """The characters in the order in which the page shows them."""
    seventh = next(each for each in classes if each.shape.title == "7А")
    title = {who.id: each.shape.title for each in classes for who in each.pupils}
    units = {unit.subject: unit for unit in seventh.units}
    mathematician = units[c.ALGEBRA].sections[0].teacher.person
    leader = seventh.homeroom.person if seventh.homeroom else None
    found = [
        # The first three, open at once on a wide screen, are those the quickstart tells of.
        _mother_of_two(story.two_children, title),
        _staff(mathematician, f"ведёт алгебру и геометрию в {seventh.shape.title}"),
        _staff(leader, f"классный руководитель {seventh.shape.title}"),
        _pupil(story.two_children.pupils[0][1], title),
        _father(story.two_children, title),
        _grandmother(story, title),
        _mother(story.first_grader, title),
        _teacher_and_mother(story.teacher_parent, title),
        _one_phone(story.one_phone, title),
        _staff(_first(office, Role.DEPUTY_PRINCIPAL), "заместитель директора"),
        _staff(_first(office, Role.SYSTEM_ADMIN), "администратор журнала"),
        _staff(_first(office, Role.PRINCIPAL), "директор"),
        _staff(_first(office, Role.SECRETARY), "секретарь"),
    ]
    return tuple(found)


def _named(who: Someone, about: str, *accesses: Access) -> Character:
    return Character(who.given_name, who.family_name, about, accesses)


def _of_child(guardian: Someone, child: Someone) -> Access:
    return Access(guardian.id, BindingRole.GUARDIAN, child.id, child.given_name)


def _children(family: Family, title: dict[int, str]) -> str:
    return " и ".join(f"{who.given_name}, {title[who.id]}" for _, who in family.pupils)


def _mother_of_two(family: Family, title: dict[int, str]) -> Character:
    mother = _need(family.mother)
    accesses = (_of_child(mother, child) for _, child in family.pupils)
    return _named(mother, f"мама двоих: {_children(family, title)}", *accesses)


def _mother(family: Family, title: dict[int, str]) -> Character:
    mother, child = _need(family.mother), family.pupils[0][1]
    about = f"мама: {_children(family, title)}; в 1 классе нет отметок и домашних заданий"
    return _named(mother, about, _of_child(mother, child))


def _father(family: Family, title: dict[int, str]) -> Character:
    father, child = _need(family.father), family.pupils[0][1]
    about = f"папа: {child.given_name}, {title[child.id]}"
    return _named(father, about, _of_child(father, child))


def _grandmother(story: Story, title: dict[int, str]) -> Character:
    """What a parent opened to somebody else, and nothing more (R010)."""
    child = story.child
    about = (
        f"бабушка: {child.given_name}, {title[child.id]}; "
        "мама открыла ей расписание, задания и события"
    )
    access = Access(story.grandmother.id, BindingRole.TRUSTED_CONTACT, child.id)
    return _named(story.grandmother, about, access)


def _pupil(who: Someone, title: dict[int, str]) -> Character:
    access = Access(who.id, BindingRole.STUDENT, who.id)
    return _named(who, f"учится в {title[who.id]}", access)


def _staff(who: Someone | None, about: str) -> Character:
    found = _need(who)
    return _named(found, about, Access(found.id, BindingRole.STAFF))


def _teacher_and_mother(family: Family, title: dict[int, str]) -> Character:
    """The typed code is her child's, so that both hats are met in one chat."""
    mother, child = _need(family.mother), family.pupils[0][1]
    about = f"ведёт английский в 7А и мама: {_children(family, title)}"
    own = Access(mother.id, BindingRole.STAFF)
    return _named(mother, about, own, _of_child(mother, child))


def _one_phone(family: Family, title: dict[int, str]) -> Character:
    mother, father, child = _need(family.mother), _need(family.father), family.pupils[0][1]
    about = f"один телефон у мамы и папы: {_children(family, title)}, нет на уроке"
    return _named(mother, about, _of_child(mother, child), _of_child(father, child))


def _first(office: list[tuple[Someone, str]], role: Role) -> Someone:
    return next(who for who, held in office if held == role)


def _need(who: Someone | None) -> Someone:
    if who is None:
        raise ValueError("the story lacks one of its people")
    return who
