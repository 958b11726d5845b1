"""Schools, people, their roles in the school, and whose child is whose."""

from datetime import date
from typing import Any

from sqlalchemy import (
    Date,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    update,
)

from domain.access import Role
from storage import tables as t
from storage.roster import staging as st
from storage.roster.merge import merge_rows, merge_select
from storage.roster.run import Change, Run

# OneRoster's roles that give rights in the journal; others are people without any.
STAFF_ROLES = {
    "teacher": Role.TEACHER,
    "principal": Role.PRINCIPAL,
    "administrator": Role.DEPUTY_PRINCIPAL,
    "siteAdministrator": Role.DEPUTY_PRINCIPAL,
    "systemAdministrator": Role.SYSTEM_ADMIN,
    "ext:secretary": Role.SECRETARY,
    "ext:educator": Role.EDUCATOR,
    "ext:extraTeacher": Role.EXTRA_TEACHER,
    "ext:workingGroup": Role.WORKING_GROUP,
}
_FAR = date(9999, 12, 31)
_LONG_AGO = date(1, 1, 1)


async def write_schools(run: Run) -> None:
    """Schools of the bundle; remembers which of them never had an import."""
    found = await run.connection.execute(
        select(st.orgs.c.sourced_id, st.orgs.c.name).where(
            st.orgs.c.type == "school", st.orgs.c.deleted.is_not(True)
        )
    )
    rows = [{"sourced_id": sourced_id, "name": name} for sourced_id, name in found]
    names = [row["sourced_id"] for row in rows]
    scope = t.school.c.sourced_id.in_(names)
    run.note("schools", await merge_rows(run.connection, t.school, rows, ["sourced_id"], scope))
    stored = (
        await run.connection.execute(
            select(t.school.c.sourced_id, t.school.c.id, t.school.c.imported_at).where(scope)
        )
    ).all()
    run.schools = {row.sourced_id: row.id for row in stored}
    run.new_school_ids = frozenset(row.id for row in stored if row.imported_at is None)


async def write_people(run: Run) -> None:
    """Everybody of users.csv with what demographics.csv adds."""
    users, extra = st.users, st.demographics
    source = (
        select(
            users.c.sourced_id,
            t.school.c.id.label("school_id"),
            users.c.family_name,
            users.c.given_name,
            func.coalesce(users.c.middle_name, "").label("middle_name"),
            extra.c.sex,
            extra.c.birth_date,
            users.c.sort_key,
            literal(True).label("is_active"),
        )
        .select_from(
            users.join(t.school, t.school.c.sourced_id == users.c.school_sourced_id).outerjoin(
                extra, and_(extra.c.sourced_id == users.c.sourced_id, extra.c.deleted.is_not(True))
            )
        )
        .where(users.c.deleted.is_not(True), users.c.enabled_user.is_not(False))
    )
    change = await merge_select(
        run.connection,
        t.person,
        source,
        ["sourced_id"],
        keep_if_null=frozenset({"sex", "birth_date"}),
    )
    change.closed += await _close_people(run)
    run.note("people", change)
    await st.analyze(run.connection, t.person)


async def _close_people(run: Run) -> int:
    users = st.users
    gone = exists(
        select(literal(1)).where(
            users.c.sourced_id == t.person.c.sourced_id,
            or_(users.c.deleted.is_(True), users.c.enabled_user.is_(False)),
        )
    )
    done = await run.connection.execute(
        update(t.person).where(t.person.c.is_active, gone).values(is_active=False)
    )
    return done.rowcount


def _in_bundle() -> Any:
    return exists(
        select(literal(1)).where(
            st.users.c.sourced_id == t.person.c.sourced_id, st.users.c.deleted.is_not(True)
        )
    )


