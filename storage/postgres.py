"""PostgreSQL's connections, with limits: a network that swallows everything hangs nobody.

Without a limit a statement whose answer never comes waits for as long as the system believes in the
connection, which is hours, and so does whoever waits for the rows that the other end holds locked.
"""

from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.compiled import POSTGRESQL

CONNECT_SECONDS = 10.0
COMMAND_SECONDS = 20.0  # no statement that people, messages or jobs wait for takes so long
LONG_COMMAND_SECONDS = 3600.0  # one of a migration may: an index of a district's notices

# The server lets go of a client that is gone within a minute, and with it of what it holds:
# rows, and the turns of people (storage/turns.py).
_SERVER = {
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "60000",
}


def postgres_engine(url: URL, *, is_patient: bool = False, **options: Any) -> AsyncEngine:
    """An engine whose statements end; `is_patient`: of which each may take long."""
    limits = {
        "timeout": CONNECT_SECONDS,
        "command_timeout": LONG_COMMAND_SECONDS if is_patient else COMMAND_SECONDS,
        "server_settings": _SERVER,
    }
    engine = create_async_engine(url, hide_parameters=True, connect_args=limits, **options)
    engine.update_execution_options(**POSTGRESQL)

    @event.listens_for(engine.sync_engine, "handle_error")
    def give_up(context: ExceptionContext) -> None:
        """Nothing more is asked over it and those beside it: a rollback would hang as well."""
        if isinstance(context.original_exception, TimeoutError):
            context.is_disconnect = True

    return engine
