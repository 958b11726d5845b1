"""Fields beyond name, sex and birth date: off until the school decides otherwise (S4 П2.V)."""

from enum import StrEnum


class ExtraField(StrEnum):
    """What a school may keep of people on a decision of its own (R026)."""

    PHONE = "phone"
    ADDRESS = "address"
    EMAIL = "email"
