"""What SQL a statement is, kept for all engines of a kind of database."""

from typing import Any

from sqlalchemy.util import LRUCache

_KEPT = 1_000  # statements; a busy program has some hundreds


class CompiledStatements(LRUCache[Any, Any]):
    """What execution options call `compiled_cache`, for dialects that say everything alike.

    SQLAlchemy keeps one for each engine. A program has several engines of one database, which read
    and write by the same statements, and each would work out every one of them anew.

    A key holds the whole statement, and looking it up takes reading all of it. Statements that are
    made once have the same key each time, the very object, and are known by that.
    """

    __slots__ = ("_known",)

    def __init__(self) -> None:
        super().__init__(_KEPT)
        self._known: dict[Any, tuple[Any, Any]] = {}

    def get(self, key: Any, default: Any = None) -> Any:
        _dialect, statement, *use = key  # an engine has a dialect of its own
        short = (id(statement), *use)
        known = self._known.get(short)
        if known is not None:
            return known[1]
        compiled = super().get(key[1:], default)
        if compiled is not None:
            if len(self._known) == _KEPT:
                self._known.clear()
            self._known[short] = (statement, compiled)  # which keeps its id from being another's
        return compiled

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__(key[1:], compiled)


SQLITE = {"compiled_cache": CompiledStatements()}
POSTGRESQL = {"compiled_cache": CompiledStatements()}
"""Execution options of their engines."""
