"""A PIN of one's own before staff write, once the chat has lain idle (R014)."""
