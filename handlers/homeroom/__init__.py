"""Homeroom hours and safety briefings."""
