"""What was corrected here stays against files that do not know of it yet (R028).

A parent asked, the homeroom teacher compared it with the document, the card was changed; the
school's own system still says what it said. As long as it does, the files are brought in line with
the card. Once they say the new value the correction is settled, and they are believed again; they
are believed at once where they say a third value, as then somebody changed it there as well.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from domain.people import sort_key
from domain.personal_data.fields import NAMES, Field
from storage import tables as t
from storage.roster import staging as st
from storage.roster.run import Run

_CORRECTIONS = (
    select(
        t.person_change.c.id,
        t.person_change.c.person_id,
        t.person_change.c.field,
        t.person_change.c.old_value,
        t.person.c.sourced_id,
        *(t.person.c[field.value].label(f"own_{field.value}") for field in Field),
        *(st.users.c[field.value].label(f"file_{field.value}") for field in NAMES),
        *(
            st.demographics.c[field.value].label(f"file_{field.value}")
            for field in (Field.SEX, Field.BIRTH_DATE)
        ),
    )
    .select_from(
        t.person_change.join(t.person, t.person.c.id == t.person_change.c.person_id)
        .join(st.users, st.users.c.sourced_id == t.person.c.sourced_id)
        .outerjoin(st.demographics, st.demographics.c.sourced_id == t.person.c.sourced_id)
    )
    .where(t.person_change.c.settled_at.is_(None), t.person_change.c.changed_by.is_not(None))
    .order_by(t.person_change.c.id)
)


async def hold_corrections(run: Run) -> None:
    """Before people are written: there are few corrections, so each is looked at by itself."""
    rows = list((await run.connection.execute(_CORRECTIONS)).mappings())
    of_field: dict[tuple[int, str], list[RowMapping]] = defaultdict(list)
    for row in rows:
        of_field[row["person_id"], row["field"]].append(row)
    held = 0
    for changes in of_field.values():
        held += await _hold(run, changes)
    run.problems.leave_out("values of a card that were corrected here and not there yet", held)


async def _hold(run: Run, changes: Iterable[RowMapping]) -> bool:
    """Whether the files were brought in line in this field of one person."""
    rows = list(changes)
    field = Field(rows[0]["field"])
    own, stated = (_text(rows[0][f"{side}_{field.value}"]) for side in ("own", "file"))
    if not stated and field is not Field.MIDDLE_NAME:
        return False  # the files say nothing, which changes nothing
    if stated != own and stated in {row["old_value"] for row in rows}:
        await _bring_in_line(run, rows[0], field)
        return True
    if stated != own:
        await _note_import(run, rows[0], field, own, stated)
    await run.connection.execute(
        update(t.person_change)
        .where(t.person_change.c.id.in_([row["id"] for row in rows]))
        .values(settled_at=run.now)
    )
    return False


async def _bring_in_line(run: Run, row: RowMapping, field: Field) -> None:
    table = st.users if field.is_name else st.demographics
    values: dict[str, Any] = {field.value: row[f"own_{field.value}"]}
    await run.connection.execute(
        update(table).where(table.c.sourced_id == row["sourced_id"]).values(values)
    )
    if field.is_name:
        names = (
            await run.connection.execute(
                select(*(st.users.c[each.value] for each in NAMES)).where(
                    st.users.c.sourced_id == row["sourced_id"]
                )
            )
        ).one()
        await run.connection.execute(
            update(st.users)
            .where(st.users.c.sourced_id == row["sourced_id"])
            .values(sort_key=sort_key(*(each or "" for each in names)))
        )


async def _note_import(run: Run, row: RowMapping, field: Field, own: str, stated: str) -> None:
    """The history knows of it: what a parent asked for was changed again, by the import."""
    await run.connection.execute(
        insert(t.person_change).values(
            person_id=row["person_id"],
            field=field.value,
            old_value=own,
            new_value=stated,
            changed_by=None,
            changed_at=run.now,
            settled_at=run.now,
        )
    )


def _text(value: object) -> str:
    """As the history has it (domain.personal_data.change_model.Card.value)."""
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
