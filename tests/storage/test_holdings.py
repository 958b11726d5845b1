"""No table that holds something of a person is forgotten by the copy or by the erasing."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Column, Delete, Table, Update, event

from domain.personal_data.erasure_model import Subject
from domain.personal_data.fields import Field
from domain.personal_data.keeping import Situation
from storage import tables as t
from storage.database import Database
from storage.personal_data.columns import is_omitted
from storage.personal_data.eraser import Eraser
from storage.personal_data.not_copied import NOT_COPIED
from storage.personal_data.parts import PARTS
from storage.personal_data.untouched import UNTOUCHED
from storage.roster import files
from tests.support.clock import OwnClock
from tests.support.school import SmallSchool

OF_PEOPLE = {"person", "chat", "binding"}
NAMED = {
    "person_id",
    "student_id",
    "guardian_id",
    "subject_id",
    "giver_id",
    "about_id",
    "chat_id",
    "user_id",
}


def _points_at_somebody(column: Column[object]) -> bool:
    pointed = {key.column.table.name for key in column.foreign_keys}
    return column.name in NAMED or bool(pointed & OF_PEOPLE)


def holders() -> Iterator[Table]:
    """Every table with a column that says whose a row is."""
    for table in t.metadata.tables.values():
        if table.name in OF_PEOPLE or any(map(_points_at_somebody, table.c)):
            yield table


HOLDERS = sorted(each.name for each in holders())


def test_the_holders_are_found() -> None:
    assert {"person", "mark", "notice", "consent", "audit_record", "chat_use"} <= set(HOLDERS)
    assert "work_type" not in HOLDERS


# These say whose they are through another row.
THROUGH = {"mark_change", "final_mark_change", "consent_document"}


@pytest.mark.parametrize("name", HOLDERS)
def test_a_table_is_copied_or_has_a_reason_not_to_be(name: str) -> None:
    assert (name in PARTS) is not (name in NOT_COPIED), name


def test_no_reason_for_what_is_not_there() -> None:
    assert set(NOT_COPIED) <= set(HOLDERS)
    assert set(PARTS) <= set(HOLDERS) | THROUGH
    assert all(NOT_COPIED.values())


@pytest.mark.parametrize("name", sorted(PARTS))
def test_every_column_of_a_part_is_read_or_says_nothing(name: str) -> None:
    if name in ("audit_record", "consent_document"):
        return  # who did what, and the texts that were signed: in a selection of their own
    read = {column.name for column in PARTS[name].selected_columns}
    table = t.metadata.tables[name]
    missing = {column.name for column in table.c if not is_omitted(column)} - read
    assert not missing


async def test_erasing_writes_to_every_table_or_has_a_reason_not_to(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    """Somebody of whom nothing is kept: both a pupil who has left and a guardian."""
    written: set[str] = set()

    def note(_connection: object, statement: object, *_more: object) -> None:
        if isinstance(statement, Delete | Update) and isinstance(statement.table, Table):
            written.add(statement.table.name)

    async with database.write(clock()) as uow:
        subject: Subject = await uow.erasures.subject(school["anna"])
        event.listen(uow.connection.sync_connection, "before_execute", note)
        left = Subject(subject.person, subject.school, Situation(is_pupil=True))
        await uow.chats.remember(5, "ru")
        await uow.connection.execute(
            t.binding.insert().values(
                chat_id=5,
                person_id=school["anna"],
                student_id=school["anna"],
                role="student",
                bound_at=uow.now,
            )
        )
        await Eraser(uow, left, frozenset()).erase()
        event.remove(uow.connection.sync_connection, "before_execute", note)
    forgotten = set(HOLDERS) - written - set(UNTOUCHED)
    assert not forgotten
    assert set(UNTOUCHED) <= set(HOLDERS)
    assert not (set(UNTOUCHED) & written) - {"erasure", "consent_standing"}


def test_the_card_has_exactly_the_fields_of_the_regulation() -> None:
    """S4 П2.V: name, sex and birth date, and nothing else of a pupil or a parent (R025)."""
    ours = {"id", "sourced_id", "school_id", "sort_key", "is_active"}
    assert {column.name for column in t.person.c} - ours == {field.value for field in Field}


def test_the_import_takes_no_more_and_asks_for_no_more_than_a_name() -> None:
    """OneRoster has telephones, e-mail and addresses; none of them is read."""
    ours = {"sourcedId", "status", "dateLastModified", "enabledUser", "grades", "role"}
    read = {column.name for column in (*files.USERS.columns, *files.DEMOGRAPHICS.columns)}
    personal = {"givenName", "familyName", "middleName", "birthDate", "sex"}
    assert personal <= read
    others = read - ours - personal
    assert all(
        each.endswith("SourcedIds") or "SourcedId" in each or each.startswith("metadata.order")
        for each in others
    ), others


async def test_every_part_can_be_read_in_portions(
    database: Database, school: SmallSchool, clock: OwnClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However small they are, nothing is read twice and nothing is left out."""
    async with database.read(clock()) as uow:
        scope = await uow.copies.scope_of("elena")
        assert scope is not None
        whole = await uow.copies.sections(scope)
        monkeypatch.setattr("storage.personal_data.copier._PORTION", 1)
        assert await uow.copies.sections(scope) == whole
    assert {"person", "guardianship", "enrollment", "consent"} <= {each.table for each in whole}
