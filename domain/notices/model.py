"""Kinds and states of a notice, and what the core asks of the outbox when it writes into it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.access import Action
from domain.calendar import School
from domain.preferences.choices import Choice, Habits


class Kind(StrEnum):
    """What a notice tells of; in brackets what its `ref_id` and its `about_id` point at."""

    PRESENCE = "presence"  # absence_call, absence_call: somebody is called about a pupil
    ABSENCE = "absence"  # attendance_change, lesson
    FINAL_MARK = "final_mark"  # final_mark_change, final_mark
    REMARK = "remark"  # remark_change, remark
    MESSAGE = "message"  # message, message
    MARK = "mark"  # mark_change, mark
    LESSON = "lesson"  # lesson, lesson
    EVENT = "event"  # calendar_news, the first one of the same thing: event, holiday, control work
    HOMEWORK = "homework"  # homework, homework
    FORECAST = "forecast"  # the day's ordinal, twice: how a family's marks of the period stand
    TOMORROW = "tomorrow"  # the day's ordinal, twice; ref `CARD_AGAIN`: the card that has left
    BINDING = "binding"  # binding, binding: somebody new reads this diary
    TRUST = "trust"  # trusted_contact, trusted_contact: it ends in a few days
    TRUST_OVER = "trust_over"  # trusted_contact, trusted_contact: to whom it was given
    DATA_CHANGE = "data_change"  # change_request, change_request: to whom it is for now
    ERASURE = "erasure"  # erasure, erasure: what came of it
    CLASS_LIST = "class_list"  # school_class, school_class: is the list right
    SHEET = "sheet"  # sheet_letter, sheet_letter: it is to be given on paper, to who does so
    CONSENT = "consent"  # the pupil, twice: a consent is missing, or soon will be
    ALARM = "alarm"  # alarm, alarm: to the school's management
    UNLOCK = "unlock"  # mark_unlock, mark_unlock: to who decides, then to who asked
    NOT_HELD = "not_held"  # not_held_claim, twice: to who decides, then to the teacher
    TEACHING = "teaching"  # timetable_change, timetable_change: to a teacher whom it concerns
    # What somebody of the staff has to fill in: the day's ordinal, and the person with the day
    # (domain.deadlines.model.about_evening); ref `CARD_AGAIN`: the message that the chat has.
    TASKS = "tasks"
    APPOINTMENT = "appointment"  # section_teacher, section: to who teaches it, and who did
    ROLE = "role"  # role_decision, role_decision: to whom it was given or taken


CARD_AGAIN = 0
"""In place of the day, in `ref_id`: the card or the evening's tasks of that day that the chat has
are to be read anew, and edited if they say something else."""

HEAD_START: Mapping[Kind, timedelta] = {
    Kind.PRESENCE: timedelta(),
    Kind.ABSENCE: timedelta(),
    Kind.BINDING: timedelta(),
    Kind.ALARM: timedelta(),
    Kind.CONSENT: timedelta(hours=24),
    Kind.DATA_CHANGE: timedelta(hours=30),
    Kind.ERASURE: timedelta(hours=30),
    Kind.CLASS_LIST: timedelta(hours=48),
    Kind.SHEET: timedelta(hours=30),
    Kind.TRUST: timedelta(hours=30),
    Kind.TRUST_OVER: timedelta(hours=30),
    Kind.ROLE: timedelta(hours=24),
    Kind.TEACHING: timedelta(hours=6),
    Kind.APPOINTMENT: timedelta(hours=24),
    Kind.UNLOCK: timedelta(hours=12),
    Kind.NOT_HELD: timedelta(hours=30),
    Kind.TASKS: timedelta(hours=54),
    Kind.FINAL_MARK: timedelta(hours=24),
    Kind.MESSAGE: timedelta(hours=30),
    Kind.REMARK: timedelta(hours=33),
    Kind.MARK: timedelta(hours=36),
    Kind.LESSON: timedelta(hours=42),
    Kind.EVENT: timedelta(hours=60),
    Kind.HOMEWORK: timedelta(hours=48),
    Kind.FORECAST: timedelta(hours=60),
    Kind.TOMORROW: timedelta(hours=54),
}
"""Importance with ageing: the least `due_at + HEAD_START` goes first.

Within a day what matters more always goes first; whatever has waited for so much longer than a
newer and more important notice goes before it, so nothing starves.
"""

TOGETHER = frozenset(
    {Kind.ABSENCE, Kind.FINAL_MARK, Kind.REMARK, Kind.MARK, Kind.LESSON, Kind.HOMEWORK}
)
"""What waits of these for one chat goes as one message, a new card after it; the others go alone.
"""

OF_PERSONAL_DATA = frozenset({Kind.DATA_CHANGE, Kind.ERASURE, Kind.CLASS_LIST, Kind.SHEET})
"""What is asked and answered about people's own data: messages by themselves."""

