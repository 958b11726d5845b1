"""The plan of a section's topics (КТП): seen, typed, sent as a file, taken over, saved."""
