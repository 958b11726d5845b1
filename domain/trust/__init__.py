"""Trusted persons: whom a guardian lets see some of a child's diary for a time (R010)."""
