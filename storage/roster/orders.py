"""Orders of enrolment and hiring: from them three days run to the code in hand (S4 П2.XII)."""

from sqlalchemy import func, literal, select

from storage import tables as t
from storage.roster import staging as st
from storage.roster.merge import merge_select
from storage.roster.run import Run
from storage.tables.types import UtcDateTime


async def write_orders(run: Run) -> None:
    """Of whoever has a date of an order in users.csv; without one what is stored stays."""
    users = st.users
    source = (
        select(
            t.person.c.id.label("person_id"),
            func.coalesce(users.c.order_number, "").label("number"),
            users.c.order_date.label("date"),
            literal(run.now, UtcDateTime()).label("set_at"),
        )
        .select_from(users.join(t.person, t.person.c.sourced_id == users.c.sourced_id))
        .where(users.c.deleted.is_not(True), users.c.order_date.is_not(None))
    )
    change = await merge_select(
        run.connection, t.account_order, source, ["person_id"], only_new=frozenset({"set_at"})
    )
    run.note("orders", change)
