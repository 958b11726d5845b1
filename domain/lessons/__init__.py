"""The teacher's side of a lesson: the day, the card, the topic."""
