"""Staff: who works at the school in which roles, their cards, duties, and what they may see."""
