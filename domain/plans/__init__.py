"""The plan of a section's topics (КТП): read, followed, compared with what was held."""
