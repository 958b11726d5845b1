"""The chain: every record holds the hash of the one before, so that none can be changed alone.

A record's hash is the SHA-256 of its canonical form: a JSON array of all its fields, the previous
hash first, without spaces, in ASCII, moments in UTC with microseconds. Whoever changes, removes,
adds or moves a record must rewrite every later one, and the last hash is then another.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC
from hashlib import sha256

from domain.audit.model import LONGEST_VALUE, Facts, Head, Note, Record

GENESIS = Head(0, "0" * 64)  # before the first record of every school


def chained(notes: Sequence[Note], head: Head) -> Iterator[Record]:
    """The notes as records that follow `head`, in their order. All are of one school."""
    for note in notes:
        record = Record(
            seq=head.seq + 1,
            at=note.at,
            who=note.who,
            action=str(note.action),
            thing=note.thing,
            about_id=note.about_id,
            school_class_id=note.school_class_id,
            before=canonical_facts(note.before),
            after=canonical_facts(note.after),
            prev_hash=head.hash,
            hash="",
        )
        record = replace(record, hash=hash_of(record))
        head = Head(record.seq, record.hash)
        yield record


def hash_of(record: Record) -> str:
    """What the record's `hash` must be, by everything else in it."""
    return sha256(canonical(record).encode()).hexdigest()


def canonical(record: Record) -> str:
    """The form that is hashed: two records that differ in anything differ in it."""
    who, thing = record.who, record.thing
    return _json(
        [
            record.prev_hash,
            who.school_id,
            record.seq,
            record.at.astimezone(UTC).isoformat(timespec="microseconds"),
            who.chat_id,
            who.person_id,
            who.role,
            record.action,
            thing.kind,
            thing.id,
            record.about_id,
            record.school_class_id,
            record.before,
            record.after,
        ]
    )


def canonical_facts(facts: Facts | None) -> str | None:
    """The JSON that is stored. `ValueError` for what is no number, code, date or list of them."""
    if facts is None:
        return None
    for name, value in facts.items():
        values = value if isinstance(value, list | tuple) else [value]
        for each in values:
            if not isinstance(each, int | str | None) or len(str(each)) > LONGEST_VALUE:
                raise ValueError(f"not for the audit trail: {name}")
    return _json(facts)


def digest(text: str) -> str:
    """Proves later which words stood there, without keeping them; "" for none."""
    return sha256(text.encode()).hexdigest() if text else ""


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
