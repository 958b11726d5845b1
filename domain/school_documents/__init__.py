"""Documents of the school, shown by role and grade (S2 1.1, S4 П2.I; R060)."""
