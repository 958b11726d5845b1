"""Which chat speaks for whom: one-time codes, connecting, leaving."""
