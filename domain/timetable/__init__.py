"""Lessons made from the timetable: which there will be, and how that differs from what is stored."""
