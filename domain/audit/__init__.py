"""Who did what to whose data, and who looked at it (R016)."""
