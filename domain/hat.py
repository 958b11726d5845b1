"""What somebody is in a chat, and the table of rights (domain/access.py) applied to it."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from domain.access import TABLE, WITHOUT_CONSENT, WITHOUT_NOTE, Action, Relation, Role
from domain.calendar import School
from domain.consent.model import Need
from domain.errors import ConsentMissing, DomainError, NoteMissing
from domain.people import Person, Student
from domain.summaries import Summary


@dataclass(frozen=True, slots=True)
class Hat:
    """One binding of a chat: a person in a role, for a guardian with the one child it is about."""

    binding_id: int
    person: Person
    school: School
    roles: frozenset[Role]
    student: Student | None = None
    homeroom_class_ids: frozenset[int] = frozenset()
    group_class_ids: frozenset[int] = frozenset()  # of which it is the educator
    granted: frozenset[Summary] = frozenset()
    rights: frozenset[Action] = frozenset()  # of a trusted person: as `entrusted` gives them
    ends: date | None = None  # the first day without it, of a trusted person
    lacks: frozenset[Need] = frozenset()  # consents, without which nothing of the child is shown
    own_consent_from: date | None = None  # the day on which the pupil's own one will be lacking
    has_signed: bool = True  # staff: what the school asks them to sign before they see anybody

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
    def reads_log(self) -> bool:
        """Whether it reads who did what in the whole school."""
        return may(self, Action.READ_AUDIT, Target(school_id=self.school.id))

    @property
    def sends_again(self) -> bool:
        """Whether it answers for what was not delivered."""
        return may(self, Action.RESEND_NOTICES, Target(school_id=self.school.id))

    @property
    def watches_handover(self) -> bool:
        """Whether it answers for everybody of the school getting a code in time."""
        return may(self, Action.WATCH_HANDOVER, Target(school_id=self.school.id))

    @property
    def records_orders(self) -> bool:
        """Whether it answers for the orders of enrolment and hiring of the whole school."""
        return may(self, Action.RECORD_ORDER, Target(school_id=self.school.id))

    @property
    def reads_staff(self) -> bool:
        """Whether the list of staff is open to it."""
        return may(self, Action.READ_STAFF, Target(school_id=self.school.id))

    @property
    def has_classes(self) -> bool:
        """Whether there are classes that it opens: the own one, the group's, or all."""
        own = self.homeroom_class_ids | self.group_class_ids
        return bool(own) or self.reads_every_class

    @property
    def keeps_papers(self) -> bool:
        """Whether it sees what families and staff of the school have signed."""
        school = Target(school_id=self.school.id)
        papers = (Action.READ_CONSENTS, Action.RECORD_NONDISCLOSURE)
        return any(may(self, action, school) for action in papers)

    @property
    def guards_data(self) -> bool:
        """Whether it answers for requests to erase personal data."""
        return may(self, Action.READ_ERASURES, Target(school_id=self.school.id))

    @property
    def opens_marks(self) -> bool:
        """Whether teachers ask it to open a mark after its term."""
        return may(self, Action.UNLOCK_MARK, Target(school_id=self.school.id))

    @property
    def names_duty(self) -> bool:
        """Whether it says which deputy is on duty when."""
        return may(self, Action.EDIT_DUTY_DAYS, Target(school_id=self.school.id))

    @property
    def reads_rules(self) -> bool:
        """Whether it sees what the school decided for itself."""
        return may(self, Action.READ_RULES, Target(school_id=self.school.id))

    @property
    def oversees_plans(self) -> bool:
        """Whether it sees the plans of topics of the whole school."""
        return may(self, Action.READ_PLAN, Target(school_id=self.school.id))

    @property
    def has_gaps(self) -> bool:
        """Whether the journal, or a duty that comes again, is partly its to fill in."""
        duties = may(self, Action.SAY_DONE, Target(school_id=self.school.id))
        return self.teaches or duties

    @property
    def oversees_gaps(self) -> bool:
        """Whether it sees what is overdue in the whole school."""
        return may(self, Action.READ_SCHOOL_GAPS, Target(school_id=self.school.id))

    @property
    def reads_timetable(self) -> bool:
        """Whether the timetable of every class is open to it."""
        return may(self, Action.READ_SCHOOL_TIMETABLE, Target(school_id=self.school.id))

    @property
    def sets_up_year(self) -> bool:
        """Whether it enters the school year: holidays, days, periods."""
        return may(self, Action.EDIT_CALENDAR, Target(school_id=self.school.id))

    @property
    def keeps_documents(self) -> bool:
        """Whether it adds documents of the school, and says for whom they are."""
        return may(self, Action.KEEP_DOCUMENTS, Target(school_id=self.school.id))

    @property
    def is_management(self) -> bool:
        """Whether it sees by its office how the whole school stands."""
        return may(self, Action.READ_DELIVERY, Target(school_id=self.school.id))

    @property
    def reads_every_class(self) -> bool:
        """Whether the lists of all classes are open to it."""
        return may(self, Action.READ_CLASS, Target(school_id=self.school.id))


