"""What teachers and the school do in tests of notices, written straight into the tables."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Table, delete, insert, select, update

from domain.marks.telling import mark_event
from domain.marks.value import MarkValue
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_families, tell_person
from domain.policy import SchoolPolicy
from storage import tables as t
from storage.mark_values import as_columns
from storage.uow import SqlUnitOfWork
from tests.support.people import World
from tests.support.school import TODAY, WORK_TYPES


async def add(uow: SqlUnitOfWork, table: Table, **values: Any) -> int:
    done = await uow.connection.execute(insert(table).values(**values))
    key = done.inserted_primary_key
    assert key is not None
    return int(key[0])


class Outbox:
    """Makes things happen and sends what they cause."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def drain(self) -> None:
        await self.world.app.sender.pump()

    async def states(self) -> list[tuple[str, str]]:
        """State and reason of every notice, in the order of writing."""
        rows = await self.world.rows(select(t.notice).order_by(t.notice.c.id))
        return [(row["state"], row["reason"]) for row in rows]

    async def tell(self, *events: Event) -> None:
        """Notices of what is stored already."""
        async with self.world.app.database.write(self.world.clock()) as uow:
            await tell_families(uow, events)
            await uow.commit()

    async def mark(self, pupil: str, value: int | None, **how: Any) -> None:
        """A mark set (or with `old`: changed, or taken away), and told; else as `mark_event`."""
        await self.tell(await self.mark_event(pupil, value, **how))

    async def mark_event(
        self,
        pupil: str,
        value: int | str | None,
        *,
        old: int | None = None,
        section: str = "algebra",
        work: str = "test",
        day: date = TODAY,
        **more: Any,
    ) -> Event:
        school, now = self.world.school, self.world.clock()
        async with self.world.app.database.write(now) as uow:
            mark_id = await add(
                uow,
                t.mark,
                section_id=school.sections[section],
                student_id=school[pupil],
                date=day,
                work_type_id=school.work_types[work],
                **as_columns(_value(value or old)),
                removed_at=now if value is None else None,
                set_at=now,
                **more,
            )
            change_id = await add(
                uow,
                t.mark_change,
                mark_id=mark_id,
                old_value=old,
                **as_columns(_value(value), "new_"),
                changed_at=now,
            )
            await uow.commit()
        ids = change_id, mark_id
        values = _value(old), _value(value)
        is_control = work in {code for code, *_, is_control in WORK_TYPES if is_control}
        return mark_event(SchoolPolicy(), school[pupil], ids, values, is_control=is_control)

    async def absence(self, pupil: str, new: str = "absent", **how: Any) -> None:
        """As `absence_event`, and told."""
        await self.tell(await self.absence_event(pupil, new, **how))

    async def absence_event(
        self,
        pupil: str,
        new: str = "absent",
        *,
        old: str = "present",
        section: str = "algebra",
        day: date = TODAY,
        minutes_late: int | None = None,
    ) -> Event:
        """The journal has it so from now on."""
        school, now = self.world.school, self.world.clock()
        key = {"lesson_id": school.lesson(section, day), "student_id": school[pupil]}
        event = t.attendance_event
        async with self.world.app.database.write(now) as uow:
            await uow.connection.execute(delete(event).filter_by(**key))
            if new != "present":
                await add(
                    uow,
                    event,
                    **key,
                    date=day,
                    status=new,
                    minutes_late=minutes_late,
                    recorded_at=now,
                )
            change_id = await add(
                uow,
                t.attendance_change,
                **key,
                old_status=old,
                new_status=new,
                changed_at=now,
            )
            await uow.commit()
        return Event(Kind.ABSENCE, school[pupil], change_id, key["lesson_id"])

    async def change_mark(self, event: Event, value: int | None) -> Event:
        """The mark of an earlier event has this value from now on, or is taken away."""
        now = self.world.clock()
        async with self.world.app.database.write(now) as uow:
            of_mark = t.mark.c.id == event.about_id
            found = await uow.connection.execute(
                select(t.mark.c.value, t.mark.c.removed_at).where(of_mark)
            )
            row = found.one()
            values = {"removed_at": now} if value is None else {"value": value, "removed_at": None}
            await uow.connection.execute(update(t.mark).where(of_mark).values(**values))
            change_id = await add(
                uow,
                t.mark_change,
                mark_id=event.about_id,
                old_value=row.value if row.removed_at is None else None,
                new_value=value,
                changed_at=now,
            )
            await uow.commit()
        return replace(event, ref_id=change_id, is_correction=True)

    async def change_final_mark(self, event: Event, value: int) -> Event:
        """The final mark of an earlier event is this one from now on."""
        now = self.world.clock()
        async with self.world.app.database.write(now) as uow:
            of_mark = t.final_mark.c.id == event.about_id
            old = await uow.connection.scalar(select(t.final_mark.c.value).where(of_mark))
            await uow.connection.execute(update(t.final_mark).where(of_mark).values(value=value))
            change_id = await add(
                uow,
                t.final_mark_change,
                final_mark_id=event.about_id,
                old_value=old,
                new_value=value,
                changed_at=now,
            )
            await uow.commit()
        return replace(event, ref_id=change_id)

    async def homework_event(
        self, pupil: str, text: str, *, section: str = "algebra", due: date = TODAY
    ) -> Event:
        school, now = self.world.school, self.world.clock()
        async with self.world.app.database.write(now) as uow:
            homework_id = await add(
                uow,
                t.homework,
                section_id=school.sections[section],
                due_date=due,
                text=text,
                set_at=now,
            )
            await uow.commit()
        return Event(Kind.HOMEWORK, school[pupil], homework_id, homework_id)

    async def final_marks(
        self, pupil: str, marks: Sequence[tuple[str, int]], period: str = "I четверть"
    ) -> list[Event]:
        """A set of subjects and marks, set together and told."""
        events = await self.final_mark_events(pupil, marks, period)
        await self.tell(*events)
        return events

    async def final_mark_events(
        self, pupil: str, marks: Sequence[tuple[str, int]], period: str = "I четверть"
    ) -> list[Event]:
        school, now = self.world.school, self.world.clock()
        events = []
        async with self.world.app.database.write(now) as uow:
            for subject, value in marks:
                final_id = await add(
                    uow,
                    t.final_mark,
                    student_id=school[pupil],
                    subject_id=school.subjects[subject],
                    grading_period_id=school.periods[period],
                    value=value,
                    set_at=now,
                )
                change_id = await add(
                    uow,
                    t.final_mark_change,
                    final_mark_id=final_id,
                    new_value=value,
                    changed_at=now,
                )
                events.append(Event(Kind.FINAL_MARK, school[pupil], change_id, final_id))
            await uow.commit()
        return events

    async def message(self, text: str, *recipients: tuple[str, str], sender: str = "orlova") -> int:
        """From the school to people, each about one child."""
        school, now = self.world.school, self.world.clock()
        async with self.world.app.database.write(now) as uow:
            message_id = await add(uow, t.message, sender_id=school[sender], text=text, sent_at=now)
            for person, child in recipients:
                await uow.connection.execute(
                    insert(t.message_recipient).values(
                        message_id=message_id, person_id=school[person], student_id=school[child]
                    )
                )
                event = Event(Kind.MESSAGE, school[child], message_id, message_id)
                await tell_person(uow, event, school[person])
            await uow.commit()
        return message_id


def _value(code: int | str | None) -> MarkValue | None:
    return None if code is None else MarkValue.of(str(code))
