"""Erasing: what goes is deleted or made nobody's, in one transaction.

Every table that holds something of a person is written here or stands in
`storage.personal_data.untouched` with the reason; a test compares both with the schema.
"""

from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, or_, select, text, update

from domain.consent.model import EndReason, Purpose
from domain.people import sort_key
from domain.personal_data.erasure_model import Erased, Subject
from domain.personal_data.keeping import Keep
from storage import tables as t
from storage.consents import Consents
from storage.personal_data.journal import erase_journal, erase_remarks
from storage.personal_data.letters import erase_letters
from storage.store import Store
from storage.transaction import Transaction

NOBODY = "Удалено"  # in place of a surname; there are no other names then


class Eraser(Store):
    """One person's data, and that of those whom they entrusted with a diary."""

    def __init__(self, transaction: Transaction, subject: Subject, keep: frozenset[Keep]) -> None:
        super().__init__(transaction)
        self._id = subject.person.id
        self._situation = subject.situation
        self._keep = keep
        self._people: list[int] = []
        self._left_pupil = subject.situation.is_pupil and not subject.situation.is_current

    async def erase(self) -> dict[Erased, int]:
        """Gives how many rows of what went; what there was none of is left out."""
        is_sqlite = self._connection.dialect.name == "sqlite"
        if is_sqlite:  # else what was deleted stays readable in the file's free pages
            await self._connection.execute(text("PRAGMA secure_delete=ON"))
        self._people = [self._id, *await self._entrusted()]
        counts = {
            Erased.NOTICES: await self._notices(),
            Erased.CHOICES: await self._choices(),
            Erased.LETTERS: await self._letters(),
            Erased.CODES: await self._codes(),
            Erased.CHATS: await self._chats(),
            Erased.TRUSTS: await self._trusts(),
            Erased.HISTORY: await self._history(),
            Erased.REMARKS: await self._remarks(),
            Erased.JOURNAL: await self._journal(),
            Erased.FINAL_MARKS: await self._final_marks(),
            Erased.GUARDIANSHIPS: await self._ties(),
            Erased.CARD: await self._card(),
            Erased.NAME: await self._name(),
        }
        await self._consents()
        if is_sqlite:
            await self._connection.execute(text("PRAGMA secure_delete=OFF"))
        return {what: count for what, count in counts.items() if count}

    async def _entrusted(self) -> list[int]:
        """Those whom this guardian named, and whom anybody named for a pupil who has left."""
        named: ColumnElement[bool] = t.trusted_contact.c.guardian_id == self._id
        if self._left_pupil:
            named = or_(named, t.trusted_contact.c.student_id == self._id)
        found = await self._connection.execute(select(t.trusted_contact.c.person_id).where(named))
        return list(found.scalars())

    async def _notices(self) -> int:
        theirs = self._of_family(t.notice.c.person_id, t.notice.c.student_id)
        if self._left_pupil:
            theirs = or_(theirs, t.notice.c.student_id == self._id)
        return await self._delete(t.notice, theirs)

    async def _choices(self) -> int:
        choices, habits = t.notice_choice, t.notice_habits
        theirs: ColumnElement[bool] = choices.c.person_id.in_(self._people)
        if self._left_pupil:
            theirs = or_(theirs, choices.c.student_id == self._id)
        count = await self._delete(choices, theirs)
        count += await self._addresses()
        if Keep.STAFF in self._keep:
            return count
        return count + await self._delete(habits, habits.c.person_id.in_(self._people))

    async def _addresses(self) -> int:
        """Of a family's letters: whose it is nobody noted, so it goes, and the sheet is printed."""
        children = select(t.guardianship.c.student_id).where(
            t.guardianship.c.guardian_id == self._id
        )
        done = await self._connection.execute(
            update(t.opt_out)
            .where(
                or_(t.opt_out.c.email != "", t.opt_out.c.email_typed != ""),
                or_(t.opt_out.c.student_id == self._id, t.opt_out.c.student_id.in_(children)),
            )
            .values(email="", email_typed="", email_at=None)
        )
        return done.rowcount

    async def _letters(self) -> int:
        return await erase_letters(
            self._connection,
            self._people,
            self._id if self._left_pupil else None,
            is_staff=Keep.STAFF in self._keep,
        )

    async def _codes(self) -> int:
        theirs = and_(t.invite.c.person_id.in_(self._people), t.invite.c.role != "staff")
        handed = and_(
            t.code_handover.c.person_id.in_(self._people), t.code_handover.c.role != "staff"
        )
        if self._left_pupil:
            theirs = or_(theirs, t.invite.c.student_id == self._id)
            handed = or_(handed, t.code_handover.c.student_id == self._id)
        await self._delete(
            t.code_attempt,
            t.code_attempt.c.invite_id.in_(select(t.invite.c.id).where(theirs)),
        )
        return await self._delete(t.invite, theirs) + await self._delete(t.code_handover, handed)

    async def _chats(self) -> int:
        """The connections, and of a phone that serves nobody else all that is known of it."""
        theirs = and_(t.binding.c.person_id.in_(self._people), t.binding.c.role != "staff")
        if self._left_pupil:
            theirs = or_(theirs, t.binding.c.student_id == self._id)
        found = await self._connection.execute(
            select(t.binding.c.id, t.binding.c.chat_id).where(theirs)
        )
        rows = found.all()
        bindings, chats = [row.id for row in rows], {row.chat_id for row in rows}
        await self._delete(t.rules_acceptance, t.rules_acceptance.c.binding_id.in_(bindings))
        count = await self._delete(t.binding, t.binding.c.id.in_(bindings))
        others = await self._connection.execute(
            select(t.binding.c.chat_id).where(t.binding.c.chat_id.in_(chats)).distinct()
        )
        shared = set(others.scalars())
        await self._connection.execute(
            update(t.chat)
            .where(t.chat.c.id.in_(shared), t.chat.c.current_binding_id.in_(bindings))
            .values(current_binding_id=None, typing=None, typing_data=None)
        )
        for chat_id in sorted(chats - shared):
            await self._forget(chat_id)
        return count

    async def _forget(self, chat_id: int) -> None:
        for table, column in (
            (t.chat_rest, t.chat_rest.c.chat_id),
            (t.chat_use, t.chat_use.c.chat_id),
            (t.code_attempt, t.code_attempt.c.chat_id),
            (t.denial, t.denial.c.chat_id),
            (t.inbox_update, t.inbox_update.c.user_id),
            (t.notice, t.notice.c.chat_id),
            (t.pin_guard, t.pin_guard.c.chat_id),
            (t.chat, t.chat.c.id),
        ):
            await self._delete(table, column == chat_id)
        for table, column in (
            (t.alarm, t.alarm.c.chat_id),
            (t.invite, t.invite.c.used_by_chat_id),
        ):
            await self._connection.execute(
                update(table).where(column == chat_id).values({column.name: None})
            )

    async def _trusts(self) -> int:
        """They end, and who was named is nobody any more."""
        trusts = t.trusted_contact
        contacts = self._people[1:]
        done = await self._connection.execute(
            update(trusts)
            .where(trusts.c.person_id.in_(self._people), trusts.c.revoked_at.is_(None))
            .values(revoked_at=self._transaction.now)
        )
        for person_id in contacts:
            await self._make_nobody(person_id)
        return max(done.rowcount, len(contacts))

    async def _history(self) -> int:
        changes, requests = t.person_change, t.change_request
        count = await self._delete(changes, changes.c.person_id.in_(self._people))
        count += await self._delete(requests, requests.c.person_id.in_(self._people))
        await self._connection.execute(
            update(t.erasure)
            .where(t.erasure.c.person_id == self._id, t.erasure.c.reason != "")
            .values(reason="")
        )
        return count

    async def _remarks(self) -> int:
        if Keep.REMARKS in self._keep or not self._situation.is_pupil:
            return 0
        return await erase_remarks(self._connection, self._id)

    async def _journal(self) -> int:
        if Keep.JOURNAL in self._keep or not self._situation.is_pupil:
            return 0
        return await erase_journal(self._connection, self._id)

    async def _final_marks(self) -> int:
        if Keep.FINAL_MARKS in self._keep or not self._situation.is_pupil:
            return 0
        marks, changes = t.final_mark, t.final_mark_change
        own = select(marks.c.id).where(marks.c.student_id == self._id)
        await self._delete(changes, changes.c.final_mark_id.in_(own))
        await self._delete(t.final_mark_draft, t.final_mark_draft.c.student_id == self._id)
        return await self._delete(marks, marks.c.student_id == self._id)

    async def _ties(self) -> int:
        """Whose child it was, and in which class, where neither is to be kept."""
        count = 0
        if Keep.GUARDIANSHIP not in self._keep:
            ties = t.guardianship
            theirs = or_(ties.c.guardian_id == self._id, ties.c.student_id == self._id)
            count = await self._delete(ties, theirs)
        if self._left_pupil:
            for table in (t.sheet_letter, t.opt_out, t.print_out):
                await self._delete(table, table.c.student_id == self._id)
        if Keep.ENROLLMENT not in self._keep:
            await self._delete(t.enrollment, t.enrollment.c.student_id == self._id)
        return count

    async def _card(self) -> int:
        if Keep.CARD in self._keep:
            return 0
        held = or_(t.person.c.sex.is_not(None), t.person.c.birth_date.is_not(None))
        done = await self._connection.execute(
            update(t.person)
            .where(t.person.c.id == self._id, held)
            .values(sex=None, birth_date=None)
        )
        return done.rowcount

    async def _name(self) -> int:
        if Keep.NAME not in self._keep:
            await self._make_nobody(self._id)
        return int(Keep.NAME not in self._keep)

    async def _make_nobody(self, person_id: int) -> None:
        """The row stays, as others point at it; the next import finds nobody under it."""
        await self._connection.execute(
            update(t.person)
            .where(t.person.c.id == person_id)
            .values(
                sourced_id=f"erased:{person_id}",
                family_name=NOBODY,
                given_name="",
                middle_name="",
                sex=None,
                birth_date=None,
                sort_key=sort_key(NOBODY, ""),
                is_active=False,
            )
        )

    async def _consents(self) -> None:
        """The own ones end; those about a pupil who has left end as well."""
        consents = Consents(self._transaction)
        for own in (True, False):
            if own or self._left_pupil:
                await consents.end(
                    self._id, list(Purpose), own=own, reason=EndReason.WITHDRAWN, ended_by=None
                )

    def _of_family(
        self, person: ColumnElement[Any], student: ColumnElement[Any]
    ) -> ColumnElement[bool]:
        """Rows of these people; of somebody who also works here, those about their own children."""
        if Keep.STAFF not in self._keep:
            return person.in_(self._people)
        children = select(t.guardianship.c.student_id).where(
            t.guardianship.c.guardian_id == self._id
        )
        return and_(person.in_(self._people), student.in_(children))

    async def _delete(self, table: Table, where: ColumnElement[bool]) -> int:
        done = await self._connection.execute(delete(table).where(where))
        return done.rowcount
