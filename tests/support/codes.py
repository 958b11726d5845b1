"""Codes and connected chats in tests."""

from collections.abc import Sequence

from sqlalchemy import select

from domain.binding.inviting import issue_invites
from domain.binding.model import BindingRole, InviteRequest, IssuedInvite
from domain.binding.use_cases import redeem, show_code
from storage import tables as t
from storage.database import Database
from tests.support.clock import OwnClock
from tests.support.people import Client, World
from tests.support.school import SmallSchool


async def invite(world: World, name: str, child: str | None = None) -> IssuedInvite:
    """A fresh code for a guardian with a child, a pupil (child: themselves) or staff."""
    school = world.school
    if child is None:
        request = InviteRequest(school[name], BindingRole.STAFF)
    else:
        role = BindingRole.STUDENT if name == child else BindingRole.GUARDIAN
        request = InviteRequest(school[name], role, school[child])
    (issued,) = await issue(world.app.database, world.clock, [request])
    return issued


def as_guardian(school: SmallSchool, name: str, child: str) -> InviteRequest:
    return InviteRequest(school[name], BindingRole.GUARDIAN, school[child])


async def issue(
    database: Database, clock: OwnClock, requests: Sequence[InviteRequest]
) -> list[IssuedInvite]:
    async with database.write(clock()) as uow:
        issued = await issue_invites(uow, requests, None)
        await uow.commit()
    return issued


async def show(database: Database, clock: OwnClock, chat_id: int, typed: str) -> int | None:
    async with database.write(clock()) as uow:
        offer = await show_code(uow, chat_id, "ru", typed)
        await uow.commit()
    return offer.invite_id if offer else None


async def confirm(database: Database, clock: OwnClock, chat_id: int, invite_id: int) -> int:
    async with database.write(clock()) as uow:
        bound = await redeem(uow, chat_id, invite_id)
        await uow.commit()
    return bound.binding_id


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
