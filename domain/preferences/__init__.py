"""What a family wants to be told of, per child and kind."""
