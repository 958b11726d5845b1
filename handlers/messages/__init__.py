"""Messages between school and families."""
