"""What was denied: counted by chat, and an alarm when one chat collects it."""
