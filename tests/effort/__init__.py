"""How many taps the daily work takes."""
