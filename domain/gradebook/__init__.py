"""A class or a section over a grading period: averages, marks by date, and marks still missing."""
