"""What notices of one kind are about."""

from collections.abc import Awaitable, Callable, Collection, Mapping

from domain.notices.fact_store import FactStore
from domain.notices.facts import Fact
from domain.notices.model import Kind

Reading = Callable[[FactStore, Collection[int]], Awaitable[Mapping[int, Fact]]]

READINGS: Mapping[Kind, Reading] = {
    Kind.ABSENCE: lambda facts, ids: facts.absences(ids),
    Kind.BINDING: lambda facts, ids: facts.bindings(ids),
    Kind.FINAL_MARK: lambda facts, ids: facts.final_marks(ids),
    Kind.HOMEWORK: lambda facts, ids: facts.homework(ids),
    Kind.LESSON: lambda facts, ids: facts.lessons(ids),
    Kind.MARK: lambda facts, ids: facts.marks(ids),
    Kind.MESSAGE: lambda facts, ids: facts.messages(ids),
    Kind.REMARK: lambda facts, ids: facts.remarks(ids),
    Kind.TRUST: lambda facts, ids: facts.trusts(ids),
}
"""One statement each; of messages by themselves their own subjects know what they are about."""


async def load_facts(facts: FactStore, kind: Kind, ids: Collection[int]) -> Mapping[int, Fact]:
    """Those that are still there, by id."""
    read = READINGS.get(kind)
    return {} if read is None else await read(facts, ids)
