"""Families confirm that they have read the week, and the class sees who does not read (R119)."""
