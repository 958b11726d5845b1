"""The revisions make the tables that the code expects, and can be undone."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from storage.database import Database
from storage.migrations import migrate
from storage.tables import metadata
from tests.support.clock import MOSCOW
from tests.support.databases import PostgresTemplate


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
async def empty(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A database without a single table."""
    if request.param == "sqlite":
        database = Database(f"sqlite+aiosqlite:///{tmp_path / 'new.db'}", MOSCOW)
        yield database
        await database.close()
        return
    template: PostgresTemplate = request.getfixturevalue("postgres_databases")
    async with template.bare() as database:
        yield database


def _differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def _tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


async def test_up_gives_the_tables_of_the_code(empty: Database) -> None:
    await migrate(empty)
    async with empty.engine.connect() as connection:
        assert await connection.run_sync(_differences) == []


async def test_down_leaves_nothing_and_up_works_again(empty: Database) -> None:
    newest = await migrate(empty)
    assert await migrate(empty, "base") is None
    async with empty.engine.connect() as connection:
        assert await connection.run_sync(_tables) == set()
    assert await migrate(empty) == newest


async def test_migrating_twice_changes_nothing(empty: Database) -> None:
    assert await migrate(empty) == await migrate(empty)


async def test_programs_that_start_together_make_the_tables_once(empty: Database) -> None:
    """On PostgreSQL; SQLite has one program."""
    if empty.is_sqlite:
        return
    url = empty.url.render_as_string(hide_password=False)
    databases = [Database(url, MOSCOW) for _ in range(3)]
    assert len({*await asyncio.gather(*map(migrate, databases))}) == 1
    for database in databases:
        await database.close()
    async with empty.engine.connect() as connection:
        assert await connection.run_sync(_tables) == set(metadata.tables)


_OLD_ROWS = (
    "INSERT INTO school (id, sourced_id, name, policy) VALUES (1, 's', 'Школа', '{}')",
    "INSERT INTO person (id, sourced_id, school_id, family_name, given_name, middle_name, sort_key,"
    " is_active) VALUES (1, 'p', 1, 'И', 'А', '', 'и а', true)",
    "INSERT INTO chat (id, locale, plain_text, created_at)"
    " VALUES (5, 'ru', false, '2026-09-01 00:00:00+00:00')",
    "INSERT INTO muted_notice (person_id, student_id, kind)"
    " VALUES (1, 1, 'mark'), (1, 1, 'absence')",
    "INSERT INTO notice (id, kind, ref_id, student_id, person_id, chat_id, batch, state, reason,"
    " attempts, created_at, due_at) VALUES (1, 'message', 7, 1, 1, 5, 'm', 'pending', '', 0,"
    " '2026-09-01 00:00:00+00:00', '2026-09-01 00:00:00+00:00')",
)


async def test_what_waited_and_what_was_switched_off_is_kept(empty: Database) -> None:
    await migrate(empty, "0001")
    async with empty.engine.begin() as connection:
        for row in _OLD_ROWS:
            await connection.execute(text(row))
    await migrate(empty)
    async with empty.engine.connect() as connection:
        notices = await connection.execute(text("SELECT ref_id, about_id, state FROM notice"))
        choices = await connection.execute(text("SELECT kind, choice FROM notice_choice"))
        assert [tuple(row) for row in notices] == [(7, 7, "pending")]
        assert [tuple(row) for row in choices] == [("mark", "off")]
    await migrate(empty, "0001")
    async with empty.engine.connect() as connection:
        muted = await connection.execute(text("SELECT kind FROM muted_notice"))
        assert list(muted.scalars()) == ["mark"]


_OLD_MARKS = (
    "INSERT INTO school (id, sourced_id, name, policy) VALUES (1, 's', 'Школа', '{}')",
    "INSERT INTO person (id, sourced_id, school_id, family_name, given_name, middle_name, sort_key,"
    " is_active) VALUES (1, 'p', 1, 'И', 'А', '', 'и а', true)",
    "INSERT INTO subject (id, sourced_id, school_id, title, is_marked)"
    " VALUES (1, 'm', 1, 'Алгебра', true)",
    "INSERT INTO section (id, sourced_id, school_id, subject_id, grade_level, title, group_name,"
    " is_active, follows_class) VALUES (1, 'c', 1, 1, 7, '7А', '', true, true)",
    "INSERT INTO work_type (id, school_id, code, title, short_title, weight, days_open, counts,"
    " is_control, ordinal) VALUES (1, 1, 'a', 'Ответ', 'Ответ', 1, 0, true, false, 0)",
    "INSERT INTO lesson (id, section_id, date, number, starts, ends, location, topic, is_cancelled,"
    " change_source, change_note, is_substituted)"
    " VALUES (1, 1, '2026-09-01', 1, 510, 555, '', '', false, '', '', false)",
    "INSERT INTO homework (id, section_id, lesson_id, due_date, text, set_at)"
    " VALUES (1, 1, 1, '2026-09-02', '№ 5', '2026-09-01 00:00:00+00:00')",
    "INSERT INTO attendance_change (id, lesson_id, student_id, old_status, new_status, changed_at)"
    " VALUES (1, 1, 1, 'present', 'absent', '2026-09-01 00:00:00+00:00')",
    "INSERT INTO grading_period (id, sourced_id, school_id, kind, ordinal, title, school_year,"
    " begins, ends) VALUES (1, 'q', 1, 'quarter', 1, 'I', 2026, '2026-09-01', '2026-10-23')",
    "INSERT INTO final_mark (id, student_id, subject_id, grading_period_id, value, set_at)"
    " VALUES (1, 1, 1, 1, 4, '2026-10-23 00:00:00+00:00')",
    *(
        "INSERT INTO mark (id, lesson_id, section_id, student_id, date, work_type_id, value,"
        f" comment, topic, set_at) VALUES ({number}, 1, 1, 1, '2026-09-01', 1, {number}, '', '',"
        " '2026-09-01 00:00:00+00:00')"
        for number in (4, 5)
    ),
    "INSERT INTO mark_change (id, mark_id, old_value, new_value, changed_at)"
    " VALUES (1, 5, 4, 5, '2026-09-01 00:00:00+00:00')",
)
_MARKS = text("SELECT id, value FROM mark ORDER BY id")


