"""The roles of S2 1.3, and which of them are staff."""

from enum import StrEnum


class Role(StrEnum):
    """The roles of S2 1.3. A homeroom teacher is staff who leads a class today."""

    STUDENT = "student"
    GUARDIAN = "guardian"
    TRUSTED_CONTACT = "trusted_contact"  # whom a guardian lets see some of a child's diary
    TEACHER = "teacher"
    HOMEROOM_TEACHER = "homeroom_teacher"
    EDUCATOR = "educator"  # of a class after lessons: воспитатель
    EXTRA_TEACHER = "extra_teacher"  # педагог дополнительного образования
    WORKING_GROUP = "working_group"
    SECRETARY = "secretary"
    SYSTEM_ADMIN = "system_admin"
    DEPUTY_PRINCIPAL = "deputy_principal"
    PRINCIPAL = "principal"


STAFF_ROLES = tuple(
    role for role in Role if role not in {Role.STUDENT, Role.GUARDIAN, Role.TRUSTED_CONTACT}
)
