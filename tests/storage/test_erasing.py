"""After an erasure the database is searched for what was erased, whole, on both databases."""

from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from domain.messages.model import Addressee
from domain.people import sort_key
from domain.personal_data.erasure_model import Erased, Subject
from domain.personal_data.keeping import ALWAYS, Keep, kept
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock
from tests.support.journal import Journal
from tests.support.outbox import add
from tests.support.school import MONDAY, TODAY, SmallSchool

PHONE, OTHER_PHONE, PUPILS_PHONE = 700_100_200_301, 700_100_200_302, 700_100_200_303
MOTHERS = ("Ъмать-фам", "Ъмать-имя", "Ъмать-отч", "Ъмать-номер")
CHILDS = ("Ъдитя-фам", "Ъдитя-имя", "Ъдитя-отч", "Ъдитя-номер")
LETTER, ANSWER, TO_ALL = "Ъписьмо учителя", "Ъответ матери", "Ъписьмо всему классу"
COMMENT, OLD_NAME, WANTED = "Ъкомментарий", "Ъстарая", "Ъновая"
NAMED, STATEMENT, DECLINED = "Ъбабушка", "Ъ14", "Ъне положено"

# What stays besides, and why: docs/decisions/0027.
EXCEPTIONS = {"audit_record"}  # the chat's number: the trail only grows


async def _named(uow: SqlUnitOfWork, person_id: int, names: tuple[str, str, str, str]) -> None:
    family, given, middle, number = names
    await uow.connection.execute(
        update(t.person)
        .where(t.person.c.id == person_id)
        .values(
            family_name=family,
            given_name=given,
            middle_name=middle,
            sourced_id=number,
            sort_key=sort_key(family, given, middle),
            birth_date=date(1985, 3, 1),
            sex="f",
        )
    )


async def _bound(uow: SqlUnitOfWork, chat: int, person: int, role: str, child: int) -> int:
    await uow.chats.remember(chat, "ru")
    binding = await add(
        uow,
        t.binding,
        chat_id=chat,
        person_id=person,
        role=role,
        student_id=child,
        bound_at=uow.now,
    )
    await add(uow, t.rules_acceptance, binding_id=binding, version=1, accepted_at=uow.now)
    return binding


