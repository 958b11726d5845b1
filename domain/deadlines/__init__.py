"""Deadlines of the regulations: who is reminded of what is missing, who sees what is overdue."""
