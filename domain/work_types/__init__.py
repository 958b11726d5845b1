"""The school's own list of what marks are given for (R089, R094)."""
