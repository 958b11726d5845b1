"""What a notice is about, read at the moment of sending."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from hashlib import blake2b
from typing import ClassVar, Self

from domain.attendance.model import Status
from domain.binding.model import BindingRole
from domain.calendar import PeriodKind
from domain.homework.model import Version
from domain.marks.model import Mark
from domain.marks.value import MarkValue
from domain.people import Person
from domain.quizzes.model import MOST_QUESTIONS
from domain.remarks.model import NOTHING, Remark
from domain.schedule.model import Lesson, clock_time


class Manner(StrEnum):
    """How a fact stands to what the chat was told of the same thing before."""

    NEWS = "news"  # it was told nothing
    CORRECTION = "correction"  # a later word, in a message of its own
    EDITED = "edited"  # in the very message that told of it, now changed in place


@dataclass(frozen=True, slots=True)
class Averages:
    """Of one subject in the period of the mark; None where no mark counted."""

    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class MarkFact:
    """A mark as it is now (`new` None: taken away) and as the chat knew it (`old`).

    `made` is what the change that the notice points at made of it. The states of this and of the
    next two as words (`what`, `made_what`) are what the outbox remembers of a message.
    """

    mark: Mark
    old: MarkValue | None
    new: MarkValue | None
    made: MarkValue | None
    manner: Manner = Manner.NEWS
    averages: Averages | None = None

    nothing: ClassVar[str] = "-"

    @property
    def student_id(self) -> int:
        return self.mark.student_id

    @property
    def what(self) -> str:
        return _mark_word(self.new)

    @property
    def made_what(self) -> str:
        return _mark_word(self.made)

    def told_as(self, old: str | None, new: str, manner: Manner) -> Self:
        """The same, changed from one of these states to the other."""
        return replace(self, old=_mark_value(old), new=_mark_value(new), manner=manner)


def _mark_word(value: MarkValue | None) -> str:
    return MarkFact.nothing if value is None else value.code


def _mark_value(word: str | None) -> MarkValue | None:
    return None if word is None or word == MarkFact.nothing else MarkValue.of(word)


@dataclass(frozen=True, slots=True)
class AbsenceFact:
    """Where a pupil was at a lesson as the journal has it now, and as the chat knew it."""

    student_id: int
    date: date
    number: int
    starts: int  # minutes after midnight, school time
    subject: str
    old: Status
    new: Status
    made: Status
    minutes_late: int | None
    manner: Manner = Manner.NEWS
    asks: bool = False  # where the pupil is: nobody has said so yet

    nothing: ClassVar[str] = Status.PRESENT.value

    @property
    def starts_at(self) -> time:
        return clock_time(self.starts)

    @property
    def what(self) -> str:
        return self.new.value

    @property
    def made_what(self) -> str:
        return self.made.value

    def told_as(self, old: str | None, new: str, manner: Manner) -> Self:
        return replace(self, old=Status(old or self.nothing), new=Status(new), manner=manner)


@dataclass(frozen=True, slots=True)
class FinalMarkFact:
    """A mark of a period or of the year as it is now, and as the chat knew it; never taken away."""

    student_id: int
    subject: str
    period_kind: PeriodKind
    period_title: str
    old: MarkValue | None
    new: MarkValue
    made: MarkValue
    manner: Manner = Manner.NEWS

    nothing: ClassVar[str] = "-"

    @property
    def what(self) -> str:
        return self.new.code

    @property
    def made_what(self) -> str:
        return self.made.code

    def told_as(self, old: str | None, new: str, manner: Manner) -> Self:
        return replace(self, old=_mark_value(old), new=MarkValue.of(new), manner=manner)


@dataclass(frozen=True, slots=True)
class MessageFact:
    """Somebody of the school wrote to a family, or a family answered."""

    student_id: int
    message_id: int
    sender: Person
    text: str
    is_answer: bool


@dataclass(frozen=True, slots=True)
class LessonFact:
    """A lesson differs from the usual timetable, or no longer does."""

    student_id: int
    lesson: Lesson
    in_new_group: bool = False  # the pupil has come into its group lately

    @property
    def what(self) -> str:
        """16 characters that differ where a family would be told something else."""
        it = self.lesson
        said = it.date, it.number, it.subject, it.is_cancelled, it.is_substituted
        teacher = it.teacher.short_name if it.teacher else ""
        where = () if it.is_cancelled else (it.starts, it.location, teacher)
        return _fingerprint(*said, it.replaces_subject, it.change_note, *where)


@dataclass(frozen=True, slots=True)
class HomeworkFact:
    """Homework was set, or changed or removed after the chat had been told of it.

    `earlier`: what it said before, the latest first. `was`: what the chat knew of it.
    """

    student_id: int
    homework_id: int
    subject: str
    due_date: date
    text: str
    is_changed: bool = False
    is_removed: bool = False
    earlier: tuple[Version, ...] = ()
    was: Version | None = None
    files: int = 0
    quiz: int = 0  # questions

    @property
    def what(self) -> str:
        """As `LessonFact.what`."""
        more: tuple[object, ...] = (self.files,) if self.files else ()
        if self.is_removed:
            more = ("removed",)
        elif self.quiz:
            more = (self.files, self.quiz)
        return _fingerprint(self.subject, self.due_date, self.text, *more)

    def told_after(self, known: str | None) -> Self:
        """The same, as it is told to a chat that was told of it; `known` as in `what`.

        Of which version nobody can tell (its call was lost), it is taken to be the latest.
        """
        versions = (Version(self.text, self.due_date), *self.earlier)
        said = {
            replace(self, text=each.text, due_date=each.due_date, files=files, quiz=quiz).what: each
            for each in reversed(versions)
            for files in range(_MOST_FILES + 1)
            for quiz in (range(MOST_QUESTIONS + 1) if self.quiz else (0,))
        }
        latest = next(iter(self.earlier), None)
        return replace(self, is_changed=True, was=said.get(known or "", latest))


_MOST_FILES = 10  # that a homework can have (domain.rules.settings)


def _fingerprint(*said: object) -> str:
    return blake2b(repr(said).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class BindingFact:
    """Somebody new reads this diary."""

    student_id: int
    binding_id: int
    person: Person
    role: BindingRole
    bound_at: datetime


@dataclass(frozen=True, slots=True)
class TrustFact:
    """What somebody was entrusted with ends on this day, unless a guardian prolongs it."""

    student_id: int
    trust_id: int
    person: Person
    guardian: Person
    last_day: date


@dataclass(frozen=True, slots=True)
class RemarkFact:
    """A remark as it is now and as the chat knew it; of earlier words only that they differed.

    `what` is one of `domain.remarks.model.word_of`.
    """

    student_id: int
    remark: Remark
    old: str | None
    new: str
    made_what: str
    manner: Manner = Manner.NEWS

    nothing: ClassVar[str] = NOTHING

    @property
    def what(self) -> str:
        return self.new

    @property
    def is_withdrawn(self) -> bool:
        """Whether there is nothing left to say but that. Words that are gone cannot be told."""
        return self.remark.is_withdrawn or self.new == NOTHING

    def told_as(self, old: str | None, new: str, manner: Manner) -> Self:
        return replace(self, old=old, new=new, manner=manner)


CountedFact = MarkFact | AbsenceFact | FinalMarkFact | RemarkFact
"""Facts that have states, which are compared with what was told before."""

SharedFact = MessageFact | LessonFact | HomeworkFact
"""Facts that concern many pupils: stored without one, the notice says whose news it is."""

Fact = CountedFact | SharedFact | BindingFact | TrustFact
