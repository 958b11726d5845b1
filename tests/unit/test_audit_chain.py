"""The chain of the audit trail: any single change, removal, addition or exchange is found."""

import json
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.audit.chain import GENESIS, canonical_facts, chained, digest, hash_of
from domain.audit.model import Head, Note, Record, Thing, ThingKind, Who
from domain.audit.verifying import Damage, Fault, Verification

NOW = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
IDS = st.integers(1, 2**53)
FACTS = st.none() | st.dictionaries(
    st.sampled_from(["value", "lesson", "text"]), st.integers(1, 5) | st.text(max_size=20)
)
NOTES = st.lists(
    st.builds(
        Note,
        at=st.integers(0, 10**13).map(lambda after: NOW + timedelta(microseconds=after)),
        who=st.builds(
            Who,
            st.just(1),
            chat_id=st.none() | IDS,
            person_id=st.none() | IDS,
            role=st.sampled_from(["teacher", "principal", "program"]),
        ),
        action=st.sampled_from(["set_mark", "read_marks", "import"]),
        thing=st.builds(Thing, st.sampled_from(ThingKind), IDS),
        about_id=st.none() | IDS,
        school_class_id=st.none() | IDS,
        before=FACTS,
        after=FACTS,
    ),
    min_size=1,
    max_size=12,
)


def verify(records: Sequence[Record], head: Head | None) -> list[Fault]:
    verification = Verification()
    faults = [fault for record in records for fault in verification.take(record)]
    return faults + verification.end(head)


def end_of(records: Sequence[Record]) -> Head:
    return Head(records[-1].seq, records[-1].hash)


@given(NOTES)
def test_a_chain_is_sound_and_begins_at_one(notes: list[Note]) -> None:
    records = list(chained(notes, GENESIS))
    assert [each.seq for each in records] == list(range(1, len(notes) + 1))
    assert verify(records, end_of(records)) == []


@given(NOTES, NOTES)
def test_a_chain_goes_on_where_it_ended(first: list[Note], second: list[Note]) -> None:
    records = list(chained(first, GENESIS))
    records += chained(second, end_of(records))
    assert verify(records, end_of(records)) == []


def changed(record: Record) -> dict[str, Any]:
    """A field's other value, for every field there is."""
    who, thing = record.who, record.thing
    return {
        "seq": record.seq + 1,
        "at": record.at + timedelta(microseconds=1),
        "who": [
            replace(who, school_id=2),
            replace(who, chat_id=(who.chat_id or 0) + 1),
            replace(who, person_id=(who.person_id or 0) + 1),
            replace(who, role=who.role + "s"),
        ],
        "action": record.action + "s",
        "thing": [replace(thing, id=thing.id + 1), Thing(ThingKind.PIN, thing.id)],
        "about_id": (record.about_id or 0) + 1,
        "school_class_id": (record.school_class_id or 0) + 1,
        "before": (record.before or "") + " ",
        "after": None if record.after is not None else "{}",
        "prev_hash": digest(record.prev_hash),
        "hash": digest(record.hash),
    }


@given(NOTES, st.data())
def test_any_change_of_any_field_is_found(notes: list[Note], data: st.DataObject) -> None:
    records = list(chained(notes, GENESIS))
    at = data.draw(st.integers(0, len(records) - 1))
    name = data.draw(st.sampled_from([field.name for field in fields(Record)]))
    value = changed(records[at])[name]
    values = value if isinstance(value, list) else [value]
    for each in values:
        forged = replace(records[at], **{name: each})
        if forged == records[at]:
            continue  # a PIN's record made one of a PIN
        faults = verify([*records[:at], forged, *records[at + 1 :]], end_of(records))
        assert faults, name


@given(NOTES, st.data())
def test_a_change_with_its_hash_made_anew_is_found(notes: list[Note], data: st.DataObject) -> None:
    """Whoever knows how hashes are made must go on to the very end, the head included."""
    records = list(chained(notes, GENESIS))
    at = data.draw(st.integers(0, len(records) - 1))
    forged = replace(records[at], action="nothing")
    forged = replace(forged, hash=hash_of(forged))
    assert verify([*records[:at], forged, *records[at + 1 :]], end_of(records))


@given(NOTES, st.data())
def test_any_removal_is_found(notes: list[Note], data: st.DataObject) -> None:
    records = list(chained(notes, GENESIS))
    begins = data.draw(st.integers(0, len(records) - 1))
    ends = data.draw(st.integers(begins + 1, len(records)))
    faults = verify(records[:begins] + records[ends:], end_of(records))
    kind = Damage.CUT_OFF if ends == len(records) else Damage.MISSING
    assert [each.damage for each in faults] == [kind]


@given(NOTES.filter(lambda notes: len(notes) > 1), st.data())
def test_any_exchange_is_found(notes: list[Note], data: st.DataObject) -> None:
    records = list(chained(notes, GENESIS))
    one, other = data.draw(
        st.lists(st.integers(0, len(records) - 1), min_size=2, max_size=2, unique=True)
    )
    first, second = records[one], records[other]
    # In each other's places, with and without each other's numbers.
    moved = list(records)
    moved[one], moved[other] = second, first
    assert verify(moved, end_of(records))
    moved[one], moved[other] = replace(second, seq=first.seq), replace(first, seq=second.seq)
    assert verify(moved, end_of(records))


@given(NOTES, NOTES)
def test_a_chain_written_anew_is_found_by_a_head_noted_before(
    notes: list[Note], others: list[Note]
) -> None:
    records, forged = list(chained(notes, GENESIS)), list(chained(others, GENESIS))
    noted = {records[-1].seq: records[-1].hash}
    verification = Verification(noted)
    faults = [fault for record in forged for fault in verification.take(record)]
    faults += verification.end(end_of(forged))
    assert verify(forged, end_of(forged)) == [], "by itself it is sound"
    is_same = [each.hash for each in forged[: len(records)]] == [each.hash for each in records]
    assert bool(faults) is not is_same


def test_a_school_without_records_is_sound_and_one_that_lost_all_is_not() -> None:
    assert verify([], None) == []
    assert verify([], Head(3, "ab")) == [Fault(Damage.CUT_OFF, 1)]


@pytest.mark.parametrize("value", [1.5, b"x", {"a": 1}, "x" * 1001, ["x" * 1001], [1.5]])
def test_what_is_no_number_or_code_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="name"):
        canonical_facts({"name": value})


def test_facts_are_stored_in_one_form() -> None:
    assert canonical_facts({"b": 1, "a": "ё"}) == canonical_facts({"a": "ё", "b": 1})
    stored = canonical_facts({"a": "ё", "n": [1, 2], "no": None})
    assert stored is not None
    assert json.loads(stored) == {"a": "ё", "n": [1, 2], "no": None}
