"""A whole school year by the clock."""
