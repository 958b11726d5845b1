"""What the marks so far lead to: a mark within reach, a mark at risk, where each mark moved it."""