async def test_marks_are_kept_and_may_then_be_no_numbers(empty: Database) -> None:
    await migrate(empty, "0003")
    async with empty.engine.begin() as connection:
        for row in _OLD_MARKS:
            await connection.execute(text(row))
    await migrate(empty)
    async with empty.engine.begin() as connection:
        marks = await connection.execute(text("SELECT id, value, code FROM mark ORDER BY id"))
        changes = await connection.execute(
            text("SELECT mark_id, old_value, old_code, new_value, new_code FROM mark_change")
        )
        assert [tuple(row) for row in marks] == [(4, 4, ""), (5, 5, "")]
        assert [tuple(row) for row in changes] == [(5, 4, "", 5, "")]
        await connection.execute(text("UPDATE mark SET value = NULL, code = 'cr' WHERE id = 5"))
    await migrate(empty, "0003")
    async with empty.engine.connect() as connection:
        assert [tuple(row) for row in await connection.execute(_MARKS)] == [(4, 4)]
        assert list(await connection.execute(text("SELECT id FROM mark_change"))) == []
    await migrate(empty)
    async with empty.engine.connect() as connection:
        assert [tuple(row) for row in await connection.execute(_MARKS)] == [(4, 4)]


async def test_topics_taught_by_their_names_are_topics_of_the_plan(empty: Database) -> None:
    await migrate(empty, "0003")
    lesson = _OLD_MARKS[5].replace(
        "'', '', false, '', '', false)", "'', '{}', false, '', '', false)"
    )
    assert lesson != _OLD_MARKS[5]
    taught = ("Дроби", "Степени", "")
    async with empty.engine.begin() as connection:
        for row in _OLD_MARKS[:4]:
            await connection.execute(text(row))
        for number, topic in enumerate(taught, start=1):
            made = lesson.format(topic).replace("VALUES (1, 1,", f"VALUES ({number}, 1,")
            await connection.execute(
                text(made.replace("'2026-09-01', 1,", f"'2026-09-01', {number},"))
            )
        for ordinal, title in ((3, "Дроби"), (4, "Дроби")):
            topic_row = "INSERT INTO lesson_topic (id, section_id, ordinal, title, homework) VALUES"
            await connection.execute(text(f"{topic_row} ({ordinal}, 1, {ordinal}, '{title}', '')"))
    await migrate(empty)
    async with empty.engine.connect() as connection:
        found = text("SELECT topic_ordinal, is_topic_by_plan, form FROM lesson ORDER BY number")
        rows = [tuple(row) for row in await connection.execute(found)]
        assert rows == [
            (3, False, "in_person"),
            (None, False, "in_person"),
            (None, False, "in_person"),
        ]
        hours = await connection.execute(text("SELECT hours FROM lesson_topic"))
        assert list(hours.scalars()) == [1, 1]
    await migrate(empty, "0003")


_OLD_MEMBER = (
    *_OLD_MARKS[:4],
    "INSERT INTO section_student (section_id, student_id, begins) VALUES (1, 1, '2026-09-01')",
)
_SPELLS = "SELECT begins, ends, spell FROM section_student ORDER BY spell"
_BACK_AGAIN = (
    "UPDATE section_student SET ends = '2026-10-01'",
    "INSERT INTO section_student (section_id, student_id, begins, ends, spell)"
    " VALUES (1, 1, '2026-11-01', '2026-12-01', 2)",
)


async def test_a_pupil_may_come_back_into_a_group_and_an_older_program_has_it_as_one_time(
    empty: Database,
) -> None:
    await migrate(empty, "0003")
    async with empty.engine.begin() as connection:
        for row in _OLD_MEMBER:
            await connection.execute(text(row))
    await migrate(empty)
    async with empty.engine.begin() as connection:
        assert [row.spell for row in await connection.execute(text(_SPELLS))] == [1]
        for row in _BACK_AGAIN:
            await connection.execute(text(row))
        found = await connection.execute(text(_SPELLS))
        assert [str(row.begins)[:10] for row in found] == ["2026-09-01", "2026-11-01"]
    await migrate(empty, "0003")
    async with empty.engine.connect() as connection:
        found = await connection.execute(text("SELECT begins, ends FROM section_student"))
        assert [tuple(str(each)[:10] for each in row) for row in found] == [
            ("2026-09-01", "2026-12-01")
        ]
