"""What a card says at the moment of sending, and whether it is a new message or an edit."""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from domain.access import Action, Role
from domain.actor import Actor
from domain.attendance.model import MissedLesson, Status
from domain.attendance.model import Reason as AbsenceReason
from domain.calendar import School
from domain.control_works.rules import year_of
from domain.diary import open_in_part
from domain.errors import ConsentMissing, Denied, Unbound
from domain.evening.differences import changes, control_works, count, taking_place
from domain.evening.model import (
    Card,
    ChildCard,
    ControlWork,
    DayAhead,
    DayLesson,
    DueHomework,
    MissedDay,
)
from domain.homework.model import Homework
from domain.notices.model import Kind, Notice, Reader, Reason, State
from domain.notices.news import News, unsaid
from domain.notices.outbox import thing_of
from domain.notices.rights import IN_CARD
from domain.people import Student
from domain.preferences.choices import Choice
from domain.preferences.model import chosen
from domain.schedule.model import DayNote, minute_of
from domain.school_days import ClassKey
from domain.uow import UnitOfWork

REASONS_ASKED = timedelta(days=14)  # of older absences the homeroom teacher asks in person
_HIDDEN = "hidden"  # what a card without details says: always the same


class Purpose(Enum):
    """What a card is read for."""

    SEND = auto()  # it comes before the day's lessons or not at all
    EDIT = auto()  # it is kept true until the day is over
    SHOW = auto()  # its message is shown or written anew for another reason


async def describe_card(uow: UnitOfWork, actor: Actor, notices: Sequence[Notice]) -> News:
    """The card of one day and one chat: a new one, or an edit of the one that the chat has.

    `notices` are all of it, waiting at once. An edit is made only if it would say something else.
    Each child's diary is opened anew: a child who is no longer theirs is not in it.
    """
    first = notices[0]
    tellings = (await uow.outbox.told_about(actor.chat_id, notices)).get(thing_of(first), ())
    own = {each.id for each in notices}
    earlier = [each for each in tellings if each.notice_id not in own]
    if first.is_new_card:
        if earlier:
            return unsaid(notices, State.SUPERSEDED, Reason.NEWER)
        purpose = Purpose.EDIT if tellings else Purpose.SEND
    else:
        purpose = Purpose.EDIT
        if not earlier or earlier[-1].telegram_message_id is None:
            # The card itself is yet to leave, perhaps once more: it will be read then.
            return unsaid(notices, State.SUPERSEDED, Reason.NEWER)
    read = await read_card(uow, actor, _day(first), purpose)
    if isinstance(read, Reason):
        return unsaid(notices, State.SUPPRESSED, read)
    card, said, hides = read
    if earlier and earlier[-1].what == said:
        return unsaid(notices, State.SUPERSEDED, Reason.UNDONE)
    return News(
        told={each.id: said for each in notices},
        is_repeat=not earlier and any(each.is_doubtful for each in notices),
        hides_details=hides,
        whole=card,
        replaces=earlier[-1].telegram_message_id if earlier else None,
    )


async def card_as_it_stands(uow: UnitOfWork, actor: Actor, notices: Sequence[Notice]) -> News:
    """The card of a message that is shown or edited for another reason, whatever its day."""
    read = await read_card(uow, actor, _day(notices[0]), Purpose.SHOW)
    if isinstance(read, Reason):
        return News()
    card, said, hides = read
    return News(told={each.id: said for each in notices}, hides_details=hides, whole=card)


def _day(notice: Notice) -> date:
    return date.fromordinal(notice.about_id)


@dataclass(frozen=True, slots=True)
class _Child:
    """A child of the chat, and who reads of it there."""

    student: Student
    school: School
    readings: Set[Action]
    readers: Sequence[Reader]
    lessons: Sequence[DayLesson]
    notes: tuple[DayNote, ...]

    @property
    def has_exam(self) -> bool:
        return any(each.exam_id for each in self.notes)

    def wants(self, kind: Kind) -> bool:
        """Whether anybody behind the chat does."""
        return any(chosen(kind, each.choices) is not Choice.OFF for each in self.readers)

    @property
    def hides(self) -> bool:
        return any(each.habits.hides(self.school.policy) for each in self.readers)


