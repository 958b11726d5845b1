"""Relations and groups of roles that come up again and again in the tables of rights."""

from collections.abc import Mapping

from domain.actions import Action, Relation
from domain.roles import Role

Who = Mapping[Role, frozenset[Relation]]
Rights = Mapping[Action, Who]

SELF = frozenset({Relation.SELF})
CHILD = frozenset({Relation.OWN_CHILD})
ENTRUSTED = frozenset({Relation.ENTRUSTED})
LESSON = frozenset({Relation.OWN_LESSON})
CLASS = frozenset({Relation.OWN_CLASS})
GROUP = frozenset({Relation.OWN_GROUP})
GRANTED = frozenset({Relation.GRANTED})
SCHOOL = frozenset({Relation.OWN_SCHOOL})

READERS: Who = {
    Role.STUDENT: SELF,
    Role.GUARDIAN: CHILD,
    Role.HOMEROOM_TEACHER: CLASS,
    Role.DEPUTY_PRINCIPAL: SCHOOL,
    Role.PRINCIPAL: SCHOOL,
}
READERS_AND_TRUSTED = {**READERS, Role.TRUSTED_CONTACT: ENTRUSTED}
# An educator helps with homework after lessons and answers for who is there: no marks, no letters.
READERS_AND_EDUCATOR = {**READERS_AND_TRUSTED, Role.EDUCATOR: GROUP}
# S2 3.2 gives both the same duties in the journal.
TEACHERS: Who = {
    Role.TEACHER: LESSON,
    Role.EXTRA_TEACHER: LESSON,
}
MANAGEMENT: Who = {
    Role.DEPUTY_PRINCIPAL: SCHOOL,
    Role.PRINCIPAL: SCHOOL,
}
OFFICE: Who = {**MANAGEMENT, Role.SYSTEM_ADMIN: SCHOOL}
