"""The database's history: alembic revisions, applied by `migrate`.

Both SQLite and PostgreSQL walk the same revisions; tests go up, down and up again, and compare
the result with the tables.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage.database import Database

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7310481)")  # any number of our own
_VERSION = text("SELECT version_num FROM alembic_version")


async def migrate(database: Database, revision: str = "head") -> str | None:
    """Brings the database to `revision`, forward or back, and gives where it then stands.

    Processes that start together come here one after the other. alembic is loaded only if there is
    a way to go: a running bot has no use for the memory that it takes.
    """
    async with database.patient_engine.begin() as connection:
        if not database.is_sqlite:
            await connection.execute(_ONE_AT_A_TIME)
        newest = max(path.name.partition("_")[0] for path in _revisions())
        if revision == "head" and await connection.run_sync(_stands_at) == newest:
            return newest
        from storage.migrations.walk import walk

        return await connection.run_sync(walk, revision)


def _revisions() -> list[Path]:
    """The files of the revisions; their names begin with their numbers."""
    return list((Path(__file__).parent / "versions").glob("[0-9]*.py"))


def _stands_at(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(_VERSION)
    return found
