"""What must reach a family: rows of an outbox, written with the change they tell of."""
