"""Whose child is whose: agentSourcedIds, read from either side."""

from typing import Any

from sqlalchemy import (
    and_,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
)

from storage.roster import staging as st
from storage.roster.run import Run

# Parents and guardians; a relative may be told nothing of a child by this alone (R010).
GUARDIANS = ("parent", "guardian")


async def link_families(run: Run) -> None:
    """Families from agentSourcedIds, written with the pupil, with the guardian or with both."""
    user, agent = st.agents.c.user_sourced_id, st.agents.c.agent_sourced_id
    forms = [
        select(guardian.label("guardian"), student.label("student"), st.roles.c.role)
        .select_from(st.agents.join(st.roles, st.roles.c.user_sourced_id == guardian))
        .where(
            st.roles.c.role.in_(GUARDIANS),
            _is_student(student),
            guardian != student,
        )
        for student, guardian in ((user, agent), (agent, user))
    ]
    both = forms[0].union_all(forms[1]).subquery()
    await run.connection.execute(
        insert(st.links).from_select(
            ["guardian_sourced_id", "student_sourced_id", "relation"],
            # "parent" says more than "guardian" where a bundle says both.
            select(both.c.guardian, both.c.student, func.max(both.c.role)).group_by(
                both.c.guardian, both.c.student
            ),
        )
    )
    await _count_unused(run)
    await st.analyze(run.connection, st.links)


async def _count_unused(run: Run) -> None:
    user, agent = st.agents.c.user_sourced_id, st.agents.c.agent_sourced_id
    unused = select(func.count()).where(
        ~exists(
            select(literal(1)).where(
                or_(
                    and_(
                        st.links.c.student_sourced_id == user,
                        st.links.c.guardian_sourced_id == agent,
                    ),
                    and_(
                        st.links.c.student_sourced_id == agent,
                        st.links.c.guardian_sourced_id == user,
                    ),
                )
            )
        )
    )
    count = (await run.connection.execute(unused.select_from(st.agents))).scalar_one()
    run.problems.leave_out("agents that are not a pupil and a parent or guardian", count)


def _is_student(user: Any) -> Any:
    roles = st.roles.alias("student_roles")
    return exists(
        select(literal(1)).where(roles.c.user_sourced_id == user, roles.c.role == "student")
    )
