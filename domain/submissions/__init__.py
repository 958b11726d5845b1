"""What pupils hand in: answers and files that are no journal entry until a teacher marks them."""
