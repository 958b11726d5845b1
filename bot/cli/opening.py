"""What every command that works on the school's database begins with: it is there, and answers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.exc import OperationalError, ProgrammingError

from bot.settings import Settings
from storage.database import Database


class NoDatabase(Exception):
    """Why not, in words for whoever typed the command."""


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """The database of the settings, closed afterwards; `NoDatabase` where it cannot be used."""
    path = settings.database_path
    if path is not None and not path.exists():
        raise NoDatabase(f"There is no database at {path}: import a school first.")
    database = Database(settings.database_url, settings.timezone)
    try:
        yield database
    except (ProgrammingError, OperationalError, ConnectionError) as error:
        raise NoDatabase(
            "The database does not answer as it should: is DATABASE_URL right, and has "
            f"`python -m bot migrate` been run? ({type(error).__name__})"
        ) from error
    finally:
        await database.close()
