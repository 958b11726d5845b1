"""Who may do what to whom: one table, asked by every use case and by nothing else.

Source: the rights table of the five regulations (R009, R011, R013, R095; S4 §4 and П2.XI).
A role may do an action when the actor stands to the target in one of the listed relations.
The table is read in domain/access_tables, one subject a file; no action is in two of them.
"""

from collections.abc import Iterable

from domain.access_tables import family, journal, office, timetable
from domain.access_tables.who import Rights
from domain.actions import READINGS, Action, Relation
from domain.roles import STAFF_ROLES, Role

__all__ = [
    "ENTRUSTABLE",
    "PARTS",
    "READINGS",
    "STAFF_ROLES",
    "TABLE",
    "WITHOUT_CONSENT",
    "WITHOUT_NOTE",
    "Action",
    "Relation",
    "Role",
    "entrusted",
]

PARTS: tuple[Rights, ...] = (family.TABLE, timetable.TABLE, journal.TABLE, office.TABLE)
TABLE: Rights = {action: part[action] for part in PARTS for action in part}

WITHOUT_CONSENT = frozenset(
    {
        Action.ASK_ERASURE,
        Action.END_BINDING,
        Action.END_OWN_CHAT,
        Action.END_TRUST,
        Action.GIVE_CONSENT,
        Action.READ_CONSENTS,
    }
)
"""All that a family may do while a consent is missing: nothing of the child is shown by it.

A copy is not among them, though nobody may be refused it (152-ФЗ art. 14): sent by Telegram it
would cross the border, so the school hands it over (docs/decisions/0027).
"""

WITHOUT_NOTE = frozenset(
    {
        Action.CHOOSE_NOTICES,
        Action.DECIDE_FIELDS,
        Action.EDIT_CALENDAR,
        Action.EDIT_RULES,
        Action.EDIT_WORK_TYPES,
        Action.KEEP_DOCUMENTS,
        Action.READ_DOCUMENTS,
        Action.END_OWN_CHAT,
        Action.READ_OWN_GAPS,
        Action.READ_RULES,
        Action.READ_TEACHING_DAY,
        Action.RECORD_NONDISCLOSURE,
        Action.RESEND_NOTICES,
        Action.SAY_DONE,
        Action.SET_PIN,
    }
)
"""All that staff may do before they have signed what the school asks of them: no personal data."""

ENTRUSTABLE = tuple(
    action
    for action in READINGS
    if Role.TRUSTED_CONTACT in TABLE[action] and Role.GUARDIAN in TABLE[action]
)
"""What a guardian may let somebody else see: no more than they see themselves (R010)."""


def entrusted(ticked: Iterable[Action]) -> frozenset[Action]:
    """The rights of a trusted person's hat while the trust holds.

    Whoever is told anything chooses how, and reads the papers that the school has for everybody.
    """
    rights = frozenset(ticked).intersection(ENTRUSTABLE)
    return rights | {Action.CHOOSE_NOTICES, Action.READ_DOCUMENTS} if rights else rights
