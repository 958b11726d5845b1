"""How fast the program may send in a trial."""

from bot.pace import Pace, SteadyPace, Unpaced
from tests.support.clock import OwnClock


class Few(Unpaced):
    """A few messages under way at a time."""

    most = 3

    async def take(self, wanted: int) -> int:
        return min(wanted, self.most)


class OneByOne(Few):
    """So that a kill takes no more than one outcome with it."""

    most = 1


def steady(clock: OwnClock) -> Pace:
    """As in production, by the virtual clock."""
    return SteadyPace(timer=lambda: clock().timestamp())
