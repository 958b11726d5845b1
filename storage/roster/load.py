"""The import itself: read, check, compare, write the differences, tell families."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audit.model import Deed, Thing, ThingKind, Who
from domain.control_works.telling import tell_moved_works
from domain.evening.planning import refresh_cards_of_schools
from storage import tables as t
from storage.database import Database
from storage.roster import files
from storage.roster import staging as st
from storage.roster.apart import table_apart
from storage.roster.attendance import write_attendance
from storage.roster.bells import write_bells
from storage.roster.checks import check_bundle
from storage.roster.class_list import ClassList
from storage.roster.classes import write_classes
from storage.roster.completion import complete, default_school
from storage.roster.corrections import hold_corrections
from storage.roster.final_marks import write_final_marks
from storage.roster.holiday_telling import tell_of_holidays
from storage.roster.lessons import write_lessons
from storage.roster.manifest import NAME as MANIFEST
from storage.roster.manifest import check_manifest
from storage.roster.marks import write_marks
from storage.roster.membership import write_enrollments, write_section_students
from storage.roster.orders import write_orders
from storage.roster.people import write_families, write_people, write_roles, write_schools
from storage.roster.periods import write_periods
from storage.roster.problems import ImportRefused, Problems
from storage.roster.reading import read_records
from storage.roster.run import Change, Run
from storage.roster.sections import write_sections
from storage.roster.shaping import Shaper
from storage.roster.sheet import SUFFIXES
from storage.roster.source import Bundle, open_bundle
from storage.roster.telling import last_changes, tell_of_import
from storage.roster.timetable import (
    write_holidays,
    write_lesson_plans,
    write_school_years,
    write_slots,
)
from storage.roster.work_types import write_work_types
from storage.uow import SqlUnitOfWork

_LOCK = 20_260_901  # one import at a time on PostgreSQL; SQLite has one writer anyway


class Progress(Protocol):
    """Something that shows how far it is: a bar on a terminal, nothing in tests."""

    def start(self, title: str, total: int) -> None: ...
    def advance(self, by: int) -> None: ...


class Silent:
    """No progress to show."""

    def start(self, title: str, total: int) -> None: ...
    def advance(self, by: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do."""

    changes: dict[str, Change]
    left_out: dict[str, int]
    notices: int
    ignored_files: tuple[str, ...] = ()

    @property
    def written(self) -> int:
        return sum(c.added + c.changed + c.closed for c in self.changes.values())


