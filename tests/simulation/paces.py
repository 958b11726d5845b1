"""How fast the program may send in a trial."""

from bot.pace import Pace, SteadyPace, Unpaced
from tests.support.clock import OwnClock


class OneByOne(Unpaced):
    """One message under way at a time, so that a kill takes no more than one outcome with it."""

    async def take(self, wanted: int) -> int:
        return min(wanted, 1)


def steady(clock: OwnClock) -> Pace:
    """As in production, by the virtual clock."""
    return SteadyPace(timer=lambda: clock().timestamp())
