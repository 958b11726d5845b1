"""What SQL a statement is, kept for all engines of a kind of database."""

from typing import Any

from sqlalchemy.util import LRUCache

_KEPT = 1_000  # statements; a busy program has some hundreds


class CompiledStatements(LRUCache[Any, Any]):
    """What execution options call `compiled_cache`, for dialects that say everything alike.

    SQLAlchemy keeps one for each engine. A program has several engines of one database, which read
    and write by the same statements, and each would work out every one of them anew.
    """

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_without_dialect(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__(_without_dialect(key), compiled)


def _without_dialect(key: Any) -> Any:
    """The first of a key is the engine's own dialect; the rest is the statement and its use."""
    return key[1:]


SQLITE = {"compiled_cache": CompiledStatements(_KEPT)}
POSTGRESQL = {"compiled_cache": CompiledStatements(_KEPT)}
"""Execution options of their engines."""
