"""Absences that are announced, and those that nobody explains."""
