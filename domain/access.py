"""Who may do what to whom: one table, asked by every use case and by nothing else.

Source: the rights table of the five regulations (R009, R011, R013, R095; S4 §4 and П2.XI).
A role may do an action when the actor stands to the target in one of the listed relations.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from domain.calendar import School
from domain.errors import Denied, NotFound, Unbound
from domain.people import Person, Student


class Role(StrEnum):
    """The roles of S2 1.3. A homeroom teacher is staff who leads a class today."""

    STUDENT = "student"
    GUARDIAN = "guardian"
    TEACHER = "teacher"
    HOMEROOM_TEACHER = "homeroom_teacher"
    SECRETARY = "secretary"
    SYSTEM_ADMIN = "system_admin"
    DEPUTY_PRINCIPAL = "deputy_principal"
    PRINCIPAL = "principal"


class Action(StrEnum):
    """What can be done. A new use case that does something else adds its own."""

    READ_DIARY = "read_diary"
    READ_TEACHING_DAY = "read_teaching_day"
    READ_LESSON = "read_lesson"
    TAKE_ATTENDANCE = "take_attendance"
    SET_MARK = "set_mark"
    SET_HOMEWORK = "set_homework"
    SET_TOPIC = "set_topic"
    SET_FINAL_MARK = "set_final_mark"
    READ_CLASS = "read_class"
    ISSUE_CODE = "issue_code"
    WRITE_TO_FAMILIES = "write_to_families"
    ANSWER_MESSAGE = "answer_message"
    CHOOSE_NOTICES = "choose_notices"
    END_BINDING = "end_binding"
    READ_DELIVERY = "read_delivery"
    READ_OWN_NEWS = "read_own_news"
    RESEND_NOTICES = "resend_notices"


class Relation(StrEnum):
    """How the actor stands to the target."""

    SELF = "self"
    OWN_CHILD = "own_child"
    OWN_LESSON = "own_lesson"  # its teacher, or the one who substitutes
    OWN_CLASS = "own_class"
    OWN_SCHOOL = "own_school"


_SELF = frozenset({Relation.SELF})
_CHILD = frozenset({Relation.OWN_CHILD})
_LESSON = frozenset({Relation.OWN_LESSON})
_CLASS = frozenset({Relation.OWN_CLASS})
_SCHOOL = frozenset({Relation.OWN_SCHOOL})

TABLE: Mapping[Action, Mapping[Role, frozenset[Relation]]] = {
    Action.READ_DIARY: {
        Role.STUDENT: _SELF,
        Role.GUARDIAN: _CHILD,
        Role.HOMEROOM_TEACHER: _CLASS,
        Role.DEPUTY_PRINCIPAL: _SCHOOL,
        Role.PRINCIPAL: _SCHOOL,
    },
    Action.READ_TEACHING_DAY: {Role.TEACHER: _SELF, Role.HOMEROOM_TEACHER: _SELF},
    Action.READ_LESSON: {
        Role.TEACHER: _LESSON,
        Role.HOMEROOM_TEACHER: _CLASS,
        Role.DEPUTY_PRINCIPAL: _SCHOOL,
        Role.PRINCIPAL: _SCHOOL,
    },
    Action.TAKE_ATTENDANCE: {
        Role.TEACHER: _LESSON,
        Role.HOMEROOM_TEACHER: _CLASS,
        Role.DEPUTY_PRINCIPAL: _SCHOOL,
    },
    Action.SET_MARK: {Role.TEACHER: _LESSON},
    Action.SET_HOMEWORK: {Role.TEACHER: _LESSON},
    Action.SET_TOPIC: {Role.TEACHER: _LESSON},
    Action.SET_FINAL_MARK: {Role.TEACHER: _LESSON, Role.HOMEROOM_TEACHER: _CLASS},
    Action.READ_CLASS: {
        Role.HOMEROOM_TEACHER: _CLASS,
        Role.DEPUTY_PRINCIPAL: _SCHOOL,
        Role.PRINCIPAL: _SCHOOL,
    },
    Action.ISSUE_CODE: {Role.HOMEROOM_TEACHER: _CLASS, Role.SYSTEM_ADMIN: _SCHOOL},
    Action.WRITE_TO_FAMILIES: {Role.HOMEROOM_TEACHER: _CLASS},
    Action.ANSWER_MESSAGE: {
        Role.GUARDIAN: _SELF,
        Role.STUDENT: _SELF,
        Role.TEACHER: _SELF,
        Role.HOMEROOM_TEACHER: _SELF,
    },
    # Families for the child; staff have quiet hours of their own.
    Action.CHOOSE_NOTICES: {
        Role.GUARDIAN: _CHILD,
        Role.STUDENT: _SELF,
        Role.TEACHER: _SELF,
        Role.HOMEROOM_TEACHER: _SELF,
        Role.DEPUTY_PRINCIPAL: _SELF,
        Role.PRINCIPAL: _SELF,
        Role.SYSTEM_ADMIN: _SELF,
        Role.SECRETARY: _SELF,
    },
    # «Это не я»: who is told of a new binding may end it.
    Action.END_BINDING: {
        Role.STUDENT: _SELF,
        Role.GUARDIAN: _CHILD,
        Role.HOMEROOM_TEACHER: _CLASS,
        Role.SYSTEM_ADMIN: _SCHOOL,
    },
    # The school can prove who was told of what and when (S1, S4 П3.4).
    Action.READ_DELIVERY: {
        Role.HOMEROOM_TEACHER: _CLASS,
        Role.DEPUTY_PRINCIPAL: _SCHOOL,
        Role.PRINCIPAL: _SCHOOL,
    },
    Action.READ_OWN_NEWS: {Role.STUDENT: _SELF, Role.GUARDIAN: _CHILD},
    # What a mistake kept from leaving; without names for who may read no diary.
    Action.RESEND_NOTICES: {
        Role.SYSTEM_ADMIN: _SCHOOL,
        Role.DEPUTY_PRINCIPAL: _SCHOOL,
        Role.PRINCIPAL: _SCHOOL,
    },
}


@dataclass(frozen=True, slots=True)
class Hat:
    """One binding of a chat: a person in a role, for a guardian with the one child it is about."""

    binding_id: int
    person: Person
    school: School
    roles: frozenset[Role]
    student: Student | None = None
    homeroom_class_ids: frozenset[int] = frozenset()

    @property
    def is_staff(self) -> bool:
        return self.student is None

    @property
    def teaches(self) -> bool:
        """Whether it may have lessons of its own."""
        own = Target(school_id=self.school.id, person_id=self.person.id)
        return may(self, Action.READ_TEACHING_DAY, own)

    @property
    def writes_letters(self) -> bool:
        """Whether it may have a correspondence between school and families."""
        own = Target(school_id=self.school.id, person_id=self.person.id)
        return may(self, Action.ANSWER_MESSAGE, own)

    @property
    def sends_again(self) -> bool:
        """Whether it answers for what was not delivered."""
        return may(self, Action.RESEND_NOTICES, Target(school_id=self.school.id))

    @property
    def reads_every_class(self) -> bool:
        """Whether all classes of the school are open to it: the management."""
        return may(self, Action.READ_CLASS, Target(school_id=self.school.id))


@dataclass(frozen=True, slots=True)
class Target:
    """What an action is done to, as far as rights depend on it."""

    school_id: int | None = None
    person_id: int | None = None
    student_id: int | None = None
    school_class_id: int | None = None
    teacher_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """The chat that acts, with every hat it wears; `current` is the one chosen last."""

    chat_id: int
    hats: tuple[Hat, ...] = ()
    current: Hat | None = None

    @property
    def current_first(self) -> list[Hat]:
        """Every hat, the one worn now before all others."""
        return sorted(self.hats, key=lambda hat: hat is not self.current)

    def hats_about(self, student_id: int) -> list[Hat]:
        """The family's hats with this child: one phone may serve both parents."""
        return [
            hat
            for hat in self.current_first
            if hat.student is not None and hat.student.id == student_id
        ]

    def require_hat(self) -> Hat:
        """The hat worn now; `Unbound` for a stranger."""
        if self.current is None:
            raise Unbound
        return self.current

    def require(self, action: Action, target: Target) -> Hat:
        """The hat in which the actor may do it, the current one first; else `Denied`.

        A stranger is `Unbound` whatever it asks for: it learns nothing of what there is.
        """
        self.require_hat()
        for hat in self.current_first:
            if may(hat, action, target):
                return hat
        raise Denied(action)

    def may(self, action: Action, target: Target) -> bool:
        """Whether a button for it is worth showing."""
        return any(may(hat, action, target) for hat in self.hats)


