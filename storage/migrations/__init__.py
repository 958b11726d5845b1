"""The database's history: alembic revisions, applied by `migrate`.

Both SQLite and PostgreSQL walk the same revisions; tests go up, down and up again, and compare
the result with the tables.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage.database import Database

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7310481)")  # any number of our own


def configuration(connection: Connection | None = None) -> Config:
    """alembic's configuration, without a file and without an address."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


async def migrate(database: Database, revision: str = "head") -> str | None:
    """Brings the database to `revision`, forward or back, and gives where it then stands.

    Processes that start together come here one after the other.
    """
    async with database.engine.begin() as connection:
        if not database.is_sqlite:
            await connection.execute(_ONE_AT_A_TIME)
        return await connection.run_sync(_migrate, revision)


def _migrate(connection: Connection, revision: str) -> str | None:
    config = configuration(connection)
    script = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    behind = {step.revision for step in script.iterate_revisions(current or "base", "base")}
    wanted = script.get_revision(revision)
    if revision == "base" or (wanted.revision in behind and wanted.revision != current):
        command.downgrade(config, revision)
    else:
        command.upgrade(config, revision)
    return MigrationContext.configure(connection).get_current_revision()
