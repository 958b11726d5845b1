"""The school year as the school keeps it: days that differ, holidays, periods."""