def may(hat: Hat, action: Action, target: Target) -> bool:
    """`TABLE` applied to one hat."""
    allowed = TABLE[action]
    relations = relations_of(hat, target)
    return any(not relations.isdisjoint(allowed.get(role, ())) for role in hat.roles)


def relations_of(hat: Hat, target: Target) -> frozenset[Relation]:
    """Every relation in which this hat stands to the target; other schools have none."""
    if target.school_id is not None and target.school_id != hat.school.id:
        return frozenset()
    found = set()
    if target.person_id == hat.person.id:
        found.add(Relation.SELF)
    if hat.student is not None and target.student_id == hat.student.id:
        own = hat.student.id == hat.person.id
        found.add(Relation.SELF if own else Relation.OWN_CHILD)
    if target.teacher_id == hat.person.id and hat.is_staff:
        found.add(Relation.OWN_LESSON)
    if target.school_class_id in hat.homeroom_class_ids:
        found.add(Relation.OWN_CLASS)
    if target.school_id == hat.school.id:
        found.add(Relation.OWN_SCHOOL)
    return frozenset(found)


@contextmanager
def unknown_is_denied(action: Action) -> Iterator[None]:
    """What is not there is refused like what is foreign, in equal words (R009)."""
    try:
        yield
    except NotFound as error:
        raise Denied(action) from error
