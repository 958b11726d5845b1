"""The running program: settings, wiring, updates in, notifications out, jobs, command line."""

from handlers.on_demand import build_when_used

build_when_used()
