"""The papers of a demo school: everybody has consented and signed what they have to."""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import count

from bot.demo.journal import Row
from bot.demo.people import Family, Someone
from bot.demo.rows import Batch
from domain.consent.documents import published, usual_template
from domain.consent.model import NEEDED, Purpose, Way
from domain.consent.needs import Age, age_of
from domain.policy import SchoolPolicy
from storage import tables as t
from storage.consent_reading import PURPOSE_BIT

_DOCUMENT = ("id", "school_id", "purpose", "version", "template", "text", "published_at")
_CONSENT = ("id", "subject_id", "giver_id", "purpose", "document_id", "way", "given_at")
_STANDING = ("person_id", "by_guardian", "own", "has_note")
_NOTE = ("id", "person_id", "number", "signed_on", "recorded_at")
_ALL_NEEDED = sum(PURPOSE_BIT[each] for each in NEEDED)
_CONSENT_ITSELF = frozenset({Age.ASKED, Age.REQUIRED, Age.ADULT})

_POLICY = SchoolPolicy()


class Signatures:
    """Who consented to what, one school."""

    def __init__(
        self, school_id: int, operator: str, now: datetime, ids_of: "Callable[[str], count[int]]"
    ) -> None:
        self._school_id, self._operator = school_id, operator
        self._now, self._ids_of = now, ids_of
        self._today = now.date()
        self._documents = {each: self._id("consent_document") for each in NEEDED}
        self._consents: list[Row] = []
        self._standing: dict[int, list[int | bool]] = {}

    def _id(self, name: str) -> int:
        return next(self._ids_of(name))

    def papers(
        self,
        families: Iterable[Family],
        staff: Iterable[Someone],
        entrusted: tuple[Someone, Someone] | None = None,
    ) -> list[Batch]:
        """Rows by table, in an order in which they may point at earlier ones.

        `entrusted`: of which child who consented to a trusted person.
        """
        for family in families:
            self._family(family)
        if entrusted is not None:
            self._entrust(*entrusted)
        notes = [self._note(who) for who in {each.id: each for each in staff}.values()]
        standing: list[Row] = [(key, *values) for key, values in sorted(self._standing.items())]
        return [
            Batch(t.consent_document, _DOCUMENT, self._texts()),
            Batch(t.consent, _CONSENT, self._consents),
            Batch(t.nondisclosure, _NOTE, notes),
            Batch(t.consent_standing, _STANDING, standing),
        ]

    def _texts(self) -> list[Row]:
        return [
            (
                id_, self._school_id, str(purpose), 1, usual_template(purpose),
                published(usual_template(purpose), self._operator), self._now,
            )
            for purpose, id_ in self._documents.items()
        ]  # fmt: skip

    def _family(self, family: Family) -> None:
        """A guardian consents for the child, everybody grown enough for themselves."""
        for guardian, _relation in family.guardians:
            self._give(guardian, guardian)
        giver, _relation = family.guardians[0]
        for _at, child in family.pupils:
            self._give(child, giver)
            if age_of(_POLICY, child.birth_date, self._today) in _CONSENT_ITSELF:
                self._give(child, child)

    def _give(self, subject: Someone, giver: Someone) -> None:
        is_own = subject is giver
        standing = self._of(subject)
        if standing[is_own]:
            return
        standing[is_own] = _ALL_NEEDED
        self._consents += [self._consent(subject, giver, purpose) for purpose in NEEDED]

    def _entrust(self, child: Someone, giver: Someone) -> None:
        self._documents[Purpose.TRUSTED] = self._id("consent_document")
        self._of(child)[0] |= PURPOSE_BIT[Purpose.TRUSTED]
        self._consents.append(self._consent(child, giver, Purpose.TRUSTED))

    def _consent(self, subject: Someone, giver: Someone, purpose: Purpose) -> Row:
        return (
            self._id("consent"), subject.id, giver.id, str(purpose), self._documents[purpose],
            str(Way.BOT), self._now,
        )  # fmt: skip

    def _note(self, who: Someone) -> Row:
        self._of(who)[2] = True
        id_ = self._id("nondisclosure")
        return id_, who.id, str(id_), self._today, self._now

    def _of(self, who: Someone) -> list[int | bool]:
        return self._standing.setdefault(who.id, [0, 0, False])
