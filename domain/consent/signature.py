"""Writing consents down, and ending them: the same whoever does it, with a note in the trail."""

from dataclasses import dataclass

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.consent.model import NEEDED, Consent, Document, EndReason, NewConsent, Paper, Purpose
from domain.consent.telling import ask_families
from domain.hat import Hat
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Signature:
    """By whom it is written, in which hat and by which right: the caller has asked for it."""

    uow: UnitOfWork
    actor: Actor
    hat: Hat
    action: Action

    async def give(
        self, document: Document, giver_id: int, student_id: int, paper: Paper | None = None
    ) -> None:
        """One signature of a guardian, or of the pupil; what is in force already is left alone."""
        assert document.id is not None  # stored by the caller
        recorded_by = self.hat.person.id if paper else None
        new = [
            NewConsent(each, giver_id, document.purpose, document.id, paper, recorded_by)
            for each in _subjects(student_id, giver_id, document.purpose)
        ]
        for id_, each in await self.uow.consents.give(new):
            self.uow.audit.note(
                self.actor,
                self.hat,
                self.action,
                Thing(ThingKind.CONSENT, id_),
                about=each.subject_id,
                after={
                    "purpose": document.purpose.value,
                    "version": document.version,
                    "giver": giver_id,
                    **_facts(paper),
                },
            )

    async def end(self, consent: Consent, *, by: int, paper: Paper | None = None) -> None:
        """Ends it and what waits in the outbox; of a child whatever any guardian gave for it.

        The rest of the family is asked to consent instead of the one who withdrew (`by`).
        """
        purpose = consent.purpose
        ended = await self.uow.consents.end(
            consent.subject.id,
            {purpose},
            own=consent.is_own,
            reason=EndReason.WITHDRAWN,
            ended_by=self.hat.person.id,
            paper=paper,
        )
        for id_ in ended:
            self.uow.audit.note(
                self.actor,
                self.hat,
                self.action,
                Thing(ThingKind.CONSENT, id_),
                about=consent.subject.id,
                before={"purpose": purpose.value, "is_in_force": True},
                after={"purpose": purpose.value, "is_in_force": False, **_facts(paper)},
            )
        if purpose not in NEEDED:
            return
        await self.uow.consents.withhold(consent.subject.id)
        student = self.hat.student
        if not consent.is_own or (student is not None and student.id == consent.subject.id):
            await ask_families(self.uow, [consent.subject.id], without=[by])


def _subjects(student_id: int, giver_id: int, purpose: Purpose) -> list[int]:
    """Whose data one signature is about: what is needed is asked of the guardian as well."""
    if giver_id == student_id or purpose not in NEEDED:
        return [student_id]
    return [student_id, giver_id]


def _facts(paper: Paper | None) -> dict[str, str]:
    return {"paper": paper.number, "paper_date": paper.date.isoformat()} if paper else {}
