"""Everything a person says and sees: one folder per conversation."""

from handlers.on_demand import build_when_used

build_when_used()
