"""The audit trail's notes, chained and written with the commit."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from domain.access import Action
from domain.actor import Actor
from domain.audit.chain import GENESIS, chained
from domain.audit.model import Deed, Facts, Head, Note, Record, Thing, Who
from domain.audit.noting import note_of
from domain.hat import Hat
from storage.tables import audit_head, audit_record
from storage.trail import Trail
from storage.transaction import Transaction
from storage.upsert import insert_or_keep

_LOCK_HEAD = (
    select(audit_head.c.seq, audit_head.c.hash)
    .where(audit_head.c.school_id == bindparam("school"))
    .with_for_update()
)
_MOVE_HEAD = (
    update(audit_head)
    .where(audit_head.c.school_id == bindparam("school"))
    .values(seq=bindparam("last_seq"), hash=bindparam("last_hash"))
)
_ADD = insert(audit_record)


class Audit(Trail):
    """domain.audit.model.AuditStore."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self.notes: list[Note] = []  # not written yet
        self.unchanged = 0  # notes of what was written as it stood already

    def note(
        self,
        actor: Actor,
        hat: Hat,
        action: Action | Deed,
        thing: Thing,
        *,
        about: int | None = None,
        school_class_id: int | None = None,
        before: Facts | None = None,
        after: Facts | None = None,
    ) -> None:
        note = note_of(
            actor,
            hat,
            action,
            thing,
            at=self._transaction.now,
            about=about,
            school_class_id=school_class_id,
            before=before,
            after=after,
        )
        if note.before == note.after:
            self.unchanged += 1
        else:
            self.notes.append(note)

    def note_by(
        self,
        who: Who,
        action: Action | Deed,
        thing: Thing,
        *,
        about: int | None = None,
        school_class_id: int | None = None,
        before: Facts | None = None,
        after: Facts | None = None,
    ) -> None:
        if before is None and after is None:
            after = {}  # else it would pass for a look
        now = self._transaction.now
        self.notes.append(Note(now, who, str(action), thing, about, school_class_id, before, after))

    def add(self, notes: Sequence[Note]) -> None:
        self.notes.extend(notes)

    @property
    def actions(self) -> frozenset[str]:
        return frozenset(note.action for note in self.notes)

    async def flush(self) -> None:
        """Writes the notes at the chain's end, which nobody else moves until the commit."""
        notes, self.notes = self.notes, []
        if not notes:
            return
        of_school: dict[int, list[Note]] = defaultdict(list)
        for note in notes:
            of_school[note.who.school_id].append(note)
        # In one order and one by one: who waits for a head holds none that comes behind it, so
        # that two transactions of the same schools cannot wait for each other.
        records = [
            record
            for school_id, of_one in sorted(of_school.items())
            for record in chained(of_one, await self._lock(school_id))
        ]
        await self._connection.execute(_ADD, [_row(each) for each in records])
        last = {each.who.school_id: each for each in records}
        await self._connection.execute(
            _MOVE_HEAD,
            [
                {"school": school_id, "last_seq": each.seq, "last_hash": each.hash}
                for school_id, each in last.items()
            ],
        )

    async def _lock(self, school_id: int) -> Head:
        """The chain's end, held from here to the commit, which follows at once."""
        head = await self._locked(school_id)
        if head is None:
            await self._connection.execute(
                insert_or_keep(self._connection, audit_head, ["school_id"]),
                {"school_id": school_id, "seq": GENESIS.seq, "hash": GENESIS.hash},
            )
            head = await self._locked(school_id)
        assert head is not None
        return head

    async def _locked(self, school_id: int) -> Head | None:
        rows = await self._rows(_LOCK_HEAD, school=school_id)
        return Head(rows[0]["seq"], rows[0]["hash"]) if rows else None


def _row(record: Record) -> dict[str, Any]:
    return {
        "school_id": record.who.school_id,
        "seq": record.seq,
        "at": record.at,
        "chat_id": record.who.chat_id,
        "person_id": record.who.person_id,
        "role": record.who.role,
        "action": record.action,
        "thing_kind": record.thing.kind,
        "thing_id": record.thing.id,
        "about_id": record.about_id,
        "school_class_id": record.school_class_id,
        "before": record.before,
        "after": record.after,
        "prev_hash": record.prev_hash,
        "hash": record.hash,
    }
