"""The proof: who was told of what and when, who could not be, and what to do about it."""