async def read_card(
    uow: UnitOfWork, actor: Actor, day: date, purpose: Purpose
) -> tuple[Card, str, bool] | Reason:
    """The card, what it says in short, and whether that is to be hidden; or why there is none."""
    children, reason = await _children(uow, actor, day)
    judged = [(child, _why_not(uow, child, day, purpose)) for child in children]
    shown = [child for child, why_not in judged if why_not is None]
    if not shown and purpose is Purpose.EDIT:
        # What the card told of is not there any more, and it is to say so.
        shown = [child for child, why_not in judged if why_not is Reason.GONE]
    if not shown:
        return next(filter(None, (reason, *(why for _, why in judged))), Reason.NO_RIGHT)
    found: list[ChildCard] = []
    for child in shown:
        is_own = any(hat.person.id == child.student.id for hat in actor.hats)
        ahead = await _day_ahead(uow, actor, child, day, is_own=is_own)
        found.append(ChildCard(child.student, child.school, is_own=is_own, ahead=ahead))
    hides = any(child.hides for child in shown)
    card = Card(day, tuple(found))
    return card, _HIDDEN if hides else card.fingerprint, hides


async def _children(uow: UnitOfWork, actor: Actor, day: date) -> tuple[list[_Child], Reason | None]:
    """Whose timetable or homework the chat may see as their family; what another child lacks."""
    people = {hat.person.id for hat in actor.hats if hat.student is not None}
    readers = [
        each for each in await uow.notices.readers_among(people) if each.chat_id == actor.chat_id
    ]
    children: list[_Child] = []
    missing: Reason | None = None
    for student_id in dict.fromkeys(hat.student.id for hat in actor.hats if hat.student):
        try:
            diary = await open_in_part(uow, actor, student_id)
        except ConsentMissing:
            missing = Reason.NO_CONSENT
            continue
        except (Denied, Unbound):
            continue
        if diary.readings.isdisjoint(IN_CARD):
            continue
        of_child = [each for each in readers if each.student_id == student_id]
        lessons = await uow.days_ahead.lessons(student_id, day)
        notes: tuple[DayNote, ...] = ()
        if Action.READ_EVENTS in diary.readings:
            notes = await _notes(uow, diary.student, diary.school, day)
        children.append(
            _Child(diary.student, diary.school, diary.readings, of_child, lessons, notes)
        )
    return children, missing


def _why_not(uow: UnitOfWork, child: _Child, day: date, purpose: Purpose) -> Reason | None:
    is_shown = purpose is Purpose.SHOW
    if not (is_shown or child.wants(Kind.TOMORROW)):
        return Reason.UNWANTED
    if not is_shown and child.school.today(uow.now) > day:
        return Reason.PAST
    if not (child.lessons or child.has_exam):
        return Reason.GONE
    local = child.school.local(uow.now)
    begins = child.lessons[0].lesson.starts if child.lessons else 0
    if purpose is Purpose.SEND and (local.date(), minute_of(local)) >= (day, begins):
        return Reason.PAST
    return None


