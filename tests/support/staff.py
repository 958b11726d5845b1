"""Staff in tests: those whom the small school does not have by itself, and what they become."""

from typing import Any

from sqlalchemy import insert, select

from domain.access import Role
from domain.people import sort_key
from storage import tables as t
from tests.support.people import Client, World

NAMES = {
    "principal": ("Зимина", "Вера", "Павловна", "f"),
    "second_principal": ("Фомин", "Олег", "Ильич", "m"),
    "secretary": ("Юдина", "Алла", "Ильинична", "f"),
    "educator": ("Тихонова", "Нина", "Львовна", "f"),
}


async def hire(world: World, name: str, *roles: Role) -> int:
    """Somebody with these roles; the id stands in the school under this name from now on."""
    family, given, middle, sex = NAMES[name]
    async with world.app.database.write(world.clock()) as uow:
        done = await uow.connection.execute(
            insert(t.person).values(
                school_id=world.school.id,
                sourced_id=name,
                family_name=family,
                given_name=given,
                middle_name=middle,
                sex=sex,
                sort_key=sort_key(family, given, middle),
            )
        )
        key = done.inserted_primary_key
        assert key is not None
        for role in roles:
            await uow.connection.execute(
                insert(t.role_assignment).values(person_id=key[0], role=role.value)
            )
        await uow.commit()
    world.school.people[name] = int(key[0])
    return int(key[0])


async def at_work(world: World, name: str) -> Client:
    """Somebody of the staff with the menu open; the director is hired with that."""
    if name == "principal" and name not in world.school.people:
        await hire(world, name, Role.PRINCIPAL)
    client = await world.staff(name)
    await client.send("/menu")
    return client


def document(client: Client) -> dict[str, Any]:
    """The newest message with one."""
    return next(each for each in client.from_bot[::-1] if "document" in each)


async def roles_of(world: World, name: str) -> set[str]:
    """What somebody is at work now."""
    held = t.role_assignment
    rows = await world.rows(
        select(held.c.role).where(held.c.person_id == world.school[name], held.c.ends.is_(None))
    )
    return {row["role"] for row in rows}


async def audited(world: World, action: str) -> list[dict[str, Any]]:
    """Whom the records of this action are about, and what it made of them."""
    return await world.rows(
        select(t.audit_record.c.about_id, t.audit_record.c.after).where(
            t.audit_record.c.action == action, t.audit_record.c.after.is_not(None)
        )
    )
