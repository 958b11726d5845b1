"""The first director (R002): made by whoever runs the server, everybody else from inside."""

from domain.access import Action, Role
from domain.audit.model import Thing, ThingKind, Who
from domain.binding.inviting import issue_invites
from domain.binding.model import BindingRole, InviteRequest, IssuedInvite
from domain.errors import Refused
from domain.staff.hiring import same_name
from domain.staff.typed import read_name, sex_of
from domain.uow import UnitOfWork


async def invite_principal(
    uow: UnitOfWork, school_id: int, typed_name: str
) -> tuple[list[IssuedInvite], bool]:
    """A code for the director of this name, and whether the person is new here.

    Somebody of that name in the list of staff becomes director and keeps the other roles; a
    guardian of that name may be somebody else, and is left alone. Asks no rights: whoever runs the
    server has the database as well. `Refused` "staff_name", and "several_of_name" when the list has
    the name more than once.
    """
    name = read_name(typed_name)
    await uow.staff.lock(school_id)
    members = await uow.staff.members(school_id)
    found = [each for each in members if same_name(each.person.full_name, name)]
    if len(found) > 1:
        raise Refused("several_of_name")
    if found:
        person_id, has_role = found[0].person.id, Role.PRINCIPAL in found[0].roles
    else:
        person_id, has_role = await uow.staff.add_person(school_id, name, sex_of(name)), False
    if not has_role:
        await _make_principal(uow, school_id, person_id)
    request = InviteRequest(person_id, BindingRole.STAFF)
    return await issue_invites(uow, [request], issued_by=None), not found


async def _make_principal(uow: UnitOfWork, school_id: int, person_id: int) -> None:
    await uow.invites.revoke(InviteRequest(person_id, BindingRole.STAFF))
    decision_id = await uow.staff.set_role(
        person_id, Role.PRINCIPAL, is_granted=True, by=None, order=None
    )
    uow.audit.note_by(
        Who(school_id),
        Action.GRANT_LEADERSHIP,
        Thing(ThingKind.ROLE, decision_id),
        about=person_id,
        before={Role.PRINCIPAL.value: False},
        after={Role.PRINCIPAL.value: True},
    )
