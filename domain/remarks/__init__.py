"""Words about one pupil that are no mark (R120)."""
