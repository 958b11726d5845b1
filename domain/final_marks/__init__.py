"""Marks of a period and of the year: set by a teacher, not computed."""
