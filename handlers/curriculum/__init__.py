"""The curriculum in the chat."""
