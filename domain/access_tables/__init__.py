"""The table of rights (domain/access.py) in parts, one subject each."""
