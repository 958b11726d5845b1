"""What is missing in the journal: one's own gaps, and those of the school."""
