"""The kinds of world that can be run by name."""

from tests.simulation.day import Habits
from tests.simulation.run import Profile

# The share of calls that meet each fault: the table of what a sceptic asks for.
TABLE = {
    "too_many_requests": 0.10,
    "server_error": 0.05,
    "drop_before": 0.05,
    "drop_after": 0.05,
    "bad_gateway": 0.02,
}

PROFILES = {
    each.name: each
    for each in (
        Profile("calm"),
        Profile("faults", faults=TABLE),
        Profile("kills", kills=6),
        Profile("everything", faults=TABLE, kills=4, outage_hours=2.0),
        Profile("town", classes=4, per_class=12, subjects=4, faults=TABLE),
        # Its texts do not tell the days apart: for memory, not for reading.
        Profile("week", days=7, faults=TABLE, habits=Habits(finals=0.1)),
    )
}
