"""The demo school: made up from a seed, the same rows for the same arguments (facts.md §3)."""
