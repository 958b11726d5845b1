"""A PIN before staff write: setting it, and being asked for it."""
