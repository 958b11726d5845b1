"""Requests to open the place of a mark whose term is over (R091, S4 §4(а))."""
