"""Consents of the family, papers recorded by the school, what staff signed, extra fields."""