OF_NO_PUPIL = (
    frozenset({Kind.TOMORROW, Kind.ALARM, Kind.CONSENT, Kind.ROLE, Kind.TEACHING, Kind.TRUST_OVER})
    | {Kind.UNLOCK, Kind.PRESENCE, Kind.TASKS, Kind.FORECAST, Kind.EVENT, Kind.NOT_HELD}
    | {Kind.APPOINTMENT}
    | OF_PERSONAL_DATA
)
"""Whole messages by themselves, in a digest of what was missed neither."""

COUNTED = frozenset({Kind.ABSENCE, Kind.FINAL_MARK, Kind.REMARK, Kind.MARK})
"""Kinds whose notices are compared with what was told before: news, a correction, or nothing."""


class State(StrEnum):
    """Where a notice stands."""

    PENDING = "pending"
    LEASED = "leased"  # being sent by the one who holds the lease
    UNCERTAIN = "uncertain"  # the call's outcome is unknown: sent again, marked as a repetition
    SENT = "sent"
    SUPERSEDED = "superseded"  # a later notice of the same thing says it, or nothing is to be said
    SUPPRESSED = "suppressed"  # not to be told, for the reason given
    DEAD = "dead"  # could not be told; somebody must look


UNSENT = (State.PENDING, State.LEASED, State.UNCERTAIN)


class Reason(StrEnum):
    """Why a notice was not sent."""

    NO_RIGHT = "no_right"  # the binding ended, or the pupil is no longer theirs to see
    NO_CONSENT = "no_consent"  # nobody has consented, or not any more, to the pupil's data going
    NO_NOTE = "no_note"  # staff have not signed what the school asks of them
    GONE = "gone"  # what it tells of is not there any more
    PAST = "past"  # a changed lesson that is over is no news
    UNDONE = "undone"  # it is again as the family knows it
    NEWER = "newer"  # a later notice of the same thing took its place
    UNWANTED = "unwanted"  # switched off after it was written
    BLOCKED = "blocked"  # the person blocked the bot
    NO_CHAT = "no_chat"  # Telegram knows no such chat, or the account is deleted
    UNREACHABLE = "unreachable"  # known from an earlier notice, so not even tried
    REFUSED = "refused"  # Telegram does not take the message, in whatever form
    FAULT = "fault"  # our own mistake; the log has it under the notice's id
    LATE = "late"  # could not be sent for so long that it was given up


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened and is to be told; `student_id` None: of no single pupil.

    `begins` is when a changed lesson begins, on the school's clock and without a time zone: told
    after that it is worthless, so it waits for no digest that comes later.

    `is_continued`: an absence of a pupil who was absent at the lesson before, of which the family
    knows. `is_urgent`: a mark that waits for no evening, an absence of which the family is asked.
    `is_correction`: it changes what was there before, so whoever was told of that is told of this
    without delay.
    """

    kind: Kind
    student_id: int | None
    ref_id: int
    about_id: int
    begins: datetime | None = None
    is_continued: bool = False
    is_urgent: bool = False
    is_correction: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """A connected chat that may be told, with what its person chose for this pupil."""

    binding_id: int
    chat_id: int
    person_id: int
    student_id: int | None  # None: staff
    school: School
    choices: Mapping[Kind, Choice] = field(default_factory=dict)
    habits: Habits = field(default_factory=Habits)
    told_at: datetime | None = None  # when the chat was last told what could have waited
    rights: frozenset[Action] | None = None  # of a trusted person; None: not limited to a few


@dataclass(frozen=True, slots=True)
class Notice:
    """A row of the outbox: one event for one chat."""

    id: int
    kind: Kind
    ref_id: int
    about_id: int
    student_id: int | None
    person_id: int
    chat_id: int
    due_at: datetime
    created_at: datetime
    planned_at: datetime  # `due_at` before anything went wrong
    attempts: int = 0
    is_doubtful: bool = False  # an earlier call may have brought it
    was_missed: bool = False  # held back while the chat was blocked
    hides_details: bool | None = None  # as its person chose; None: as the school has it
    is_continued: bool = False  # as `Event` has them
    is_urgent: bool = False

    @property
    def is_new_card(self) -> bool:
        """A card that is to be sent, not one that is to be edited."""
        return self.kind is Kind.TOMORROW and self.ref_id != CARD_AGAIN


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A row about to be written."""

    event: Event
    person_id: int
    chat_id: int
    due_at: datetime
    is_urgent: bool = False


class NoticeStore(Protocol):
    """What is written into the outbox."""

    async def readers_of(self, student_ids: Collection[int]) -> list[Reader]:
        """Every chat connected to these pupils' guardians and to themselves."""

    async def readers_among(self, person_ids: Collection[int]) -> list[Reader]:
        """Every chat in which these people are connected, as family or as staff."""

    async def add(self, rows: Iterable[NewNotice]) -> int:
        """Writes them; a waiting notice of the same thing for the same reader is superseded.

        Gives the number of rows written.
        """

    async def hand_over(self, binding_id: int) -> int:
        """What waits for the person of a binding in chats where that binding's like has ended is
        to be told in the newest chat in which the same person follows the same pupil.

        What another chat of theirs has anyway is left out. The old rows stay: whether somebody else
        in the old chat may hear of it is asked when it is sent. Gives the number of rows written.
        """
