"""Walking the revisions with alembic, forward or back."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def configuration(connection: Connection | None = None) -> Config:
    """alembic's configuration, without a file and without an address."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def walk(connection: Connection, revision: str) -> str | None:
    """To `revision`, wherever the database stands; gives where it then stands."""
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
