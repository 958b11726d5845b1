"""After an erasure the database is searched for what was erased, whole, on both databases."""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from domain.messages.model import Addressee
from domain.personal_data.erasure_model import Erased, Subject
from domain.personal_data.keeping import ALWAYS, Keep, kept
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock
from tests.support.full_life import (
    ANSWER,
    CHILDS,
    COMMENT,
    DECLINED,
    EMAIL,
    LETTER,
    MOTHERS,
    NAMED,
    NOTE,
    OLD_NAME,
    OTHER_PHONE,
    PHONE,
    PUPILS_PHONE,
    STATEMENT,
    TO_ALL,
    WANTED,
    bound,
    full_life,
)
from tests.support.outbox import add
from tests.support.school import TODAY, SmallSchool

# What stays besides, and why: docs/decisions/0027.
EXCEPTIONS = {"audit_record"}  # the chat's number: the trail only grows


async def found_in(uow: SqlUnitOfWork, *strings: object) -> set[tuple[str, str]]:
    """(table, string) wherever the string stands in any column of any row."""
    found = set()
    for table in t.metadata.tables.values():
        whole = str((await uow.connection.execute(select(table))).all())
        found |= {(table.name, str(each)) for each in strings if str(each) in whole}
    return found


async def count(uow: SqlUnitOfWork, table: Any, **values: Any) -> int:
    statement = select(table).filter_by(**values)
    return len((await uow.connection.execute(statement)).all())


async def erase(
    uow: SqlUnitOfWork, person_id: int, today: date = TODAY
) -> tuple[Subject, dict[Erased, int], Collection[Keep]]:
    subject = await uow.erasures.subject(person_id)
    keep = kept(subject.school.policy, subject.situation, today)
    return subject, await uow.erasures.erase(subject, keep), keep


async def leave(uow: SqlUnitOfWork, school: SmallSchool, on: date) -> None:
    await uow.connection.execute(
        update(t.enrollment).where(t.enrollment.c.student_id == school["anna"]).values(ends=on)
    )
    await uow.connection.execute(
        update(t.person).where(t.person.c.id == school["anna"]).values(is_active=False)
    )


