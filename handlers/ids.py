"""Ids in callback data: untrusted, so bounded before a database sees them."""

from typing import Annotated

from pydantic import Field

# Wider than any id we give, narrower than what SQLite and PostgreSQL can take as a number.
Id = Annotated[int, Field(ge=1, le=2**53)]
OptionalId = Annotated[int, Field(ge=0, le=2**53)]  # 0: none chosen yet
Page = Annotated[int, Field(ge=0, le=9999)]  # of a list that does not fit one message
