"""The running program: settings, wiring, updates in, notifications out, jobs, command line."""
