"""Whose diary is open: what a command means by «the diary», and the first words of its screens."""

from collections.abc import Collection

from domain.access import Role
from domain.errors import Refused
from domain.hat import Hat
from domain.people import Student
from handlers.context import Context
from handlers.screen import MAX_BUTTON
from handlers.words import _, c_, is_ty, shorten


def chosen_student(ctx: Context) -> int:
    """The child of the hat worn now, else of the first hat that has one."""
    for hat in (ctx.hat, *ctx.actor.hats):
        if hat.student is not None:
            return hat.student.id
    if any(hat.has_classes for hat in ctx.actor.hats):
        raise Refused("diaries_by_class")
    raise Refused("no_diary")


def whose(student: Student) -> str:
    """«Аня · 7А»: every screen says whose diary it is."""
    return f"{student.given_name} · {student.class_title}".rstrip(" ·")


def whose_hat(hat: Hat) -> str:
    """The same of a hat: initials alone while a consent to show more is missing (R022)."""
    assert hat.student is not None  # a family's hat
    student = hat.student
    return f"{_shown_name(hat, student)} · {student.class_title}".rstrip(" ·")


def child_name(hat: Hat) -> str:
    """«Аня», or «А. И.» while a consent to show more is missing."""
    assert hat.student is not None  # a family's hat
    return _shown_name(hat, hat.student)


def _shown_name(hat: Hat, student: Student) -> str:
    return student.initials if hat.lacks else student.given_name


def hat_name(hat: Hat) -> str:
    """«Пётр, 3Б» or «Учитель»: one of the children and roles a person switches between."""
    if hat.student is None:
        return role_name(hat)
    return f"{child_name(hat)}, {hat.student.class_title}".rstrip(", ")


def hat_button(hat: Hat) -> str:
    """The same on a button."""
    return f"{shorten(hat_name(hat), MAX_BUTTON - 2)} ›"


def person_button(hat: Hat) -> str:
    """«Рамиз Петрович ›»: the other parent, on a phone that serves both."""
    return f"{shorten(hat.person.polite_name, MAX_BUTTON - 2)} ›"


def is_child(hat: Hat | None) -> bool:
    """Whether it is a pupil who is addressed as «ты»."""
    return hat is not None and Role.STUDENT in hat.roles and is_ty(hat.student)


def role_name(hat: Hat) -> str:
    """What a member of staff is called here: the role they work in most, not the highest."""
    for role, name in _role_names():
        if role in hat.roles:
            return name
    return _("Member of staff")


def staff_roles(roles: Collection[Role]) -> list[str]:
    """The names of these roles of staff in full, in one order everywhere."""
    in_full = {
        Role.HOMEROOM_TEACHER: c_("in full", "Homeroom teacher"),
        Role.DEPUTY_PRINCIPAL: c_("in full", "Deputy principal"),
        Role.EXTRA_TEACHER: c_("in full", "Extra-education teacher"),
    }
    return [in_full.get(role, name) for role, name in _role_names() if role in roles]


def role_label(role: Role) -> str:
    """The same on a button."""
    return dict(_role_names())[role]


def _role_names() -> tuple[tuple[Role, str], ...]:
    return (
        (Role.TEACHER, _("Teacher")),
        (Role.HOMEROOM_TEACHER, _("Homeroom teacher")),
        (Role.EXTRA_TEACHER, _("Extra teacher")),
        (Role.EDUCATOR, _("Educator")),
        (Role.DEPUTY_PRINCIPAL, _("Deputy principal")),
        (Role.PRINCIPAL, _("Principal")),
        (Role.SYSTEM_ADMIN, _("Administrator")),
        (Role.SECRETARY, _("Secretary")),
        (Role.WORKING_GROUP, _("Working group")),
    )