async def test_a_mother_of_a_pupil_of_today(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    """Her chat, letters, choices and history go; her card stays, and so does everybody else's."""
    async with database.write(clock()) as uow:
        await full_life(uow, school)
        subject, erased, keep = await erase(uow, school["elena"])
        assert subject.situation.is_current
        assert {Keep.NAME, Keep.CARD, Keep.GUARDIANSHIP} <= set(keep)
        assert {Erased.CHATS, Erased.CODES, Erased.LETTERS, Erased.TRUSTS} <= set(erased)
        gone = (PHONE, LETTER, ANSWER, NAMED, EMAIL)
        assert await found_in(uow, *gone) == set()
        of_child = {(table, words) for table, words in await found_in(uow, OLD_NAME, DECLINED)}
        assert of_child == {
            ("person_change", OLD_NAME),
            ("change_request", OLD_NAME),
            ("change_request", DECLINED),
            ("erasure", DECLINED),
        }  # the child's own
        assert await count(uow, t.person_change, person_id=school["elena"]) == 0
        assert await found_in(uow, *MOTHERS) == {
            ("person", MOTHERS[0]),
            ("person", MOTHERS[1]),
            ("person", MOTHERS[2]),
            ("person", MOTHERS[3]),
        }
        kept_words = {words for _table, words in await found_in(uow, TO_ALL, COMMENT, OTHER_PHONE)}
        assert kept_words == {TO_ALL, COMMENT, str(OTHER_PHONE)}
        assert await count(uow, t.notice, person_id=school["dmitry"]) == 1
        assert await count(uow, t.notice, person_id=school["elena"]) == 0


async def test_a_pupil_of_today_keeps_the_journal(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.write(clock()) as uow:
        await full_life(uow, school)
        _subject, erased, _keep = await erase(uow, school["anna"])
        assert await found_in(uow, PUPILS_PHONE) == set()
        assert Erased.JOURNAL not in erased
        assert await count(uow, t.mark, student_id=school["anna"], comment=COMMENT) == 1
        assert await count(uow, t.final_mark, student_id=school["anna"]) == 1
        assert await count(uow, t.binding, chat_id=PHONE) == 1  # the mother still reads
        assert {table for table, _ in await found_in(uow, *CHILDS)} == {"person"}
        assert await count(uow, t.person_change, person_id=school["anna"]) == 0


async def test_a_pupil_who_has_left_and_the_mother_are_nobody_in_the_end(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    """Twenty-six years later nothing is left of either, outside the named exceptions."""
    async with database.write(clock()) as uow:
        await full_life(uow, school)
        await leave(uow, school, TODAY)
        later = date(TODAY.year + 26, 1, 1)
        _child, of_child, keep = await erase(uow, school["anna"], later)
        assert set(keep) == ALWAYS
        assert {Erased.JOURNAL, Erased.FINAL_MARKS, Erased.NAME} <= set(of_child)
        mother, _erased, keep = await erase(uow, school["elena"], later)
        assert not mother.situation.is_current
        assert set(keep) == ALWAYS
        strings = (
            *MOTHERS,
            *CHILDS,
            LETTER,
            ANSWER,
            COMMENT,
            NOTE,
            OLD_NAME,
            WANTED,
            NAMED,
            STATEMENT,
            DECLINED,
            EMAIL,
            PHONE,
            PUPILS_PHONE,
        )
        assert {table for table, _ in await found_in(uow, *strings)} <= EXCEPTIONS
        assert await found_in(uow, TO_ALL)  # to the whole class
        journal = (t.mark, t.final_mark, t.attendance_event, t.enrollment)
        papers = (t.opt_out, t.print_out, t.sheet_letter, t.week_read, t.week_reminder)
        for table in (*journal, *papers):
            assert await count(uow, table, student_id=school["anna"]) == 0, table.name


async def test_a_pupil_who_has_just_left_keeps_name_and_marks(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.write(clock()) as uow:
        await full_life(uow, school)
        await leave(uow, school, TODAY)
        _subject, erased, _keep = await erase(uow, school["anna"], TODAY)
        assert {Erased.REMARKS, Erased.CARD} <= set(erased)
        assert await found_in(uow, COMMENT, NOTE, PHONE, OTHER_PHONE, STATEMENT) == set()
        assert await count(uow, t.announced_absence, excuse="ill") == 0
        [row] = (
            await uow.connection.execute(select(t.person).where(t.person.c.id == school["anna"]))
        ).mappings()
        assert (row["family_name"], row["birth_date"], row["sex"]) == (CHILDS[0], None, None)
        assert await count(uow, t.mark, student_id=school["anna"]) == 1
        assert await count(uow, t.attendance_event, student_id=school["anna"], reason="ill") == 0


async def test_a_phone_that_serves_both_parents_stays_with_the_other(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.write(clock()) as uow:
        await full_life(uow, school)
        await bound(uow, PHONE, school["dmitry"], "guardian", school["anna"])
        await erase(uow, school["elena"])
        assert await count(uow, t.binding, chat_id=PHONE) == 1
        [row] = (
            await uow.connection.execute(select(t.chat).where(t.chat.c.id == PHONE))
        ).mappings()
        assert row["current_binding_id"] is None


async def test_a_mother_who_works_here_stays_a_teacher(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.write(clock()) as uow:
        await full_life(uow, school)
        mother = school["elena"]
        await add(uow, t.role_assignment, person_id=mother, role="teacher")
        await uow.chats.remember(9, "ru")
        await add(uow, t.binding, chat_id=9, person_id=mother, role="staff", bound_at=uow.now)
        own = await uow.messages.add(
            mother, "Ъработа", [Addressee(school["olga"], school["petr"])], None
        )
        subject, _erased, keep = await erase(uow, mother)
        assert subject.situation.is_staff
        assert {Keep.STAFF, Keep.NAME} <= set(keep)
        assert await count(uow, t.binding, person_id=mother, role="staff") == 1
        assert await count(uow, t.binding, person_id=mother) == 1
        assert (await uow.messages.letter(own)).text == "Ъработа"
        assert await found_in(uow, ANSWER, PHONE) == set()


async def test_the_own_consents_end_and_the_proof_of_them_stays(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.write(clock()) as uow:
        await full_life(uow, school)
        before = await count(uow, t.consent, subject_id=school["elena"])
        await erase(uow, school["elena"])
        rows = (
            await uow.connection.execute(
                select(t.consent).where(t.consent.c.subject_id == school["elena"])
            )
        ).all()
        assert len(rows) == before > 0
        assert all(row.ended_at is not None for row in rows)
        assert await count(uow, t.consent_standing, person_id=school["elena"], own=0) == 1


async def test_the_file_itself_forgets(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    """SQLite: what was deleted is not left in free pages or in the journal of writes."""
    if not database.is_sqlite:
        return
    async with database.write(clock()) as uow:
        await full_life(uow, school)
        await uow.commit()
    async with database.write(clock()) as uow:
        await leave(uow, school, TODAY)
        later = date(TODAY.year + 26, 1, 1)
        for name in ("anna", "elena"):
            await erase(uow, school[name], later)
        await uow.commit()
    connection = await database.connection()
    await connection.exec_driver_sql("ROLLBACK")
    await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    await connection.close()
    assert database.url.database is not None
    path = Path(database.url.database)
    content = b"".join(each.read_bytes() for each in path.parent.glob(path.name + "*"))
    for word in (*MOTHERS, *CHILDS, LETTER, ANSWER, COMMENT, OLD_NAME, NAMED):
        assert word.encode() not in content, word
    assert TO_ALL.encode() in content


async def test_acts_are_numbered_by_school(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.write(clock()) as uow:
        numbers = []
        for name in ("elena", "dmitry", "olga"):
            subject = await uow.erasures.subject(school[name])
            erasure_id = await uow.erasures.add(subject, TODAY, asked_by=school[name])
            numbers.append(await uow.erasures.note_act(erasure_id, {Erased.CHATS: 2}, ALWAYS))
        assert numbers == [1, 2, 3]
        found = await uow.erasures.of_school(school.id, is_open=True, limit=10)
        assert [each.act_number for each in found] == numbers
        assert found[0].erased == {Erased.CHATS: 2}
        assert set(found[0].kept) == ALWAYS


async def test_people_are_found_by_the_beginning_of_the_surname(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.write(clock()) as uow:
        found = await uow.erasures.find(school.id, "иванов", 10)
        names = [(each.person.full_name, each.situation.is_pupil) for each in found]
        assert names == [
            ("Иванов Дмитрий Павлович", False),
            ("Иванов Михаил Дмитриевич", True),
            ("Иванова Анна Дмитриевна", True),
            ("Иванова Елена Сергеевна", False),
        ]
        assert await uow.erasures.find(school.id, "орлова", 10) == []  # staff
        assert len(await uow.erasures.find(school.id, "иванов", 3)) == 3
        assert await uow.erasures.find(99, "иванов", 10) == []