async def full_life(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    """Elena, mother of Анна, and Анна: something everywhere; Дмитрий beside them."""
    mother, father, child = school["elena"], school["dmitry"], school["anna"]
    await uow.connection.execute(
        t.guardianship.delete().where(t.guardianship.c.student_id == school["misha"])
    )
    await _named(uow, mother, MOTHERS)
    await _named(uow, child, CHILDS)
    await _bound(uow, PHONE, mother, "guardian", child)
    await _bound(uow, OTHER_PHONE, father, "guardian", child)
    await _bound(uow, PUPILS_PHONE, child, "student", child)
    for chat in (PHONE, PUPILS_PHONE):
        await add(uow, t.chat_use, chat_id=chat, used_on=TODAY)
        await add(uow, t.denial, chat_id=chat, action="x", at=uow.now)
        await add(uow, t.chat_rest, bot_id=1, chat_id=chat, until=uow.now)
        await add(
            uow,
            t.inbox_update,
            bot_id=1,
            update_id=chat,
            user_id=chat,
            received_at=uow.now,
        )
        await uow.chats.ask(chat, "card_value", {"x": WANTED})
    await _letters(uow, school)
    await _papers(uow, school)
    await _journal(uow, school)


async def _letters(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    mother, father, child = school["elena"], school["dmitry"], school["anna"]
    teacher, class_id = school["orlova"], school.classes["7А"]
    to_mother = [Addressee(mother, child)]
    root = await uow.messages.add(teacher, LETTER, to_mother, class_id)
    await uow.messages.add(mother, ANSWER, [Addressee(teacher, child)], class_id, root)
    to_all = [*to_mother, Addressee(father, child), Addressee(school["olga"], school["petr"])]
    await uow.messages.add(teacher, TO_ALL, to_all, class_id)
    for kind, chat, person in (
        ("message", PHONE, mother),
        ("mark", OTHER_PHONE, father),
        ("mark", PUPILS_PHONE, child),
    ):
        await add(
            uow,
            t.notice,
            kind=kind,
            ref_id=root,
            about_id=root,
            student_id=child,
            person_id=person,
            chat_id=chat,
            created_at=uow.now,
            due_at=uow.now,
            planned_at=uow.now,
        )
    await add(uow, t.notice_choice, person_id=mother, student_id=child, kind="mark", choice="off")
    await add(uow, t.notice_habits, person_id=mother, quiet_from=1, quiet_until=2)


async def _papers(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    mother, child = school["elena"], school["anna"]
    for person in (mother, child):
        await add(
            uow,
            t.invite,
            code_hash=f"c{person}",
            link_hash=f"l{person}",
            person_id=person,
            role="guardian",
            student_id=child,
            issued_at=uow.now,
            expires_at=uow.now,
            used_by_chat_id=PHONE,
        )
        await add(
            uow,
            t.person_change,
            person_id=person,
            field="family_name",
            old_value=OLD_NAME,
            new_value=WANTED,
            changed_at=uow.now,
        )
        await add(
            uow,
            t.change_request,
            person_id=person,
            student_id=child,
            field="given_name",
            old_value=OLD_NAME,
            new_value=WANTED,
            asked_by=mother,
            asked_at=uow.now,
            state="declined",
            reason=DECLINED,
        )
        await add(
            uow,
            t.erasure,
            school_id=school.id,
            person_id=person,
            asked_at=uow.now,
            due_on=TODAY,
            state="declined",
            reason=DECLINED,
        )
    contact = await add(
        uow,
        t.person,
        sourced_id=NAMED,
        school_id=school.id,
        family_name=NAMED,
        given_name=NAMED,
        sort_key=NAMED,
    )
    await add(
        uow,
        t.trusted_contact,
        person_id=contact,
        student_id=child,
        guardian_id=mother,
        relation="grandmother",
        rights=1,
        named_at=uow.now,
        ends=TODAY + timedelta(days=90),
    )
    await add(
        uow,
        t.opt_out,
        student_id=child,
        statement_number=STATEMENT,
        statement_date=TODAY,
        recorded_by=school["orlova"],
        recorded_at=uow.now,
    )


async def _journal(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    written = Journal(uow.connection, school)
    mark = await written.mark("anna", "algebra", MONDAY, 5, comment=COMMENT)
    await add(uow, t.mark_change, mark_id=mark, new_value=5, changed_at=uow.now)
    await written.absence("anna", "physics", TODAY)
    await add(
        uow,
        t.final_mark,
        student_id=school["anna"],
        subject_id=school.subjects["Алгебра"],
        grading_period_id=school.periods["I четверть"],
        value=5,
        set_at=uow.now,
    )


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
        gone = (PHONE, LETTER, ANSWER, NAMED)
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
            OLD_NAME,
            WANTED,
            NAMED,
            STATEMENT,
            DECLINED,
            PHONE,
            PUPILS_PHONE,
        )
        assert {table for table, _ in await found_in(uow, *strings)} <= EXCEPTIONS
        assert await found_in(uow, TO_ALL)  # to the whole class
        for table in (t.mark, t.final_mark, t.attendance_event, t.enrollment, t.opt_out):
            assert await count(uow, table, student_id=school["anna"]) == 0, table.name


async def test_a_pupil_who_has_just_left_keeps_name_and_marks(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.write(clock()) as uow:
        await full_life(uow, school)
        await leave(uow, school, TODAY)
        _subject, erased, _keep = await erase(uow, school["anna"], TODAY)
        assert {Erased.REMARKS, Erased.CARD} <= set(erased)
        assert await found_in(uow, COMMENT, PHONE, OTHER_PHONE, STATEMENT) == set()
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
        await _bound(uow, PHONE, school["dmitry"], "guardian", school["anna"])
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
