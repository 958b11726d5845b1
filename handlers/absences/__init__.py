"""Absences: announced by a family, and the calls when nobody knows."""