async def write_roles(run: Run) -> None:
    """Staff roles; one that a person of the bundle no longer has ends today.

    What was decided inside the program stays so: a role taken there does not come back at night.
    """
    if "roles" not in run.files:
        return
    given = (
        select(
            t.person.c.id.label("person_id"),
            cast(case(STAFF_ROLES, value=st.roles.c.role), String).label("role"),
            func.coalesce(st.roles.c.begin_date, literal(_LONG_AGO, Date)).label("begins"),
            func.coalesce(st.roles.c.end_date, literal(_FAR, Date)).label("ends"),
        )
        .select_from(st.roles.join(t.person, t.person.c.sourced_id == st.roles.c.user_sourced_id))
        .where(st.roles.c.role.in_(list(STAFF_ROLES)), t.person.c.is_active)
        .subquery()
    )
    decided = exists(
        select(literal(1)).where(
            t.role_assignment.c.person_id == given.c.person_id,
            t.role_assignment.c.role == given.c.role,
            t.role_assignment.c.is_decided,
        )
    )
    source = (
        select(
            given.c.person_id,
            given.c.role,
            # An open end had to be a date to be compared.
            func.nullif(func.min(given.c.begins), literal(_LONG_AGO, Date)).label("begins"),
            func.nullif(func.max(given.c.ends), literal(_FAR, Date)).label("ends"),
        )
        .where(~decided)
        .group_by(given.c.person_id, given.c.role)
    )
    ended_now = await _end_roles(run, source)
    change = await merge_select(run.connection, t.role_assignment, source, ["person_id", "role"])
    change.closed += ended_now
    run.note("roles", change)


async def _end_roles(run: Run, source: Select[Any]) -> int:
    held = source.subquery()
    ended = (
        update(t.role_assignment)
        .where(
            or_(t.role_assignment.c.ends.is_(None), t.role_assignment.c.ends > run.today),
            ~t.role_assignment.c.is_decided,
            ~exists(
                select(literal(1)).where(
                    held.c.person_id == t.role_assignment.c.person_id,
                    held.c.role == t.role_assignment.c.role,
                )
            ),
            t.role_assignment.c.person_id.in_(select(t.person.c.id).where(_in_bundle())),
        )
        .values(ends=run.today)
    )
    done = await run.connection.execute(ended)
    return done.rowcount


async def write_families(run: Run) -> None:
    """Guardians; a link that the bundle no longer has ends, and with it what is bound by it."""
    student, guardian = t.person.alias("student"), t.person.alias("guardian")
    links = st.links
    source = select(
        guardian.c.id.label("guardian_id"),
        student.c.id.label("student_id"),
        links.c.relation,
        cast(null(), Date).label("ends"),
    ).select_from(
        links.join(student, student.c.sourced_id == links.c.student_sourced_id).join(
            guardian, guardian.c.sourced_id == links.c.guardian_sourced_id
        )
    )
    change = await merge_select(
        run.connection, t.guardianship, source, ["guardian_id", "student_id"]
    )
    if await _knows_families(run):
        change.closed += await _end_links(run)
    run.note("guardians", change)
    run.note("bindings", Change(closed=await _end_bindings(run)))


async def _knows_families(run: Run) -> bool:
    """A bundle without a single link says nothing of families."""
    return (await run.connection.execute(select(st.links).limit(1))).first() is not None


async def _end_links(run: Run) -> int:
    student, guardian = t.person.alias("student"), t.person.alias("guardian")
    kept = exists(
        select(literal(1))
        .select_from(
            st.links.join(student, student.c.sourced_id == st.links.c.student_sourced_id).join(
                guardian, guardian.c.sourced_id == st.links.c.guardian_sourced_id
            )
        )
        .where(
            student.c.id == t.guardianship.c.student_id,
            guardian.c.id == t.guardianship.c.guardian_id,
        )
    )
    done = await run.connection.execute(
        update(t.guardianship)
        .where(
            or_(t.guardianship.c.ends.is_(None), t.guardianship.c.ends > run.today),
            t.guardianship.c.student_id.in_(select(t.person.c.id).where(_in_bundle())),
            ~kept,
        )
        .values(ends=run.today)
    )
    return done.rowcount


async def _end_bindings(run: Run) -> int:
    """Who is no longer a guardian, or has left, reads nothing from now on (R009)."""
    closed = 0
    for table, ends in ((t.binding, "ended_at"), (t.invite, "revoked_at")):
        person = t.person.alias("somebody")
        left = exists(
            select(literal(1)).where(
                person.c.id.in_([table.c.person_id, table.c.student_id]),
                person.c.is_active.is_(False),
            )
        )
        over = exists(
            select(literal(1)).where(
                t.guardianship.c.guardian_id == table.c.person_id,
                t.guardianship.c.student_id == table.c.student_id,
                t.guardianship.c.ends <= run.today,
            )
        )
        open_rows = [table.c[ends].is_(None)]
        if table is t.invite:
            open_rows.append(table.c.used_at.is_(None))
        done = await run.connection.execute(
            update(table)
            .where(*open_rows, or_(left, and_(table.c.role == "guardian", over)))
            .values({ends: run.now})
        )
        closed += done.rowcount
    return closed