@dataclass(frozen=True, slots=True)
class Target:
    """What an action is done to, as far as rights depend on it."""

    school_id: int | None = None
    person_id: int | None = None
    student_id: int | None = None
    school_class_id: int | None = None
    also_class_ids: frozenset[int] = frozenset()  # of a group of several classes
    teacher_id: int | None = None
    summary: Summary | None = None
    lesson_id: int | None = None  # no right depends on it: it says in the audit trail which


def may(hat: Hat, action: Action, target: Target) -> bool:
    """`TABLE` applied to one hat, with the papers that it needs."""
    return allows(hat, action, target) and obstacle(hat, action) is None


def obstacle(hat: Hat, action: Action) -> DomainError | None:
    """What has to be signed first."""
    if hat.lacks and action not in WITHOUT_CONSENT:
        return ConsentMissing(hat.binding_id)
    if not hat.has_signed and action not in WITHOUT_NOTE:
        return NoteMissing()
    return None


def allows(hat: Hat, action: Action, target: Target) -> bool:
    """`TABLE` applied to one hat, whatever has been signed."""
    return action in allowed_to(hat, target)


def allowed_to(hat: Hat, target: Target) -> frozenset[Action]:
    """All that `allows` says of this hat; as a trusted person only what it was given."""
    relations = relations_of(hat, target)
    allowed = _allowed_by_table(hat.roles, relations)
    if Relation.ENTRUSTED in relations:
        given = allowed & hat.rights
        return given | _allowed_by_table(hat.roles, relations - {Relation.ENTRUSTED})
    return allowed


@lru_cache(maxsize=1024)  # as many ways to stand to something do not come up
def _allowed_by_table(roles: frozenset[Role], relations: frozenset[Relation]) -> frozenset[Action]:
    return frozenset(
        action
        for action, allowed in TABLE.items()
        if any(not relations.isdisjoint(allowed.get(role, ())) for role in roles)
    )


def relations_of(hat: Hat, target: Target) -> frozenset[Relation]:
    """Every relation in which this hat stands to the target; other schools have none."""
    if target.school_id is not None and target.school_id != hat.school.id:
        return frozenset()
    found = set()
    if target.person_id == hat.person.id:
        found.add(Relation.SELF)
    if hat.student is not None and target.student_id == hat.student.id:
        found.add(_to_student(hat, hat.student))
    if target.teacher_id == hat.person.id and hat.is_staff:
        found.add(Relation.OWN_LESSON)
    class_ids = {target.school_class_id, *target.also_class_ids}
    if not hat.homeroom_class_ids.isdisjoint(class_ids):
        found.add(Relation.OWN_CLASS)
    if not hat.group_class_ids.isdisjoint(class_ids):
        found.add(Relation.OWN_GROUP)
    if target.summary in hat.granted:
        found.add(Relation.GRANTED)
    if target.school_id == hat.school.id:
        found.add(Relation.OWN_SCHOOL)
    return frozenset(found)


def _to_student(hat: Hat, student: Student) -> Relation:
    if Role.TRUSTED_CONTACT in hat.roles:
        return Relation.ENTRUSTED
    return Relation.SELF if student.id == hat.person.id else Relation.OWN_CHILD