async def import_path(
    database: Database,
    path: Path,
    now: datetime,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Imports a OneRoster bundle (folder or zip) or a class list; `ImportRefused` with problems.

    Everything is compared and written in one transaction at `now`; a dry run rolls it back.
    """
    progress = progress or Silent()
    async with database.bulk(now) as uow:
        run = Run(uow.connection, now, uow.timezone, Problems())
        try:
            await _prepare(run, path, progress)
            _stop_at_problems(run.problems)
            notices = await _write(run, uow, progress)
            _stop_at_problems(run.problems)
            if not dry_run:
                _note(run, uow)
                await uow.commit()
        finally:
            await uow.connection.rollback()
            await st.drop_staging(uow.connection)
            await uow.commit()
    return Report(run.changes, dict(run.problems.left_out), notices, tuple(run.ignored))


def _stop_at_problems(problems: Problems) -> None:
    if problems:
        raise ImportRefused(problems)


async def _prepare(run: Run, path: Path, progress: Progress) -> None:
    """Everything that can be done without keeping others from writing."""
    await st.create_staging(run.connection)
    intake = st.Intake(run.connection)
    if is_class_list(path):
        await _read_class_list(run, path, intake)
    else:
        with open_bundle(path, run.problems) as bundle:
            if bundle is not None:
                await _read_bundle(run, bundle, intake, progress)
    await intake.flush()
    if not run.files:
        if not run.problems:
            run.problems.add(path.name, 0, "holds no file of a OneRoster bundle")
        return
    progress.start("Checking", 2)
    await st.index_staging(run.connection)
    await complete(run)
    progress.advance(1)
    await check_bundle(run)
    progress.advance(1)
    await run.connection.commit()


async def _read_bundle(run: Run, bundle: Bundle, intake: st.Intake, progress: Progress) -> None:
    names = bundle.names
    if MANIFEST in names:
        check_manifest(bundle.open(MANIFEST), names, run.problems)
    there = [spec for spec in files.FILES if spec.name in names]
    run.ignored = [name for name in names if name not in (MANIFEST, *files.BY_NAME)]
    shaper = Shaper(run.problems)
    progress.start("Reading", sum(bundle.size(spec.name) for spec in there))
    for spec in there:
        run.files[spec.stage] = spec.name
        counter = _Counter(progress)
        with bundle.open(spec.name) as raw:
            before, read = run.problems.total, 0
            for record in read_records(raw, spec, run.problems, counter):
                await intake.put(shaper.rows(spec.stage, record, spec.name))
                read += 1
            if run.problems.total > before and not read:
                run.unread.add(spec.stage)
        if spec is files.USERS:
            shaper.finish_users(spec.name)
    _name_parts_of_users(run, intake)


def is_class_list(path: Path) -> bool:
    return path.suffix.casefold() in SUFFIXES and path.is_file()


class _Counter:
    """Bytes read so far into steps of the progress."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._done = 0

    def __call__(self, position: int) -> None:
        if position > self._done:
            self._progress.advance(position - self._done)
            self._done = position


def _name_parts_of_users(run: Run, intake: st.Intake) -> None:
    """users.csv also holds what has temporary tables of its own."""
    if "users" in run.files:
        run.files.setdefault("agents", files.USERS.name)
        if intake.took(st.roles):
            run.files.setdefault("roles", files.USERS.name)


async def _read_class_list(run: Run, path: Path, intake: st.Intake) -> None:
    school = await default_school(run)
    if school is None:
        run.problems.add(path.name, 0, "several schools are stored: use a OneRoster bundle")
        return
    run.files |= dict.fromkeys(
        ("orgs", "classes", "users", "demographics", "enrollments", "agents", "roles"), path.name
    )
    shaper = Shaper(run.problems)
    listed = ClassList(path.name, school, run.problems)
    for spec, record in listed.records(table_apart(path, run.problems)):
        await intake.put(shaper.rows(spec.stage, record, path.name))
    shaper.finish_users(path.name)


async def _write(run: Run, uow: SqlUnitOfWork, progress: Progress) -> int:
    """The differences, and the notices of them; every step finds what the ones before wrote."""
    await _begin_writing(run.connection)
    before = await last_changes(run.connection)
    progress.start("Writing", len(_STEPS) + 2)
    for step in _STEPS:
        await step(run)
        progress.advance(1)
    lessons = await write_lessons(run)
    # A journal without its lessons would only repeat what is wrong.
    for step in _JOURNAL_STEPS if not run.problems else ():
        await step(run)
    progress.advance(1)
    notices = await tell_of_import(run, uow, before, lessons)
    notices += await tell_of_holidays(run, uow)
    if any(run.changes.get(kind) for kind in _ON_CARDS):
        await refresh_cards_of_schools(uow, run.schools.values())
    if run.changes.get("lessons"):
        for school in await uow.evening.schools():
            if school.id in run.schools.values():
                notices += await tell_moved_works(uow, school)
    await _remember_import(run)
    progress.advance(1)
    return notices


Step = Callable[[Run], Awaitable[None]]

_STEPS: tuple[Step, ...] = (
    write_schools,
    hold_corrections,
    write_people,
    write_orders,
    write_roles,
    write_families,
    write_periods,
    write_bells,
    write_classes,
    write_sections,
    write_enrollments,
    write_section_students,
    write_work_types,
    write_holidays,
    write_school_years,
    write_slots,
    write_lesson_plans,
)
_ON_CARDS = ("lessons", "attendance", "section members")
_JOURNAL_STEPS: tuple[Step, ...] = (write_attendance, write_marks, write_final_marks)


def _note(run: Run, uow: SqlUnitOfWork) -> None:
    """One record for every school; who was changed how is in the histories of the tables."""
    changes = {
        kind: [change.added, change.changed, change.closed]
        for kind, change in run.changes.items()
        if change
    }
    for school_id in run.schools.values() if changes else ():
        school = Thing(ThingKind.SCHOOL, school_id)
        uow.audit.note_by(Who(school_id), Deed.IMPORT, school, after=changes)


async def _begin_writing(connection: AsyncConnection) -> None:
    """Waits for its turn at once: SQLite refuses a reader that wants to write later."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    else:
        await connection.execute(
            update(t.school).where(t.school.c.id.is_(None)).values(name=t.school.c.name)
        )


async def _remember_import(run: Run) -> None:
    if run.new_school_ids:
        await run.connection.execute(
            update(t.school)
            .where(t.school.c.id.in_(run.new_school_ids))
            .values(imported_at=run.now)
        )
