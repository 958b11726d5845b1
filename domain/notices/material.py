"""What is needed to say anything about notices of one chat, read kind by kind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from domain.actor import Actor
from domain.calendar import GradingPeriod, PeriodKind, current_period
from domain.diary import open_in_part, permitted
from domain.errors import ConsentMissing, Denied, NoteMissing, Unbound
from domain.marks.averages import weighted_average
from domain.marks.model import Mark
from domain.marks.value import MarkValue
from domain.notices.comparing import Telling, may_be_known
from domain.notices.facts import (
    Averages,
    CountedFact,
    Fact,
    HomeworkFact,
    LessonFact,
    Manner,
    MarkFact,
    SharedFact,
)
from domain.notices.loading import load_facts
from domain.notices.model import COUNTED, Kind, Notice, Reason
from domain.notices.news import ChildNews
from domain.notices.outbox import Thing, Told, thing_of
from domain.notices.rights import ASKED_WHEN_TOLD
from domain.uow import UnitOfWork

COMPARED = COUNTED | {Kind.LESSON, Kind.HOMEWORK}  # it matters what the chat was told before

OF_SECTIONS = frozenset({Kind.LESSON, Kind.HOMEWORK})
"""Kinds that concern whoever is in the section on the day."""


@dataclass(frozen=True, slots=True)
class Material:
    """Facts behind notices, the pupils whose diary the chat may read now, and what it was told."""

    children: Mapping[int, ChildNews]
    facts: Mapping[tuple[Kind, int], Fact]  # by kind and ref_id
    told: Mapping[Thing, tuple[Told, ...]]
    pupils: Mapping[Kind, Set[tuple[int, int]]]  # ref_id and pupil, of `OF_SECTIONS`
    standings: "Standings"
    withheld: Mapping[int, Reason]  # pupils of whom it may not hear yet, with what is missing
    for_others: Set[tuple[int, int]] = frozenset()  # homework and pupil whom it does not concern
    newcomers: Set[tuple[int, int]] = frozenset()  # lesson and pupil who came into its group

    def child(self, notice: Notice) -> ChildNews | None:
        return self.children.get(notice.student_id or 0)

    def fact(self, notice: Notice) -> Fact | None:
        """None: it is gone, or is not (or no longer) about the pupil whom the notice names."""
        fact = self.facts.get((notice.kind, notice.ref_id))
        key = notice.ref_id, notice.student_id
        if notice.kind in OF_SECTIONS and key not in self.pupils[notice.kind]:
            return None
        if isinstance(fact, HomeworkFact) and key in self.for_others:
            fact = replace(fact, is_removed=True)
        if isinstance(fact, LessonFact) and key in self.newcomers:
            fact = replace(fact, in_new_group=True)
        if isinstance(fact, SharedFact):
            return replace(fact, student_id=notice.student_id or 0)
        return fact if fact is not None and fact.student_id == notice.student_id else None

    def tellings(self, notice: Notice) -> list[Telling]:
        """All that the chat was told of the same thing. What a lost call said, the event says."""
        found = []
        for each in self.told.get(thing_of(notice), ()):
            event = self.facts.get((notice.kind, each.ref_id))
            made = event.made_what if isinstance(event, CountedFact) else None
            what = made if each.what is None else each.what
            if what is not None:
                is_own, is_lost = each.notice_id == notice.id, each.doubtful_since is not None
                found.append(Telling(each.notice_id, what, is_own, is_lost))
        return found

    def all_messages(self, notice: Notice) -> list[int]:
        """The Telegram messages that told of the thing, the first one first."""
        told = (each.telegram_message_id for each in self.told.get(thing_of(notice), ()))
        return [message_id for message_id in told if message_id is not None]

    def is_guessed(self, notice: Notice, what: str) -> bool:
        """Whether the lost call of another may have said so, by its words or by its time."""
        for last in self.told.get(thing_of(notice), ())[-1:]:
            if last.doubtful_since and last.notice_id != notice.id:
                is_same = any(each.what == what for each in self.tellings(notice)[-1:])
                return is_same or (last.what is None and notice.created_at < last.doubtful_since)
        return False

    def is_known_perhaps(self, notice: Notice, what: str) -> bool:
        """Whether another notice may have told it so last, for want of an answer of Telegram."""
        return may_be_known(what, notice.created_at, self._others(notice))

    def is_told(self, notice: Notice) -> bool:
        """Whether another notice told of the thing already."""
        return bool(self._others(notice))

    def has_heard(self, notice: Notice) -> bool:
        """Whether the chat was told of the thing by any notice, or may have been."""
        return thing_of(notice) in self.told

    def _others(self, of: Notice) -> list[Told]:
        return [each for each in self.told.get(thing_of(of), ()) if each.notice_id != of.id]


async def gather(uow: UnitOfWork, actor: Actor, notices: Sequence[Notice]) -> Material:
    """What one message needs."""
    [material] = await gather_all(uow, [(actor, notices)])
    return material


async def gather_all(
    uow: UnitOfWork, letters: Sequence[tuple[Actor, Sequence[Notice]]]
) -> list[Material]:
    """Of messages to different chats. However many they are: one statement a kind (two of one of
    `OF_SECTIONS`), one for what was told; a family's own children cost none.
    """
    told = await uow.outbox.told_to(
        {
            actor.chat_id: [each for each in notices if each.kind in COMPARED]
            for actor, notices in letters
        }
    )
    wanted: dict[Kind, set[int]] = defaultdict(set)
    for each in (each for _, notices in letters for each in notices):
        wanted[each.kind].add(each.ref_id)
    for (kind, _about, _student), tellings in (
        item for of_chat in told.values() for item in of_chat.items()
    ):
        wanted[kind] |= {each.ref_id for each in tellings if each.what is None}
    facts = {
        (kind, ref_id): fact
        for kind, ids in wanted.items()
        for ref_id, fact in (await load_facts(uow.facts, kind, ids)).items()
    }
    every = [each for _, notices in letters for each in notices]
    pupils, for_others, newcomers = await _pupils(uow, every)
    standings = Standings()
    heard = [await _children(uow, actor, notices) for actor, notices in letters]
    return [
        Material(
            children, facts, told[actor.chat_id], pupils, standings, withheld, for_others, newcomers
        )
        for (actor, _notices), (children, withheld) in zip(letters, heard, strict=True)
    ]


async def _pupils(
    uow: UnitOfWork, notices: Iterable[Notice]
) -> tuple[dict[Kind, Set[tuple[int, int]]], Set[tuple[int, int]], Set[tuple[int, int]]]:
    """Who is in the section on the day, by kind; whom its homework does not concern; who came."""
    wanted: dict[Kind, set[tuple[int, int]]] = {kind: set() for kind in OF_SECTIONS}
    for each in notices:
        if each.kind in OF_SECTIONS and each.student_id is not None:
            wanted[each.kind].add((each.ref_id, each.student_id))
    found: dict[Kind, Set[tuple[int, int]]] = dict.fromkeys(OF_SECTIONS, frozenset())
    for_others: Set[tuple[int, int]] = frozenset()
    newcomers: Set[tuple[int, int]] = frozenset()
    for kind, pairs in wanted.items():
        if pairs:
            ids, students = ({each[side] for each in pairs} for side in (0, 1))
            if kind is Kind.HOMEWORK:
                of_homework = await uow.facts.pupils_of_homework(ids, students)
                found[kind] = of_homework.keys()
                for_others = {pair for pair, is_theirs in of_homework.items() if not is_theirs}
            else:
                of_lessons = await uow.facts.pupils_of_lessons(ids, students)
                found[kind] = of_lessons.keys()
                newcomers = {pair for pair, has_come in of_lessons.items() if has_come}
    return found, for_others, newcomers


async def _children(
    uow: UnitOfWork, actor: Actor, notices: Iterable[Notice]
) -> tuple[dict[int, ChildNews], dict[int, Reason]]:
    """The pupils of whom the chat may hear, and those of whom it might with the papers."""
    children: dict[int, ChildNews] = {}
    withheld: dict[int, Reason] = {}
    for student_id in dict.fromkeys(notice.student_id for notice in notices):
        if student_id is None:
            continue
        try:
            diary = await open_in_part(uow, actor, student_id)
        except ConsentMissing:
            withheld[student_id] = Reason.NO_CONSENT
            continue
        except NoteMissing:
            withheld[student_id] = Reason.NO_NOTE
            continue
        except (Denied, Unbound):
            continue
        student, school = diary.student, diary.school
        hats = actor.hats_about(student_id)
        is_own = any(hat.person.id == student_id for hat in hats)
        rights = permitted(actor, student, school, ASKED_WHEN_TOLD)
        children[student_id] = ChildNews(
            student, school, is_own=is_own, is_family=bool(hats), rights=rights
        )
    return children, withheld


class Standings:
    """Periods and marks by which averages are told; those of one child are read once for all."""

    def __init__(self) -> None:
        self._periods: dict[tuple[int, int], list[GradingPeriod]] = {}
        self._marks: dict[tuple[int, int, date], list[Mark]] = {}

    async def period(self, uow: UnitOfWork, child: ChildNews, day: date) -> GradingPeriod | None:
        """The grading period, shorter than the year, that the day is in."""
        class_id = child.student.school_class_id
        if class_id is None:
            return None
        key = child.school.id, class_id
        if key not in self._periods:
            self._periods[key] = await uow.schedule.periods(*key)
        stored = [each for each in self._periods[key] if each.kind is not PeriodKind.SCHOOL_YEAR]
        period = current_period(stored, day)
        return period if period is not None and day in period else None

    async def marks(self, uow: UnitOfWork, of: Mark, period: GradingPeriod) -> list[Mark]:
        """All marks of the pupil in the subject and the period."""
        key = of.student_id, of.subject_id, period.begins
        if key not in self._marks:
            self._marks[key] = await uow.marks.of_subject(
                of.student_id, of.subject_id, period.begins, period.ends
            )
        return self._marks[key]


async def with_averages(uow: UnitOfWork, child: ChildNews, standings: Standings) -> ChildNews:
    """Where one mark is all the news of a child, it is told what it did to the average."""
    match child.facts:
        case [MarkFact() as fact]:
            averages = await _averages(uow, child, fact, standings)
            return child if averages is None else child.of([replace(fact, averages=averages)])
    return child


async def _averages(
    uow: UnitOfWork, child: ChildNews, fact: MarkFact, standings: Standings
) -> Averages | None:
    mark = fact.mark
    period = await standings.period(uow, child, mark.date) if mark.counts else None
    has_number = any(each is not None and each.counts for each in (fact.old, fact.new))
    if period is None or not has_number:
        return None
    others = [each for each in await standings.marks(uow, mark, period) if each.id != mark.id]

    def with_value(value: MarkValue | None) -> Decimal | None:
        if value is None:
            return weighted_average(others)
        as_told = mark if value == mark.value else replace(mark, value=value)
        return weighted_average([*others, as_told])

    before = None if fact.manner is Manner.EDITED else fact.old
    return Averages(with_value(before), with_value(fact.new))
