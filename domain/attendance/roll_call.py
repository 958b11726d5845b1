"""The roll call: everyone is there, the teacher taps who is not (S2 3.2, R075).

A tap is kept at once and told to nobody. «Готово» compares the taps with what was recorded before,
records the difference and its history, and tells the families of exactly those pupils. Reopening
the roll call later is the same thing: a correction is told too, and told as one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.absences.loop import watch_roll_call
from domain.absences.rules import announced_for, settled_reasons
from domain.absences.telling import tell_of_contradictions
from domain.access import Action
from domain.actor import Actor
from domain.attendance.model import Status
from domain.attendance.roll_call_model import AttendanceChange, Finished, RollCall, Tap
from domain.attendance.rules import all_present, electronic_presence
from domain.audit.model import Thing, ThingKind
from domain.errors import Denied, Refused
from domain.evening.planning import refresh_cards
from domain.hat import Hat
from domain.lessons.model import TaughtLesson
from domain.lessons.use_cases import open_lesson, record_planned_topic, require_held
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_families
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class AtHome:
    """Pupils whose family knows of the absence by itself, and those whose family is asked."""

    announced: frozenset[int] = frozenset()
    asked: frozenset[int] = frozenset()


NOTHING_KNOWN = AtHome()


async def open_roll_call(uow: UnitOfWork, actor: Actor, lesson_id: int) -> RollCall:
    """The roll call as it stands, a begun one included."""
    taught, hat = await open_lesson(uow, actor, Action.TAKE_ATTENDANCE, lesson_id)
    require_held(taught, hat.school, uow)
    return await _roll(uow, taught)


async def tap(
    uow: UnitOfWork,
    actor: Actor,
    lesson_id: int,
    student_id: int,
    status: Status,
    minutes: int | None = None,
) -> RollCall:
    """The pupil is `status` from now on; nobody is told. The same tap twice is one.

    `minutes`: how late. `Denied` for a pupil who was not in the section on that date.
    """
    taught, hat = await open_lesson(uow, actor, Action.TAKE_ATTENDANCE, lesson_id, to_change=True)
    require_held(taught, hat.school, uow)
    before = await _roll(uow, taught)
    if all(pupil.id != student_id for pupil in before.pupils):
        raise Denied(Action.TAKE_ATTENDANCE)
    now = Tap(status, minutes if status is Status.LATE else None)
    return await _tapped(uow, before, {student_id: now})


async def tap_all_present(uow: UnitOfWork, actor: Actor, lesson_id: int) -> RollCall:
    """Everybody is there but those who are excused (`all_present`); nobody is told."""
    taught, hat = await open_lesson(uow, actor, Action.TAKE_ATTENDANCE, lesson_id, to_change=True)
    require_held(taught, hat.school, uow)
    before = await _roll(uow, taught)
    shown = {pupil.id: before.status(pupil.id) for pupil in before.pupils}
    there = all_present(shown, before.excused)
    return await _tapped(uow, before, {key: Tap(status) for key, status in there.items()})


async def tap_by_results(uow: UnitOfWork, actor: Actor, lesson_id: int) -> RollCall:
    """Of a lesson by tasks, present is who has a result of it (`electronic_presence`).

    Nobody is told: «Готово» is the teacher's word. `Refused` "not_by_tasks" for another form,
    "no_results" as long as there is none.
    """
    taught, hat = await open_lesson(uow, actor, Action.TAKE_ATTENDANCE, lesson_id, to_change=True)
    require_held(taught, hat.school, uow)
    before = await _roll(uow, taught)
    if not before.is_by_tasks:
        raise Refused("not_by_tasks")
    if not before.results:
        raise Refused("no_results")
    shown = {pupil.id: before.status(pupil.id) for pupil in before.pupils}
    there = electronic_presence(shown, before.excused, before.results)
    return await _tapped(uow, before, {key: Tap(status) for key, status in there.items()})


async def _tapped(uow: UnitOfWork, before: RollCall, taps: Mapping[int, Tap]) -> RollCall:
    """Keeps the taps; what leads back to where it was is kept no more: there is nothing to tell."""
    after = before
    for student_id, each in taps.items():
        after = after.with_tap(student_id, each)
    kept = {key: each for key, each in taps.items() if key in after.tapped}
    await uow.roll_call.tap(before.taught.id, kept)
    await uow.roll_call.forget_tap(before.taught.id, taps.keys() - kept.keys())
    return after


async def finish(uow: UnitOfWork, actor: Actor, lesson_id: int) -> Finished:
    """«Готово»: records what differs and tells those families.

    Nothing differs: nothing is told, and the roll counts as called all the same.
    """
    taught, hat = await open_lesson(uow, actor, Action.TAKE_ATTENDANCE, lesson_id, to_change=True)
    require_held(taught, hat.school, uow)
    roll = await _roll(uow, taught)
    changes = roll.changes
    settled = settled_reasons(roll.announced)
    ids = await uow.roll_call.record(taught, changes, hat.person.id, settled)
    _note(uow, actor, hat, taught, changes)
    await uow.roll_call.forget_taps(lesson_id)
    await uow.lessons.mark_attendance_taken(lesson_id)
    await record_planned_topic(uow, actor, taught)
    notices = 0
    news = [change for change in changes if change.is_news]
    asked = await watch_roll_call(uow, hat.school, roll, news, hat.person.id)
    if ids:
        known = AtHome(frozenset(roll.announced), asked)
        events = await absence_events(uow, taught, news, ids, known)
        notices = await tell_families(uow, events)
        await refresh_cards(uow, [change.student_id for change in news])
    for each in roll.contradicted:
        await uow.absences.note_came(each.id, taught.date, taught.lesson.number)
    notices += await tell_of_contradictions(uow, roll.contradicted, taught.id)
    return Finished(tuple(changes), notices)


def _note(
    uow: UnitOfWork,
    actor: Actor,
    hat: Hat,
    taught: TaughtLesson,
    changes: Sequence[AttendanceChange],
) -> None:
    """For each pupil what changed, and that the roll was called for the first time."""
    lesson = Thing(ThingKind.LESSON, taught.id)
    for change in changes:
        uow.audit.note(
            actor,
            hat,
            Action.TAKE_ATTENDANCE,
            lesson,
            about=change.student_id,
            before={"status": change.old},
            after={"status": change.new, **_how_late(change)},
        )
    before = {"taken": taught.lesson.attendance_taken_at is not None}
    after = {"taken": True}
    uow.audit.note(actor, hat, Action.TAKE_ATTENDANCE, lesson, before=before, after=after)


def _how_late(change: AttendanceChange) -> dict[str, int]:
    return {} if change.minutes is None else {"minutes_late": change.minutes}


async def absence_events(
    uow: UnitOfWork,
    taught: TaughtLesson,
    changes: Sequence[AttendanceChange],
    ids: Sequence[int],
    known: AtHome = NOTHING_KNOWN,
) -> list[Event]:
    """Who was absent at the lesson before is absent still: that can wait, anything else cannot.

    So can an absence that the family itself has announced; where it is asked it is told at once.
    Whoever was there after all makes the absence at the next lesson the first one.
    """
    calls = await uow.roll_call.calls_beside(taught, [change.student_id for change in changes])
    starts = taught.lesson.starts
    events = []
    for change, change_id in zip(changes, ids, strict=True):
        own = [each for each in calls if each.student_id == change.student_id]
        before = next((each for each in reversed(own) if each.starts < starts), None)
        after = next((each for each in own if each.starts > starts), None)
        is_asked = change.student_id in known.asked
        is_old = change.student_id in known.announced or (before is not None and before.is_absent)
        is_continued = change.new is Status.ABSENT and is_old and not is_asked
        events.append(
            Event(
                Kind.ABSENCE,
                change.student_id,
                change_id,
                about_id=taught.id,
                is_continued=is_continued,
                is_urgent=is_asked,
            )
        )
        if change.old is Status.ABSENT and after is not None and after.is_absent:
            events.append(
                Event(Kind.ABSENCE, change.student_id, after.change_id, about_id=after.lesson_id)
            )
    return events


async def _roll(uow: UnitOfWork, taught: TaughtLesson) -> RollCall:
    """As it stands, with what was announced, and of a lesson by tasks who has a result."""
    roll = await uow.roll_call.roll(taught)
    ids = [pupil.id for pupil in roll.pupils]
    announced = await uow.absences.of_day(ids, taught.date)
    results = await uow.roll_call.results(taught.id) if roll.is_by_tasks else frozenset()
    return replace(
        roll,
        announced=announced_for(announced, taught.date, taught.lesson.number),
        results=results.intersection(ids),
    )