async def _day_ahead(
    uow: UnitOfWork, actor: Actor, child: _Child, day: date, *, is_own: bool
) -> DayAhead:
    student, held = child.student, taking_place(child.lessons)
    hats = actor.hats_about(student.id)
    people = [hat.person.id for hat in hats]
    may = child.readings
    # The school asks parents for reasons, not a child.
    is_asked = any(Role.GUARDIAN in hat.roles for hat in hats) and Action.READ_ATTENDANCE in may
    sees_lessons = Action.READ_TIMETABLE in may
    homework, done = await _homework(uow, child, day, is_own=is_own)
    return DayAhead(
        student.id,
        day,
        count(child.lessons) if sees_lessons else None,
        min((each.lesson.starts for each in held), default=None) if sees_lessons else None,
        changes=changes(child.lessons) if sees_lessons else (),
        control_works=(
            await _control_works(uow, child.school, held, day) if Action.READ_EVENTS in may else ()
        ),
        notes=child.notes,
        homework=homework,
        done=done,
        unread=(
            await uow.days_ahead.unread(people, student.id) if Action.READ_MESSAGES in may else ()
        ),
        missed=await _missed(uow, student, day) if is_asked else (),
    )


async def _notes(
    uow: UnitOfWork, student: Student, school: School, day: date
) -> tuple[DayNote, ...]:
    who = ClassKey(student.school_class_id, student.grade_level)
    _holidays, notes = await uow.schedule.calendar(school.id, who, day, day)
    return tuple(notes)


async def _control_works(
    uow: UnitOfWork, school: School, held: Sequence[DayLesson], day: date
) -> tuple[ControlWork, ...]:
    """Of the published schedule; of a school without one those that the topics name (0036)."""
    sections = {each.lesson.section_id for each in held}
    works = await uow.control_works.of_day(school.id, sections, day, year_of(day))
    if works is None:
        return await _named_by_topics(uow, school, held, day)
    return tuple(dict.fromkeys(ControlWork(each.subject, each.title) for each in works))


async def _named_by_topics(
    uow: UnitOfWork, school: School, held: Sequence[DayLesson], day: date
) -> tuple[ControlWork, ...]:
    """By the topic that the teacher has written already, else by the plan.

    Of two lessons of a section on one day the plan knows the first one's.
    """
    named = {each.lesson.section_id for each in held if each.lesson.topic}
    unnamed = {each.lesson.section_id for each in held} - named
    planned = await uow.days_ahead.planned_topics(unnamed, day)
    topics: dict[tuple[int, str], str] = {}
    for each in held:
        lesson = each.lesson
        topic = lesson.topic or planned.get(lesson.section_id, "")
        if topic:
            topics.setdefault((lesson.section_id, topic), lesson.subject)
    if not topics:
        return ()
    titles = await uow.days_ahead.control_titles(school.id)
    return control_works([(subject, topic) for (_, topic), subject in topics.items()], titles)


async def _homework(
    uow: UnitOfWork, child: _Child, day: date, *, is_own: bool
) -> tuple[tuple[DueHomework, ...] | None, int]:
    """What is to be done, and of the pupil's own card how much is ticked already."""
    student = child.student
    has_any = child.school.policy.has_homework(student.grade_level)
    if not (has_any and Action.READ_HOMEWORK in child.readings and child.wants(Kind.HOMEWORK)):
        return None, 0
    read = uow.homework.due_with_ticks if is_own else uow.homework.due
    due = sorted(await read(student.id, day, day), key=_by_lesson)
    left = [
        DueHomework(each.subject, each.text, each.files, each.quiz)
        for each in due
        if not each.is_done
    ]
    return tuple(left), len(due) - len(left)


def _by_lesson(homework: Homework) -> tuple[bool, int, str, int]:
    """In the order of the day; what is due at no lesson of it comes last."""
    number = homework.due_number
    return number is None, number or 0, homework.subject, homework.id


async def _missed(uow: UnitOfWork, student: Student, day: date) -> tuple[MissedDay, ...]:
    """Days of which the school waits to hear why the pupil was absent, the latest first."""
    found = await uow.attendance.exceptions(student.id, day - REASONS_ASKED, day)
    lessons = Counter(each.date for each in found if _asks_why(each))
    return tuple(MissedDay(missed, number) for missed, number in lessons.items())


def _asks_why(missed: MissedLesson) -> bool:
    return missed.status is Status.ABSENT and missed.reason is AbsenceReason.UNKNOWN
