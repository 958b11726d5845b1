"""Everybody who may come to the door, and what they would like to open.

`Facts` say of a chat what is true of the person behind it today. They are written down here beside
the rows that make them true, and are not read from the program: the walk compares the two.
"""

from dataclasses import dataclass, field
from typing import Any

from domain.access import Action, Role
from domain.summaries import Summary


@dataclass(frozen=True, slots=True)
class Facts:
    """One hat: a person of a school with roles, and what is theirs; names as in `Place`."""

    person: str
    roles: frozenset[Role]
    school: int = 1
    pupil: str | None = None  # whose diary it is, of a family's hat
    teaches: frozenset[str] = frozenset()  # sections
    leads: frozenset[str] = frozenset()  # classes
    educates: frozenset[str] = frozenset()  # classes
    granted: frozenset[Summary] = frozenset()  # by the director
    entrusted: frozenset[Action] = frozenset()  # by a guardian
    lacks: bool = False  # a consent, or the staff's signed note


@dataclass(frozen=True, slots=True)
class Place:
    """What somebody asks for: a pupil, and the class and the section in which to find them."""

    name: str
    pupil: str
    school: int = 1
    school_class: str | None = None  # in which the pupil is today
    section: str = ""
    section_class: str | None = None
    has_pupil: bool = True  # whether the pupil is in the section on the day of its lesson
    ids: dict[str, Any] = field(default_factory=dict, hash=False, compare=False)


def staff(person: str, *roles: Role, **more: Any) -> tuple[Facts, ...]:
    return (Facts(person, frozenset(roles), **more),)


def family(person: str, role: Role, pupil: str, school: int = 1, **more: Any) -> tuple[Facts, ...]:
    return (Facts(person, frozenset({role}), school, pupil, **more),)


_SET = frozenset
LITTLE = _SET(
    {
        Action.READ_TIMETABLE,
        Action.READ_HOMEWORK,
        Action.CHOOSE_NOTICES,
        Action.READ_DOCUMENTS,
    }
)
MUCH = LITTLE | {Action.READ_MARKS, Action.READ_FINAL_MARKS, Action.READ_ATTENDANCE}
# The relation that the issue names «former», one chat for each way in which a right is over.
CAST: dict[str, tuple[Facts, ...]] = {
    "pupil": family("anna", Role.STUDENT, "anna"),
    "guardian": family("dmitry", Role.GUARDIAN, "anna"),
    "guardian of two": (
        *family("elena", Role.GUARDIAN, "misha"),
        *family("elena", Role.GUARDIAN, "anna"),
    ),
    "guardian of who moved": family("mother_of_moved", Role.GUARDIAN, "moved"),
    "guardian elsewhere": family("far_parent", Role.GUARDIAN, "vera", 2),
    "guardian without consent": family("unwilling", Role.GUARDIAN, "anna", lacks=True),
    "guardian whose child lacks consent": family(
        "mother_of_sasha", Role.GUARDIAN, "sasha", lacks=True
    ),
    "pupil of 16 without consent": family("darya", Role.STUDENT, "darya", lacks=True),
    "trusted person": family("granny", Role.TRUSTED_CONTACT, "anna", entrusted=LITTLE),
    "trusted person with marks": family("aunt", Role.TRUSTED_CONTACT, "anna", entrusted=MUCH),
    "homeroom teacher": staff(
        "orlova",
        Role.TEACHER,
        Role.HOMEROOM_TEACHER,
        teaches=_SET({"algebra", "english1"}),
        leads=_SET({"7А"}),
    ),
    "homeroom teacher of another class": staff(
        "kuznetsov",
        Role.TEACHER,
        Role.HOMEROOM_TEACHER,
        teaches=_SET({"history_7b"}),
        leads=_SET({"7Б"}),
    ),
    "homeroom teacher elsewhere": staff(
        "far_teacher",
        Role.TEACHER,
        Role.HOMEROOM_TEACHER,
        school=2,
        teaches=_SET({"far"}),
        leads=_SET({"far"}),
    ),
    "teacher": staff("lector", Role.TEACHER, teaches=_SET({"history"})),
    "extra teacher": staff("extra", Role.EXTRA_TEACHER, teaches=_SET({"physics"})),
    "educator": staff("educator", Role.EDUCATOR, teaches=_SET({"english2"}), educates=_SET({"7А"})),
    "teacher and mother": (
        *staff("both", Role.TEACHER),
        *family("both", Role.GUARDIAN, "petr"),
    ),
    "working group": staff(
        "group",
        Role.WORKING_GROUP,
        granted=_SET({Summary.DELIVERY, Summary.CLASSES, Summary.LIST_CHECKS, Summary.HANDOVER}),
    ),
    "secretary": staff("secretary", Role.SECRETARY),
    "administrator": staff("admin", Role.SYSTEM_ADMIN),
    "deputy": staff("deputy", Role.DEPUTY_PRINCIPAL),
    "deputy elsewhere": staff("far_deputy", Role.DEPUTY_PRINCIPAL, school=2),
    "deputy elsewhere without a note": staff(
        "unsigned", Role.DEPUTY_PRINCIPAL, school=2, lacks=True
    ),
    "principal": staff("principal", Role.PRINCIPAL),
    # A hat is left, without a role in it.
    "former teacher": staff("former_teacher"),
    "former deputy": staff("former_deputy"),
    "former administrator": staff("former_admin"),
    "former principal": staff("former_principal"),
    "deputy from tomorrow": staff("future_deputy"),
    "former educator": staff("former_educator", Role.EDUCATOR),  # of the class no more
    "substitution over": staff("substitute", Role.TEACHER),
    # No hat is left.
    "trust expired": (),
    "trust revoked": (),
    "trust of who is no guardian": (),
    "trust without consent": (),
    "guardianship over": (),
    "guardian of who left": (),
    "pupil who left": (),
    "dismissed": (),
    "disconnected": (),
    "stranger": (),
}
PLACES = (
    Place("own class, the homeroom teacher's lesson", "anna", 1, "7А", "algebra", "7А"),
    Place("same class, a teacher's lesson", "petr", 1, "7А", "history", "7А"),
    Place("same class, an extra teacher's lesson", "darya", 1, "7А", "physics", "7А"),
    Place("same class, an educator's lesson", "sasha", 1, "7А", "english2", "7А"),
    Place("same school, another class", "oleg", 1, "7Б", "history_7b", "7Б"),
    Place("moved from one's class", "moved", 1, "7Б", "history_7b", "7Б"),
    Place("left the school", "gone", 1, None, "physics", "7А", has_pupil=False),
    Place("another school", "vera", 2, "far", "far", "far"),
)
UNKNOWN = Place("nobody", "nobody", 0)
