"""Files that people attach in the chat: kept by reference, never as bytes (decision 0028)."""
