"""Codes and connected chats in tests."""

from sqlalchemy import select

from domain.binding.inviting import issue_invites
from domain.binding.model import BindingRole, InviteRequest, IssuedInvite
from storage import tables as t
from tests.support.people import Client, World


async def invite(world: World, name: str, child: str | None = None) -> IssuedInvite:
    """A fresh code for a guardian with a child, a pupil (child: themselves) or staff."""
    school = world.school
    if child is None:
        request = InviteRequest(school[name], BindingRole.STAFF)
    else:
        role = BindingRole.STUDENT if name == child else BindingRole.GUARDIAN
        request = InviteRequest(school[name], role, school[child])
    async with world.app.database.write(world.clock()) as uow:
        (issued,) = await issue_invites(uow, [request], None)
        await uow.commit()
    return issued


async def bindings(world: World) -> list[tuple[int, int | None]]:
    """Who holds what now: (chat, pupil)."""
    rows = await world.rows(select(t.binding).where(t.binding.c.ended_at.is_(None)))
    return [(row["chat_id"], row["student_id"]) for row in rows]


async def connected(world: World, name: str, child: str) -> Client:
    """Somebody who came by a code, so that the others are told."""
    issued = await invite(world, name, child)
    client = world.newcomer()
    await client.send(issued.code)
    await client.click("Да")
    return client


async def newest_binding(world: World) -> int:
    rows = await world.rows(select(t.binding).order_by(t.binding.c.id.desc()))
    return int(rows[0]["id"])
