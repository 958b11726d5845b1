"""The audit trail: what is noted of every write and of every look at another person's data (R016).

In a use case that writes, once for each thing and after the rights were asked:

    hat = actor.require(Action.SET_MARK, target)
    ...
    uow.audit.note(
        actor, hat, Action.SET_MARK, Thing(ThingKind.MARK, mark_id),
        about=student_id, before={"value": 4}, after={"value": 5},
    )

It waits for nothing: notes are collected, and the commit writes them, chained (domain.audit.chain).
`about` is the person whose data it is; `before` and `after` are ids, numbers, dates and codes, None
where there was or is nothing. No name, message, code or PIN is ever in them: a record cannot be
erased. The role and the class come from the permission that `Actor.require` gave for this action.

What is done by nobody's hat (the command line, a job, a code being redeemed) is noted by
`uow.audit.note_by(Who(...), Deed.X, thing, ...)`. What the table of rights does not know as an
action of its own is a `Deed`; add yours, and its words to handlers/audit/words.py.

Looks are noted by no use case: see domain.audit.looks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeAlias

from domain.access import Action
from domain.actor import Actor
from domain.hat import Hat

if TYPE_CHECKING:
    from domain.audit.trail_model import Line, Named, Part, Scope
    from domain.calendar import School

Value: TypeAlias = int | str | bool | Sequence[int] | Sequence[str] | None
Facts: TypeAlias = Mapping[str, Value]

LONGEST_VALUE = 1000  # characters of one value: the text of a homework


class ThingKind(StrEnum):
    """What a record is about; the id is that of the table of the same name."""

    BINDING = "binding"
    FINAL_MARK = "final_mark"
    HOMEWORK = "homework"
    REMARK = "remark"
    SUBMISSION = "submission"
    QUIZ = "quiz"
    LESSON = "lesson"
    MARK = "mark"
    MESSAGE = "message"
    NOTICE = "notice"
    PERSON = "person"
    SCHOOL = "school"
    SCHOOL_CLASS = "school_class"
    SECTION = "section"
    ABSENCE = "absence"  # announced_absence
    HOMEROOM = "homeroom"  # homeroom_session
    ABSENCE_CASE = "absence_case"
    DEADLINE = "deadline"  # the school: a duty that comes again was done
    DUTY_DAY = "duty_day"  # the school: who is on duty when
    # of issue 4, by their tables
    CHANGE_REQUEST = "change_request"
    CONSENT = "consent"
    DUTY = "duty"  # responsible_person
    ERASURE = "erasure"
    NDA = "nda"
    OPT_OUT = "opt_out"
    PIN = "pin"
    POLICY = "policy"
    CALENDAR = "calendar"  # of a school: days that differ
    HOLIDAY = "holiday"
    EXAM = "exam"
    PERIOD = "period"  # grading_period
    BELLS = "bells"  # bell_schedule
    WORK_TYPE = "work_type"
    DOCUMENT = "school_document"
    ROLE = "role"
    EVENT = "calendar_event"
    CONTROL_WORK = "control_work"
    TIMETABLE = "timetable_change"
    TRUST = "trust"
    UNLOCK = "mark_unlock"


class Deed(StrEnum):
    """What is done without being an action of the table of rights."""

    REDEEM_CODE = "redeem_code"  # a chat was connected by a code
    LEAVE = "leave"  # a person ended the own connection
    IMPORT = "import"  # files of the school's register, by the command line
    INVITE = "invite"  # a code made by the command line
    PUBLISH_TEXT = "publish_text"  # a text of consents, by the command line
    NAME_OPERATOR = "name_operator"
    RESEND = "resend"  # notices sent again by the command line


@dataclass(frozen=True, slots=True)
class Thing:
    """What was written or looked at."""

    kind: ThingKind
    id: int


@dataclass(frozen=True, slots=True)
class Who:
    """Who did it. No chat: the command line or the program itself; no person: nobody's hat."""

    school_id: int
    chat_id: int | None = None
    person_id: int | None = None
    role: str = "program"  # a Role, or "program"


@dataclass(frozen=True, slots=True)
class Note:
    """One write or look, before it has its place in the chain.

    `before` and `after` both None: a look.
    """

    at: datetime
    who: Who
    action: str  # Action or Deed
    thing: Thing
    about_id: int | None = None  # the person whose data it is
    school_class_id: int | None = None
    before: Facts | None = None
    after: Facts | None = None

    @property
    def is_look(self) -> bool:
        return self.before is None and self.after is None


@dataclass(frozen=True, slots=True)
class Record:
    """A note in its place: the `seq`-th of its school, from 1.

    `before` and `after` are the stored JSON, letter for letter as it was hashed.
    """

    seq: int
    at: datetime
    who: Who
    action: str
    thing: Thing
    about_id: int | None
    school_class_id: int | None
    before: str | None
    after: str | None
    prev_hash: str
    hash: str

    @property
    def is_look(self) -> bool:
        return self.before is None and self.after is None


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a school's chain. What it says can be written down and compared years later."""

    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


class AuditStore(Protocol):
    """Notes of this transaction. Nothing here changes or removes a record."""

    @property
    def actions(self) -> frozenset[str]:
        """What was noted so far and is not written yet."""

    def note(
        self,
        actor: Actor,
        hat: Hat,
        action: Action | Deed,
        thing: Thing,
        *,
        about: int | None = None,
        school_class_id: int | None = None,
        before: Facts | None = None,
        after: Facts | None = None,
    ) -> None:
        """The person of this hat wrote something; stored by the commit.

        `before` equal to `after`: nothing was written, so nothing is noted.
        """

    def note_by(
        self,
        who: Who,
        action: Action | Deed,
        thing: Thing,
        *,
        about: int | None = None,
        school_class_id: int | None = None,
        before: Facts | None = None,
        after: Facts | None = None,
    ) -> None:
        """The same of who wears no hat."""

    def add(self, notes: Sequence[Note]) -> None:
        """Looks, with the moments at which they were taken."""

    async def lines(self, scope: "Scope", part: "Part", before: int, limit: int) -> "list[Line]":
        """The newest so many records of this scope, older than `before` if that is not 0."""

    async def named(self, person_id: int) -> "tuple[Named, School]":
        """Somebody and the school; `NotFound` for nobody."""

    async def find(self, school_id: int, begins: str, limit: int) -> "list[Named]":
        """People of a school by the beginning of any part of their name, in the order of a list."""

    async def head(self, school_id: int) -> Head | None:
        """The end of the chain; None before the first record."""
