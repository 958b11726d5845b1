"""Lessons made from the timetable: which there will be, and how the stored ones differ."""
