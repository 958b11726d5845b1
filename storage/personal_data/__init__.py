"""What is held of people, what they ask about it, and how the lists are kept true."""
