"""Time between two moments, which SQLite and PostgreSQL spell differently."""

from typing import Any

from sqlalchemy import Float
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class hours_between(FunctionElement[float]):  # noqa: N801 - as SQL's functions are written
    """`hours_between(earlier, later)`, as a number."""

    type = Float()
    inherit_cache = True


@compiles(hours_between, "sqlite")
def _sqlite(element: Any, compiler: Any, **options: Any) -> str:
    earlier, later = (compiler.process(each, **options) for each in element.clauses)
    return f"((julianday({later}) - julianday({earlier})) * 24)"


@compiles(hours_between, "postgresql")
def _postgresql(element: Any, compiler: Any, **options: Any) -> str:
    earlier, later = (compiler.process(each, **options) for each in element.clauses)
    return f"(extract(epoch from {later} - {earlier}) / 3600)"
