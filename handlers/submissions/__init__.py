"""Handing homework in, and what a teacher sees of it."""
