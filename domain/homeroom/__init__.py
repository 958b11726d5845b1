"""Homeroom hours and safety briefings: what a class was told, and who was there."""
