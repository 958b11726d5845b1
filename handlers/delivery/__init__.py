"""The proof on the screen: who was told of what and when, and who could not be."""
